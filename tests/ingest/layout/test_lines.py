"""Runs of a page become fragments: pieces of printed lines."""

from __future__ import annotations

from ingest.geometry import Box
from ingest.layout.lines import fragments, make_line, split_at
from ingest.model import Glyph, Style, join
from ingest.pages import Run
from tests.ingest.printed import line


def run(text: str, x: float = 50.0, y: float = 100.0, size: float = 10.0, step: float = 0.5, font: str = "Sans") -> Run:
    style = Style(font, size, False, False, 0)
    glyphs = tuple(
        Glyph(1, 1, x + n * step * size, y - 0.8 * size, x + (n + 1) * step * size, y + 0.2 * size, style)
        for n in range(len(text))
    )
    return Run(text, glyphs, y, size, False)


def texts(*runs: Run, walls: tuple[Box, ...] = ()) -> list[str]:
    return [one.text.text for one in fragments(runs, walls)]


def test_words_of_a_line_stay_together_and_columns_apart() -> None:
    assert texts(run("dose de"), run("8 Gy", 88), run("autre colonne", 200)) == ["dose de 8 Gy", "autre colonne"]


def test_a_drawn_line_parts_what_stands_close() -> None:
    assert texts(run("Sein"), run("8", 72), walls=(Box(71, 80, 71, 120),)) == ["Sein", "8"]


def test_text_printed_twice_at_one_place_is_kept_once() -> None:
    assert texts(run("gras"), run("gras", 50.4)) == ["gras"]


def test_a_superscript_is_written_as_one() -> None:
    assert texts(run("mot"), run("12", 65, 96.5, 6.0)) == ["mot¹²"]


def test_superior_figures_that_the_font_draws_are_told_by_their_width() -> None:
    assert texts(run("en 12 jours"), run("voir", y=120), run("2", 70, 120, step=0.3)) == ["en 12 jours", "voir²"]


def test_the_thin_space_before_a_semicolon_is_a_space() -> None:
    assert texts(run("pour cent"), run("; une", 96.2)) == ["pour cent ; une"]


def test_two_texts_printed_into_each_other_are_not_mixed() -> None:
    assert sorted(texts(run("recommandé pour"), run("autres schémas", 62))) == ["autres schémas", "recommandé pour"]


def test_a_line_over_the_gutter_is_cut_where_nothing_is_printed() -> None:
    both = line("à gauche", 50)
    right = line("à droite", 100)
    whole = make_line(join([both.text, right.text]), 100)
    assert [part.text.text for part in split_at(whole, (91.0, 99.0))] == ["à gauche", "à droite"]
    assert split_at(whole, (60.0, 66.0)) == (whole,)
