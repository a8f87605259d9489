"""A question → ranked, quoted passages, or «none».

Calls the steps in order: parse → correct → plan → candidates → rank → fold → abstain → highlight. Quotes what the index
holds and adds no word of its own; knows no screen, no file and no SQLite.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

from kb.entries import Entry
from kb.highlight import highlights
from kb.index import Index, facet
from kb.plan import known_terms, make_plan
from kb.query import parse_query
from kb.ranking import Scored, rank

CANDIDATES = 80  # entries an engine proposes for the final ranking
ENOUGH = 0.5  # coverage below which the best passage is no answer


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
    cards: tuple[object, ...]
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
) -> Answer:
    """Answer `question` from `index` with at most `limit` passages.

    Only latest editions answer unless `all_editions`. `documents` and `kinds` (as in the contract: «table» has its
    rows with it) restrict; `correct=False` searches the words exactly as typed. Never raises for what a question holds.
    """
    started = perf_counter()
    query = parse_query(question)
    plan = make_plan(query.words, index)
    required = _required(documents or query.documents, kinds, all_editions)
    numbers = index.candidates(plan.weights(), CANDIDATES, required) if plan.concepts else []
    ranked = rank(plan, [(number, index.shelf(number)) for number, _ in numbers])
    found = [s for s in ranked if s.coverage >= ENOUGH] if ranked and ranked[0].coverage >= ENOUGH else []
    terms = set(known_terms(plan))
    results = tuple(_result(scored, index, terms) for scored in found[:limit])
    took = (perf_counter() - started) * 1000
    return Answer(question, "found" if results else "none", None, results, (), (), took)


def _required(documents: tuple[str, ...], kinds: tuple[str, ...], all_editions: bool) -> list[frozenset[str]]:
    groups = []
    if documents:
        groups.append(frozenset(facet("document", document) for document in documents))
    if kinds:
        wanted = {*kinds, *(("row",) if "table" in kinds else ())}
        groups.append(frozenset(facet("kind", kind) for kind in wanted))
    if not all_editions:
        groups.append(frozenset((facet("latest", "1"),)))
    return groups


def _result(scored: Scored, index: Index, terms: set[str]) -> Result:
    entry = index.entry(scored.number)
    return Result(entry, highlights(entry.text, terms, index.lexicon), round(scored.score, 4))
