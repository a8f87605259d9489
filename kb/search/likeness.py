"""Passages that say the same: an older edition's version of a passage, and the same statement in another document.

Decided once, when the index is written, from the terms alone. Two documents agree only when every number and every
negation of one stands in the other: a likeness in words is no agreement on a dose.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from kb.search.entries import Entry

OLDER_LIKENESS = (
    0.6  # Jaccard of terms; a revised sentence keeps about two thirds of its words (corpus/sources/changes-*)
)
AGREEING_LIKENESS = 0.7  # of two documents; below it they speak of the same thing and may say another
FEWEST_TERMS = 6  # of a statement that stands by itself; below it, «30 Gy en 10 fractions» is everywhere
_COMMONEST = 60  # entries a term may stand in and still serve to find likely pairs


@dataclass(frozen=True, slots=True)
class Sameness:
    """For one entry, the numbers of the entries that say the same."""

    older: tuple[int, ...] = ()
    agrees: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """What an entry says, as the set of its terms; `strict` are its numbers and negations."""

    entry: Entry
    terms: frozenset[str]
    strict: frozenset[str]


def find_sameness(statements: Sequence[Statement]) -> dict[int, Sameness]:
    """By the number of an entry of a latest edition: its older versions, and its equals in other documents."""
    older: dict[int, list[tuple[float, int]]] = defaultdict(list)
    agrees: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for a, b in _likely_pairs(statements):
        first, second = statements[a], statements[b]
        if first.entry.document == second.entry.document:
            if first.entry.latest != second.entry.latest:
                new, old = (a, b) if first.entry.latest else (b, a)
                likeness = _older(statements[new], statements[old])
                if likeness:
                    older[new].append((-likeness, old))
        elif first.entry.latest and second.entry.latest:
            likeness = _agreement(first, second)
            if likeness:
                agrees[a].append((-likeness, b))
                agrees[b].append((-likeness, a))
    return {
        number: Sameness(_best(older.get(number, ()), statements), _best(agrees.get(number, ()), statements))
        for number in older.keys() | agrees.keys()
    }


def _older(new: Statement, old: Statement) -> float:
    if new.entry.kind != old.entry.kind:
        return 0.0
    likeness = _jaccard(new.terms, old.terms)
    if len(new.terms) < FEWEST_TERMS:
        same_place = new.entry.section_path[-1:] == old.entry.section_path[-1:]
        return likeness if same_place and likeness == 1.0 else 0.0
    return likeness if likeness >= OLDER_LIKENESS else 0.0


def _agreement(first: Statement, second: Statement) -> float:
    if min(len(first.terms), len(second.terms)) < FEWEST_TERMS or first.strict != second.strict:
        return 0.0
    if "reference" in (first.entry.kind, second.entry.kind):
        return 0.0
    likeness = _jaccard(first.terms, second.terms)
    return likeness if likeness >= AGREEING_LIKENESS else 0.0


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


def _best(found: Sequence[tuple[float, int]], statements: Sequence[Statement]) -> tuple[int, ...]:
    """The likest of each edition, likest first."""
    kept: dict[tuple[str, str], int] = {}
    for _, number in sorted(found):
        kept.setdefault((statements[number].entry.document, statements[number].entry.edition), number)
    return tuple(kept.values())


def _likely_pairs(statements: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Pairs that share a rare term of the part of each that any likely pair must share (prefix filtering).

    A pair may come from the same edition; it comes once.
    """
    frequency = Counter(term for statement in statements for term in statement.terms)
    holders: dict[str, list[int]] = defaultdict(list)
    for number, statement in enumerate(statements):
        rarest = sorted(statement.terms, key=lambda term: (frequency[term], term))
        shared = len(rarest) - ceil(OLDER_LIKENESS * len(rarest)) + 1
        seen: set[int] = set()
        for n, term in enumerate(rarest[:shared]):
            # The rarest term serves whatever its frequency, up to a point, so that short passages are compared too.
            if frequency[term] > (_COMMONEST if n else 4 * _COMMONEST):
                break
            for other in holders[term]:
                if other not in seen:
                    seen.add(other)
                    yield other, number
            holders[term].append(number)
