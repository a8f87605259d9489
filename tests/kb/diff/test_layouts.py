"""The same text set by other programs, in other sizes, in two columns: nothing has changed."""

from __future__ import annotations

import pytest

from kb.diff.compare import compare
from tests.golden.reading import scored
from tests.kb.diff.editions import edition

# A rendering, and the edition of the corpus that is the same text.
SAME = {
    "poumon-a5-below": "mo-poumon-2024",
    "poumon-unruled": "mo-poumon-2024",
    "poumon-letter-modern": "mo-poumon-2022",
    "poumon-watermark": "mo-poumon-2022",
    "poumon-browser": "mo-poumon-2022",
    "poumon-office": "mo-poumon-2024",
    "radio-two-columns-unruled": "radiotherapie-os-2024",
    "radio-letter-modern": "radiotherapie-os-2024",
    "radio-sans-superscript": "radiotherapie-os-2024",
    "radio-authors": "radiotherapie-os-2022",
    "radio-a5-cut-rows": "radiotherapie-os-2022",
    "radio-typewriter": "radiotherapie-os-2022",
    "radio-browser": "radiotherapie-os-2024",
    "radio-story": "radiotherapie-os-2022",
    "revue-one-column": "revue-interventionnelle-2023",
    "breve-booklet": "breve-options-2023",
    "radio-latex-columns": "radiotherapie-os-2024",
    "fiche-two-columns": "fiche-antiresorptifs-2023",
}
# Tables without rules in narrow columns are read wrongly (tests/golden: 0.85 of all tables are exact): their rows come
# out as other text, and are reported.
MISREAD = {"poumon-two-columns": "mo-poumon-2024"}


@pytest.mark.parametrize("rendering", SAME)
def test_another_layout_is_no_change(rendering: str) -> None:
    found = compare(edition(SAME[rendering]), scored(rendering).reading).changes
    assert not [(c.meaning.value, c.type.value, c.a and c.a.text, c.b and c.b.text) for c in found]


@pytest.mark.parametrize("rendering", MISREAD)
@pytest.mark.xfail(strict=True, reason="open: tables without rules in narrow columns")
def test_a_layout_that_is_misread_is_no_change(rendering: str) -> None:
    assert not compare(edition(MISREAD[rendering]), scored(rendering).reading).changes
