"""Endings of French words, decided on the accented word."""

from __future__ import annotations

import pytest

from kb.search.stem import stem


@pytest.mark.parametrize(
    "same",
    [
        *("métastase métastases metastase", "osseux osseuse osseuses", "vertébral vertébraux vertébrale vertébrales"),
        *("rachidien rachidienne rachidiennes", "traité traitée traités traiter", "niveau niveaux"),
        *("opérateur opératrice", "positif positive"),
    ],
)
def test_one_word_in_all_its_forms_has_one_stem(same: str) -> None:
    assert len({stem(word) for word in same.split()}) == 1


@pytest.mark.parametrize("apart", ["côte côté", "complication compliquée", "os ose"])
def test_different_words_keep_different_stems(apart: str) -> None:
    first, second = apart.split()
    assert stem(first) != stem(second)


def test_a_short_word_or_one_with_figures_is_kept() -> None:
    assert [stem(word) for word in ("os", "dos", "t12", "cha2ds2")] == ["os", "dos", "t12", "cha2ds2"]
