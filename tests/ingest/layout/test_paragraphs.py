"""Lines become paragraphs and items by what the typesetter shows."""

from __future__ import annotations

from ingest.geometry import Box
from ingest.layout.blocks import BlockKind
from ingest.layout.healing import vocabulary
from ingest.layout.lines import Line
from ingest.layout.paragraphs import gather
from ingest.layout.placed import Atom, Placed
from tests.ingest.printed import blocks, column, line, texts

FULL = "une ligne de prose qui va jusqu'au bord droit de la colonne"


def test_lines_that_fill_the_column_are_one_paragraph() -> None:
    assert texts(column([FULL, FULL, "puis la fin."])) == [f"{FULL} {FULL} puis la fin."]


def test_a_line_whose_next_word_would_have_fitted_ends_its_paragraph() -> None:
    assert texts(column([FULL, "fin ici.", FULL])) == [f"{FULL} fin ici.", FULL]


def test_a_break_inside_a_sentence_does_not_end_it() -> None:
    assert texts(column([FULL, "la dose de", "30 Gy en 10 fractions est donnée", FULL]))[0].startswith(
        f"{FULL} la dose de 30 Gy en 10 fractions"
    )


def test_a_wider_step_parts_paragraphs() -> None:
    assert texts(column([FULL, FULL + ".", "", FULL, FULL])) == [f"{FULL} {FULL}.", f"{FULL} {FULL}"]


def test_first_line_indents_part_paragraphs_without_a_step() -> None:
    lines = []
    for n in range(4):
        lines += [line(f"Alinéa {n} dont la première ligne est en retrait", 60, 100 + 36 * n)]
        lines += column([FULL, "court."], y=112 + 36 * n)
    assert len(texts(lines)) == 4


def test_a_paragraph_runs_over_a_page_break() -> None:
    first, second = column([FULL, FULL]), column(["et finit sur la page suivante."], page=2)
    assert texts(first, second) == [f"{FULL} {FULL} et finit sur la page suivante."]
    (block,) = blocks(first, second)
    assert {place.page for place in block.text.places({})} == {1, 2}


def test_a_sentence_that_ends_with_the_page_and_room_to_spare_ends_its_paragraph() -> None:
    assert len(texts(column([FULL, "fin."]), column(["Autre chose commence ici, sur la page suivante"], page=2))) == 2


def test_bullets_are_no_part_of_their_items_and_depth_is_kept() -> None:
    made = blocks([line("• premier", 60, 100), line("– détail", 80, 112), line("• second", 60, 124)])
    assert [(b.kind, b.text.text, b.depth) for b in made] == [
        (BlockKind.ITEM, "premier", 1), (BlockKind.ITEM, "détail", 2), (BlockKind.ITEM, "second", 1),
    ]  # fmt: skip


def test_a_numbered_item_keeps_its_number_as_printed() -> None:
    assert texts([line("1/ Première situation ;", 60, 100), line("2/ Seconde situation.", 60, 112)]) == [
        "1/ Première situation ;", "2/ Seconde situation.",
    ]  # fmt: skip


def test_lines_under_an_item_s_text_go_on_with_it() -> None:
    made = texts([line("• " + FULL, 60, 100), line("12. Suite qui commence par un nombre.", 70, 112)])
    assert made == [f"{FULL} 12. Suite qui commence par un nombre."]


def test_a_paragraph_after_a_list_is_not_part_of_its_last_item() -> None:
    made = texts([line("• " + FULL, 70, 100), line("fin de l'item.", 80, 112), line("Le texte reprend ici.", 50, 124)])
    assert made[-1] == "Le texte reprend ici."


def test_a_dash_inside_a_sentence_is_no_bullet() -> None:
    assert len(texts(column([FULL + " mot", "– entre tirets – et la suite de la phrase", "fin."]))) == 1


def test_every_character_stands_in_exactly_one_block() -> None:
    page = column(["Titre court", "", FULL, "fin.", "", "• item un", "• item deux"])
    printed = sum(len(one.text.text.replace(" ", "").lstrip("•")) for one in page)
    assert sum(len(text.replace(" ", "")) for text in texts(page)) == printed


def test_the_next_number_begins_an_item_in_the_next_column_too() -> None:
    first = [line("9. " + FULL + " doi: 10.1007/s00586-003-0525-z", 60, 100)]
    second = [line("10. " + FULL, 340, 100, page=2), line("suite de la dixième", 360, 112, page=2)]
    assert len(texts(first, second)) == 2


def atom(y: float, page: int = 1, kind: BlockKind = BlockKind.FIGURE) -> Placed:
    return Placed(Atom(Box(50, y, 340, y + 60), kind, page), 50, 345)


def placed(lines: list[Line]) -> list[Placed]:
    """Lines of one column, which reaches from 50 to 345."""
    return [Placed(one, 50, 345) for one in lines]


def gathered(flow: list[Placed]) -> list[tuple[BlockKind, str]]:
    known = vocabulary(p.item.text.text for p in flow if isinstance(p.item, Line))
    return [(block.kind, block.text.text) for block in gather(flow, known)]


