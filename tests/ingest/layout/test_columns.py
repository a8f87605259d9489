"""Reading order: columns down, one after the other, in bands between what spans them."""

from __future__ import annotations

from ingest.geometry import Box
from ingest.layout.blocks import BlockKind
from ingest.layout.columns import reading_order, usual_gutter
from ingest.layout.lines import Line
from ingest.layout.placed import Atom
from tests.ingest.printed import column, line

PROSE = "une ligne de prose assez longue pour la colonne"


def order(lines: list[Line], atoms: list[Atom] | None = None) -> list[str]:
    return [
        placed.item.text.text if isinstance(placed.item, Line) else "<atom>"
        for placed in reading_order(lines, atoms or [])
    ]


def two_columns(y: float, count: int, mark: str) -> list[Line]:
    left = column([f"{mark}G{n} {PROSE}" for n in range(count)], 50, y)
    return left + column([f"{mark}D{n} {PROSE}" for n in range(count)], 330, y)


def marks(lines: list[str]) -> list[str]:
    return [text.split()[0] for text in lines]


def test_two_columns_are_read_one_after_the_other() -> None:
    expected = [f"a{side}{n}" for side in "GD" for n in range(6)]
    assert marks(order(two_columns(100, 6, "a"))) == expected


def test_a_title_over_both_columns_comes_first() -> None:
    title = line("Un titre qui passe au-dessus des deux colonnes du texte, jusqu'au bout de la page", 50, 60, size=14)
    assert order([*two_columns(100, 6, "a"), title])[0] == title.text.text


def test_what_spans_the_columns_parts_the_page_in_bands() -> None:
    heading = line(
        "Un intertitre sur toute la largeur de la page, qui coupe les deux colonnes en deux bandes de texte", 50, 190
    )
    got = marks(order([*two_columns(100, 6, "a"), heading, *two_columns(210, 6, "b")]))
    assert got == [*(f"a{s}{n}" for s in "GD" for n in range(6)), "Un", *(f"b{s}{n}" for s in "GD" for n in range(6))]


def test_a_table_across_both_columns_stands_between_the_bands() -> None:
    table = Atom(Box(50, 180, 570, 300), BlockKind.TABLE, None)
    got = order([*two_columns(100, 6, "a"), *two_columns(320, 6, "b")], [table])
    assert got.index("<atom>") == 12


def test_one_column_with_a_list_is_not_cut_at_its_bullets() -> None:
    lines = []
    for n in range(8):
        lines += [line("•", 50, 100 + 12 * n), line(f"i{n} {PROSE}", 70, 100 + 12 * n)]
    assert order(lines) == [f"• i{n} {PROSE}" for n in range(8)]


def test_short_cells_side_by_side_are_read_across() -> None:
    lines = column(["Sein", "Rein", "Foie", "Os", "Peau"], 50) + column(["8", "6", "5", "4", "2"], 330)
    assert order(lines)[0] == "Sein 8"


def test_fragments_of_one_baseline_are_one_line() -> None:
    assert order([line("dose", 50), line("8 Gy", 120)]) == ["dose 8 Gy"]


def test_labels_of_a_list_go_with_its_entries_into_the_right_column() -> None:
    left = column(["Une ligne qui remplit toute sa colonne"] * 8, x=50)
    labels = [line(f"{n}.", 260, 100 + 24 * n) for n in range(4)]
    right = column(["Une entrée qui remplit toute sa colonne"] * 8, x=280)
    read = [placed.item for placed in reading_order([*left, *labels, *right], [])]
    texts = [item.text.text for item in read if isinstance(item, Line)]
    assert texts[:8] == [one.text.text for one in left]
    assert texts[8].startswith("0. Une entrée")


def test_a_page_short_of_text_has_the_gutter_of_the_others() -> None:
    entries = column(["40. Nielsen", "Bone metastases", "J Clin Oncol", "41. Body"], 50)
    entries += [line("58. Zhang G, Cheng R, Zhang Z", 330), line("court", 348, 112)]
    usual = usual_gutter([(290.0, 330.0), (289.0, 330.0), None])
    assert usual == (290.0, 330.0)
    got = [placed.item.text.text for placed in reading_order(entries, [], usual) if isinstance(placed.item, Line)]
    assert got[-2:] == ["58. Zhang G, Cheng R, Zhang Z", "court"]


def test_first_lines_that_stand_out_belong_to_their_column() -> None:
    left = column(["Une ligne qui remplit toute sa colonne"] * 12, x=50)
    right = [
        line("[36] Une entrée qui remplit toute sa", 270, 100),
        *column(["Suite de l'entrée qui remplit la co"] * 5, 290, 112),
    ]
    assert order([*left, *right])[12:] == [one.text.text for one in right]


def test_a_label_alone_beside_the_usual_gutter_goes_with_its_column() -> None:
    left = column(["Une ligne qui remplit toute sa colonne"] * 14, x=50)
    right = [line("69", 260, 100), *column(["Une entrée qui remplit toute"] * 3, x=290)]
    read = [p.item for p in reading_order([*left, *right], [], (240.0, 260.0))]
    texts = [item.text.text for item in read if isinstance(item, Line)]
    assert texts[14] == "69 Une entrée qui remplit toute"


def test_lines_that_fill_their_own_width_have_it_as_their_column() -> None:
    narrow = column(["Une ligne qui remplit toute sa largeur"] * 6, x=50)
    wide = [line("Un titre bien plus large que toutes les lignes qui le suivent sur la page", 50, 60)]
    placed = reading_order([*wide, *narrow], [])
    assert placed[-1].right == narrow[0].box.x1


def test_a_heading_of_two_lines_beside_notes_in_the_margin_stays_whole() -> None:
    title = [
        line("Fiche pratique de la douleur", 200, 60, size=16, bold=True),
        line("osseuse", 200, 82, size=16, bold=True),
    ]
    notes = column(["Public visé : les", "médecins et les", "infirmiers de ces", "services de soins"], 50, 120, size=8)
    text = column([f"{n} {PROSE} et encore un peu" for n in range(8)], 200, 118)
    assert order([*title, *notes, *text])[:2] == ["Fiche pratique de la douleur", "osseuse"]
