from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.plain.markup import clean
from tests.ingest.plainly import grid, merged, rows, table, told


def test_a_table_with_pipes_keeps_escaped_pipes_breaks_and_empty_cells() -> None:
    source = "| Score | Conduite |\n|:---|---:|\n| 1 \\| 2 | **oui**<br>non |\n| 3 | |\n"
    assert rows(source) == [["Score", "Conduite"], ["1 | 2", "oui non"], ["3", ""]]
    assert table(source).header_rows == 1


def test_outer_pipes_and_the_alignment_row_may_be_missing() -> None:
    assert rows("a | b\n--- | ---\n1 | 2") == [["a", "b"], ["1", "2"]]
    assert rows("| a | b |\n| c | d |") == [["a", "b"], ["c", "d"]]


def test_an_empty_header_that_markdown_asked_for_is_no_row() -> None:
    found = table("|  |  |\n|---|---|\n| Oui | 3 |\n| Non | 0 |")
    assert grid(found) == (("Oui", "3"), ("Non", "0")) and found.header_rows == 0


def test_a_word_cut_in_a_cell_is_healed() -> None:
    assert rows("| Indication | Dose |\n|---|---|\n| Radiothérapie post-<br>opératoire, handica-<br>pante | 30 Gy |")[
        1
    ][0] == ("Radiothérapie post-opératoire, handicapante")


SCORE = "Facteurs\t\tScore\nType de primitif\tSein\t8\n\tProstate\t7\nIntervalle\t<15 mois\t6\n\t>15 mois\t8\n"


def test_an_empty_place_under_a_cell_is_the_same_cell_in_a_tabbed_table() -> None:
    found = table(SCORE)
    assert grid(found) == (
        ("Facteurs", "", "Score"), ("Type de primitif", "Sein", "8"), ("", "Prostate", "7"),
        ("Intervalle", "<15 mois", "6"), ("", ">15 mois", "8"),
    )  # fmt: skip
    assert merged(found) == {(0, 0): (1, 2), (1, 0): (2, 1), (3, 0): (2, 1)}
    assert found.header_rows == 1 and found.confidence == 1.0


def test_an_empty_place_at_a_rows_end_is_an_empty_cell() -> None:
    assert merged(table("Indication\tDose\tRemarques\nA\t30 Gy\toui\nB\t20 Gy\t\nC\t8 Gy\tnon")) == {}


def test_title_rows_cover_the_table_and_are_no_header() -> None:
    found = table("Localisation\t\nRigide\t0\nMobile\t2\nDouleur\t\nOui\t3\nNon\t0")
    assert merged(found) == {(0, 0): (1, 2), (3, 0): (1, 2)} and found.header_rows == 0


def test_title_rows_whose_tabs_were_cut_are_rows() -> None:
    assert rows("Localisation\nRigide\t0\nDouleur\nOui\t3") == [
        ["Localisation", ""],
        ["Rigide", "0"],
        ["Douleur", ""],
        ["Oui", "3"],
    ]


def test_a_line_over_a_tabbed_table_is_no_row_and_lists_with_tabs_are_no_tables() -> None:
    assert told("Le score est :\nA\t1\nB\t2") == ["Le score est :", "|"]
    assert told("1.\tpremier point\n2.\tsecond point") == ["- 1. premier point", "- 2. second point"]


def test_rows_of_different_lengths_lower_the_confidence_and_say_so() -> None:
    found = table("| a | b | c |\n|---|---|---|\n| 1 | 2 |\n| 3 | 4 | 5 |")
    assert found.confidence < 1 and found.reasons


def test_a_grid_and_a_ruler_drawn_with_characters_are_tables() -> None:
    drawn = "+---+-----+\n| A | B   |\n+===+=====+\n| 1 | x   |\n|   | y   |\n+---+-----+\n"
    assert rows(drawn) == [["A", "B"], ["1", "x y"]]
    assert rows("Nom     Score\n------  -----\nMirels  12\nSINS    18\n") == [
        ["Nom", "Score"],
        ["Mirels", "12"],
        ["SINS", "18"],
    ]


def test_a_table_in_html_has_its_spans_and_its_header() -> None:
    found = table(
        "<table><thead><tr><th colspan=2>Facteur</th><th>Points</th></tr></thead>\n<tr><td rowspan='2'>Primitif</td>"
        "<td>Sein</td><td>&lt;8</td></tr><tr><td>Rein<ul><li>a</li><li>b</li></ul></td><td>6<sup>2</sup></td></tr></table>"
    )
    assert grid(found) == (("Facteur", "", "Points"), ("Primitif", "Sein", "<8"), ("", "Rein • a • b", "6²"))
    assert merged(found) == {(0, 0): (1, 2), (1, 0): (2, 1)} and found.header_rows == 1


def test_text_around_a_table_in_html_is_kept_and_huge_spans_are_not_believed() -> None:
    assert told("Voir aussi : <table><tr><td rowspan=99999 colspan=2>a</td></tr></table> après") == [
        "Voir aussi :",
        "|",
        "après",
    ]


def test_a_table_cut_by_a_page_is_one_with_or_without_its_header() -> None:
    head, first, second = (
        "| Facteur | Points |\n|---|---|\n",
        "| Sein | 8 |\n| Rein | 6 |\n",
        "| Poumon | 5 |\n| Autres | 6 |\n",
    )
    whole = [["Facteur", "Points"], ["Sein", "8"], ["Rein", "6"], ["Poumon", "5"], ["Autres", "6"]]
    assert rows(f"{head}{first}\n\n{head}{second}") == whole
    assert rows(f"{head}{first}\n\n| Poumon | 5 |\n|---|---|\n| Autres | 6 |\n") == whole


def test_two_tables_of_their_own_stay_two() -> None:
    source = "| Grade | Sens |\n|---|---|\n| A | complet |\n\n| Score | Vie |\n|---|---|\n| 0-8 | courte |\n"
    assert told(source) == ["|", "|"]


CELL = st.text(alphabet="abcé 12,<>≥%", max_size=8).map(lambda text: f"dose {text}".strip())


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=6))
def test_what_is_written_in_cells_is_read_from_them(cells: list[list[str]]) -> None:
    piped = "\n".join("| " + " | ".join(row) + " |" for row in [cells[0], ["---"] * 3, *cells[1:]])
    tabbed = "\n".join("\t".join(row) for row in cells)
    expected = [[clean(cell) for cell in row] for row in cells]
    assert rows(piped) == expected
    assert rows(tabbed) == expected
