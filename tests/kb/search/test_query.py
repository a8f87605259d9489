"""The operators of a question, and what becomes of malformed ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.query import LONGEST_QUERY, Bound, Query, parse_query


def test_plain_words_stay_plain() -> None:
    assert parse_query("dose moelle 2 fractions") == Query("dose moelle 2 fractions", "dose moelle 2 fractions")


def test_quoted_words_must_follow_each_other_and_are_searched_too() -> None:
    query = parse_query("«douleur non compliquée» dose")
    assert query.phrases == ("douleur non compliquée",)
    assert set(query.words.split()) == {"dose", "douleur", "non", "compliquée"}


def test_each_operator_says_what_it_restricts() -> None:
    query = parse_query(
        'stéréotaxie -moelle -"canal étroit" titre:dose document:rayons page:12 dose:>=30Gy fractions:10'
    )
    assert query.without == ("moelle", "canal étroit")
    assert (query.titles, query.documents, query.pages) == (("dose",), ("rayons",), (12,))
    assert query.doses == (Bound(">=", 30.0),)
    assert query.fractions == (Bound("=", 10.0),)
    assert query.words == "stéréotaxie dose"


@pytest.mark.parametrize(
    ("malformed", "words"),
    [
        *(('"sans fin', "sans fin"), ("page:douze", "page douze"), ("dose:>=beaucoup", "dose >=beaucoup")),
        *(("titre:", "titre:"), ('""', ""), ("- moelle", "- moelle"), ("page:>3", "page >3")),
    ],
)
def test_a_malformed_operator_is_searched_as_plain_words(malformed: str, words: str) -> None:
    query = parse_query(malformed)
    assert query.words == words
    assert query == Query(malformed, words)


@pytest.mark.parametrize("word", ["ré-irradiation", "T12-L1", "20-30 Gy", "TEP-TDM"])
def test_a_hyphen_inside_a_word_excludes_nothing(word: str) -> None:
    assert parse_query(word).without == ()


@pytest.mark.parametrize(
    ("sign", "holds"), [("<", [1.0]), ("<=", [1.0, 2.0]), ("=", [2.0]), (">=", [2.0, 3.0]), (">", [3.0])]
)
def test_a_bound_holds_for_its_side(sign: str, holds: list[float]) -> None:
    assert [value for value in (1.0, 2.0, 3.0) if Bound(sign, 2.0).holds(value)] == holds


@given(st.text(max_size=3 * LONGEST_QUERY))
def test_whatever_is_typed_is_read_and_cut(text: str) -> None:
    assert len(parse_query(text).words) <= 2 * LONGEST_QUERY
