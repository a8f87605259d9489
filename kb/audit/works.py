"""The bibliography as the audit names it: an entry by its target, and in a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.model import Passage, PassageKind, Reference
from kb.audit.french import shortened
from kb.audit.subject import Subject


def by_target(references: Sequence[Reference]) -> Mapping[str, Reference]:
    """Entries by what citations lead to: the printed label, else the 1-based position."""
    return {target(reference, n): reference for n, reference in enumerate(references, 1)}


def target(reference: Reference, position: int) -> str:
    """What a citation of the entry at `position` (1-based) leads to."""
    return reference.label if reference.label is not None else str(position)


def named(reference: Reference) -> str:
    """«84. Townsend PW 1995, Role of postoperative radiation…»."""
    label = f"{reference.label}. " if reference.label else ""
    if not reference.authors and not reference.title:
        return label + shortened(reference.text.text)
    author = reference.authors[0] if reference.authors else ""
    year = str(reference.year) if reference.year else ""
    head = " ".join(part for part in (author, year) if part)
    return label + ", ".join(part for part in (head, shortened(reference.title or "", 60)) if part)


def passage_of(subject: Subject, reference: Reference) -> Passage | None:
    """The passage that holds the entry."""
    wanted = reference.text.text.strip()
    for passage in subject.guideline.passages:
        if passage.kind is PassageKind.REFERENCE and passage.text.text.strip().endswith(wanted):
            return passage
    return None
