"""An upload read before it is published: in a knowledge base of its own, beside the edition that answers today.

Reads it as a build does, in a process with limits. Never touches what is published; judges nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from ingest.errors import CallError
from kb.administration.staging import Card
from kb.audit.desk import Audit, audit_edition
from kb.build import Order, Tell, build
from kb.corpus import Corpus, Refusal, Source
from kb.diff.door import Compared, compare_editions
from kb.knowledge import KnowledgeBase
from kb.report import FileReport
from kb.settings import Settings
from kb.store.catalogue import Document, Edition
from kb.store.folder import Folder
from kb.uploads import PLACE, newest

# Of 100: two titles that share their words but for a year or a subtitle. A form's first choice, so none is better than
# a wrong one.
ALIKE = 85
UNNAMED = "depot"  # the document an upload is read as until its editor has said which one it is


@dataclass(frozen=True, slots=True)
class Reading:
    """How an upload was read. `compared` with the edition that answers today, if there is one; `alone`: why not."""

    edition: Edition
    report: FileReport
    audit: Audit
    compared: Compared | None
    alone: str | None


def source_of(card: Card | None, original: Path) -> Source:
    """The upload as a source of a build."""
    if card is None:
        return Source(UNNAMED, f"{PLACE}{UNNAMED}.pdf", original, "pdf")
    return Source(
        card.document, f"{PLACE}{card.document}-{card.label}.pdf", original, "pdf", card.title, card.publisher,
        card.scope, card.label, card.date, card.data_until, card.valid_until,
    )  # fmt: skip


def try_out(
    card: Card | None, original: Path, trial: Path, settings: Settings, ocr: bool, tell: Tell
) -> Refusal | None:
    """Read the upload into the folder `trial`; why it was refused, or None.

    With a card, the newest edition of its document is read beside it. Raises KnowledgeBaseError, OSError.
    """
    upload = source_of(card, original)
    beside = newest(Folder(settings.kb), card.document) if card else ()
    order = Order.of(lambda: Corpus((*beside, upload), ()), settings)
    reports = build(replace(order, kb=trial, ocr=ocr, keep_builds=1), tell).files
    return next(report.refusal for report in reports if report.file == upload.file)


def reading_of(base: KnowledgeBase, card: Card, today: date) -> Reading:
    """What the trial `base` says of the upload. Raises KnowledgeBaseError where the upload is not in it."""
    editions = base.document(card.document).editions
    edition = base.edition(card.document, card.label)
    report = next(each for each in base.report() if (each.document, each.edition) == (card.document, card.label))
    compared: Compared | None = None
    alone: str | None = None
    if other := next((each for each in editions if each.label != card.label), None):
        older, newer = (other, edition) if edition.latest else (edition, other)
        try:
            compared = compare_editions(base, older, newer)
        except CallError as error:
            alone = error.message
    return Reading(edition, report, audit_edition(base, edition, today), compared, alone)


@dataclass(frozen=True, slots=True)
class Guess:
    """What the file says of itself, for the form to begin with; `document` is the published one it looks like."""

    title: str | None = None
    label: str | None = None
    date: str | None = None  # ISO, a whole day
    document: str | None = None


def guess(trial: KnowledgeBase, published: Sequence[Document]) -> Guess:
    """What to begin the form with: an editor reads it over, nothing is published from it."""
    held = next((document for document in trial.documents() if document.id == UNNAMED), None)
    if held is None:
        return Guess()
    edition = held.editions[0]
    found = edition.date_found
    alike = process.extractOne(
        edition.title,
        {document.id: document.title for document in published},
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        score_cutoff=ALIKE,
    )
    whole = found if found and len(found) == len("2024-06-01") else None
    title = None if edition.title == UNNAMED else edition.title  # its file's name is ours, where it has no title
    return Guess(title, found[:4] if found else None, whole, alike[2] if alike else None)
