"""Recommendations that rest only on papers older than so many years when the edition appeared.

Counts years, judges no science. Silent about scores and classifications, whose paper is as old as they are, and about
what cites nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.model import Recommendation, Strength
from kb.audit.french import listed, quoted
from kb.audit.model import Finding
from kb.audit.subject import Sentence, Subject
from kb.audit.works import by_target, named

RULE = "reference-ageing"
# Years between the newest paper and the edition. Of 17 guidelines half were outdated in 5.8 years (Shekelle, JAMA
# 2001;286:1461-7): at ten, nothing newer is worth an editor's look.
OLD = 10
_DEFINES = re.compile(r"\b(?:score|classification|échelle|index|indice|grade|critères|questionnaire)\b", re.IGNORECASE)
_ACT = re.compile(
    r"propos|discut|réalis|utilis|envisag|recour|associ|indiqu|trait|prescri|administr|employ|préfér|suffi",
    re.IGNORECASE,
)


def check_ageing(subject: Subject) -> Iterator[Finding]:
    """A finding for each recommendation all of whose cited papers are old; nothing where the edition has no date."""
    if subject.year is None:
        return
    works = by_target(subject.guideline.references)
    seen: set[tuple[str, int]] = set()
    for recommendation in subject.guideline.recommendations:
        for sentence in _within(subject, recommendation):
            cited = [works[target] for c in subject.cited_in(sentence) for target in c.targets if target in works]
            years = [work.year for work in cited if work.year is not None]
            place = (sentence.passage.id, sentence.start)
            if not years or len(years) < len(cited) or place in seen or _DEFINES.search(sentence.text):
                continue
            if subject.year - max(years) > OLD:
                seen.add(place)
                entries = listed([quoted(named(work)) for work in cited])
                detail = (
                    f"Rien de plus récent que {max(years)} n’appuie cette recommandation, {subject.year - max(years)} "
                    f"ans avant l’édition de {subject.year} : {entries}."
                )
                yield subject.finding(RULE, sentence, detail)


def _within(subject: Subject, recommendation: Recommendation) -> Iterator[Sentence]:
    """The sentences that the recommendation is made of, where it asks for something."""
    text = recommendation.text.text
    if recommendation.strength is Strength.UNSTATED:
        return
    if recommendation.strength is Strength.OPTION and _ACT.search(text) is None:
        return  # «une embolie est possible» allows nothing
    passage = subject.passages.get(recommendation.passage)
    if passage is None:
        return
    start = passage.text.text.find(recommendation.text.text)
    end = start + len(recommendation.text)
    for sentence in subject.sentences:
        if sentence.passage.id == passage.id and start <= sentence.start < end:
            yield sentence
