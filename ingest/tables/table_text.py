"""A table's cells ↔ the text of its passage.

One line a row of the dense grid, all its columns separated by « | »: a merged cell has its text once, at its first
row and column, and leaves an empty string in the other places it covers, as an empty cell does. So
`[line.split(" | ") for line in text.split("\\n")]` gives `Table.rows` back (where no cell holds a « | » of its own),
and the text must not be stripped: a row may begin or end with an empty cell. Knows nothing of how tables are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.model import EMPTY, Cell, PrintedText, join

COLUMN_BREAK = " | "
ROW_BREAK = "\n"


def table_text(cells: Sequence[Cell]) -> PrintedText:
    """The text of the table's passage; the characters of the cells keep their glyphs."""
    return join((join(row, COLUMN_BREAK) for row in _grid(cells)), ROW_BREAK)


def cell_spans(cells: Sequence[Cell]) -> tuple[tuple[int, int], ...]:
    """Where each cell's text stands in `table_text(cells)`, as (start, end), in the order of `cells`."""
    starts: dict[tuple[int, int], int] = {}
    offset = 0
    for row, texts in enumerate(_grid(cells)):
        for col, text in enumerate(texts):
            starts[row, col] = offset
            offset += len(text) + len(COLUMN_BREAK)
        offset += len(ROW_BREAK) - len(COLUMN_BREAK)
    return tuple((starts[c.row, c.col], starts[c.row, c.col] + len(c.text)) for c in cells)


def _grid(cells: Sequence[Cell]) -> Iterator[list[PrintedText]]:
    """Rows of the dense grid, EMPTY where no cell begins."""
    height = max((c.row + c.rowspan for c in cells), default=0)
    width = max((c.col + c.colspan for c in cells), default=0)
    first = {(c.row, c.col): c.text for c in cells}
    for row in range(height):
        yield [first.get((row, col), EMPTY) for col in range(width)]