def test_a_paragraph_goes_on_behind_a_figure_and_its_caption_at_the_top_of_the_page() -> None:
    before, after = column([FULL, FULL], y=700), column(["et finit ici."], y=200, page=2)
    caption = column(["Figure 2. Une image."], y=120, page=2, size=9.0)
    made = gathered([*placed(before), atom(50, 2), *placed(caption), *placed(after)])
    assert [text for _, text in made] == [f"{FULL} {FULL} et finit ici.", "", "Figure 2. Une image."]


def test_a_paragraph_goes_on_behind_a_table_whose_caption_stands_above() -> None:
    before, after = column([FULL, FULL], y=700), column(["et finit ici."], y=200, page=2)
    caption = column(["Tableau 5 – Une dose."], y=50, page=2)
    made = gathered([*placed(before), *placed(caption), atom(62, 2, BlockKind.TABLE), *placed(after)])
    assert [text for _, text in made] == [f"{FULL} {FULL} et finit ici.", "Tableau 5 – Une dose.", ""]


def test_a_paragraph_goes_on_behind_a_footnote() -> None:
    before, after = column([FULL, FULL], y=700), column(["et finit ici."], y=50, page=2)
    note = column(["1. Une note de bas de page."], y=760, size=8.0)
    made = gathered([*placed(before), *placed(note), *placed(after)])
    assert [text for _, text in made] == [f"{FULL} {FULL} et finit ici.", "1. Une note de bas de page."]


def test_a_bold_line_behind_a_sentence_that_fills_the_page_is_no_part_of_it() -> None:
    full = FULL[:-1] + "."
    made = texts(column([FULL, full], y=700), column(["3.8.3. Score de Tokuhashi"], y=50, page=2, bold=True))
    assert made[-1] == "3.8.3. Score de Tokuhashi"


def test_indents_are_told_in_each_size_of_type() -> None:
    lines = []
    for n in range(4):
        lines += [line(f"Alinéa {n} dont la première ligne est en retrait", 65, 100 + 36 * n)]
        lines += column([FULL, "court."], y=112 + 36 * n)
    for n in range(12):
        lines += column([f"Entrée {n} d'une liste en petit.", "Revue. 2001."], y=300 + 20 * n, step=10, size=8.0)
    assert sum(text.startswith("Alinéa") for text in texts(lines)) == 4


def test_two_lines_with_one_dash_at_one_place_are_items() -> None:
    made = texts([line("• " + FULL + " :", 60, 100), line("– inférieure à trois mois de vie attendue", 71, 112),
                  line("– supérieure à un an", 71, 124)])  # fmt: skip
    assert made[1:] == ["inférieure à trois mois de vie attendue", "supérieure à un an"]


def test_centred_lines_of_a_title_are_one() -> None:
    made = texts([*column([FULL], y=60), line("Anti-résorptifs en cas de", 70, 100, size=20.0, bold=True),
                  line("métastase osseuse", 110, 124, size=20.0, bold=True), *column([FULL], y=200)])  # fmt: skip
    assert "Anti-résorptifs en cas de métastase osseuse" in made


def test_entries_whose_first_lines_stand_out_are_one_each_in_a_file_with_first_line_indents() -> None:
    lines = []
    for n in range(5):
        lines += [line(f"Alinéa {n} dont la première ligne est en retrait", 65, 100 + 36 * n)]
        lines += column([FULL, "court."], y=112 + 36 * n)
    entries = []
    for n in range(6):
        entries += [line(f"Auteur {n} A, Autre B.", 50, 100 + 36 * n, page=2)]
        entries += column(["Un titre de travail.", "Revue. 2001;12:5–9."], 60, 112 + 36 * n, page=2)
    made = texts(lines, entries)
    assert sum(text.startswith("Alinéa") for text in made) == 5
    assert made[5:] == [f"Auteur {n} A, Autre B. Un titre de travail. Revue. 2001;12:5–9." for n in range(6)]


def test_an_item_cut_by_a_column_goes_on_for_several_lines() -> None:
    left = placed([line("– " + FULL, 310, 700)])
    left = [Placed(p.item, 300, 600) for p in left]
    after = placed(column(["suite de l'item qui remplit bien toute la ligne ici", "et qui finit là."], 70, 50, page=2))
    assert len(gathered([*left, *after])) == 1


def test_a_note_that_tells_what_a_mark_means_is_no_item() -> None:
    assert texts(column([FULL, "court.", "* : déchet dangereux."]))[-1] == "* : déchet dangereux."


def test_paragraphs_that_a_decimal_number_opens_are_one_each() -> None:
    lines = column(
        [f"3.1. L{FULL}.", f"3.2. L{FULL}.", f"3.3. L{FULL}", "et la fin selon le point", "3.2 de ce texte."]
    )
    assert [text[:4] for text in texts(lines)] == ["3.1.", "3.2.", "3.3."]
