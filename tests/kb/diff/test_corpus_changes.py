"""The written lists of true changes are found, and little else: the promise of the comparison."""

from __future__ import annotations

from functools import cache

import pytest

from kb.diff.model import Meaning
from tests.kb.diff.editions import CORPUS, DOCUMENTS, difference
from tests.kb.diff.scoring import UPPER, Score, read_truths, score

REST = tuple(meaning for meaning in Meaning if meaning not in UPPER)


@cache
def scored(document: str) -> Score:
    truths, record = read_truths(CORPUS / "sources" / f"changes-{document}.toml")
    return score(difference(document).changes, truths, record)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_doses_thresholds_numbers_and_modality_are_found(document: str) -> None:
    assert scored(document).recall(UPPER) >= 0.98, [t for t in scored(document).missed if t.meaning in UPPER]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_rest_is_found(document: str) -> None:
    assert scored(document).recall(REST) >= 0.95, [t for t in scored(document).missed if t.meaning in REST]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_reported_high_did_change(document: str) -> None:
    assert scored(document).precision >= 0.95, scored(document).wrong
