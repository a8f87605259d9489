"""Recommendations followed from edition to edition, and the tags that say what became of them."""

from __future__ import annotations

from functools import cache

from ingest.model import Guideline
from kb.diff.lineage import Lineage, Status, lineages, tags, tags_by_passage
from kb.diff.model import Meaning
from tests.kb.diff.editions import edition, written

FIRST = """# Guide

## 1 Radiothérapie

Une dose de 30 Gy en 10 fractions est recommandée. Une imagerie est recommandée avant toute irradiation. Une séance
unique peut être proposée aux patients fragiles. La vertébroplastie est recommandée en cas de douleur mécanique
persistante.

## 2 Suivi

Un contrôle clinique est recommandé tous les 3 mois. Le tabac doit être arrêté avant le traitement. Les corticoïdes
doivent être diminués progressivement.
"""
SECOND = (
    FIRST.replace("30 Gy en 10", "20 Gy en 5")
    .replace("Une imagerie est recommandée", "Une imagerie peut être proposée")
    .replace("Une séance\nunique peut être proposée", "Une séance\nunique est recommandée")
    .replace(" Le tabac doit être arrêté avant le traitement.", " Une hydratation doit être assurée le premier jour.")
    .replace("La vertébroplastie est", "La cimentoplastie vertébrale est")
)
THIRD = SECOND.replace(" Un contrôle clinique est recommandé tous les 3 mois.", "").replace(
    "tous les 3 mois", "tous les 6 mois"
)


@cache
def read(text: str) -> Guideline:
    return written(text)


def followed(*texts: str) -> dict[str, Lineage]:
    """The lineages by the first words of their recommendation."""
    editions = [(str(2020 + 2 * n), read(text)) for n, text in enumerate(texts)]
    return {" ".join(found.recommendation.text.text.split()[:2]): found for found in lineages(editions)}


def test_each_fate_has_its_status_and_tag() -> None:
    found = followed(FIRST, SECOND)
    assert tags(found["Une dose"], "2022") == ("dose modifiée 2022",)
    assert tags(found["Une imagerie"], "2022") == ("affaiblie 2022",)
    assert tags(found["Une séance"], "2022") == ("renforcée 2022",)
    assert tags(found["La cimentoplastie"], "2022") == ("reformulée 2022",)
    assert tags(found["Une hydratation"], "2022") == ("nouveau 2022",)
    assert tags(found["Les corticoïdes"], "2022") == ()
    assert found["Les corticoïdes"].steps[0].statuses == (Status.KEPT,)
    assert found["Le tabac"].steps[0].statuses == (Status.WITHDRAWN,)
    assert found["Le tabac"].edition == "2020"


def test_a_recommendation_is_followed_through_all_editions() -> None:
    steps = followed(FIRST, SECOND, THIRD)["Une dose"].steps
    assert [(step.edition, step.statuses[0]) for step in steps] == [("2024", Status.KEPT), ("2022", Status.CHANGED)]
    assert steps[1].meaning is Meaning.DOSE and "30 Gy" in (steps[1].before or "")
    assert followed(FIRST, SECOND, THIRD)["Une hydratation"].steps[-1].statuses == (Status.NEW,)


def test_one_edition_alone_has_no_history() -> None:
    assert all(found.steps == () for found in lineages([("2020", read(FIRST))]))
    assert lineages([]) == ()


def test_statements_that_became_one_are_merged() -> None:
    joined = SECOND.replace("aux patients fragiles. La cimento", "aux patients fragiles et la cimento")
    assert joined != SECOND
    found = followed(SECOND, joined)["Une séance"]
    assert Status.MERGED in found.steps[0].statuses


def test_tags_are_kept_by_passage_and_only_of_the_edition_shown() -> None:
    pair = [("2022", edition("radiotherapie-os-2022")), ("2024", edition("radiotherapie-os-2024"))]
    found = lineages(pair)
    by_passage = tags_by_passage(found, "2024")
    assert any(told == ("dose modifiée 2024",) for told in by_passage.values())
    assert any("nouveau 2024" in told for told in by_passage.values())
    assert not tags_by_passage(found, "2022")
    assert {f.recommendation.text.text[:40] for f in found if f.edition == "2022"} == {
        "La stéréotaxie est contre-indiquée en ca"
    }
