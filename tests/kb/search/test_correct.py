"""Misspelt words are mended towards the documents' words, and no other word is touched."""

from __future__ import annotations

import pytest

from kb.search.analysis import analyse, shipped_lexicon
from kb.search.correct import Speller, apply
from kb.search.general_french import everyday_frequency
from kb.search.vocabulary import Gatherer

PRINTED = (
    "La vertébroplastie, la cimentoplastie et la stéréotaxie des métastases vertébrales. Le score de Tokuhashi. "
    "Scintigraphie, dénosumab, positionnement, myélopathie, compression médullaire, isthme vertébral, cathéter, "
    "corticoïdes, marine, caractère, thrombose, hépatique, migration. Pour cette raison."
)


@pytest.fixture(scope="module")
def speller() -> Speller:
    lexicon = shipped_lexicon()
    gatherer = Gatherer()
    tokens = analyse(PRINTED, lexicon)
    gatherer.learn(PRINTED, tokens)
    terms = {term for token in tokens for term in token.terms}
    return Speller(gatherer.words(), lexicon, everyday_frequency, terms.__contains__)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("vertebroplasite", "vertébroplastie"), ("sintigraphie", "scintigraphie"), ("tokuashi", "tokuhashi")),
        *(("denosumbab", "dénosumab"), ("positionement", "positionnement"), ("myelopatie", "myélopathie")),
        *(("compresion medulaire", "compression médullaire"), ("cimantoplastie", "cimentoplastie")),
        ("dexametasone", "dexaméthasone"),
    ],
)
def test_a_slip_is_mended(speller: Speller, typed: str, meant: str) -> None:
    assert apply(typed, speller.correct(typed)) == meant


@pytest.mark.parametrize("word", "cafétéria cafeteria migraine amoxicilline asthme thrombolyse hépatite Ranson".split())
def test_a_word_about_something_else_stays_what_it_is(speller: Speller, word: str) -> None:
    assert speller.correct(word) == ()


@pytest.mark.parametrize(
    "word",
    "vertebroplastie vertébrales vertébral stereotaxie SBRT Xgeva 17 30/10 T12 os RCPX".split(),
)
def test_what_the_documents_or_the_lexicon_have_is_never_mended(speller: Speller, word: str) -> None:
    assert speller.correct(word) == ()


def test_only_the_misspelt_words_of_a_question_change(speller: Speller) -> None:
    typed = "8 Gy, vertebroplasite et migraine ?"
    assert apply(typed, speller.correct(typed)) == "8 Gy, vertébroplastie et migraine ?"
