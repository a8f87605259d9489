"""Bands between horizontal lines → the grid of a table that has no vertical ones.

Columns come from the text, or from the joints where lines are drawn cell by cell; rows from the lines and, inside a
band, from the text. Never takes prose between two lines for a table: a band's text must stand in columns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.lines import Line
from ingest.tables.edges import SAME_EDGE, Edge, places
from ingest.tables.fill import printed_rows
from ingest.tables.grid import Grid
from ingest.tables.gutters import MARKERS, strips
from ingest.tables.textrows import row_cuts

SAME_END = 4.0  # points: lines over one table end within this of each other
BESIDE = 6.0  # points by which text may stick out of the lines above and below it
TABULAR = 0.3  # of a band's printed rows stand in two columns at least; long cells fill the others
REACH = 1.6  # em: how far above the first line, or below the last, a row without a line of its own may stand
CELL_GAP = 0.4  # em: words of one run of text stand closer, cells do not


@dataclass(frozen=True, slots=True)
class Band:
    """A table between horizontal lines: `grid`, its `lines`, and how many rows stand above its first inner line."""

    grid: Grid
    lines: tuple[Line, ...]
    header: int
    joined: bool  # the columns are drawn: the horizontal lines are in pieces, one a cell


def bands(across: Sequence[Edge], lines: Sequence[Line]) -> Iterator[Band]:
    """The tables between `across`, top to bottom; a line belongs to one of them at most."""
    free = sorted(across, key=lambda edge: (edge.at, edge.start))
    while free:
        chain, inner = _chain(free)
        taken = {id(edge) for edge in chain}
        for run in _runs(chain, lines):
            within = [edge for edge in inner if run[0].at < edge.at < run[-1].at]
            band = _band(run, within, lines)
            if band is not None:
                taken.update(id(edge) for edge in within)
                yield band
        free = [edge for edge in free if id(edge) not in taken]


def _chain(free: Sequence[Edge]) -> tuple[list[Edge], list[Edge]]:
    """The edges below the first that end where it ends, and those that end within it."""
    first = free[0]
    same = [e for e in free if abs(e.start - first.start) <= SAME_END and abs(e.end - first.end) <= SAME_END]
    known = {id(edge) for edge in same}
    inner = [
        e for e in free
        if id(e) not in known and e.start >= first.start - SAME_END and e.end <= first.end + SAME_END
    ]  # fmt: skip
    return same, inner


def _runs(chain: Sequence[Edge], lines: Sequence[Line]) -> Iterator[list[Edge]]:
    """Successive edges with columns of text between them."""
    run: list[Edge] = []
    tabular = False
    for above, below in pairwise(chain):
        kind = _kind(above, below, lines)
        if kind is None:
            if run and tabular:
                yield run
            run, tabular = [], False
            continue
        run = [*(run or [above]), below]
        tabular = tabular or kind
    if run and tabular:
        yield run


def _kind(above: Edge, below: Edge, lines: Sequence[Line]) -> bool | None:
    """Whether the text between two edges stands in columns; None where it cannot belong to a table of theirs."""
    between = [line for line in lines if above.at < line.box.center[1] < below.at]
    inside = [line for line in between if above.start < line.box.center[0] < above.end]
    if any(line.box.x0 < above.start - BESIDE or line.box.x1 > above.end + BESIDE for line in inside):
        return None
    rows = printed_rows(inside)
    if not rows:
        return False if below.at - above.at < 60 else None
    if sum(_in_columns(row) for row in rows) >= max(1, TABULAR * len(rows)):
        return True
    return False if len(rows) <= 2 else None


def _in_columns(row: Sequence[Line]) -> bool:
    return sum(line.text.text not in MARKERS for line in row) > 1


def _band(run: Sequence[Edge], inner: Sequence[Edge], lines: Sequence[Line]) -> Band | None:
    left, right = min(e.start for e in run), max(e.end for e in run)
    top, bottom = run[0].at, run[-1].at
    beside = [line for line in lines if left - BESIDE <= line.box.x0 and line.box.x1 <= right + BESIDE]
    inside = [line for line in beside if top < line.box.center[1] < bottom]
    em = median(line.size for line in inside)
    middles, spanning, joined = _columns(run, inside, em)
    if not middles:
        return None
    above = _open_rows([line for line in beside if line.box.center[1] <= top], middles, top, -1, em)
    below = _open_rows([line for line in beside if line.box.center[1] >= bottom], middles, bottom, 1, em)
    inside = [*above, *inside, *below]
    ys = [edge.at for edge in run]
    if above:
        ys = [min(line.box.y0 for line in above) - 1, *ys]
    if below:
        ys = [*ys, max(line.box.y1 for line in below) + 1]
    xs = [min(left, *(line.box.x0 for line in inside)), *middles, max(right, *(line.box.x1 for line in inside))]
    return _gridded(xs, ys, inner, inside, spanning, joined)


def _columns(run: Sequence[Edge], inside: Sequence[Line], em: float) -> tuple[list[float], frozenset[int], bool]:
    """The x between columns, the ids of lines that span several, and whether the columns are drawn."""
    joints = _joints(run, inside)
    if joints:
        crossing = frozenset(
            id(line) for line in inside for x in joints if line.box.x0 < x - 2 and line.box.x1 > x + 2
        )
        return joints, crossing, True
    found = strips(printed_rows(inside), em)
    spanning = frozenset(
        id(line) for line in inside if id(line) in found.spanning and not _only_close(line, found.strips)
    )
    return [(a + b) / 2 for a, b in found.strips], spanning, False


def _joints(run: Sequence[Edge], inside: Sequence[Line]) -> list[float]:
    """Where most of the edges are pieced together, when hardly any text runs over these places."""
    pieced = [edge for edge in run if edge.joints]
    if len(pieced) < 2 or len(pieced) < 0.6 * len(run):
        return []
    found = []
    for x in places(x for edge in pieced for x in edge.joints):
        if sum(any(abs(x - joint) <= SAME_EDGE for joint in edge.joints) for edge in pieced) >= 0.6 * len(pieced):
            found.append(x)
    crossing = sum(any(line.box.x0 < x - 2 and line.box.x1 > x + 2 for x in found) for line in inside)
    return found if crossing <= 0.2 * len(inside) else []


def _only_close(line: Line, found: Sequence[tuple[float, float]]) -> bool:
    """Whether the line is cells that stand close: a gap wider than a space in every strip it runs over."""
    gaps: list[tuple[float, float]] = []
    last: float | None = None
    for char, glyph in zip(line.text.text, line.text.glyphs, strict=True):
        if glyph is None or char == " ":
            continue
        if last is not None and glyph.x0 - last >= CELL_GAP * line.size:
            gaps.append((last, glyph.x0))
        last = glyph.x1
    crossed = [(a, b) for a, b in found if line.box.x0 < a and line.box.x1 > b]
    return bool(crossed) and all(any(x0 <= b and x1 >= a for x0, x1 in gaps) for a, b in crossed)


def _open_rows(lines: Sequence[Line], middles: Sequence[float], edge: float, way: int, em: float) -> list[Line]:
    """Printed rows next to the outermost edge that stand in the columns: a header above its line, a last row below."""
    rows = printed_rows(lines)
    if way < 0:
        rows.reverse()
    taken: list[Line] = []
    for row in rows:
        near = max(line.box.y1 for line in row) if way < 0 else min(line.box.y0 for line in row)
        fits = [bisect_right(middles, line.box.x0 + 1) == bisect_right(middles, line.box.x1 - 1) for line in row]
        columns = {bisect_right(middles, line.box.x0 + 1) for line in row}
        if abs(near - edge) > REACH * em or not all(fits) or len(columns) < (1 if taken else 2):
            break
        taken.extend(row)
        edge = min(line.box.y0 for line in row) if way < 0 else max(line.box.y1 for line in row)
    return taken


def _gridded(
    xs: Sequence[float], ys: Sequence[float], inner: Sequence[Edge], lines: Sequence[Line], spanning: frozenset[int],
    joined: bool,
) -> Band:  # fmt: skip
    """The grid: edges and, between them, the rows of the text; short edges part only the columns they run along."""
    middles = xs[1:-1]
    marks = [(y, (True,) * (len(xs) - 1)) for y in ys[1:-1]]
    for edge in inner:
        if all(abs(edge.at - y) > SAME_EDGE for y, _ in marks):
            marks.append((edge.at, tuple(edge.covers(a, b) > 0.5 * (b - a) for a, b in pairwise(xs))))
    marks.sort()
    everywhere = (True,) * (len(xs) - 1)
    bounds = [(ys[0], everywhere), *marks, (ys[-1], everywhere)]
    prior = -1.0 if len(ys) > 4 else 0.0
    floors: list[tuple[bool, ...]] = []
    edges: list[float] = [ys[0]]
    header = 0
    for n, ((y0, over), (y1, under)) in enumerate(pairwise(bounds)):
        held = [
            line for line in lines
            if y0 < line.box.center[1] < y1 and id(line) not in spanning
            and all(s[min(bisect_right(middles, line.box.center[0]), len(xs) - 2)] for s in (over, under))
        ]  # fmt: skip
        for cut in row_cuts(held, middles, prior):
            edges.append(cut)
            floors.append(everywhere)
        if n < len(bounds) - 2:
            edges.append(y1)
            floors.append(under)
        if n == 0:
            header = len(edges) - 1
    edges.append(ys[-1])
    walls = [[True] * (len(xs) - 2) for _ in range(len(edges) - 1)]
    for line in lines:
        if id(line) in spanning:
            row = min(max(bisect_right(edges, line.box.center[1]) - 1, 0), len(edges) - 2)
            for c, x in enumerate(middles):
                if line.box.x0 < x < line.box.x1:
                    walls[row][c] = False
    grid = Grid(tuple(xs), tuple(edges), tuple(map(tuple, walls)), tuple(floors))
    return Band(grid, tuple(lines), header, joined)

