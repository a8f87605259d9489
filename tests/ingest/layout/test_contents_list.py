"""A table of contents is told by its leaders and page numbers."""

from __future__ import annotations

from ingest.layout.contents_list import contents_rows
from ingest.layout.lines import Line
from tests.ingest.printed import line

DOTS = ". . . . . . . . . ."


def entry(title: str, page: str, y: float, dots: str = DOTS) -> list[Line]:
    """Words from x 50, leader, and the page number ending at x 300."""
    return [line(f"{title} {dots}", 50, y), line(page, 300 - 5 * len(page), y)]


def texts(lines: list[Line]) -> list[str]:
    return [one.text.text for one in contents_rows(lines)]


def test_a_short_leader_in_a_list_of_long_ones_is_an_entry() -> None:
    lines = [*entry("Un", "3", 100), *entry("Un titre long", "4", 112, ". . . ."), *entry("Trois", "12", 124)]
    assert len(texts(lines)) == len(lines)


def test_an_entry_on_two_lines_belongs_whole() -> None:
    wrapped = [line("Stratégie selon Tokuhashi et Tomi-", 50, 112), *entry("ta", "9", 124)]
    lines = [*entry("Un", "3", 100), *wrapped, *entry("Trois", "12", 136)]
    assert len(texts(lines)) == len(lines)


def test_a_chapter_without_leader_belongs_where_its_number_ends_at_the_edge() -> None:
    chapter = [line("1 Généralités", 50, 100, bold=True), line("1", 295, 100, bold=True)]
    lines = [*chapter, *entry("1.1 Scanner", "2", 118), *entry("1.2 IRM", "3", 130)]
    assert len(texts(lines)) == len(lines)


def test_the_other_column_on_the_same_baselines_is_text() -> None:
    beside = line("La radiothérapie est proposée.", 320, 100)
    lines = [*entry("Un", "3", 100), *entry("Deux", "4", 112), beside]
    assert beside.text.text not in texts(lines)


def test_the_blanks_of_a_form_are_text() -> None:
    assert texts([line("Nom : .....................", 50, 100), line("Prénom : ..................", 50, 112)]) == []


def test_the_heading_above_and_the_text_below_are_none_of_it() -> None:
    lines = [line("Sommaire", 50, 80, size=14, bold=True), *entry("Un", "3", 100), line("Ce guide.", 50, 118)]
    assert texts(lines) == [one.text.text for one in lines[1:3]]
