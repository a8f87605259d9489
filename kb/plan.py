"""A question's words → concepts: what each may be called in the documents, and how much it weighs.

Reads statistics of the index, never an entry: finding is the engine's, ranking is `ranking.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from kb.analysis import BASE, GROUP, MEMBER, NATURE, Lexicon, Token, analyse
from kb.index import Index
from kb.tokens import fold

MOST_CONCEPTS = 24  # of a question; the rarest are kept, so that ten thousand words cost what a sentence does
BASE_WEIGHT = 0.35  # «irradiation» finds «ré-irradiation», well after «irradiation»
MEMBER_WEIGHT = 0.6  # «10» finds «9-11»
PART_WEIGHT = 0.5  # «30 Gy en 10 fractions» finds «30 Gy»
ALIAS_WEIGHT = 0.9  # «D12» finds «T12»
SAME = 0.7  # alternatives of at least this weight say the same thing, so they share one frequency


class Role(Enum):
    CONTENT = "content"
    QUESTION = "question"  # asks, names nothing
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a question is about: the terms it may be found by with their weights (1: the word itself)."""

    text: str
    start: int
    end: int
    terms: Mapping[str, float]
    role: Role
    frequency: int  # entries that hold it, or something that says the same
    idf: float

    @property
    def known(self) -> bool:
        """Whether the corpus has the word, or another for it."""
        return self.frequency > 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The concepts of a question, in its order."""

    concepts: tuple[Concept, ...]

    @property
    def content(self) -> tuple[Concept, ...]:
        """The concepts that name something."""
        return tuple(c for c in self.concepts if c.role is Role.CONTENT)

    def weights(self) -> dict[str, float]:
        """Terms for an engine, each with the greatest weight any concept gives it."""
        found: dict[str, float] = {}
        for concept in self.concepts:
            if concept.role is Role.QUESTION and len(self.content):
                continue
            for term, weight in concept.terms.items():
                found[term] = max(weight, found.get(term, 0.0))
        return found


def make_plan(words: str, index: Index) -> Plan:
    """The concepts of `words`. A word that the corpus does not have stays, with no frequency and the highest idf."""
    concepts: dict[str, Concept] = {}
    for token in analyse(words, index.lexicon):
        if token.term not in concepts:
            concepts[token.term] = _concept(words, token, index)
    kept = sorted(concepts.values(), key=lambda c: -c.idf)[:MOST_CONCEPTS]
    return Plan(tuple(sorted(kept, key=lambda c: c.start)))


def idf(frequency: int, size: int) -> float:
    """How much a term that stands in `frequency` of `size` entries tells, in nats (BM25's)."""
    return math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))


def _concept(words: str, token: Token, index: Index) -> Concept:
    lexicon = index.lexicon
    terms = _alternatives(token, index)
    frequency = max((index.frequency(term) for term, weight in terms.items() if weight >= SAME), default=0)
    role = Role.CONTENT
    if token.surface in lexicon.words.question:
        role = Role.QUESTION
    elif token.surface in lexicon.words.negations:
        role = Role.NEGATION
    return Concept(
        words[token.start : token.end], token.start, token.end, terms, role, frequency, idf(frequency, index.size)
    )


def _alternatives(token: Token, index: Index) -> dict[str, float]:
    lexicon = index.lexicon
    terms = {token.term: 1.0}
    word = index.words.get(token.surface)
    if word is not None and fold(token.surface) == token.surface:
        terms |= dict.fromkeys(word.stems, 1.0)
    for other in token.others:
        if other[0] == GROUP:
            terms[other] = lexicon.groups[other[1:]].weight
        elif other.endswith("f") and "gy/" in other:  # a schedule; the dose alone is a part of it
            terms = {term: min(weight, PART_WEIGHT) for term, weight in terms.items()} | {other: 1.0}
        elif other[0] not in (BASE, MEMBER, NATURE) and token.surface:
            terms[other] = 1.0
    if token.surface:
        terms[BASE + token.term] = BASE_WEIGHT
        terms |= _thoracic(token.term, lexicon)
    elif token.term.isdigit():
        terms[MEMBER + token.term] = MEMBER_WEIGHT
    return terms


def _thoracic(term: str, lexicon: Lexicon) -> dict[str, float]:
    first, last = lexicon.words.thoracic
    other = {"t": "d", "d": "t"}.get(term[:1])
    if other and term[1:].isdigit() and first <= int(term[1:]) <= last:
        return {other + term[1:]: ALIAS_WEIGHT}
    return {}


def known_terms(plan: Plan) -> Sequence[str]:
    """Every term the plan may match, for the highlights."""
    return [term for concept in plan.concepts for term in concept.terms]
