"""Scores of two editions side by side: paired by what they ask, and every answer for which the verdict differs told."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from kb.calculators.all import all_calculators
from kb.calculators.model import Calculator, Kind
from kb.diff.scores import pair_scores
from tests.kb.diff.editions import edition


@cache
def scores(label: str) -> tuple[Calculator, ...]:
    """Its scores, named as a knowledge base of both editions names them."""
    found = all_calculators(edition(f"mo-poumon-{label}"), "mo-poumon", label)
    return tuple(replace(c, id=f"{label}/{c.id}") for c in found if c.kind is Kind.SCORE and c.items)


def test_every_score_finds_its_other_edition_though_renamed() -> None:
    found = pair_scores(scores("2022"), scores("2024"))
    assert not found.only_a and not found.only_b
    assert ("Spinal Instability Neoplastic Score (SINS)", "Score d’instabilité SINS") in [
        (c.a.name, c.b.name) for c in found.both
    ]


def test_what_moved_and_the_answers_it_matters_for_are_enumerated() -> None:
    found = {c.b.name: c for c in pair_scores(scores("2022"), scores("2024")).both}
    tokuhashi = found["Score de Tokuhashi révisé"]
    assert any(m.kind == "item" and m.a is None and "vertèbres" in (m.b or "") for m in tokuhashi.moved)
    assert tokuhashi.combinations == 1458 and 0 < len(tokuhashi.differing) < 1458
    one = tokuhashi.differing[0]
    assert one.a[1] != one.b[1] and len(one.answers) == 6
    assert not found["Score de Mirels"].differing


def test_a_score_of_one_edition_alone_is_told() -> None:
    found = pair_scores(scores("2022"), scores("2024")[1:])
    assert [c.name for c in found.only_a] == [scores("2022")[0].name]
    assert pair_scores((), scores("2024")).only_b == scores("2024")
