"""The final ranking, in one file: how much a candidate answers a question.

Engines only propose candidates, so whatever ranks two passages apart is written here, and engines rank alike.
Weights were chosen on the development half of tests/questions (docs/benchmarks.md), never on the shared samples.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.index import Shelf
from kb.plan import Concept, Plan, Role

ZONES = {"body": 1.0, "caption": 0.7, "own": 0.8, "lead": 0.4, "above": 0.35, "title": 0.1}
SATURATION = 1.2
LENGTH_SHARE = 0.5
USUAL_LENGTH = 45.0  # tokens of a passage of this kind of text
KINDS = {"recommendation": 1.12, "row": 1.1, "table": 0.9, "caption": 0.85, "reference": 0.3}
OLDER = 0.9  # an edition that has a successor
ROLES = {Role.CONTENT: 1.0, Role.NEGATION: 0.3, Role.QUESTION: 0.1}
NEARNESS = 0.35  # what two concepts of a question add when they stand side by side


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score and `coverage`: the share of what the question says that it holds (0 to 1)."""

    number: int
    score: float
    coverage: float
    shelf: Shelf
    matched: tuple[float, ...]  # by concept: the weight of the best term found, 0 where none is


def rank(plan: Plan, candidates: Sequence[tuple[int, Shelf]]) -> list[Scored]:
    """The candidates by falling score; equal ones in the order of the corpus."""
    wanted: dict[str, list[tuple[int, float]]] = {}
    for n, concept in enumerate(plan.concepts):
        for term, weight in concept.terms.items():
            wanted.setdefault(term, []).append((n, weight))
    scored = [_score(plan.concepts, wanted, number, shelf) for number, shelf in candidates]
    return sorted(scored, key=lambda s: (-s.score, s.number))


def _score(
    concepts: Sequence[Concept], wanted: Mapping[str, list[tuple[int, float]]], number: int, shelf: Shelf
) -> Scored:
    body = shelf.body.split()
    counts = [0.0] * len(concepts)
    best = [0.0] * len(concepts)
    positions: list[list[int]] = [[] for _ in concepts]
    norm = 1 - LENGTH_SHARE + LENGTH_SHARE * len(body) / USUAL_LENGTH

    def meet(terms: Sequence[str], zone: float, at: int | None = None) -> None:
        for n, weight in _strongest(terms, wanted).items():
            counts[n] += zone * weight
            best[n] = max(best[n], weight)
            if at is not None:
                positions[n].append(at)

    for at, token in enumerate(body):
        meet(token.split("|"), ZONES["body"] / norm, at)
    for zone, line in (("caption", shelf.caption), ("lead", shelf.lead)):
        for token in dict.fromkeys(line.split()):
            meet(token.split("|"), ZONES[zone])
    heading = shelf.heading
    for zone, terms in (("own", heading.own), ("above", heading.above), ("title", heading.title)):
        meet([term for term in terms if term in wanted], ZONES[zone])
    total = sum(c.idf * ROLES[c.role] for c in concepts) or 1.0
    score = covered = 0.0
    for n, concept in enumerate(concepts):
        share = concept.idf * ROLES[concept.role]
        score += share * counts[n] / (counts[n] + SATURATION)
        covered += share * best[n]
    coverage = covered / total
    score += _nearness(concepts, positions)
    score *= 0.4 + 0.6 * coverage
    score *= KINDS.get(shelf.kind, 1.0) * (1.0 if heading.latest else OLDER)
    return Scored(number, score, coverage, shelf, tuple(best))


def _strongest(terms: Sequence[str], wanted: Mapping[str, list[tuple[int, float]]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for term in terms:
        for n, weight in wanted.get(term, ()):
            if weight > found.get(n, 0.0):
                found[n] = weight
    return found


def _nearness(concepts: Sequence[Concept], positions: Sequence[Sequence[int]]) -> float:
    """What pairs of neighbouring concepts of the question add by standing close together in the passage."""
    added = 0.0
    here = [n for n in range(len(concepts)) if positions[n]]
    for first, second in pairwise(here):
        distance = min(abs(a - b) for a in positions[first] for b in positions[second])
        added += NEARNESS * min(concepts[first].idf, concepts[second].idf) / max(1, distance)
    return added
