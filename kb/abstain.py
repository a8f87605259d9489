"""Whether there is evidence for an answer, or nothing in these documents on the question.

The thresholds were chosen on the development half of tests/questions (docs/benchmarks.md tells how). Names no passage:
it judges the ones that were ranked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import PassageKind
from kb.analysis import NATURE
from kb.general_french import everyday_frequency
from kb.index import Index
from kb.plan import Concept, Plan
from kb.ranking import Scored
from kb.shelves import APPENDIX, TITLE, facet
from kb.tokens import fold

# Share of what a question says that one passage must hold. On the development half every question without an answer is
# refused from 0.35 on, and those that have one begin to be from 0.52 on (2 % at 0.55): docs/search.md. The upper end of
# what is free was taken, for an answer to another question is worse than none.
ENOUGH = 0.48
# The same where the question names something no document has and everyday French has not either: a drug, a disease, a
# score. It is the subject more often than not («dose d'amoxicilline»), so the rest must answer nearly alone.
ENOUGH_WITH_A_STRANGER = 0.72
# … and this much more, where the question asks for a dose and the passage gives none.
WITHOUT_THE_DOSE = 0.15
DOSES = frozenset((NATURE + "dose", NATURE + "posologie"))
TAIL = 0.25  # share below which a passage is not shown after better ones
NEAREST = 5  # section titles offered instead of an answer
NEAREST_ENTRIES = 60  # entries looked at for them
_YEAR = re.compile(r"(?:19|20)\d\d")


def has_evidence(plan: Plan, ranked: Sequence[Scored], index: Index, bibliography: bool = False) -> bool:
    """Whether one of the ranked passages says enough of what the question says.

    An entry of the bibliography is evidence only where `bibliography` is asked, or a year stands in the question: the
    titles of works speak of much that the guidelines do not.
    """
    works = bibliography or any(_YEAR.fullmatch(concept.text) for concept in plan.concepts)
    needed = ENOUGH_WITH_A_STRANGER if any(is_stranger(c, index) for c in plan.content) else ENOUGH
    return any(
        s.coverage >= needed + (0.0 if _has_expected(plan, s) else WITHOUT_THE_DOSE)
        and (works or s.shelf.kind != PassageKind.REFERENCE)
        and s.shelf.heading.role != APPENDIX
        for s in ranked
    )


def _has_expected(plan: Plan, scored: Scored) -> bool:
    """Whether a question about a dose meets one in the passage; true of any other question."""
    if not plan.expected or plan.expected - DOSES:
        return True
    return any("|" + nature in scored.shelf.body for nature in plan.expected)


def is_stranger(concept: Concept, index: Index) -> bool:
    """Whether it names something outside: no document has the word, nor everyday French."""
    word = fold(concept.text)
    if concept.known or not any(c.isalpha() for c in word):
        return False
    return word in index.lexicon.words.medicine or not everyday_frequency(word)


def nearest_titles(plan: Plan, index: Index) -> tuple[str, ...]:
    """The titles of sections that come nearest to the question; where none has a word of it, the outermost ones: what
    the corpus is about."""
    weights = {term: concept.weight * w for concept in plan.content for term, w in concept.terms.items()}
    latest = (frozenset((facet("latest", "1"),)),)
    titled = {TITLE + term: weight for term, weight in weights.items() if weight}
    found: dict[str, float] = {}
    for number, _ in index.candidates(titled, NEAREST_ENTRIES, latest) if titled else ():
        heading = index.shelf(number).heading
        shared = sum(weights[term] for term in heading.own if term in weights)
        if shared and heading.role is None:
            found.setdefault(heading.path[-1], shared)
    near = sorted(found, key=lambda title: -found[title])
    return tuple(near[:NEAREST]) or tuple(index.outermost[:NEAREST])
