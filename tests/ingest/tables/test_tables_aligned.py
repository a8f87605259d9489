"""What stands in rows and columns with nothing drawn: tables are told from lists, contents and prose."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.layout.lines import Line
from ingest.tables.aligned import aligned_tables
from tests.ingest.printed import column, line

XS = (50.0, 220.0, 390.0)
PROSE = "une ligne de prose assez longue pour la colonne"


def printed(rows: Sequence[Sequence[str]], xs: Sequence[float] = XS, top: float = 100.0) -> list[Line]:
    return [
        line(text, x, top + 14 * n, bold=n == 0)
        for n, row in enumerate(rows)
        for x, text in zip(xs, row, strict=False)
        if text
    ]


DOSES = (("Organe", "Dose", "Séances"), ("Moelle", "20 Gy", "3"), ("Rein", "14 Gy", "5"), ("Foie", "15 Gy", "3"))


def test_words_beside_numbers_under_a_bold_head_are_a_table() -> None:
    (table,) = aligned_tables(printed(DOSES))
    assert (table.grid.rows, table.grid.cols, table.header) == (4, 3, 1)


def test_a_caption_beside_the_lines_speaks_for_a_table_of_words() -> None:
    rows = [("Organe", "Limite"), ("Moelle", "faible"), ("Rein", "forte dose"), ("Foie", "forte dose")]
    words = [line(text, x, 100 + 14 * n) for n, row in enumerate(rows) for x, text in zip(XS, row, strict=False)]
    caption = line("Tableau 4 – Limites de dose des organes", 50, 80)
    assert not list(aligned_tables(words))
    assert len(list(aligned_tables(words, [caption]))) == 1


def test_two_columns_of_prose_are_no_table() -> None:
    assert not list(aligned_tables([*column([PROSE] * 12, 50), *column([PROSE] * 12, 330)]))


def test_a_table_of_contents_is_no_table() -> None:
    contents = [
        ("5", "Recommandations", "27"), ("5.1", "Choix des logiciels", "27"), ("5.2", "Noms", "28"),
        ("5.3", "Guillemets", "29"), ("5.4", "Usages", "31"),
    ]  # fmt: skip
    assert not list(aligned_tables(printed(contents, (50, 90, 400))))


def test_a_numbered_list_is_no_table() -> None:
    items = [(f"{n}.", "Un item de la liste", "") for n in range(1, 7)]
    assert not list(aligned_tables(printed(items, (50, 80, 300))))


def test_addresses_side_by_side_are_no_table() -> None:
    blocks = [
        ("Centre A", "Centre B"), ("12 rue Haute", "3 rue Basse"), ("75006 PARIS", "69003 LYON"),
        ("Tél. 01 02 03 04 05", "Tél. 04 05 06 07 08"), ("a@exemple.fr", "b@exemple.fr"),
    ]  # fmt: skip
    assert not list(
        aligned_tables([line(t, x, 100 + 14 * n) for n, r in enumerate(blocks) for x, t in zip(XS, r, strict=False)])
    )
