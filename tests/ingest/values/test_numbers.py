"""French numbers and what they are worth."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Glyph, PrintedText, Style
from ingest.values.numbers import NUMBER, NUMBER_WORD, NUMBER_WORDS, flat, flatten, number_value


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("6,5", 6.5),
        ("6.5", 6.5),
        ("100.000", 100_000),
        ("3 059", 3059),
        ("0.125", 0.125),
        ("1.250,5", 1250.5),
        ("cinq", 5),
        ("Dix", 10),
        ("vingt et une", 21),
        ("quatre-vingt-dix", 90),
        ("soixante et onze", 71),
        ("dix huit", 18),
    ],
)
def test_value(printed: str, value: float) -> None:
    assert number_value(printed) == value


def test_every_number_to_a_hundred_has_a_word() -> None:
    assert set(NUMBER_WORDS.values()) == set(range(1, 101))


def test_a_number_word_is_matched_whole() -> None:
    for word, value in NUMBER_WORDS.items():
        found = re.search(NUMBER_WORD, f"les {word} cas")
        assert found and number_value(found[0]) == value, word


@given(st.text())
def test_flattening_keeps_every_offset(text: str) -> None:
    assert len(flatten(text)) == len(text)


@given(st.integers(0, 999_999), st.integers(0, 99))
def test_grouped_thousands_and_decimals_come_back(whole: int, hundredths: int) -> None:
    printed = f"{whole:,}".replace(",", " ") + f",{hundredths:02}"
    assert re.fullmatch(NUMBER, printed) and number_value(printed) == float(f"{whole}.{hundredths:02}")


def test_a_raised_digit_belongs_to_no_number() -> None:
    style = Style("F", 10, False, False, 0)
    glyphs = [Glyph(1, 1, 0, 0, 1, 1, style._replace(raised=c == "2")) for c in "mois 12"]
    assert flat(PrintedText("mois 12", tuple(glyphs))) == "mois 1²"
