"""Audits of an open knowledge base: the edition asked for, or the latest of every document.

What the command line and the screens ask. Reads what was built; judges nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ingest.errors import CallError
from kb.audit.accepted import Acceptance, Sorted, sort_accepted
from kb.audit.audit import audit
from kb.audit.model import Severity
from kb.audit.subject import make_subject
from kb.store.catalogue import Edition

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found in one edition."""

    edition: Edition
    sorted: Sorted

    @property
    def failed(self) -> bool:
        """Whether an error stands that nobody has accepted."""
        return any(finding.severity is Severity.ERROR for finding in self.sorted.findings)


def audit_edition(base: KnowledgeBase, edition: Edition, today: date, accepted: Sequence[Acceptance] = ()) -> Audit:
    """Every rule asked of one edition, as it stands on `today`."""
    shown = base.show(edition.document, edition.label)
    calculators = [
        each
        for each in base.calculators(all_editions=not edition.latest)
        if (each.document, each.edition) == (edition.document, edition.label)
    ]
    subject = make_subject(shown.guideline, calculators, today, edition.date or edition.date_found)
    return Audit(edition, sort_accepted(edition.document, audit(subject), accepted))


def audits(base: KnowledgeBase, name: str | None, today: date, accepted: Sequence[Acceptance] = ()) -> Iterator[Audit]:
    """The audit of «DOC[@EDITION]», or of the latest edition of every document.

    Raises CallError for an unknown one.
    """
    editions = [base.named(name)] if name is not None else [document.editions[0] for document in base.documents()]
    for edition in editions:
        yield audit_edition(base, edition, today, accepted)


def acceptance(found: Iterable[Audit], fingerprint: str, reason: str, by: str, day: date) -> Acceptance:
    """The acceptance of the finding `fingerprint` of one of `found`.

    Raises CallError for a finding that is not there, and without a reason or a name.
    """
    if not reason.strip() or not by.strip():
        raise CallError("a finding is accepted with a reason and a name", "Add --reason TEXT and --by NAME.")
    for each in found:
        for finding in each.sorted.findings:
            if finding.fingerprint == fingerprint:
                document = each.edition.document
                return Acceptance(document, fingerprint, reason.strip(), by.strip(), day, finding.rule, finding.text)
    raise CallError(f"no finding «{fingerprint}» is left to accept", "The ids are those of: sourcier audit DOC --json")
