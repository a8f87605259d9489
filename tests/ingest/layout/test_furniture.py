"""Running heads, page numbers and the like are told from text."""

from __future__ import annotations

import pytest

from ingest.layout.furniture import Sorted, sort_out
from ingest.layout.lines import Line
from tests.ingest.printed import column, line

HEIGHT = 842.0
WORDS = ("fémur", "rachis", "bassin", "côte", "crâne", "sacrum")
BODY = [f"une ligne de texte courant, au sujet du {word}" for word in WORDS]


def pages(*extra: list[Line], body: list[str] = BODY) -> tuple[Sorted, ...]:
    made = [
        [*lines, *column([f"{WORDS[n % 6]}, {text}" for text in body], y=120, page=n)]
        for n, lines in enumerate(extra, 1)
    ]
    return sort_out(made, [HEIGHT] * len(made))


def kinds(page: Sorted) -> dict[str, str]:
    return {printed.text.text: kind for kind, printed in page.furniture}


def test_a_head_that_repeats_is_furniture_and_its_number_the_page_s_label() -> None:
    sorted_ = pages(*([line("Référentiel", 50, 40, page=n), line(str(n + 11), 500, 800, page=n)] for n in range(1, 5)))
    assert [page.label for page in sorted_] == ["12", "13", "14", "15"]
    assert all(set(kinds(page).values()) == {"running head", "page number"} for page in sorted_)
    assert all(len(page.lines) == len(BODY) for page in sorted_)


@pytest.mark.parametrize("form", ["Page {} sur 14", "- {} -", "{}/14", "p. {}", "{}"])
def test_page_numbers_in_their_usual_forms(form: str) -> None:
    sorted_ = pages(*([line(form.format(n), 280, 810, page=n)] for n in range(1, 4)))
    assert [page.label for page in sorted_] == ["1", "2", "3"]


def test_roman_numbers_label_the_front_matter() -> None:
    numerals = ["i", "ii", "iii", "1", "2", "3"]
    sorted_ = pages(*([line(numeral, 280, 810, page=n)] for n, numeral in enumerate(numerals, 1)))
    assert [page.label for page in sorted_] == numerals


def test_heads_of_left_and_right_pages_alternate() -> None:
    heads = [("12", "Société"), ("Chapitre", "13")] * 3
    made = [[line(a, 50, 40, page=n), line(b, 480, 40, page=n)] for n, (a, b) in enumerate(heads, 1)]
    assert all(len(page.lines) == len(BODY) for page in pages(*made))


def test_a_body_that_begins_at_one_height_on_every_page_stays() -> None:
    made = [column([f"{word} propre à la page {k}" for k in "abcdef"], y=60, page=n) for n, word in enumerate(WORDS, 1)]
    assert all(not page.furniture for page in sort_out(made, [HEIGHT] * len(WORDS)))


def test_a_table_s_repeated_header_is_no_running_head() -> None:
    header = [line("Indication", 50, 100, page=3), line("Dose", 300, 100, page=3)]
    again = [line("Indication", 50, 100, page=4), line("Dose", 300, 100, page=4)]
    others = [column([f"{WORDS[n - 1]} de la page", "suite"], y=100, page=n) for n in (1, 2, 5, 6)]
    sorted_ = sort_out([others[0], others[1], header, again, others[2], others[3]], [HEIGHT] * 6)
    assert all(not page.furniture for page in sorted_)


def test_a_number_that_ends_a_page_but_does_not_count_pages_is_text() -> None:
    sorted_ = pages(*([line(number, 280, 800, page=n)] for n, number in enumerate(["12", "7", "41"], 1)))
    assert [page.label for page in sorted_] == [None, None, None]


def test_leaders_of_a_table_of_contents_are_set_aside() -> None:
    entry = [line("1. Généralités", 50, 400), line(". . . . . . . . . . .", 200, 400), line("3", 500, 400)]
    assert set(kinds(pages(entry)[0]).values()) == {"table of contents"}


def test_a_big_pale_word_is_a_watermark() -> None:
    assert kinds(pages([line("PROJET", 100, 420, size=60, color=0xDDDDDD)])[0]) == {"PROJET": "watermark"}


def test_line_numbers_of_a_draft() -> None:
    numbers = [line(str(n), 20, 120 + 12 * (n - 1)) for n in range(1, 7)]
    assert set(kinds(pages(numbers)[0]).values()) == {"line number"}


def test_captions_that_begin_pages_at_one_height_are_text() -> None:
    made = [[line(f"Tableau {n} – Doses de la moelle", 50, 60, page=n)] for n in range(1, 5)]
    assert all(not page.furniture for page in pages(*made))


def test_titles_that_differ_by_a_number_which_does_not_count_pages_are_text() -> None:
    made = [[line(f"Étape {n}", 50, 60, page=page)] for page, n in enumerate((1, 4, 6, 9), 1)]
    assert all(not page.furniture for page in pages(*made))


def test_a_running_head_counts_the_pages_it_stands_on() -> None:
    sorted_ = pages(*([line(f"Version 3 de 2024 | page {n}/9", 50, 40, page=n)] for n in range(1, 5)))
    assert all(set(kinds(page).values()) == {"running head"} for page in sorted_)
