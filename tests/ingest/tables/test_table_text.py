"""The text of a table's passage and the way back to its cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Cell, Table, plain
from ingest.tables.table_text import cell_spans, table_text


def cell(row: int, col: int, text: str, rowspan: int = 1, colspan: int = 1) -> Cell:
    return Cell(row, col, rowspan, colspan, plain(text), 1, None)


def test_a_row_is_a_line_and_a_merged_cell_is_written_once() -> None:
    first = (cell(0, 0, "Primitif", rowspan=2), cell(0, 1, "Sein"), cell(0, 2, "8"))
    cells = (*first, cell(1, 1, "Rein"), cell(1, 2, "6"))
    assert table_text(cells).text == "Primitif | Sein | 8\n | Rein | 6"


def test_a_title_row_keeps_the_number_of_columns() -> None:
    cells = (cell(0, 0, "Douleur", colspan=2), cell(1, 0, "Oui"), cell(1, 1, "3"))
    assert table_text(cells).text == "Douleur | \nOui | 3"


def test_no_cells_no_text() -> None:
    assert table_text(()).text == "" and cell_spans(()) == ()


@given(st.lists(st.lists(st.text("abç é3", max_size=5), min_size=3, max_size=3), min_size=1, max_size=4))
def test_every_span_quotes_its_cell_and_the_rows_come_back(rows: list[list[str]]) -> None:
    cells = tuple(cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))[::-1]
    text = table_text(cells).text
    assert [text[a:b] for a, b in cell_spans(cells)] == [c.text.text for c in cells]
    table = Table("t", None, None, None, "p", 0, cells, (1,))
    assert tuple(tuple(line.split(" | ")) for line in text.split("\n")) == table.rows
