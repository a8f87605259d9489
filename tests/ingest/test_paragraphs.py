"""Lines become paragraphs and items by what the typesetter shows."""

from __future__ import annotations

from ingest.blocks import BlockKind
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
