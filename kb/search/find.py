"""A question → ranked, quoted passages, or «none».

Calls the steps in order: parse → correct → plan → restrict → candidates → rank → abstain → fold → quote. Quotes what
the index holds and adds no word of its own; knows no screen, no file and no SQLite.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from kb.search.abstain import TAIL, has_evidence, nearest_titles
from kb.search.answers import Calculators, Card, DoseSource, direct_answers
from kb.search.correct import apply
from kb.search.entries import Entry
from kb.search.filters import Restriction, restrict
from kb.search.highlight import shelf_highlights
from kb.search.index import Index
from kb.search.plan import Plan, make_plan
from kb.search.population import differs
from kb.search.query import parse_query
from kb.search.ranking import Scored, rank

CANDIDATES = 100  # entries an engine proposes for the final ranking
MOST_RESULTS = 100


@dataclass(frozen=True, slots=True)
class Mention:
    """Another place that says the same."""

    document: str
    edition: str
    passage: str


@dataclass(frozen=True, slots=True)
class Result:
    """A quoted passage. `highlights` are code points of `entry.text`; `kind` is «table» for a row as well."""

    entry: Entry
    highlights: tuple[tuple[int, int], ...]
    score: float
    older: tuple[Mention, ...] = ()
    agrees: tuple[Mention, ...] = ()
    population_differs: bool = False

    @property
    def kind(self) -> str:
        return "table" if self.entry.kind == "row" else self.entry.kind


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question got. `answer` is «found» or «none»; with `corrected`, the results are those of that text."""

    query: str
    answer: str
    corrected: str | None
    results: tuple[Result, ...]
    cards: tuple[Card, ...]  # direct answers; `as_json` gives them as the contract prints them
    nearest: tuple[str, ...]  # section titles, when there is no answer
    took_ms: float


def search(
    question: str,
    index: Index,
    *,
    limit: int = 10,
    all_editions: bool = False,
    documents: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (),
    correct: bool = True,
    doses: DoseSource | None = None,
    calculators: Calculators | None = None,
) -> Answer:
    """Answer `question` from `index` with at most `limit` passages.

    Only latest editions answer unless `all_editions`. `documents` and `kinds` (as in the contract: «table» has its
    rows with it) restrict; `correct=False` searches the words exactly as typed. `doses`
    and `calculators` give the store's; without them there are no cards of theirs. Never raises for what a question
    holds.
    """
    started = perf_counter()
    query = parse_query(question)
    corrections = index.speller.correct(query.words) if correct else ()
    plan = make_plan(apply(query.words, corrections), index)
    restriction = restrict(query, index, documents, kinds, all_editions)
    ranked = _ranked(plan, restriction, index)
    found = [s for s in ranked if s.coverage >= TAIL] if has_evidence(plan, ranked, index, "reference" in kinds) else []
    terms = plan.marked()
    results = tuple(_result(s, index, plan, terms) for s in _folded(found)[: max(0, min(limit, MOST_RESULTS))])
    nearest = () if found else nearest_titles(plan, index)
    corrected = apply(query.words, corrections) if corrections and found else None
    cards = direct_answers(plan, ranked, index, doses, calculators) if found else ()
    took = (perf_counter() - started) * 1000
    return Answer(question, "found" if found else "none", corrected, results, cards, nearest, took)


def _ranked(plan: Plan, restriction: Restriction, index: Index) -> list[Scored]:
    if not plan.concepts and not restriction.asked:
        return []
    proposed = index.candidates(plan.sought(), CANDIDATES, restriction.required, restriction.excluded)
    shelves = ((number, index.shelf(number)) for number, _ in proposed)
    return rank(plan, [(number, shelf) for number, shelf in shelves if restriction.allows(shelf.body.split())])


def _folded(found: Sequence[Scored]) -> list[Scored]:
    """Without the entries another, better one stands for: its older editions, its equals in other documents."""
    folded: set[int] = set()
    kept = []
    for scored in found:
        if scored.number not in folded:
            kept.append(scored)
            folded.update(scored.shelf.older, scored.shelf.agrees)
    latest_first = {number for scored in kept for number in scored.shelf.older}
    return [scored for scored in kept if scored.number not in latest_first]


def _result(scored: Scored, index: Index, plan: Plan, terms: frozenset[str]) -> Result:
    entry = index.entry(scored.number)
    return Result(
        entry,
        shelf_highlights(scored.shelf, terms),
        round(scored.score, 4),
        tuple(_mention(number, index) for number in scored.shelf.older),
        tuple(_mention(number, index) for number in scored.shelf.agrees),
        differs(plan.populations, entry.scope, index.lexicon),
    )


def _mention(number: int, index: Index) -> Mention:
    entry = index.entry(number)
    return Mention(entry.document, entry.edition, entry.passage)
