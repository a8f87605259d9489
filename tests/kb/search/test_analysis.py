"""How a French clinical text becomes terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.lexicon import Group
from kb.search.analysis import Token, analyse, make_lexicon, shipped_lexicon

LEXICON = shipped_lexicon()


def tokens(text: str) -> tuple[Token, ...]:
    return analyse(text, LEXICON)


def first(text: str) -> list[str]:
    return [token.term for token in tokens(text)]


def every(text: str) -> set[str]:
    return {term for token in tokens(text) for term in token.terms}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("ré-irradiation", "réirradiation"), ("oligo-métastatique", "oligométastatique")),
        *(("post-opératoire", "postopératoire"), ("anti-résorptif", "antirésorptif")),
        *(("chimio‑embolisation", "chimioembolisation"), ("costo-vertébral", "costovertébral")),
    ],
)
def test_a_hyphen_changes_nothing(one: str, other: str) -> None:
    assert first(one) == first(other)


def test_a_prefixed_word_is_found_by_its_base_too() -> None:
    assert "+irradiation" in every("réirradiation") & every("ré-irradiation")


def test_words_joined_by_a_hyphen_are_found_apart_and_together() -> None:
    assert {"tep", "tdm", "teptdm"} <= every("TEP-TDM")
    assert {"t12", "l1", "t12l1"} <= every("T12-L1")


@pytest.mark.parametrize("dose", ["8gy", "8 Gy", "8 grays", "8\u00a0Gy", "8,0 Gy"])
def test_a_dose_is_one_term_however_it_is_written(dose: str) -> None:
    assert first(dose) == ["8gy"]


@pytest.mark.parametrize(
    "written",
    [
        *("30 Gy en 10 fractions", "30 Gy en dix fractions", "30Gy/10 fr", "30/10", "10x3 Gy", "10 × 3 Gy"),
        *("10 fractions de 3 Gy", "30 Gy (10 séances)", "30 Gy en 10"),
    ],
)
def test_a_schedule_is_one_term_however_it_is_written(written: str) -> None:
    assert "30gy/10f" in every(written)


@pytest.mark.parametrize(
    "written", ["8 Gy en une séance", "8 Gy en séance unique", "séance unique de 8 Gy", "1x8Gy", "8/1"]
)
def test_a_single_fraction_is_a_schedule_too(written: str) -> None:
    assert "8gy/1f" in every(written)


@pytest.mark.parametrize("written", ["30/10/2023", "2/3 de la corticale", "1/3", "tableau 30"])
def test_dates_and_parts_are_no_schedules(written: str) -> None:
    assert not [term for term in every(written) if "gy/" in term]


def test_a_unit_printed_once_serves_both_ends_of_a_range() -> None:
    assert first("20-30 Gy") == ["20gy", "30gy"]
    assert first("55 et 100 °C") == ["55c", "100c"]


def test_a_number_finds_the_range_it_lies_in() -> None:
    assert "∈10" in every("score de 9 à 11") & every("9-11 points") & every("score ≥ 9")
    assert "∈10" not in every("de 9 à 11 mois") | every("score ≤ 7")


def test_grades_of_one_letter_stay_and_articles_go() -> None:
    assert first("frankel a") == ["frankel", "a"]
    assert first("une douleur à l’aine") == ["douleur", "ain"]
    assert first("vitamine d")[-1] == "d"


def test_negation_is_evidence() -> None:
    assert "pas" in first("n’est pas recommandé")
    assert len(first("sans appareillage")) == 2


def test_a_group_of_the_lexicon_is_recognised_over_several_words() -> None:
    assert all("=sbrt" in token.terms for token in tokens("radiothérapie en conditions stéréotaxiques"))
    assert "=sbrt" in every("SBRT") & every("stéréotaxie")


def test_what_is_learnt_joins_what_is_shipped() -> None:
    lexicon = make_lexicon([Group("sigle.xyz", ("XYZ", "xylophone zébré"), 0.9)])
    assert "=sigle.xyz" in {t for token in analyse("un xylophone zébré", lexicon) for t in token.terms}
    assert "=sbrt" in {t for token in analyse("SBRT", lexicon) for t in token.terms}


FRAGMENTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["8 Gy", "en 10 fractions", "l’os", "ré-irradiation", "T12-L1", " ≤ ", "6,5", "30/10", "œdème"]),
)


@given(st.lists(FRAGMENTS, max_size=8).map(" ".join))
def test_tokens_are_in_order_lie_in_the_text_and_have_terms_without_space(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.terms and all(term and not set(term) & set(" \t\n|") for term in token.terms)
        end = token.end


@given(st.lists(st.sampled_from(["métastases", "osseuses", "réirradiation", "8 Gy", "cinq", "T12", "pas"]), max_size=6))
def test_the_analysis_of_what_was_analysed_is_the_same(words: list[str]) -> None:
    once = first(" ".join(words))
    assert first(" ".join(once)) == [first(term)[0] for term in once]


@given(st.text(max_size=60))
def test_case_and_white_space_around_change_no_term(text: str) -> None:
    assert first(f"  {text}\n") == first(text)
