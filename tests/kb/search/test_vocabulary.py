"""The words of an index as printed, how they are heard, and who belongs to their family."""

from __future__ import annotations

import json

import pytest

from kb.search.analysis import analyse, shipped_lexicon
from kb.search.vocabulary import Gatherer, Word, kindred, longer, rows, sound, words_from


def gathered(*texts: str) -> dict[str, Word]:
    gatherer = Gatherer()
    for text in texts:
        gatherer.learn(text, analyse(text, shipped_lexicon()))
    return gatherer.words()


def test_a_word_is_kept_as_it_is_printed_most_often() -> None:
    words = gathered("Métastase osseuse", "une métastase", "METASTASE", "la métastase")
    assert words["metastase"].printed == "métastase"
    assert words["metastase"].count == 4


def test_words_survive_json() -> None:
    words = gathered("Métastases osseuses, ré-irradiation")
    assert words_from(json.loads(json.dumps(rows(words)))) == words


@pytest.mark.parametrize(
    ("one", "other"), [("sintigraphie", "scintigraphie"), ("cimantoplastie", "cimentoplastie"), ("kiste", "quiste")]
)
def test_words_that_are_heard_alike_sound_the_same(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_the_family_of_a_word_begins_as_it_does() -> None:
    spelling = sorted(["desceller", "descente", "hepatique", "chirurgie"])
    assert kindred("descellement", spelling) == ["desceller"]
    assert kindred("hepatite", spelling) == []


def test_a_cut_word_may_be_any_longer_one_the_commonest_first() -> None:
    words = gathered("Tokuhashi", "tokyoïte", "Tokuhashi", "autre")
    assert longer("toku", words, sorted(words)) == ["tokuhashi"]
    assert longer("tok", words, sorted(words))[0] == "tokuhashi"
