"""Labels as names to be typed: signs told apart, ASCII only, no two alike."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from kb.calculators.keys import plain_key, slug, unique_keys


def test_signs_tell_labels_apart() -> None:
    assert unique_keys(["≥ 1/3", "< 1/3", "> 1 an"]) == ["gte-1-3", "lt-1-3", "gt-1-an"]


def test_labels_of_the_same_words_get_a_number() -> None:
    assert unique_keys(["Absent", "absent", "ABSENT !"]) == ["absent", "absent-2", "absent-3"]


def test_a_slug_leaves_out_what_every_score_is_called() -> None:
    assert slug("Score de Mirels modifié") == "mirels-modifie"
    assert slug("Score") == "score"


@given(st.lists(st.text(max_size=80), max_size=6), st.sampled_from([plain_key, slug]))
def test_keys_are_ascii_and_all_different(labels: list[str], key: Callable[[str], str]) -> None:
    keys = unique_keys(labels, key)
    assert len(set(keys)) == len(labels)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each) for each in keys)
