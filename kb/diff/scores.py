"""The calculators of two editions side by side: what moved in each, and for which answers the verdict differs.

Pairs the scores and enumerates; a score that only one edition has is told, never guessed at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.calculators.editions import Comparison, compare_editions, counterpart
from kb.calculators.model import Calculator, Kind
from kb.knowledge import KnowledgeBase
from kb.store.catalogue import Edition


@dataclass(frozen=True, slots=True)
class ComparedScores:
    """The scores that both editions have, and those that only one has."""

    both: tuple[Comparison, ...]
    only_a: tuple[Calculator, ...]
    only_b: tuple[Calculator, ...]


def compare_calculators(base: KnowledgeBase, a: Edition, b: Edition) -> ComparedScores:
    """Every score of `a` with that of `b` that asks the same, in the order of `b`."""
    every = base.calculators(all_editions=True)
    return pair_scores(_scores_of(every, a), _scores_of(every, b))


def pair_scores(a: Sequence[Calculator], b: Sequence[Calculator]) -> ComparedScores:
    """The scores paired by what they ask, each once."""
    free = list(a)
    both: list[Comparison] = []
    only_b: list[Calculator] = []
    for score in b:
        twin = counterpart(score, free)
        if twin is None:
            only_b.append(score)
        else:
            free.remove(twin)
            both.append(compare_editions(twin, score))
    return ComparedScores(tuple(both), tuple(free), tuple(only_b))


def _scores_of(every: Sequence[Calculator], edition: Edition) -> list[Calculator]:
    return [
        c
        for c in every
        if c.kind is Kind.SCORE and c.items and (c.document, c.edition) == (edition.document, edition.label)
    ]
