"""How exactly guidelines are read, whoever printed them: over all renderings together, and in the worst of them."""

from __future__ import annotations

import pytest

from tests.golden.reading import all_scored
from tests.golden.scoring import report, total

pytestmark = pytest.mark.long

# What is promised; the shares are those of all renderings together.
PROMISED = {
    "headings": 0.99,
    "levels": 0.99,
    "paragraphs": 0.98,
    "recommendations": 0.98,
    "tables": 0.95,
    "captions": 0.93,
    "references": 0.97,
    "citations": 0.98,
}
# No rendering may fall far behind the others: one look that is not understood would drown in the sum.
FLOOR = {"headings": 0.95, "paragraphs": 0.94, "references": 0.94, "citations": 0.9}


@pytest.mark.parametrize("what", PROMISED)
def test_what_is_read_exactly_over_all_renderings(what: str) -> None:
    assert share(what) >= PROMISED[what], f"{what} {share(what):.4f}\n{faults(what, 1.0)}"


def share(what: str) -> float:
    together = total(one.score for one in all_scored())[what]
    return together.f1 if what in ("headings", "levels", "citations") else together.recall


@pytest.mark.parametrize("what", FLOOR)
def test_what_is_read_exactly_in_the_worst_rendering(what: str) -> None:
    assert not faults(what, FLOOR[what])


def faults(what: str, floor: float) -> str:
    """What is wrong in the renderings whose recall is below `floor`, for the message of a test that fails."""
    return "\n".join(
        f"{one.name}\n{report({what: one.score[what]}, 12)}" for one in all_scored() if one.score[what].recall < floor
    )


def test_no_citation_leads_to_a_work_that_was_not_meant() -> None:
    wrong = {one.name: one.score["wrongly resolved"].wrong for one in all_scored()}
    assert not {name: what for name, what in wrong.items() if what}


def test_every_cell_with_words_has_its_box() -> None:
    bare = [
        (one.name, cell.text.text)
        for one in all_scored()
        for table in one.reading.tables
        for cell in table.cells
        if cell.text.text and cell.box is None
    ]
    assert not bare


def test_every_quotation_has_its_place() -> None:
    nowhere = [
        (one.name, passage.text.text)
        for one in all_scored()
        for passage in one.reading.passages
        if not one.reading.places(passage.text)
    ]
    assert not nowhere
