"""The final ranking, in one file: how much a candidate answers a question.

Engines only propose candidates, so whatever ranks two passages apart is written here, and engines rank alike.
The weights were chosen on the development half of tests/questions (docs/benchmarks.md), never on the shared samples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kb.search.plan import Concept, Plan, Role
from kb.search.shelves import APPENDIX, SUMMARY, Shelf

# What a term counts by where it stands. «own» is the title of the passage's section, «above» the titles above it,
# «title» the document's, «lead» the sentence a list item hangs from, «near» the items before it.
ZONES = {"body": 1.0, "caption": 0.7, "own": 0.8, "lead": 0.5, "near": 0.2, "above": 0.45, "title": 0.1}
SATURATION = 1.2  # the count at which a term has said half of what it can (BM25's k1)
LENGTH_SHARE = 0.5  # how much the length of a passage dilutes its terms (BM25's b)
USUAL_LENGTH = 40.0  # tokens of a passage of guidelines
KINDS = {"recommendation": 1.12, "row": 1.1, "table": 0.9, "caption": 0.85, "reference": 0.3}
SECTIONS = {SUMMARY: 0.75, APPENDIX: 0.5}  # an abstract says less exactly what the body says
OLDER = 0.9  # an edition that has a successor
OPENING = 0.95  # a passage that only announces the ones after it
# A table's row answers what its own cells say: where most of the question is met by the caption and title over all
# rows, the table or its introduction answers, not one of the rows.
ROW, ROW_SHARE, ROW_LOSS = "row", 0.5, 0.4
ROWS_TOGETHER = 2  # passages of one table that stand by themselves
CROWDED = 0.7  # the further ones
ENGLISH = 0.6  # a translated caption or abstract
UNEXPECTED = 0.85  # a passage without a number of the kind the question asks for
NEARNESS = 0.25  # what two neighbouring concepts of a question add when they stand side by side
SIDE_BY_SIDE = 3  # tokens apart
COVERAGE_POWER = 0.7  # how steeply the score falls with the share of the question that is left out


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
    wanted = _Wanted(plan)
    scored = [_score(plan, wanted, number, shelf) for number, shelf in candidates]
    return _spread(sorted(scored, key=lambda s: (-s.score, s.number)))


def _spread(ranked: Sequence[Scored]) -> list[Scored]:
    """The same, the third and further passages of one table behind what scores nearly as well: a reader who sees two
    rows of it sees the table."""
    seen: Counter[tuple[str, str, str]] = Counter()
    spread = []
    for scored in ranked:
        shelf = scored.shelf
        table = (shelf.heading.document, shelf.heading.edition, shelf.table)
        if shelf.table:
            seen[table] += 1
            if seen[table] > ROWS_TOGETHER:
                scored = replace(scored, score=scored.score * CROWDED)
        spread.append(scored)
    return sorted(spread, key=lambda s: (-s.score, s.number))


class _Wanted:
    """What each token is to a question: the concepts it stands for, with the weight of its best term for each."""

    def __init__(self, plan: Plan) -> None:
        self.terms: dict[str, list[tuple[int, float]]] = {}
        for n, concept in enumerate(plan.concepts):
            for term, weight in concept.terms.items():
                self.terms.setdefault(term, []).append((n, weight))
        self._seen: dict[str, tuple[tuple[int, float], ...]] = {}  # the same tokens come again in every candidate

    def of(self, token: str) -> tuple[tuple[int, float], ...]:
        """Of a token «term|other»."""
        found = self._seen.get(token)
        if found is None:
            strongest: dict[int, float] = {}
            for term in token.split("|"):
                for n, weight in self.terms.get(term, ()):
                    strongest[n] = max(weight, strongest.get(n, 0.0))
            found = self._seen[token] = tuple(strongest.items())
        return found


class _Tally:
    """What is found of each concept in one candidate."""

    def __init__(self, concepts: int) -> None:
        self.counts = [0.0] * concepts
        self.context = [0.0] * concepts  # of titles, caption and lead: the one that counts most
        self.best = [0.0] * concepts
        self.positions: list[list[int]] = [[] for _ in range(concepts)]

    def around(self, tokens: Iterable[str], zone: float, wanted: _Wanted) -> None:
        """Count the tokens of a text around the candidate, which weighs `zone`."""
        for token in tokens:
            for n, weight in wanted.of(token):
                self.context[n] = max(zone, self.context[n])
                self.best[n] = max(weight, self.best[n])


def _score(plan: Plan, wanted: _Wanted, number: int, shelf: Shelf) -> Scored:
    concepts = plan.concepts
    body = shelf.body.split()
    tally = _Tally(len(concepts))
    diluted = ZONES["body"] / (1 - LENGTH_SHARE + LENGTH_SHARE * len(body) / USUAL_LENGTH)
    for at, token in enumerate(body):
        for n, weight in wanted.of(token):
            tally.counts[n] += diluted
            tally.best[n] = max(weight, tally.best[n])
            tally.positions[n].append(at)
    inside = sum(c.weight * best for c, best in zip(concepts, tally.best, strict=True))
    tally.around(shelf.near.split(), ZONES["near"], wanted)
    tally.around(shelf.caption.split(), ZONES["caption"], wanted)
    tally.around(shelf.lead.split(), ZONES["lead"], wanted)
    heading = shelf.heading
    for zone, terms in (("own", heading.own), ("above", heading.above), ("title", heading.title)):
        tally.around(terms & wanted.terms.keys(), ZONES[zone], wanted)
    for n in _unnamed_numbers(concepts, tally.best):
        tally.best[n] = tally.counts[n] = tally.context[n] = 0.0
    total = sum(c.weight for c in concepts)
    covered = sum(c.weight * best for c, best in zip(concepts, tally.best, strict=True))
    coverage = covered / total if total else float(not concepts)
    # Another word for it, however often repeated, says no more than its weight: the literal word wins.
    score = sum(
        c.weight * best * (count + context) / (count + context + SATURATION)
        for c, best, count, context in zip(concepts, tally.best, tally.counts, tally.context, strict=True)
    )
    score += NEARNESS * _nearness(concepts, tally.positions)
    score *= coverage**COVERAGE_POWER
    score *= KINDS.get(shelf.kind, 1.0) * (1.0 if heading.latest else OLDER)
    if shelf.kind == ROW and inside < ROW_SHARE * covered:
        score *= 1 - ROW_LOSS * (1 - inside / (ROW_SHARE * covered))
    score *= SECTIONS[heading.role] if heading.role else 1.0
    if plan.expected and not any("|" + nature in shelf.body for nature in plan.expected):
        score *= UNEXPECTED
    if shelf.opens:
        score *= OPENING
    if shelf.english:
        score *= ENGLISH
    return Scored(number, score, coverage, shelf, tuple(tally.best))


def _unnamed_numbers(concepts: Sequence[Concept], best: Sequence[float]) -> list[int]:
    """The bare numbers whose thing, named before them, is not met: the 7 of «Mirels 7» is that of no other score."""
    found, thing = [], None
    for n, concept in enumerate(concepts):
        if not concept.text.isdigit():
            thing = n if concept.role is Role.CONTENT else thing
        elif thing is not None and not best[thing]:
            found.append(n)
    return found


def _nearness(concepts: Sequence[Concept], positions: Sequence[Sequence[int]]) -> float:
    """What neighbouring concepts of the question add by standing side by side in the text too."""
    added = 0.0
    for n in range(len(concepts) - 1):
        if positions[n] and positions[n + 1]:
            distance = min(abs(a - b) for a in positions[n] for b in positions[n + 1])
            if distance <= SIDE_BY_SIDE:
                added += min(concepts[n].weight, concepts[n + 1].weight) / max(1, distance)
    return added
