"""Drawn lines of a page → edges: collinear pieces put together, double lines made one.

Knows nothing of text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.geometry import Box
from ingest.pages import Rule, Shade

# Points. Lines closer than this are one edge: double rules stand 1 to 3 pt apart, cells with spacing between
# their frames (HTML's default) 1.5 to 3 pt; the lowest row of text is 6 pt high.
SAME_EDGE = 4.0
MEET = 3.0  # points: pieces of one line, and lines that cross, may miss each other by this much
ROW_HEIGHT = (6.0, 0.5)  # points, of the page's height: what is lower or higher than this is no shaded row
SHORTEST = 60.0  # points: a narrower shade is a highlighted word
LOW_ROW = 80.0  # points: a shaded cell with a few lines of text is lower
MAX_SHADES = 400  # on a page; beyond it is a map of values
MAX_EDGES = 2_000  # of one direction on a page; beyond it is a plot or a map


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight line from `start` to `end` at `at`: y of a horizontal one, x of a vertical one; points.

    `joints` are the places where its pieces meet, cell by cell in the files of browsers. `shade`: the side of a shaded
    rectangle, which tells where a row ends but not, where there is none, that it goes on.
    """

    at: float
    start: float
    end: float
    joints: tuple[float, ...] = ()
    shade: bool = False

    @property
    def length(self) -> float:
        return self.end - self.start

    def covers(self, start: float, end: float) -> float:
        """How much of `start`..`end` it runs along."""
        return max(0.0, min(self.end, end) - max(self.start, start))


def edges(rules: Iterable[Rule], horizontal: bool) -> tuple[Edge, ...]:
    """The horizontal or the vertical edges that `rules` draw, by place; none where there are too many to be a table."""
    marks = []
    for rule in rules:
        if rule.horizontal == horizontal:
            x0, y0, x1, y1 = rule.box
            marks.append(((y0 + y1) / 2, x0, x1) if horizontal else ((x0 + x1) / 2, y0, y1))
    if not marks or len(marks) > MAX_EDGES:
        return ()
    return tuple(edge for cluster in clusters(sorted(marks)) for edge in _pieces(cluster))


def shade_edges(shades: Iterable[Shade], height: float) -> tuple[Edge, ...]:
    """The tops and bottoms of shaded rows and cells; `height` is the page's. Highlights and backgrounds give none."""
    rows = [s for s in shades if ROW_HEIGHT[0] <= s.box.height <= ROW_HEIGHT[1] * height]
    if len(rows) > MAX_SHADES:
        return ()
    marks = [(y, s.box.x0, s.box.x1) for s in rows if not _painted_over(s, rows) for y in (s.box.y0, s.box.y1)]
    found = (edge for cluster in clusters(sorted(marks)) for edge in _pieces(cluster))
    return tuple(replace(edge, shade=True) for edge in found if edge.length >= SHORTEST)


def _painted_over(shade: Shade, shades: Sequence[Shade]) -> bool:
    """Whether the shade lies within another of its colour: the background of words in a shaded cell."""
    x0, y0, x1, y1 = shade.box
    return any(
        one.color == shade.color and one.box.x0 <= x0 and one.box.y0 < y0 and one.box.y1 > y1 and one.box.x1 >= x1
        for one in shades
    )


def lines_drawn(rules: Sequence[Rule], shades: Sequence[Shade]) -> list[Rule]:
    """The rules, but for upright ones inside a shaded row or cell: there a space between words was painted."""
    cells = [s.box for s in shades if ROW_HEIGHT[0] <= s.box.height <= LOW_ROW]
    if not cells or len(cells) > MAX_SHADES:
        return list(rules)
    return [rule for rule in rules if rule.horizontal or not any(_inside(rule.box, cell) for cell in cells)]


def _inside(box: Box, cell: Box) -> bool:
    return cell.y0 + 1 < box.y0 and box.y1 < cell.y1 - 1 and cell.x0 < box.x0 and box.x1 < cell.x1


def merged(rules: Sequence[Edge], shades: Sequence[Edge]) -> list[Edge]:
    """All edges, those of shades that run along a drawn line left out."""
    return [
        *rules,
        *(e for e in shades if not any(abs(r.at - e.at) <= SAME_EDGE and r.covers(e.start, e.end) for r in rules)),
    ]


def clusters(marks: Sequence[tuple[float, float, float]]) -> Iterator[list[tuple[float, float, float]]]:
    """Sorted (at, start, end), split where the next one stands apart."""
    run: list[tuple[float, float, float]] = []
    for mark in marks:
        if run and mark[0] - run[0][0] > SAME_EDGE:
            yield run
            run = []
        run.append(mark)
    if run:
        yield run


def _pieces(cluster: Sequence[tuple[float, float, float]]) -> Iterator[Edge]:
    """Edges of one cluster of collinear pieces."""
    pieces = sorted((start, end, at) for at, start, end in cluster)
    start, end, _ = pieces[0]
    ats = [pieces[0][2]]
    joints: list[float] = []
    for s, e, at in pieces[1:]:
        if s - end > MEET:
            yield Edge(sum(ats) / len(ats), start, end, tuple(joints))
            start, end, ats, joints = s, e, [at], []
            continue
        if abs(s - end) <= MEET:
            joints.append((s + end) / 2)
        end = max(end, e)
        ats.append(at)
    yield Edge(sum(ats) / len(ats), start, end, tuple(joints))


def lattices(across: Sequence[Edge], down: Sequence[Edge]) -> tuple[tuple[tuple[Edge, ...], tuple[Edge, ...]], ...]:
    """Horizontal and vertical edges that hang together by crossing or touching, one pair a group.

    A group has at least one vertical edge; horizontal edges that touch none are in no group.
    """
    parent = list(range(len(across) + len(down)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for v, wall in enumerate(down, len(across)):
        for h, floor in enumerate(across):
            if (
                floor.start - MEET <= wall.at <= floor.end + MEET
                and wall.start - MEET <= floor.at <= wall.end + MEET
                and (one := root(h)) != (other := root(v))
            ):
                parent[one] = other
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for n, edge in enumerate([*across, *down]):
        groups.setdefault(root(n), ([], []))[n >= len(across)].append(edge)
    return tuple((tuple(hs), tuple(vs)) for hs, vs in groups.values() if vs)


def extent(across: Sequence[Edge], down: Sequence[Edge]) -> Box:
    """The box around a group of edges; raises ValueError when there is none."""
    xs = [x for edge in across for x in (edge.start, edge.end)] + [edge.at for edge in down]
    ys = [y for edge in down for y in (edge.start, edge.end)] + [edge.at for edge in across]
    return Box(min(xs), min(ys), max(xs), max(ys))


def places(values: Iterable[float]) -> list[float]:
    """Distinct places, those closer than SAME_EDGE made one (their mean)."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= SAME_EDGE:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]
