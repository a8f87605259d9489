"""Whether there is evidence for an answer, or nothing in these documents on the question.

The thresholds were chosen on the development half of tests/questions (docs/benchmarks.md tells how). Names no passage:
it judges the ones that were ranked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import PassageKind
from kb.search.analysis import GROUP, NATURE
from kb.search.general_french import everyday_frequency
from kb.search.index import Index
from kb.search.plan import SAME, Concept, Plan, Role
from kb.search.ranking import Scored
from kb.search.shelves import APPENDIX, TITLE, facet
from kb.search.tokens import fold

# Share of what a question says that one passage must hold. On the development half every question without an answer is
# refused from 0.35 on, and those that have one begin to be from 0.52 on (2 % at 0.55): docs/search.md. The upper end of
# what is free was taken, for an answer to another question is worse than none.
ENOUGH = 0.48
# The same where a content word of the question stands in no document at all: a little more must be met.
ENOUGH_WITH_AN_UNKNOWN = 0.53
# The same for a passage that meets one word alone of those that name something (0.53 to 0.63 do the same).
ENOUGH_OF_ONE = 0.6
# The same for a passage that says nothing of what the question is about: a drug, an organ, a disease, a score. The rest
# must answer nearly alone («dose d'amoxicilline», «indication de l'IRM cérébrale»).
ENOUGH_OFF_SUBJECT = 0.72
# The same for a passage that speaks of no score, where one is asked for, and meets everyday words alone: «score de
# Fine» is not about fine slices.
ALL = 1.0
SCORE = GROUP + "score"
SAID = 0.3  # weight of a term from which a passage says something of a concept
# … and this much more, where the question asks for a dose and the passage gives none; 0.15 to 0.3 cost nothing.
WITHOUT_THE_DOSE = 0.25
NAMING = (Role.CONTENT, Role.EVERYDAY)
DOSES = frozenset((NATURE + "dose", NATURE + "posologie"))
# Beside one of these an organ is the primary tumour.
TUMOURS = frozenset(GROUP + name for name in ("cancer", "metastase", "primitif"))
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
    subjects = [n for n, concept in enumerate(plan.concepts) if _is_subject(concept, plan, index)]
    unknown = any(not concept.known for concept in plan.concepts if concept.role in NAMING)
    return any(
        _held(plan, s) >= _needed(plan, s, subjects, unknown)
        and (works or s.shelf.kind != PassageKind.REFERENCE)
        and s.shelf.heading.role != APPENDIX
        for s in ranked
    )


def _held(plan: Plan, scored: Scored) -> float:
    """Share of the question that the passage holds; «posologie» said only around it, and no dose in it, is none."""
    if _has_expected(plan, scored):
        return scored.coverage
    said = {term for token in scored.shelf.body.split() for term in token.split("|")}
    total = sum(concept.weight for concept in plan.concepts)
    asked = (
        concept.weight * matched
        for concept, matched in zip(plan.concepts, scored.matched, strict=True)
        if plan.expected & concept.terms.keys() and not said & concept.terms.keys()
    )
    return scored.coverage - sum(asked) / total


def _needed(plan: Plan, scored: Scored, subjects: Sequence[int], unknown: bool) -> float:
    """Share of the question that this passage must hold to be evidence."""
    needed = ENOUGH_WITH_AN_UNKNOWN if unknown else ENOUGH
    met = [scored.matched[n] >= SAID for n, concept in enumerate(plan.concepts) if concept.role in NAMING]
    if len(met) > 1 and sum(met) == 1:
        needed = ENOUGH_OF_ONE
    if any(scored.matched[n] < SAID for n in subjects):
        needed = ENOUGH_OFF_SUBJECT
    if _is_another_score(plan, scored):
        needed = ALL
    return needed if _has_expected(plan, scored) else needed + WITHOUT_THE_DOSE


def _is_another_score(plan: Plan, scored: Scored) -> bool:
    """Whether a score is asked for and the passage has neither one nor a word that is not everybody's."""
    met = list(zip(plan.concepts, scored.matched, strict=True))
    return any(SCORE in c.terms and m < SAID for c, m in met) and all(
        m < SAID or everyday_frequency(fold(c.text)) for c, m in met if c.role in NAMING
    )


def _has_expected(plan: Plan, scored: Scored) -> bool:
    """Whether a question about a dose meets one in the passage; true of any other question."""
    if not plan.expected or plan.expected - DOSES:
        return True
    return any("|" + nature in scored.shelf.body for nature in plan.expected)


def _is_subject(concept: Concept, plan: Plan, index: Index) -> bool:
    """Whether the question is about it: a drug, an organ, or a thing that neither the documents nor everyday French
    know. Beside «cancer» or «métastase» an organ tells for whom is asked, not what (`population_differs`)."""
    if concept.role is not Role.CONTENT or not any(c.isalpha() for c in concept.text):
        return False
    word = fold(concept.text)
    if word in index.lexicon.words.subjects or _names_one(concept, index):
        return not _is_primary(word, plan, index)
    return not concept.known and (word in index.lexicon.words.medicine or not everyday_frequency(word))


def _names_one(concept: Concept, index: Index) -> bool:
    """Whether the word is another name for one: «Xgeva» for «dénosumab»."""
    names = (term[len(GROUP) :] for term in concept.terms if term.startswith(GROUP))
    groups = (index.lexicon.groups[name] for name in names)
    return any(
        fold(form) in index.lexicon.words.subjects for group in groups if group.weight >= SAME for form in group.forms
    )


def _is_primary(word: str, plan: Plan, index: Index) -> bool:
    """Whether the organ names the primary tumour of those the question is about."""
    named = (population for population in index.lexicon.words.populations if population.name in plan.populations)
    forms = {fold(form) for population in named for form in population.forms}
    return word in forms and any(TUMOURS & other.terms.keys() for other in plan.concepts)


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
