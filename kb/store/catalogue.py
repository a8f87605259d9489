"""Which documents and editions a build holds, and what is known of each."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.errors import CallError

_SHOWN = 12  # names that an error lists


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a document. `number` is its key in the store of this build, of no meaning outside it."""

    number: int
    document: str
    label: str
    latest: bool
    title: str  # the document's, as the next two
    publisher: str | None
    scope: str | None  # for whom it was written
    date: str | None  # ISO, the manifest's, as the two after it
    data_until: str | None
    valid_until: str | None
    date_found: str | None  # the newest date in the file itself
    file: str
    sha256: str
    media: str  # pdf, txt or md
    pages: int

    @property
    def name(self) -> str:
        """«DOC@LABEL», as the command line takes it."""
        return f"{self.document}@{self.label}"


@dataclass(frozen=True, slots=True)
class Document:
    """A document and its editions, newest first; there is at least one."""

    id: str
    title: str
    publisher: str | None
    scope: str | None
    editions: tuple[Edition, ...]


def documents(connection: sqlite3.Connection) -> tuple[Document, ...]:
    """All documents of the build, by id."""
    found = connection.execute(
        "SELECT e.id, document, label, rank = 0, d.title, publisher, scope, date, data_until, valid_until, date_found,"
        " file, sha256, media, page_count FROM editions e JOIN documents d ON d.id = e.document ORDER BY document, rank"
    ).fetchall()
    editions: dict[str, list[Edition]] = {}
    for number, document, label, latest, *facts in found:
        editions.setdefault(document, []).append(Edition(number, document, label, bool(latest), *facts))
    return tuple(Document(name, of[0].title, of[0].publisher, of[0].scope, tuple(of)) for name, of in editions.items())


def find_document(known: Sequence[Document], name: str) -> Document:
    """The document called `name`. Raises CallError, naming those that are close."""
    for document in known:
        if document.id == name:
            return document
    names = [document.id for document in known]
    close = difflib.get_close_matches(name, names, 3, 0.5) or names
    raise CallError(f"no document «{name}»", f"There is: {', '.join(close[:_SHOWN])}")


def find_edition(document: Document, label: str | None = None) -> Edition:
    """The edition `label` of a document, or the latest. Raises CallError, naming the editions there are."""
    if label is None:
        return document.editions[0]
    for edition in document.editions:
        if edition.label == label:
            return edition
    labels = ", ".join(edition.label for edition in document.editions)
    raise CallError(f"no edition «{label}» of «{document.id}»", f"There is: {labels}")
