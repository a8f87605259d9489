"""The last rows of a table that a page break has left alone at the top of the next page, above the rule that ends it.

One row by itself is no table; only the columns of the one before the break tell what it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.geometry import Box, union
from ingest.lines import Line
from ingest.pages import Rule
from ingest.tables.found import FoundTable, Slot

MOST_ROWS = 4  # more rows are found as a table by themselves
FIT = 3.0  # points by which a text may stand over its column's edge
REACH = 0.8  # of the table's width: how wide the rule that ends it is at least


def tail(above: FoundTable, lines: Sequence[Line], rules: Sequence[Rule]) -> FoundTable | None:
    """The part of the table `above` that `lines`, the text of the next page or column, begin with; None without one.

    The lines down to the first rule as wide as the table, where each stands in one of its columns, and at least one
    row fills two of them.
    """
    left, right = above.columns[0], above.columns[-1]
    wide = [rule.box for rule in rules if rule.horizontal and _as_wide(rule.box, left, right)]
    if not wide or not lines:
        return None
    top = min(line.box.y0 for line in lines)
    end = min((box.center[1] for box in wide if box.center[1] > top + 1), default=None)
    if end is None:
        return None
    inside = [line for line in lines if line.box.center[1] < end]
    placed = [(line, col) for line in inside if (col := _column(line.box, above.columns)) is not None]
    if not inside or len(placed) < len(inside):
        return None
    rows = _rows(placed)
    if len(rows) > MOST_ROWS or not any(len({col for _, col in row}) > 1 for row in rows):
        return None
    slots = tuple(
        Slot(n, col, 1, 1, _box(own, above.columns, col), tuple(own))
        for n, row in enumerate(rows)
        for col in range(above.width)
        for own in [[line for line, c in row if c == col]]
    )
    box = Box(left, top, right, end)
    return FoundTable(
        inside[0].page, box, slots, 0, above.evidence, above.columns, tuple(inside), above.confidence, above.reasons
    )


def _as_wide(box: Box, left: float, right: float) -> bool:
    return min(box.x1, right) - max(box.x0, left) >= REACH * (right - left)


def _column(box: Box, columns: Sequence[float]) -> int | None:
    for n in range(len(columns) - 1):
        if columns[n] - FIT <= box.x0 and box.x1 <= columns[n + 1] + FIT:
            return n
    return None


def _rows(placed: Sequence[tuple[Line, int]]) -> list[list[tuple[Line, int]]]:
    """Lines by row: a baseline that fills but one column goes on with the row above it."""
    rows: list[list[tuple[Line, int]]] = []
    baselines = sorted({round(line.baseline) for line, _ in placed})
    for baseline in baselines:
        row = [(line, col) for line, col in placed if round(line.baseline) == baseline]
        if rows and len(row) == 1:
            rows[-1].extend(row)
        else:
            rows.append(row)
    return rows


def _box(lines: Sequence[Line], columns: Sequence[float], col: int) -> Box:
    if not lines:
        return Box(columns[col], 0.0, columns[col + 1], 0.0)
    own = union(line.box for line in lines)
    return Box(columns[col], own.y0, columns[col + 1], own.y1)
