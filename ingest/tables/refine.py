"""A ruled grid whose lines do not part every row or column → the grid with those that only the text shows.

Tables with vertical lines and a line under the header, and lattices that rule groups of columns. Leaves alone what is
ruled throughout: there, text in several lines is one cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.layout.lines import Line
from ingest.tables.edges import SAME_EDGE, Edge, places
from ingest.tables.fill import place, printed_rows
from ingest.tables.grid import Grid, spans
from ingest.tables.gutters import strips
from ingest.tables.rowblocks import RowPlan
from ingest.tables.textrows import plan_rows

RULED_ROWS = 4  # rows drawn: from here on all are
JOINED = 0.3  # of the columns have a side that ends at one height: a row ends there
HALF = 0.5  # of a row's height: a vertical line parts its places when it runs along at least this much
WIDE_COLUMN = 0.3  # of the table's width: a narrower column hides no others
IN_COLUMNS = 0.7  # of a wide column's printed rows stand in several columns, three rows at least


def refined(grid: Grid, down: Sequence[Edge], lines: Sequence[Line], framed: bool) -> Grid:
    """The grid with the rows and columns that `lines`, or joints of the vertical lines, show between the drawn ones.

    `framed`: closed on all sides, so that what is not parted may well be one cell.
    """
    drawn = grid.rows
    grid = _with_joints(grid, down)
    if grid.rows < RULED_ROWS:
        grid = _with_rows(grid, lines, framed)
    if grid.rows > drawn:
        grid = _walled(grid, down)
    return _with_columns(grid, lines)


def _with_joints(grid: Grid, down: Sequence[Edge]) -> Grid:
    """Vertical lines drawn cell by cell end where rows end."""
    ends = [(edge.at, y) for edge in down for y in (edge.start, *edge.joints, edge.end)]
    ys = [y for y in places(y for _, y in ends) if all(abs(y - at) > SAME_EDGE for at in grid.ys)]
    found = {
        y: tuple(
            any(abs(y - end) <= SAME_EDGE and min(abs(x - a), abs(x - b)) <= SAME_EDGE for x, end in ends)
            for a, b in pairwise(grid.xs)
        )
        for y in ys
    }
    return _cut_rows(grid, {y: floor for y, floor in found.items() if sum(floor) >= JOINED * grid.cols})


def _with_rows(grid: Grid, lines: Sequence[Line], framed: bool) -> Grid:
    held, _ = spans(grid)
    cuts: dict[float, tuple[bool, ...]] = {}
    for row in range(grid.rows):
        y0, y1 = grid.ys[row], grid.ys[row + 1]
        inside = [line for line in lines if y0 < line.box.center[1] <= y1]
        if len(printed_rows(inside)) < 3 or any(s.rowspan > 1 and s.row <= row < s.row + s.rowspan for s in held):
            continue
        columns: list[list[Line]] = [[] for _ in range(grid.cols)]
        across = []
        for line in inside:
            span = next(s for s in held if s.row <= row < s.row + s.rowspan and _holds(grid, s.col, s.colspan, line))
            if span.colspan > 1:
                across.append((line, span.col, span.col + span.colspan - 1))
            else:
                columns[span.col].append(line)
        plan = plan_rows(columns, across)
        if not framed or _believed(plan, columns):
            for n, cut in enumerate(plan.cuts):
                cuts[cut] = tuple(
                    not any(c == col and a <= n < b for col, a, b in plan.merged) for c in range(grid.cols)
                )
    return _cut_rows(grid, cuts)


def _holds(grid: Grid, col: int, colspan: int, line: Line) -> bool:
    return col <= place(grid.xs, line.box.center[0]) < col + colspan


def _believed(plan: RowPlan, columns: Sequence[Sequence[Line]]) -> bool:
    """Rows that begin in the first column, or whose labels there are merged: a cell's own paragraphs do neither."""
    if not plan.cuts:
        return False
    bounds = [float("-inf"), *plan.cuts, float("inf")]
    labelled = {row for col, first, last in plan.merged if col == 0 for row in range(first, last + 1)}
    filled = [
        [any(y0 < line.box.center[1] <= y1 for line in column) for column in columns] for y0, y1 in pairwise(bounds)
    ]
    return all(row[0] or n in labelled or sum(row) >= max(2, len(row) - 1) for n, row in enumerate(filled))


def _cut_rows(grid: Grid, cuts: dict[float, tuple[bool, ...]]) -> Grid:
    """The grid with more floors."""
    ys = sorted([*grid.ys, *cuts])
    walls = [grid.walls[place(grid.ys, (a + b) / 2)] for a, b in pairwise(ys)]
    floors = [cuts[y] if y in cuts else grid.floors[grid.ys.index(y) - 1] for y in ys[1:-1]]
    return Grid(grid.xs, tuple(ys), tuple(walls), tuple(floors))


def _walled(grid: Grid, down: Sequence[Edge]) -> Grid:
    """The grid with the walls that the vertical lines draw in each of its rows: heads of several columns have none."""

    def drawn(x: float, top: float, bottom: float) -> bool:
        near = sum(edge.covers(top, bottom) for edge in down if abs(edge.at - x) <= SAME_EDGE)
        return near >= HALF * (bottom - top)

    walls = tuple(tuple(drawn(x, a, b) for x in grid.xs[1:-1]) for a, b in pairwise(grid.ys))
    return Grid(grid.xs, grid.ys, walls, grid.floors)


def _with_columns(grid: Grid, lines: Sequence[Line]) -> Grid:
    """Columns inside a wide drawn one, where its text stands in them nearly throughout."""
    held, _ = spans(grid)
    width = grid.xs[-1] - grid.xs[0]
    cuts: list[float] = []
    for col in range(grid.cols):
        x0, x1 = grid.xs[col], grid.xs[col + 1]
        if x1 - x0 < WIDE_COLUMN * width or grid.cols > 3:
            continue
        wide = [s.box(grid) for s in held if s.colspan > 1 and s.col <= col < s.col + s.colspan]
        inside = [
            line for line in lines
            if x0 < line.box.center[0] < x1 and not any(box.holds(*line.box.center) for box in wide)
        ]  # fmt: skip
        rows = printed_rows(inside)
        several = sum(len(row) > 1 for row in rows)
        if several < 3 or several < IN_COLUMNS * len(rows):
            continue
        cuts += [(a + b) / 2 for a, b in strips(rows, median(line.size for line in inside)).strips]
    if not cuts:
        return grid
    xs = sorted([*grid.xs, *cuts])
    walls = tuple(tuple(x in cuts or grid.walls[r][grid.xs.index(x) - 1] for x in xs[1:-1]) for r in range(grid.rows))
    floors = tuple(tuple(floor[place(grid.xs, (a + b) / 2)] for a, b in pairwise(xs)) for floor in grid.floors)
    return Grid(tuple(xs), grid.ys, walls, floors)
