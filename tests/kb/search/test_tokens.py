"""Words, numbers and marks, each with the characters it covers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.tokens import Kind, canonical_number, cut, fold

NUMBERS = {"cinq": "5", "dix": "10"}


def words(text: str) -> list[str]:
    return [piece.norm for piece in cut(text, NUMBERS)]


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ"])
def test_elided_articles_are_no_words(apostrophe: str) -> None:
    assert words(f"l{apostrophe}os d{apostrophe}ostéolyse qu{apostrophe}une") == ["os", "ostéolyse", "une"]


def test_ligatures_soft_hyphens_and_composed_letters_are_written_one_way() -> None:
    assert words("œsophage") == words("oesophage") == words("oe\u00adsophage")
    assert words("me\u0301tastase") == words("métastase")
    assert fold("Œsophagite À") == "oesophagite a"


def test_letters_and_figures_written_together_are_one_word_but_a_product_is_not() -> None:
    assert words("T12 CHA2DS2 D2") == ["t12", "cha2ds2", "d2"]
    assert words("5x4") == ["5", "x", "4"]


@pytest.mark.parametrize("written", ["SINS", "S.I.N.S.", "S.I.N.S", "s.i.n.s."])
def test_an_acronym_with_dots_is_the_one_without(written: str) -> None:
    assert words(f"le {written} vaut 8") == ["le", "sins", "vaut", "8"]


def test_dots_that_end_sentences_or_shorten_words_join_nothing() -> None:
    assert [norm for norm in words("T.12, p.ex. a.b.cd A. B.") if norm != "."] == [
        *("t", "12", ",", "p", "ex", "a", "b", "cd", "a", "b")
    ]


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        *(("6,5", "6.5"), ("6.5", "6.5"), ("8,0", "8"), ("007", "7"), ("0,875", "0.875")),
        *(("100.000", "100000"), ("3\u00a0059", "3059"), ("10\u202f000", "10000"), ("100 000", "100000")),
    ],
)
def test_a_number_is_written_one_way(printed: str, canonical: str) -> None:
    assert canonical_number(printed) == canonical
    assert [p.norm for p in cut(f"soit {printed} UI", NUMBERS) if p.kind is Kind.NUMBER] == [canonical]


def test_two_numbers_with_a_space_between_them_stay_two() -> None:
    assert words("tableau 5 120 mg")[1:3] == ["5", "120"]


def test_numbers_in_letters_are_numbers() -> None:
    assert [p.kind for p in cut("cinq fractions", NUMBERS)] == [Kind.NUMBER, Kind.WORD]


@given(st.text(max_size=80))
def test_pieces_are_in_order_and_lie_in_the_text(text: str) -> None:
    end = 0
    for piece in cut(text, NUMBERS):
        assert end <= piece.start < piece.end <= len(text)
        assert text[piece.start : piece.end] == piece.raw
        end = piece.end
