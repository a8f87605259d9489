"""Acronyms that documents explain themselves."""

from __future__ import annotations

import pytest

from kb.search.acronyms import learn_acronyms

SMALL = {"de", "la", "des", "à", "non"}


def learnt(*texts: str) -> dict[str, str]:
    return {group.forms[0]: group.forms[1] for group in learn_acronyms(texts, SMALL)}


@pytest.mark.parametrize(
    ("text", "acronym", "meaning"),
    [
        ("la survenue de métastases osseuses (MO) est", "MO", "métastases osseuses"),
        ("Skeletal Related Events (SRE) ou", "SRE", "Skeletal Related Events"),
        ("Skeletal Related Events (S.R.E.) ou", "SRE", "Skeletal Related Events"),
        ("L’ablation par radiofréquence (ARF)", "", ""),
        ("une réunion de concertation pluridisciplinaire (RCP)", "RCP", "réunion de concertation pluridisciplinaire"),
    ],
)
def test_an_acronym_is_believed_where_its_letters_open_the_words_before(text: str, acronym: str, meaning: str) -> None:
    assert learnt(text) == ({acronym: meaning} if acronym else {})


@pytest.mark.parametrize("text", ["(MO) seule", "la dose (GY)", "un patient (Paris)", "la marche est rare (OK)"])
def test_what_is_not_spelt_by_the_words_before_is_none(text: str) -> None:
    assert learnt(text) == {}


def test_the_meaning_met_most_often_is_kept() -> None:
    often = "des métastases osseuses (MO)"
    assert learnt("une maladie osseuse (MO)", often, often) == {"MO": "métastases osseuses"}
