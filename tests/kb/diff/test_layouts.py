"""The same text set by other programs, in other sizes, in two columns: nothing has changed."""

from __future__ import annotations

import pytest

from kb.diff.compare import compare
from kb.diff.model import CLINICAL
from tests.golden.reading import scored
from tests.kb.diff.editions import edition
from tests.sizes import some

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
    "revue-ruled": "revue-interventionnelle-2023",
    "revue-journal": "revue-interventionnelle-2023",
    "breve-booklet": "breve-options-2023",
    "radio-latex-columns": "radiotherapie-os-2024",
    "fiche-two-columns": "fiche-antiresorptifs-2023",
}
# Renderings in which the reading still puts a word in the wrong place: what is reported then is no clinical change.
MISREAD = {"poumon-two-columns": "mo-poumon-2024", "revue-latex-columns": "revue-interventionnelle-2023"}
MOST_FAULTS = 3


@pytest.mark.long
@pytest.mark.parametrize("rendering", some(list(SAME), 4))
def test_another_layout_is_no_change(rendering: str) -> None:
    found = compare(edition(SAME[rendering]), scored(rendering).reading).changes
    assert not [(c.meaning.value, c.type.value, c.a and c.a.text, c.b and c.b.text) for c in found]


@pytest.mark.parametrize("rendering", MISREAD)
def test_a_fault_of_the_reading_is_no_clinical_change(rendering: str) -> None:
    found = compare(edition(MISREAD[rendering]), scored(rendering).reading).changes
    assert not [c for c in found if c.meaning in CLINICAL]
    assert len(found) <= MOST_FAULTS
