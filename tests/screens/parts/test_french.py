"""French writes its numbers, counts and dates its own way."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import PassageKind, Strength
from screens.parts.french import KINDS, STRENGTHS, count, day, number, quoted, row_text, typeset


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(0, 0, "0"), (1234567, 0, "1\u202f234\u202f567"), (6.5, 1, "6,5"), (1234.56, 2, "1\u202f234,56"), (-3, 0, "-3")],
)
def test_numbers(value: float, decimals: int, written: str) -> None:
    assert number(value, decimals) == written


def test_zero_and_one_are_singular() -> None:
    assert [count(n, "page") for n in (0, 1, 2)] == ["0\u00a0page", "1\u00a0page", "2\u00a0pages"]
    assert count(2, "élément refusé") == "2\u00a0éléments refusés"
    assert count(2, "tableau", "tableaux") == "2\u00a0tableaux"


@pytest.mark.parametrize(
    ("value", "written"),
    [(date(2024, 6, 1), "1er juin 2024"), ("2023-12-31", "31 décembre 2023"), ("2023", "2023"), (None, None)],
)
def test_days(value: date | str | None, written: str | None) -> None:
    assert day(value) == written


def test_quotation_marks_hold_their_text() -> None:
    assert quoted("os") == "«\u00a0os\u00a0»"


def test_every_value_of_the_vocabulary_has_a_name() -> None:
    assert set(KINDS) == {kind.value for kind in PassageKind}
    assert set(STRENGTHS) == {strength.value for strength in Strength}


@given(st.text(alphabet="ab |:;?!«»% \n"))
def test_what_is_set_in_french_keeps_every_character_in_its_place(text: str) -> None:
    for made in (typeset(text), row_text(text)):
        assert len(made) == len(text)
        assert all(a == b for a, b in zip(text, made, strict=True) if a in "ab:;?!«»%\n")


def test_no_line_begins_with_a_sign_and_no_row_has_bars() -> None:
    assert typeset("dose : « 8 Gy » ; 20 %") == "dose\u00a0: «\u00a08 Gy\u00a0»\u00a0; 20\u00a0%"
    assert row_text("| CBPC | 6").strip() == "CBPC · 6"
