"""The last rows of a table that a page break has left at the top of the next page, too few to be found as a table.

Only the columns of the part before the break tell what they are: a rule that ends them, or cells set as those above.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from ingest.geometry import Box, union
from ingest.layout.lines import Line
from ingest.pages import Rule
from ingest.tables.fill import printed_rows
from ingest.tables.found import FoundTable, Slot
from ingest.tables.seams import seam
from ingest.tables.spanning import is_aligned
from ingest.tables.textrows import plan_rows

MOST_ROWS = 4  # more rows are found as a table by themselves
MOST_LINES = 16  # printed rows they take at most
FIT = 3.0  # points by which a text may stand over its column's edge
REACH = 0.8  # of the table's width: how wide the rule that ends it is at least
STEP = 3.2  # em: a wider step between printed rows ends a table that no rule does
SAME_SIZE = 0.5  # points: type sizes that are one


def tail(above: FoundTable, lines: Sequence[Line], rules: Sequence[Rule]) -> FoundTable | None:
    """The part of the table `above` that `lines`, the text of the next page or column, begin with; None without one.

    The lines down to the first rule as wide as the table, where each stands in one of its columns, and at least one
    row fills two of them; without such a rule, those that are set as the cells above them as well.
    """
    inside = _ruled(above, lines, rules) or _alike(above, lines)
    columns = _columns(above, inside)
    if columns is None:
        return None
    cuts = plan_rows(columns).cuts
    cells: list[list[list[Line]]] = [[[] for _ in columns] for _ in range(len(cuts) + 1)]
    for col, own in enumerate(columns):
        for line in own:
            cells[bisect_right(cuts, line.box.center[1])][col].append(line)
    if len(cells) > MOST_ROWS or not any(sum(map(bool, row)) > 1 for row in cells):
        return None
    slots = tuple(
        Slot(n, col, 1, 1, _box(own, above.columns, col), tuple(own))
        for n, row in enumerate(cells)
        for col, own in enumerate(row)
    )
    box = Box(above.columns[0], min(one.box.y0 for one in inside), above.columns[-1], max(o.box.y1 for o in inside))
    return FoundTable(
        inside[0].page, box, slots, 0, above.evidence, above.columns, tuple(inside), above.confidence, above.reasons
    )


def _ruled(above: FoundTable, lines: Sequence[Line], rules: Sequence[Rule]) -> list[Line]:
    """The lines above the first rule as wide as the table."""
    left, right = above.columns[0], above.columns[-1]
    wide = [rule.box for rule in rules if rule.horizontal and _as_wide(rule.box, left, right)]
    top = min((line.box.y0 for line in lines), default=0.0)
    end = min((box.center[1] for box in wide if box.center[1] > top + 1), default=top)
    inside = [line for line in lines if line.box.center[1] < end]
    return inside if _columns(above, inside) is not None else []


def _alike(above: FoundTable, lines: Sequence[Line]) -> list[Line]:
    """The first printed rows whose lines are set as the cells of `above` in their column: aligned, in their type."""
    cells = [[line for slot in above.slots if slot.col == n for line in slot.lines] for n in range(above.width)]
    taken: list[list[Line]] = []
    for row in printed_rows(lines)[: MOST_LINES + 1]:
        placed = [(line, _column(line.box, above.columns)) for line in row]
        if not all(col is not None and _set_as(line, cells[col]) for line, col in placed):
            break
        if taken and row[0].box.center[1] - taken[-1][0].box.center[1] > STEP * row[0].size:
            break
        taken.append(row)
    while taken and len(taken[-1]) == 1 and not _goes_on(taken, cells, above):
        taken.pop()
    return [line for row in taken for line in row]


def _set_as(line: Line, cells: Sequence[Line]) -> bool:
    alike = [one for one in cells if abs(one.size - line.size) < SAME_SIZE and one.bold == line.bold]
    return is_aligned(line, alike)


def _goes_on(rows: Sequence[Sequence[Line]], cells: Sequence[Sequence[Line]], above: FoundTable) -> bool:
    """Whether the lone last line goes on in the cell above it."""
    line = rows[-1][0]
    col = _column(line.box, above.columns)
    over = [one for row in rows[:-1] for one in row if _column(one.box, above.columns) == col]
    room = max((one.box.width for one in cells[col or 0]), default=line.box.width)
    return bool(over) and seam(over[-1], line, room, False) < 0


def _columns(above: FoundTable, lines: Sequence[Line]) -> list[list[Line]] | None:
    """The lines by column; None where there are none, or one stands in no column."""
    out: list[list[Line]] = [[] for _ in range(above.width)]
    for line in lines:
        col = _column(line.box, above.columns)
        if col is None:
            return None
        out[col].append(line)
    return out if lines else None


def _as_wide(box: Box, left: float, right: float) -> bool:
    return min(box.x1, right) - max(box.x0, left) >= REACH * (right - left)


def _column(box: Box, columns: Sequence[float]) -> int | None:
    for n, (left, right) in enumerate(pairwise(columns)):
        if left - FIT <= box.x0 and box.x1 <= right + FIT:
            return n
    return None


def _box(lines: Sequence[Line], columns: Sequence[float], col: int) -> Box:
    if not lines:
        return Box(columns[col], 0.0, columns[col + 1], 0.0)
    own = union(line.box for line in lines)
    return Box(columns[col], own.y0, columns[col + 1], own.y1)
