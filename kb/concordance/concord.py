"""For one question, what each guideline says: agree, differ, silent; every cell cited, differences of dose first.

Asks the latest edition of every document. Quotes and compares values; weighs no evidence and prefers no guideline.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ingest.errors import CallError
from kb.audit.subject import Subject, make_subject
from kb.concordance.claims import Question, claims
from kb.concordance.model import Aspect, Claim, Concordance, Line, Row, Verdict
from kb.concordance.rows import lines
from kb.concordance.scores import score_claims
from kb.store.catalogue import Edition

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

_ASPECTS, _VERDICTS = list(Aspect), list(Verdict)
Spoken = tuple[Edition, Subject]


def concord(base: KnowledgeBase, question: str, documents: Sequence[str] = ()) -> Concordance:
    """The concordance of the latest editions (of `documents`, where some are named) on the question.

    Raises CallError for an empty question, and for an unknown document.
    """
    return compared(question, latest(base, documents))


def latest(base: KnowledgeBase, documents: Sequence[str] = ()) -> tuple[Spoken, ...]:
    """The latest editions (of `documents`, where some are named), ready for any number of questions.

    Raises CallError for an unknown document.
    """
    asked = [base.document(name) for name in documents] or base.documents()
    calculators = base.calculators()
    spoken = []
    for document in asked:
        edition = document.editions[0]
        own = [each for each in calculators if (each.document, each.edition) == (edition.document, edition.label)]
        guideline = base.show(edition.document, edition.label).guideline
        spoken.append((edition, make_subject(guideline, own, date.min, edition.date)))
    return tuple(spoken)


def compared(question: str, spoken: Sequence[Spoken]) -> Concordance:
    """The concordance of these editions on the question. Raises CallError for an empty one."""
    if not question.strip():
        raise CallError("the question is empty", "Name an indication, a score or a drug.")
    asked = Question(question)
    said = [_once([*score_claims(subject, asked), *claims(subject, asked)]) for _, subject in spoken]
    found = sorted(lines(said, asked.wanted), key=_first)
    return Concordance(asked.text, tuple(edition for edition, _ in spoken), tuple(found))


def _first(line: Line) -> tuple[int, int, str]:
    """Differences before agreements before lone voices; of each, doses first."""
    return _VERDICTS.index(line.verdict), _ASPECTS.index(line.row.aspect), line.row.label


def _once(said: Sequence[Claim]) -> tuple[Claim, ...]:
    """Each value of a row once, where it is said first."""
    found: dict[tuple[Row, tuple[object, ...]], Claim] = {}
    for each in said:
        found.setdefault((each.row, each.means), each)
    return tuple(found.values())
