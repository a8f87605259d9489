"""Headings by numbering and typography together."""

from __future__ import annotations

import pytest

from ingest.layout.blocks import Block
from ingest.layout.habits import body_look
from ingest.layout.lines import Line
from ingest.outline.levels import Heading
from ingest.outline.sections import find_headings, find_title
from tests.ingest.printed import blocks, column, line

BODY = ["une ligne de prose qui va jusqu'au bord droit de la colonne", "puis la fin de ce paragraphe."]


def document(*headings: tuple[str, float, bool]) -> tuple[Block, ...]:
    """Each heading (text, size, bold) over a paragraph of body text in 10 pt."""
    lines: list[Line] = []
    y = 100.0
    for text, size, bold in headings:
        lines.append(line(text, y=y, size=size, bold=bold))
        lines += column(BODY, y=y + 20)
        y += 60
    return blocks(lines)


def headings(made: tuple[Block, ...]) -> tuple[Heading, ...]:
    body = body_look(made)
    title = find_title(made, body)
    return find_headings(made, body, frozenset() if title is None else frozenset([title]))


def outline(made: tuple[Block, ...]) -> list[tuple[str | None, str, int]]:
    return [(h.number, h.title.text, h.level) for h in headings(made)]


def test_decimal_numbers_give_the_level_even_where_the_file_starts_at_1_4() -> None:
    made = document(
        ("1.4 Suite", 12, True), ("2. Doses", 14, True), ("2.1 Techniques", 12, True), ("2.1.1 Cas", 10, True)
    )
    assert outline(made) == [("1.4", "Suite", 2), ("2", "Doses", 1), ("2.1", "Techniques", 2), ("2.1.1", "Cas", 3)]


def test_an_unnumbered_heading_has_the_level_of_those_set_like_it() -> None:
    made = document(("2. Doses", 14, True), ("2.1 Techniques", 12, True), ("Recommandations", 14, True))
    assert outline(made)[-1] == (None, "Recommandations", 1)


def test_roman_letters_and_figures_nest_in_the_order_of_the_file() -> None:
    made = document(("I. Avant", 14, True), ("A) Vérifier", 12, True), ("1. Dose", 11, True), ("II. Après", 14, True))
    assert [(h.number, h.level) for h in headings(made)] == [("I", 1), ("A", 2), ("1", 3), ("II", 1)]


def test_a_roman_number_needs_no_stop_before_a_capital() -> None:
    made = document(("I Avant", 14, True), ("I.A Vérifier", 12, True), ("II Après", 14, True))
    assert outline(made) == [("I", "Avant", 1), ("I.A", "Vérifier", 2), ("II", "Après", 1)]


def test_composed_numbers_count_their_parts() -> None:
    assert outline(document(("II. Choix", 14, True), ("II.A Technique", 12, True)))[1] == ("II.A", "Technique", 2)


def test_worded_numbers_take_their_rank_from_their_words() -> None:
    made = document(("TITRE 1 - Portée", 14, True), ("CHAPITRE 1.1 Objet", 13, True), ("Article 1.1.1. Qui", 12, True))
    assert [h.level for h in headings(made)] == [1, 2, 3]


def test_unnumbered_headings_rank_by_size() -> None:
    made = document(
        ("Grand titre du document", 20, True), ("Résumé", 14, True), ("Méthode", 12, True), ("Conclusion", 14, True)
    )
    assert outline(made) == [(None, "Résumé", 1), (None, "Méthode", 2), (None, "Conclusion", 1)]
    assert find_title(made, body_look(made)) == 0


@pytest.mark.parametrize(
    "text",
    ["75006 Paris", "30 Gy en 10 fractions", "12 mars 2020", "2018", "3 mois", "20 % des patients", "10 fractions"],
)
@pytest.mark.parametrize("bold", [False, True])
def test_postal_codes_doses_and_dates_are_no_headings(text: str, bold: bool) -> None:
    assert text not in {
        (h.number or "") + " " + h.title.text for h in headings(document(("1. Vrai", 14, True), (text, 10, False)))
    }
    assert not [h for h in headings(document(("1. Vrai", 14, True), (text, 10, bold))) if h.number not in ("1", None)]


def test_a_numbered_list_in_body_type_makes_no_sections() -> None:
    lines = [
        line("2. Doses", y=80, size=14, bold=True),
        *column([f"{n}. Vérifier la créatinine" for n in (1, 2, 3)], y=110),
    ]
    assert [h.number for h in headings(blocks(lines))] == ["2"]


