"""Rows of cell texts → a table like those found on a page: merged cells, title rows, header rows.

A plain source draws nothing: an empty place under a filled one at a row's beginning is the same cell going down, as in
a table of points. Knows nothing of how the rows were written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.model import Cell, plain

LONGEST_NAME = 60  # characters: a longer cell names no column
RAGGED = 0.7  # confidence where rows have different numbers of cells: one of them may be shifted
_NUMBER = re.compile(r"[^A-Za-zÀ-ÿ]*\d[^A-Za-zÀ-ÿ]*(?:[A-Za-zµ%]{1,4})?[^A-Za-zÀ-ÿ]*")
_ENDS = re.compile(r"[.;:,!]$")

Span = tuple[int, int]  # rows, columns that a cell covers


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table of a source without pages: what `tables.WholeTable` says, save where it stands."""

    cells: tuple[Cell, ...]
    header_rows: int
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    pages: tuple[int, ...] = (1,)
    box: None = None

    @property
    def page(self) -> int:
        return 1


def make_table(rows: Sequence[Sequence[str]], header: int | None = None) -> PlainTable | None:
    """The table that `rows` of cleaned texts print; `header`: how many rows the source marks as header, None: unmarked.

    None where they make no table: fewer than two columns, or no text. Rows that are too short end in empty cells.
    """
    width = max(map(len, rows), default=0)
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    if header and not any(cell for row in grid[:header] for cell in row):
        grid, header = grid[header:], 0  # Markdown asks for a header line: an empty one is none
    if width < 2 or len(grid) < 1 or not any(cell for row in grid for cell in row):
        return None
    ragged = len({len(row) for row in rows}) > 1
    reasons = ("its rows have different numbers of cells",) if ragged else ()
    top = header_rows(grid) if header is None else header
    return PlainTable(spanned(grid, spans(grid, top)), top, RAGGED if ragged else 1.0, reasons)


def continued(above: PlainTable, below: PlainTable) -> PlainTable | None:
    """The two as one, where `below` goes on after the break of a page; None where it is a table of its own.

    It has as many columns, and repeats the header, or its first row is no header but more of the same: Markdown makes a
    header of any first row.
    """
    first, second = _rows(above), _rows(below)
    if len(first[0]) != len(second[0]):
        return None
    head, top = above.header_rows, below.header_rows
    if head and first[:head] == second[:head]:
        second = second[head:]
    elif not top or not any(
        _NUMBER.fullmatch(name) and col in _numeric(first[head:]) for col, name in enumerate(second[0])
    ):
        return None
    grid = [*first, *second]
    reasons = tuple(dict.fromkeys((*above.reasons, *below.reasons)))
    return PlainTable(spanned(grid, spans(grid, head)), head, min(above.confidence, below.confidence), reasons)


def _rows(table: PlainTable) -> list[list[str]]:
    height = max(cell.row + cell.rowspan for cell in table.cells)
    width = max(cell.col + cell.colspan for cell in table.cells)
    grid = [[""] * width for _ in range(height)]
    for cell in table.cells:
        grid[cell.row][cell.col] = cell.text.text
    return grid


def spanned(grid: Sequence[Sequence[str]], covers: Mapping[tuple[int, int], Span]) -> tuple[Cell, ...]:
    """A cell for each place that no other cell covers, in reading order; `covers` holds those larger than one place."""
    hidden = {
        (row + down, col + right)
        for (row, col), (height, width) in covers.items()
        for down in range(height)
        for right in range(width)
        if down or right
    }
    return tuple(
        Cell(row, col, *covers.get((row, col), (1, 1)), plain(text), 1, None)
        for row, texts in enumerate(grid)
        for col, text in enumerate(texts)
        if (row, col) not in hidden
    )


def spans(grid: Sequence[Sequence[str]], header: int) -> dict[tuple[int, int], Span]:
    """Which cells cover more than one place, told from the empty places beside and under them."""
    width = len(grid[0])
    covers: dict[tuple[int, int], Span] = {}
    for row in range(header):
        for col, text in enumerate(grid[row]):
            right = col + 1
            while text and right < width and not grid[row][right] and _is_filled(grid, header, right):
                right += 1
            if right > col + 1:
                covers[row, col] = (1, right - col)
    titles = {row for row in range(header, len(grid)) if _is_title(grid, row)}
    covers.update({(row, 0): (1, width) for row in titles})
    anchors: dict[int, int] = {}  # column → the row of the cell that goes down there
    for row in range(header, len(grid)):
        if row in titles or not any(grid[row]):
            anchors.clear()
            continue
        first = next(col for col, text in enumerate(grid[row]) if text)
        for col in range(width):
            if col >= first:
                anchors.pop(col, None)
                if grid[row][col] and all(c in anchors or grid[row][c] for c in range(col)):
                    anchors[col] = row
            elif col in anchors:
                covers[anchors[col], col] = (row - anchors[col] + 1, 1)
    return covers


def _is_filled(grid: Sequence[Sequence[str]], header: int, col: int) -> bool:
    return any(row[col] for row in grid[header:])


def _is_title(grid: Sequence[Sequence[str]], row: int) -> bool:
    """A row that says one thing over the rows below: its first place alone is filled, and theirs are not alone."""
    if row + 1 >= len(grid) or not grid[row][0] or any(grid[row][1:]):
        return False
    below = grid[row + 1]
    return bool(below[0]) and any(below[1:])


# --- header -----------------------------------------------------------------------------------------------------------


def header_rows(grid: Sequence[Sequence[str]]) -> int:
    """1 where the first row names the columns, else 0: words over numbers, an empty corner, short names over texts."""
    if len(grid) < 2:
        return 0
    first, body = grid[0], grid[1:]
    names = [cell for cell in first if cell]
    if len(names) < 2 or any(len(name) > LONGEST_NAME or _NUMBER.fullmatch(name) for name in names):
        return 1 if len(names) > 1 and _over_numbers(first, body) else 0
    if _over_numbers(first, body):
        return 1
    if not first[0] and all(first[1:]) and all(row[0] for row in body):
        return 1
    if not all(first) or any(any(char.isdigit() for char in name) or _ENDS.search(name) for name in names):
        return 0
    columns = [[row[col] for row in body if row[col]] for col in range(len(first))]
    return int(any(_differs(name, column) for name, column in zip(first, columns, strict=True)))


def _over_numbers(first: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Words over a column of numbers."""
    return any(first[col] and not _NUMBER.fullmatch(first[col]) for col in _numeric(body))


def _numeric(body: Sequence[Sequence[str]]) -> list[int]:
    """The columns that hold numbers, nearly all of their cells."""
    found: list[int] = []
    for col in range(len(body[0]) if body else 0):
        texts = [row[col] for row in body if row[col]]
        if texts and sum(bool(_NUMBER.fullmatch(text)) for text in texts) >= 0.8 * len(texts):
            found.append(col)
    return found


def _differs(name: str, column: Sequence[str]) -> bool:
    """Whether a column's texts are of another kind than its first: with numbers, single letters, or much longer."""
    if not column:
        return False
    numbered = sum(any(char.isdigit() for char in text) for text in column)
    letters = sum(len(text) == 1 for text in column)
    longer = sum(map(len, column)) > 2 * len(column) * len(name)
    return numbered >= len(column) / 2 or (letters == len(column) and len(name) > 1) or longer
