"""Words on a page: whatever the case and accents, and the marks lie on what is printed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screens.parts.finding import words


def found(query: str, text: str) -> list[str] | None:
    spans = words(query).spans(text)
    return None if spans is None else [text[start:end] for start, end in spans]


def test_case_accents_and_ligatures_do_not_matter() -> None:
    assert found("metastase OEDEME", "Œdème autour d’une Métastase") == ["Œdème", "Métastase"]


def test_a_word_is_met_from_its_start() -> None:
    assert found("fractur", "des fractures") == ["fractur"]
    assert found("os", "la dose") is None


def test_every_word_must_be_there() -> None:
    assert found("dose moelle", "la dose") is None


def test_no_words_ask_for_nothing() -> None:
    assert not words("  -- ")
    assert found("", "texte") == []


def test_an_accent_of_two_characters_stays_in_the_mark() -> None:
    assert found("etude", "l’e\u0301tude") == ["e\u0301tude"]


@given(st.text(max_size=60), st.text(max_size=20))
def test_marks_lie_inside_the_text(text: str, query: str) -> None:
    for start, end in words(query).spans(text) or ():
        assert 0 <= start < end <= len(text)
