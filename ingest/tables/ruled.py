"""Drawn lines in both directions → the grid of a ruled table.

A grid that holds no table (a framed text, a flow chart, a plot, columns of prose) gives None; which of these it is, is
not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.geometry import Box
from ingest.layout.lines import Line
from ingest.tables.edges import SAME_EDGE, Edge, extent, lattices, places
from ingest.tables.fill import printed_rows
from ingest.tables.grid import MAX_PLACES, Grid

COVERED = 0.5  # of a place's side: a drawn line parts two places when it runs along at least this much
OUTSIDE = 6.0  # points: horizontal lines that reach this far beyond the outer vertical ones open a column there
TITLE = 40.0  # points: a row of one or two lines between two ruled groups is no higher


def ruled_grid(across: Sequence[Edge], down: Sequence[Edge]) -> Grid | None:
    """The grid that edges hanging together draw; None where they leave no two places side by side or above each other.

    The outer frame may be missing: what the lines reach is inside.
    """
    box = extent(across, down)
    xs = _with_ends(places(edge.at for edge in down), box.x0, box.x1)
    ys = _with_ends(places(edge.at for edge in across), box.y0, box.y1)
    rows, cols = len(ys) - 1, len(xs) - 1
    if rows < 1 or cols < 1 or rows * cols > MAX_PLACES:
        return None
    walls_at = [_near(down, x) for x in xs[1:-1]]
    floors_at = [_near(across, y) for y in ys[1:-1]]
    walls = tuple(tuple(_parted(edges, ys[r], ys[r + 1]) for edges in walls_at) for r in range(rows))
    floors = tuple(tuple(_parted(edges, xs[c], xs[c + 1]) for c in range(cols)) for edges in floors_at)
    return Grid(tuple(xs), tuple(ys), walls, floors)


def groups(
    across: Sequence[Edge], down: Sequence[Edge], lines: Sequence[Line]
) -> list[tuple[tuple[Edge, ...], tuple[Edge, ...]]]:
    """Edges that may draw one table: those that hang together, and groups of them with only a title row between.

    Vertical lines of one height that touch no horizontal one are a group of their own, opened to the text beside them.
    """
    found = sorted(lattices(across, down), key=lambda group: extent(*group).y0)
    out: list[tuple[tuple[Edge, ...], tuple[Edge, ...]]] = []
    alone: list[Edge] = []
    for hs, vs in found:
        if not hs:
            alone.extend(vs)
        elif out and out[-1][0] and _titled(out[-1], (hs, vs), lines):
            out[-1] = (out[-1][0] + hs, out[-1][1] + vs)
        else:
            out.append((hs, vs))
    return out + [group for group in (_beside(vs, lines) for vs in _of_one_height(alone)) if group is not None]


def _titled(
    above: tuple[tuple[Edge, ...], tuple[Edge, ...]], below: tuple[tuple[Edge, ...], tuple[Edge, ...]],
    lines: Sequence[Line],
) -> bool:  # fmt: skip
    """Whether only a row without vertical lines parts the two: as wide as both, a line or two of text high."""
    a, b = extent(*above), extent(*below)
    if abs(a.x0 - b.x0) > SAME_EDGE or abs(a.x1 - b.x1) > SAME_EDGE or not 0 < b.y0 - a.y1 <= TITLE:
        return False
    between = [line for line in lines if a.y1 < line.box.center[1] < b.y0 and a.x0 <= line.box.center[0] <= a.x1]
    places_below = [edge.at for edge in below[1]]
    alike = all(any(abs(edge.at - x) <= SAME_EDGE for x in places_below) for edge in above[1])
    return bool(between) and alike and len(printed_rows(between)) == len(between) <= 2


def _of_one_height(down: Sequence[Edge]) -> list[list[Edge]]:
    """Vertical edges side by side: each starts or ends where the tallest does, none sticks out."""
    out: list[list[Edge]] = []
    for edge in sorted(down, key=lambda e: (-e.length, e.at)):
        for group in out:
            above, below = edge.start - group[0].start, group[0].end - edge.end
            if min(above, below) >= -SAME_EDGE and min(abs(above), abs(below)) <= SAME_EDGE:
                group.append(edge)
                break
        else:
            out.append([edge])
    return out


def _beside(down: Sequence[Edge], lines: Sequence[Line]) -> tuple[tuple[Edge, ...], tuple[Edge, ...]] | None:
    """Vertical edges alone, with the top and bottom they make over themselves and the text right beside them."""
    top, bottom = min(e.start for e in down), max(e.end for e in down)
    left, right = min(e.at for e in down), max(e.at for e in down)
    rows = printed_rows([line for line in lines if top <= line.box.center[1] <= bottom])
    if len(down) < 2 or len(rows) < 2:
        return None
    starts = [
        max(found, key=lambda one: one.box.x1) for row in rows if (found := [x for x in row if x.box.x1 <= left + 1])
    ]
    ends = [
        min(found, key=lambda one: one.box.x0) for row in rows if (found := [x for x in row if x.box.x0 >= right - 1])
    ]
    x0 = min((line.box.x0 - 1 for line in starts), default=left) if len(starts) > 1 else left
    x1 = max((line.box.x1 + 1 for line in ends), default=right) if len(ends) > 1 else right
    return (Edge(top, x0, x1), Edge(bottom, x0, x1)), tuple(down)


def _with_ends(found: list[float], low: float, high: float) -> list[float]:
    """The places, and the ends of the crossing lines where these reach well beyond them."""
    if not found or found[0] - low > OUTSIDE:
        found = [low, *found]
    if high - found[-1] > OUTSIDE:
        found = [*found, high]
    return found


def _near(edges: Sequence[Edge], at: float) -> list[Edge]:
    return [edge for edge in edges if abs(edge.at - at) <= SAME_EDGE]


def _parted(edges: Sequence[Edge], start: float, end: float) -> bool:
    return sum(edge.covers(start, end) for edge in edges) >= COVERED * (end - start)


def closed(grid: Grid, across: Sequence[Edge], down: Sequence[Edge]) -> bool:
    """Whether the outer frame is drawn on all four sides."""
    box: Box = grid.box
    return (
        _parted(_near(down, box.x0), box.y0, box.y1)
        and _parted(_near(down, box.x1), box.y0, box.y1)
        and _parted(_near(across, box.y0), box.x0, box.x1)
        and _parted(_near(across, box.y1), box.x0, box.x1)
    )