def test_a_bold_sentence_is_no_heading() -> None:
    made = document(("1. Vrai", 14, True), ("La décision est prise en RCP.", 10, True))
    assert [h.number for h in headings(made)] == ["1"]


def test_right_under_a_heading_in_the_same_type_is_a_part_of_it() -> None:
    lines = [line("3.2 Techniques", y=100, size=12, bold=True), line("Ostéosynthèse", y=125, size=12, bold=True)]
    lines += [*column(BODY, y=150), line("3.3 Suite", y=200, size=12, bold=True), *column(BODY, y=220)]
    assert [h.level for h in headings(blocks(lines))] == [2, 3, 2]


def test_a_line_that_a_raised_number_opens_is_an_address_or_a_note() -> None:
    assert outline(document(("1. Doses", 12, True), ("² AP-HP", 12, True))) == [("1", "Doses", 1)]


def test_a_subtitle_as_large_as_the_title_is_none() -> None:
    made = document(("Radiothérapie des métastases", 14, True), ("1. Doses", 13, True), ("2. Cas", 13, True))
    subtitle = blocks([line("Extrait du chapitre", y=90, size=13.9, italic=True)])
    assert find_title((made[0], *subtitle, *made[1:]), body_look(made)) == 0


def test_a_title_hardly_smaller_than_the_headings_is_told_by_its_type() -> None:
    made = document(("Radiothérapie des métastases", 20, True), ("1. Doses", 20.8, True), ("2. Cas", 20.8, True))
    assert find_title(made, body_look(made)) == 0


def test_a_worded_number_without_a_title_is_its_own_title_at_its_own_rank() -> None:
    made = document(
        ("TITRE 5 - Déchets", 12, True), ("CHAPITRE 5.1 Gestion", 12, True), ("Article 5.1.1. Objet", 11, True),
        ("TITRE 6", 12, True), ("CHAPITRE 6.1 Produits", 12, True), ("Article 6.1.1.", 11, True),
    )  # fmt: skip
    assert outline(made)[3:] == [
        (None, "TITRE 6", 1), ("CHAPITRE 6.1", "Produits", 2), (None, "Article 6.1.1.", 3),
    ]  # fmt: skip


def test_decimals_that_repeat_the_number_of_their_chapter_stand_right_below_it() -> None:
    made = document(("Chapitre 1 – Contexte", 16, True), ("1.1 Saisine", 13, True), ("1.1.1 Objet", 11, True))
    assert [h.level for h in headings(made)] == [1, 2, 3]


def test_numbers_parted_by_hyphens_nest_below_the_number_they_repeat() -> None:
    made = document(("1- OBJET", 14, True), ("1-1 Champ", 12, True), ("1-2 Bilan", 12, True), ("2- SUIVI", 14, True))
    assert [(h.number, h.level) for h in headings(made)] == [("1", 1), ("1-1", 2), ("1-2", 2), ("2", 1)]


def test_an_annex_stands_beside_the_chapters() -> None:
    made = document(("1. Objet", 14, True), ("1.1 Champ", 12, True), ("Annexe 1 : Questionnaire", 14, True))
    assert outline(made)[-1] == ("Annexe 1", "Questionnaire", 1)


def test_a_note_that_an_asterisk_opens_is_no_heading() -> None:
    assert outline(document(("1. Objet", 14, True), ("(*) A (Autorisation) - D (Déclaration)", 10, True))) == [
        ("1", "Objet", 1)
    ]


def test_the_title_stands_under_the_name_of_its_journal_and_over_its_authors() -> None:
    made = document(
        ("Revue hospitalière, volume 14", 9.9, True), ("Un titre plus grand que tout le reste", 20, True),
        ("M. Lefort, C. Durand", 10, True), ("Introduction", 14, True), ("Méthode", 12, True),
    )  # fmt: skip
    assert find_title(made, body_look(made)) == 2
    assert outline(made) == [(None, "Introduction", 1), (None, "Méthode", 2)]


def test_authors_and_date_in_large_plain_type_under_the_title_are_no_headings() -> None:
    front = [
        line("Un grand titre", 60, 60, size=17),
        line("A. Martin", 60, 90, size=12),
        line("B. Nguyen", 60, 110, size=12),
    ]
    body = [line("Introduction", 50, 150, size=14, bold=True), *column(BODY, y=170)]
    more = [line("Méthode", 50, 220, size=14, bold=True), *column(BODY, y=240)]
    assert outline(blocks([*front, *body, *more])) == [(None, "Introduction", 1), (None, "Méthode", 1)]
