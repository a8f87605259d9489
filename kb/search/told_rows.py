"""Rows of lookups that were made of sentences, as direct answers: the one whose words a question asks for.

A row answers where the lookup's name and the row's own words hold everything the question names, and the question
names the lookup, or the row by a word that is not everybody's; where several rows of a lookup hold it alike, none does,
nor for a lone word that only names the lookup: «radiothérapie» asks nothing yet.
Each document answers for itself. Reads no store and quotes nothing itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kb.search.general_french import everyday_frequency
from kb.search.index import Index
from kb.search.plan import Concept, Plan, Role
from kb.search.population import differs

NAMED = 0.5  # share of the words of a lookup's name beyond which a question names it
HELD = 0.6  # weight of a term from which it says the same thing or a part of it; below stand mere relatives

_SELON = re.compile(r"\bselon\b[^:]*")  # what a lookup is asked by does not name it


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row of a lookup: the lookup's name, the labels of the row's options, and what it prints."""

    id: str
    document: str
    name: str
    labels: tuple[str, ...]
    options: tuple[str, ...]
    values: Sequence[Mapping[str, Any]]

    @property
    def told(self) -> str:
        """What it answers, without the conditions that are quoted beside it."""
        return " ".join(str(v["value"] or "") for v in self.values if v["key"] != "conditions")


def told(plan: Plan, index: Index, rows: Sequence[ToldRow]) -> Iterator[ToldRow]:
    """The rows that answer, at most one a lookup, in the order of the documents."""
    things = [concept for concept in plan.concepts if concept.role in (Role.CONTENT, Role.EVERYDAY)]
    scopes = {heading.document: heading.scope for heading in index.headings}
    if not things:
        return
    for (document, _, name), group in groupby(rows, key=lambda row: (row.document, row.id, row.name)):
        named = _terms(name, index)
        if differs(plan.populations, scopes.get(document), index.lexicon):
            continue
        left = [thing for thing in things if not _held(thing, named)]
        if not left and len(things) == 1:
            continue
        found = [row for row in group if _answers(row, left, index)]
        if _share(_SELON.sub("", name), things, index) <= NAMED:
            found = [row for row in found if any(_is_named(label, things, index) for label in row.labels)]
        if best := _best(found, left, index):
            yield best


def _answers(row: ToldRow, left: Sequence[Concept], index: Index) -> bool:
    terms = _terms(f"{' '.join(row.labels)} {row.told}", index)
    return all(_held(thing, terms) for thing in left)


def _best(rows: Sequence[ToldRow], left: Sequence[Concept], index: Index) -> ToldRow | None:
    """The only row, or the only one whose labels hold the most of what the lookup's name does not."""
    counts = [(sum(_held(thing, _labelled(row, index)) for thing in left), row) for row in rows]
    most = max((count for count, _ in counts), default=0)
    best = [row for count, row in counts if count == most]
    return best[0] if len(best) == 1 else None


def _share(text: str, things: Sequence[Concept], index: Index) -> float:
    """How many of the words of `text` the question says."""
    asked = {term for thing in things for term, weight in thing.terms.items() if weight >= HELD}
    words = [token for token in index.reading(text) if token.surface]
    return sum(not asked.isdisjoint(token.terms) for token in words) / len(words) if words else 0.0


def _is_named(label: str, things: Sequence[Concept], index: Index) -> bool:
    """Whether the question says all of a label that has a word of its own: «Antibioprophylaxie», not «Délais»."""
    own = any(not everyday_frequency(token.surface) for token in index.reading(label) if token.surface)
    return own and _share(label, things, index) == 1.0


def _labelled(row: ToldRow, index: Index) -> frozenset[str]:
    return _terms(" ".join(row.labels), index)


def _held(thing: Concept, terms: Collection[str]) -> bool:
    return any(weight >= HELD and term in terms for term, weight in thing.terms.items())


def _terms(text: str, index: Index) -> frozenset[str]:
    return frozenset(term for token in index.reading(text) for term in token.terms)
