"""Printed rows next to drawn lines: do they go on with the table that the lines mark?

Prose, captions and notes next to a table do not stand in its columns. Knows nothing of what the lines are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

from ingest.layout.lines import Line
from ingest.tables.fill import printed_rows
from ingest.tables.fringe import no_row
from ingest.tables.gutters import in_columns
from ingest.tables.spanning import Strip, home, is_aligned

REACH = 1.8  # em: how far from a drawn line, or from the last row, the next row may stand
WIDE = 0.75  # of a table's width: lines one after the other that start at its left and are longer are prose
HEAD_LINES = 4  # lines that one cell of a header may have more than those beside it
STANDS = 0.6  # of a row's cells are aligned with their columns
LETTERS = 0.72  # em: height of letters; printed rows nearer than this are cells set at the middle of one row
STEP = 1.5  # em: lines of one head follow each other more closely
WAITING = 3  # lone rows in a row that may belong to a table: the lines of a long cell


def stacked(lines: Sequence[Line]) -> list[list[Line]]:
    """Printed rows, those that overlap in height together."""
    rows: list[list[Line]] = []
    middle = float("-inf")
    for row in printed_rows(lines):
        at = row[0].box.center[1]
        if rows and at - middle < LETTERS * row[0].size:
            rows[-1] = sorted([*rows[-1], *row], key=lambda line: line.box.x0)
        else:
            rows.append(row)
        middle = at
    return rows


def prose(rows: Sequence[Sequence[Line]], sides: Strip) -> bool:
    """Whether two printed rows one after the other are single long lines from the left side."""
    left, width = sides[0], sides[1] - sides[0]
    long = [len(row) == 1 and row[0].box.width > WIDE * width and row[0].box.x0 < left + 0.1 * width for row in rows]
    return any(a and b for a, b in pairwise(long))


def near_rows(rows: Sequence[list[Line]], edge: float, way: int, em: float, sides: Strip) -> list[list[Line]]:
    """Rows one after the other from the y `edge` on, upwards (`way` -1) or down; a wide step or prose ends them."""
    taken: list[list[Line]] = []
    for n, row in enumerate(rows):
        if prose(rows[n : n + 2], sides) or no_row(row, em):
            break
        near = max(line.box.y1 for line in row) if way < 0 else min(line.box.y0 for line in row)
        under = rows[n : n + HEAD_LINES]  # the first or last lines of a long cell stand alone
        if abs(near - edge) > REACH * em or (not taken and not any(in_columns(one) for one in under)):
            break
        taken.append(row)
        edge = min(line.box.y0 for line in row) if way < 0 else max(line.box.y1 for line in row)
    return taken


def fitting_rows(
    rows: Sequence[list[Line]], found: Sequence[Strip], seeds: Sequence[Sequence[Line]], heads: bool
) -> list[list[Line]]:
    """The rows as far as they stand in the columns that `seeds` show; single ones only where rows in columns follow.

    `heads`: once a row stands in them, one above it may span several.
    """
    columns: list[list[Line]] = [[] for _ in range(len(found) + 1)]
    for line in (line for row in seeds for line in row):
        columns[home(line, found)].append(line)
    taken: list[list[Line]] = []
    waiting: list[list[Line]] = []
    for row in rows:
        clear = all(not any(line.box.x0 < a - 1 and line.box.x1 > b + 1 for a, b in found) for line in row)
        alike = all(line.bold == taken[-1][0].bold for line in (*row, *chain(*waiting))) if taken else False
        over = heads and alike and len(waiting) < 2  # a head set at the middle of two rows stands alone between them
        if in_columns(row) and ((clear and _stands(row, columns, found)) or over):
            taken += [*waiting, row]
            waiting = []
        elif len(row) == 1 and len(waiting) < WAITING:
            waiting.append(row)
        else:
            break
    if heads and taken and waiting and _first_line(waiting[0][0], taken[-1], columns, found):
        taken.append(waiting[0])
    return taken


def _first_line(line: Line, below: Sequence[Line], columns: Sequence[Sequence[Line]], found: Sequence[Strip]) -> bool:
    """Whether a lone line over the first row is the first of a head in several lines: in its type, aligned with it.

    Never over the first column: titles and captions stand there.
    """
    col = home(line, found)
    under = [one for one in below if home(one, found) == col]
    clear = not any(line.box.x0 < a - 1 and line.box.x1 > b + 1 for a, b in found)
    step = min((one.box.center[1] - line.box.center[1] for one in below), default=REACH * line.size)
    alike = all(one.bold == line.bold and one.size == line.size for one in below)
    near = step <= STEP * line.size
    return clear and col > 0 and line.bold and alike and near and bool(under) and is_aligned(line, under)


def _stands(row: Sequence[Line], columns: Sequence[Sequence[Line]], found: Sequence[Strip]) -> bool:
    """Whether the cells of the row start, end or are centred as those of their columns, or lie within them."""
    aligned = within = 0
    for line in row:
        column = columns[home(line, found)]
        aligned += not column or is_aligned(line, column)
        left, right = min((o.box.x0 for o in column), default=0.0), max((o.box.x1 for o in column), default=0.0)
        within += left - line.size <= line.box.x0 and line.box.x1 <= right + line.size
    return aligned >= STANDS * len(row) or within == len(row)
