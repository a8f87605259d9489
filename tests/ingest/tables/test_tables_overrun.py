"""Words too long for their column run into the next one: they are cut where that one starts."""

from __future__ import annotations

from ingest.layout.lines import Line, make_line
from ingest.model import PrintedText
from ingest.tables.spanning import across, uncrossed
from tests.ingest.printed import line

STRIP = (95.0, 100.0)
BODY = [[line("Objectif", 50, 100 + 12 * n), line("Soulager", 100, 100 + 12 * n)] for n in range(4)]


def overrun(word: str, cell: str, start: float = 100.0) -> Line:
    """`word` from x 50 and `cell` from x `start`, printed without a space between them."""
    a, b = line(word, 50, 160), line(cell, start, 160)
    return make_line(PrintedText(a.text.text + b.text.text, (*a.text.glyphs, *b.text.glyphs)), 160)


def texts(row: list[Line]) -> list[str]:
    return [one.text.text for one in row]


def test_a_word_that_runs_into_the_next_cell_is_cut_where_the_column_starts() -> None:
    rows = uncrossed([*BODY, [overrun("Vérification", "Imagerie")]], [STRIP])
    assert texts(rows[-1]) == ["Vérification", "Imagerie"]


def test_a_word_printed_over_its_neighbour_spans_nothing() -> None:
    rows = uncrossed([*BODY, [overrun("Vérification", "Imagerie", 99.5)]], [STRIP])
    assert not across(rows, [STRIP], [])


def test_a_line_of_words_over_two_columns_is_not_cut() -> None:
    title = line("Vérification par imagerie", 50, 160)
    assert uncrossed([*BODY, [title]], [STRIP])[-1] == [title]
    assert [one[0] for one in across([*BODY, [title]], [STRIP], [])] == [title]
