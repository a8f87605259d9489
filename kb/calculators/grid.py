"""A table's cells as a dense grid without what is no part of it: empty rows, titles, repeated headers, row numbers.

Knows places and texts only; what the cells mean is asked in the rooms of shapes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model import Cell, Table, plain
from kb.calculators.names import speaks_of_scores
from kb.calculators.points import points

_ORDINAL_HEAD = re.compile(r"^(?:n[°o]?\.?|#|rang)?$", re.IGNORECASE)
_ORDINAL = re.compile(r"^(\d{1,2})[.)]?$")


@dataclass(frozen=True, slots=True)
class Grid:
    """The cell that covers each place, row by row; `titles` were printed over all columns at its top."""

    covering: tuple[tuple[Cell | None, ...], ...]
    titles: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        return len(self.covering)

    @property
    def width(self) -> int:
        return len(self.covering[0]) if self.covering else 0

    def text(self, row: int, col: int) -> str:
        """The text of the cell that covers the place, «» where none does."""
        cell = self.covering[row][col]
        return " ".join(cell.text.text.split()) if cell else ""

    def own(self, row: int, col: int) -> Cell | None:
        """The cell that begins at the place; None where another reaches into it."""
        cell = self.covering[row][col]
        if (
            cell is None
            or (row and self.covering[row - 1][col] is cell)
            or (col and self.covering[row][col - 1] is cell)
        ):
            return None
        return cell

    def line(self, row: int) -> tuple[str, ...]:
        """The texts of a row, a cell over several columns once."""
        return tuple(self.text(row, col) if self.own_across(row, col) else "" for col in range(self.width))

    def own_across(self, row: int, col: int) -> bool:
        """Whether the place is the first of its cell in its row."""
        return not col or self.covering[row][col] is None or self.covering[row][col] is not self.covering[row][col - 1]

    def spans(self, row: int) -> bool:
        """Whether one text stands alone in the row: a cell over all columns, or the others are empty."""
        return sum(bool(text) for text in self.line(row)) == 1


def make_grid(table: Table) -> Grid:
    """The grid of `table` as it was read."""
    height, width = table.shape
    rows: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for cell in table.cells:
        for row in range(cell.row, min(height, cell.row + cell.rowspan)):
            for col in range(cell.col, min(width, cell.col + cell.colspan)):
                rows[row][col] = cell
    return Grid(tuple(tuple(row) for row in rows))


def tidied(grid: Grid) -> Grid:
    """`grid` without empty rows and columns, titles, repeated headers and row numbers."""
    return _without_numbers(_without_repeated_heads(_without_titles(_without_empty(_without_marks(grid)))))


def transposed(grid: Grid) -> Grid:
    """Rows for columns; the cells keep their text, page and box."""
    turned: dict[int, Cell] = {}
    for row in grid.covering:
        for cell in row:
            if cell is not None:
                turned[id(cell)] = replace(cell, row=cell.col, col=cell.row, rowspan=cell.colspan, colspan=cell.rowspan)
    return Grid(tuple(tuple(turned[id(c)] if c else None for c in col) for col in zip(*grid.covering, strict=True)))


def columns(grid: Grid, chosen: Sequence[int]) -> Grid:
    """The grid of these columns only, in this order."""
    return replace(grid, covering=tuple(tuple(row[col] for col in chosen) for row in grid.covering))


def _without_marks(grid: Grid) -> Grid:
    """Points without the marks of notes behind them: «2*», or a raised figure, which would make 21 of 2."""
    marked: dict[int, Cell] = {}
    for cell in (cell for row in grid.covering for cell in row if cell is not None):
        kept = [n for n, glyph in enumerate(cell.text.glyphs) if glyph is None or not glyph.style.raised]
        bare = "".join(cell.text.text[n] for n in kept).rstrip(" *†‡§")
        if bare != cell.text.text and points(bare) is not None:
            marked[id(cell)] = replace(
                cell, text=cell.text[: len(bare)] if cell.text.text.startswith(bare) else plain(bare)
            )
    if not marked:
        return grid
    rows = tuple(tuple(marked.get(id(cell), cell) if cell else None for cell in row) for row in grid.covering)
    return replace(grid, covering=rows)


def _without_empty(grid: Grid) -> Grid:
    cols = [c for c in range(grid.width) if any(grid.text(r, c) for r in range(grid.height))]
    rows = [r for r in range(grid.height) if any(grid.text(r, c) for c in cols)]
    return Grid(tuple(tuple(grid.covering[r][c] for c in cols) for r in rows), grid.titles)


def _without_titles(grid: Grid) -> Grid:
    """Without the texts over all columns at the top, where a row of several texts without numbers comes after them.

    A text over all columns right above options is the group they belong to, not a title, unless it is the only one
    and names a score.
    """
    titles: list[str] = []
    start = 0
    while start + 1 < grid.height and grid.spans(start):
        after = [text for text in grid.line(start + 1) if text]
        if not (len(after) > 1 and not any(re.fullmatch(r"\W*\d+(?:[.,]\d+)?\W*", text) for text in after)):
            if _names_all(grid, start):
                titles.append(next(text for text in grid.line(start) if text))
                start += 1
                break
            if not (len(after) == 1 and start + 2 < grid.height):
                break
            deeper = [text for text in grid.line(start + 2) if text]
            if len(deeper) < 2:
                break
        titles.append(next(text for text in grid.line(start) if text))
        start += 1
    return Grid(grid.covering[start:], (*grid.titles, *titles))


def _names_all(grid: Grid, row: int) -> bool:
    """Whether the text over all columns at `row` names a score and is the only one: «Échelle de Moreau»."""
    alone = sum(grid.spans(each) for each in range(grid.height)) == 1
    return alone and speaks_of_scores(next((text for text in grid.line(row) if text), ""))


def _without_repeated_heads(grid: Grid) -> Grid:
    """Without rows that say again what the first row says: a header printed anew after a page break."""
    if not grid.covering:
        return grid
    head = grid.line(0)
    if sum(bool(text) for text in head) < 2 or any(_ORDINAL.match(text) for text in head):
        return grid
    kept = [row for n, row in enumerate(grid.covering) if n == 0 or grid.line(n) != head]
    return replace(grid, covering=tuple(kept))


def _without_numbers(grid: Grid) -> Grid:
    """Without a first column that counts the rows, where two others remain."""
    if grid.width < 3 or not _ORDINAL_HEAD.match(grid.text(0, 0)):
        return grid
    counted = [grid.text(row, 0) for row in range(grid.height) if grid.own(row, 0) and grid.text(row, 0)]
    numbers = [int(match.group(1)) for text in counted if (match := _ORDINAL.match(text))]
    if len(numbers) < 3 or len(numbers) < len(counted) - 1 or numbers != list(range(1, len(numbers) + 1)):
        return grid
    return replace(grid, covering=tuple(row[1:] for row in grid.covering)) if grid.text(0, 0) else grid
