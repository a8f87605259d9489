"""Why a calculator does not work is said in French in the app; `test_refused` holds that each reason is."""

from __future__ import annotations

import pytest

from kb.calculators.reasons import UNNAMED, reason


@pytest.mark.parametrize(
    ("why", "french"),
    [
        ("the row «Âge» has no points", "la ligne «\u00a0Âge\u00a0» n’a pas de points"),
        (
            "the points «2-3» (page 4, row 2) cannot be read",
            "les points «\u00a02-3\u00a0» (p.\u00a04, ligne 2) ne se lisent pas",
        ),
        (
            "its totals, 0 to 6, reach none of the verdicts that are printed",
            "ses totaux, de 0 à 6, n’atteignent aucun des verdicts imprimés",
        ),
        ("something that nobody has translated", UNNAMED),
    ],
)
def test_a_reason_keeps_its_words_and_numbers(why: str, french: str) -> None:
    assert reason(why) == french
