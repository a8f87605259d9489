"""What a row of a table says by itself."""

from __future__ import annotations

from ingest.geometry import Box
from ingest.model import Cell, Glyph, PrintedText, Style, plain
from kb.search.table_rows import row_texts

WHERE = ((0, 1, "Sein"), (0, 2, "8"), (1, 1, "Rein"), (1, 2, "6"))


def cell(row: int, col: int, text: str, rowspan: int = 1, colspan: int = 1) -> Cell:
    return Cell(row, col, rowspan, colspan, plain(text), 1, None)


def said(cells: list[Cell], header_rows: int = 1) -> dict[int, str]:
    return {row: text.text for row, text in row_texts(cells, header_rows).items()}


def test_a_row_says_its_cells_under_the_labels_of_their_columns() -> None:
    cells = [
        *(cell(0, 0, "Indication"), cell(0, 1, "Fractionnement"), cell(0, 2, "Remarques")),
        *(cell(1, 0, "Ré-irradiation"), cell(1, 1, "20 Gy en 5 fractions"), cell(1, 2, "")),
    ]
    assert said(cells) == {1: "Ré-irradiation — Fractionnement : 20 Gy en 5 fractions"}


def test_a_first_cell_of_figures_keeps_its_label() -> None:
    cells = [cell(0, 0, "Score"), cell(0, 1, "Stratégie"), cell(1, 0, "12-15"), cell(1, 1, "Chirurgie")]
    assert said(cells) == {1: "Score : 12-15 — Stratégie : Chirurgie"}


def test_a_cell_over_two_rows_is_said_in_both() -> None:
    cells = [cell(0, 0, "Primitif", rowspan=2), *(cell(r, c, t) for r, c, t in WHERE)]
    assert said(cells, header_rows=0) == {0: "Primitif — Sein ; 8", 1: "Primitif — Rein ; 6"}


def test_a_title_across_the_table_is_said_in_the_rows_below_it() -> None:
    cells = [
        *(cell(0, 0, "Douleur", colspan=2), cell(1, 0, "Oui"), cell(1, 1, "3")),
        *(cell(2, 0, "Lésion", colspan=2), cell(3, 0, "Mixte"), cell(3, 1, "1")),
    ]
    assert said(cells, header_rows=0) == {1: "Douleur – Oui — 3", 3: "Lésion – Mixte — 1"}


def test_a_first_cell_alone_opens_a_group_where_the_whole_table_is_made_of_groups() -> None:
    texts = [("Douleur", ""), ("Oui", "3"), ("Lésion", ""), ("Mixte", "1"), ("Lytique", "2")]
    cells = [cell(row, col, text) for row, pair in enumerate(texts) for col, text in enumerate(pair)]
    assert said(cells, header_rows=0) == {1: "Douleur – Oui — 3", 3: "Lésion – Mixte — 1", 4: "Lésion – Lytique — 2"}


def test_a_row_with_empty_cells_is_no_title_of_the_next() -> None:
    texts = [("Indication", "Dose"), ("Post-opératoire", "8 Gy"), ("Ré-irradiation", ""), ("Oligométastases", "35 Gy")]
    cells = [cell(row, col, text) for row, pair in enumerate(texts) for col, text in enumerate(pair)]
    assert said(cells)[3] == "Oligométastases — Dose : 35 Gy"


def test_a_label_over_two_columns_heads_each_of_its_sub_labels() -> None:
    cells = [
        *(cell(0, 0, "Site", rowspan=2), cell(0, 1, "Douleur", colspan=2)),
        *(cell(1, 1, "Mécanique"), cell(1, 2, "Inflammatoire")),
        *(cell(2, 0, "Rachis"), cell(2, 1, "Ciment"), cell(2, 2, "Ablation")),
    ]
    assert said(cells, header_rows=2) == {
        2: "Rachis — Douleur – Mécanique : Ciment ; Douleur – Inflammatoire : Ablation"
    }


def test_the_place_of_a_row_is_its_own_and_not_its_header_s() -> None:
    style = Style("", 10.0, False, False, 0)
    glyph = Glyph(3, 7, 10.0, 20.0, 15.0, 30.0, style)
    cells = [cell(0, 0, "Dose"), Cell(1, 0, 1, 1, PrintedText("8", (glyph,)), 3, Box(10, 20, 15, 30))]
    (text,) = row_texts(cells, 1).values()
    assert text.text == "Dose : 8"
    assert [place.page for place in text.places({})] == [3]


def test_a_table_without_cells_says_nothing() -> None:
    assert row_texts([], 0) == {}
