"""Which editions a list screen is about, and which of their tables or references its words keep.

Shared by the screens and by the files they offer, so that a file holds what the screen shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kb.citing.workbook import Printed
from kb.citing.works import Entry, duplicates
from kb.knowledge import KnowledgeBase
from kb.store.catalogue import Edition as Known
from screens.parts.edition import Edition, Json
from screens.parts.finding import Span, folded, words
from screens.parts.french import day
from screens.parts.knowledge import edition_of
from screens.parts.list_address import ListAddress

# What a list may be ordered by besides its guidelines and pages; within one of them it stays as printed.
TABLE_ORDERS = {"titre": "Par titre", "taille": "Plus longs d’abord", "lecture": "Moins sûrs d’abord"}
WORK_ORDERS = {"auteur": "Par auteur", "recents": "Plus récentes d’abord", "citations": "Plus citées d’abord"}
_NUMBERED = re.compile(r"^(?:tableau|table)\s+\S+\s*[.:–—-]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """A table (the contract's) with its edition."""

    edition: Edition
    table: Json

    @property
    def printed(self) -> Printed:
        facts = self.edition.facts
        return Printed(self.table, facts["title"], facts["edition"], day(facts["data_until"]))

    @property
    def name(self) -> str:
        """Its caption, or its number."""
        number = self.table["number"]
        return str(self.table["caption"] or (f"Tableau {number}" if number else "Tableau sans légende"))

    @property
    def width(self) -> int:
        """Columns."""
        return max((len(row) for row in self.table["rows"]), default=0)

    @property
    def section(self) -> Json | None:
        return self.edition.sections.get(self.table["section"] or "")


@dataclass(frozen=True, slots=True)
class Work:
    """An entry of a bibliography with its edition, where the words stand in it, and the entries of the same work."""

    edition: Edition
    entry: Entry
    spans: tuple[Span, ...]
    same: tuple[Entry, ...]


def editions_of(base: KnowledgeBase, address: ListAddress) -> tuple[Known, ...]:
    """The editions that the address names, by title, newest first. Raises CallError for an unknown one."""
    if address.document:
        return (base.edition(address.document, address.edition),)
    documents = sorted(base.documents(), key=lambda document: document.title)
    return tuple(edition for each in documents for edition in each.editions if address.every or edition.latest)


def tables_of(base: KnowledgeBase, address: ListAddress) -> list[Table]:
    """The tables that hold all words of the address, in its order: by editions and pages where it names none."""
    by: dict[str | None, Callable[[Table], Any]] = {
        "titre": lambda found: folded(_NUMBERED.sub("", found.name)),
        "taille": lambda found: -len(found.table["rows"]),
        "lecture": lambda found: found.table["confidence"],
    }
    return sorted(_tables(base, address), key=by.get(address.order, _as_printed))


def works_of(base: KnowledgeBase, address: ListAddress) -> list[Work]:
    """The references that hold all words of the address, in its order: by editions and as printed where it names none.

    Duplicates are looked for in the editions that the address names, and in the latest of every document.
    """
    by: dict[str | None, Callable[[Work], Any]] = {
        "auteur": lambda work: folded(work.entry.reference["text"]),
        "recents": lambda work: -(work.entry.reference["year"] or 0),
        "citations": lambda work: -len(work.entry.mentions),
    }
    return sorted(_works(base, address), key=by.get(address.order, _as_printed))


def _as_printed(found: Table | Work) -> int:
    return 0  # a sort keeps what is equal in place


def _tables(base: KnowledgeBase, address: ListAddress) -> Iterator[Table]:
    wanted = words(address.query)
    for known in editions_of(base, address):
        edition = edition_of(base, known.document, known.label)
        for table in edition.tables.values():
            found = Table(edition, table)
            if address.table and table["id"] != address.table:
                continue
            if wanted.spans(_said(found)) is not None:
                yield found


def _works(base: KnowledgeBase, address: ListAddress) -> Iterator[Work]:
    wanted = words(address.query)
    named = editions_of(base, address)
    others = [document.editions[0] for document in base.documents()]
    read = {known.name: edition_of(base, known.document, known.label) for known in dict.fromkeys((*named, *others))}
    # An earlier edition of a document cites the same works: that is no duplicate, and would hide those that are.
    same = duplicates([entry for edition in read.values() for entry in edition.entries])
    for known in named:
        edition = read[known.name]
        for entry in edition.entries:
            spans = wanted.spans(entry.reference["text"])
            twins = tuple(twin for twin in same.get(entry.key, ()) if _apart(entry, twin))
            if spans is not None and (twins or not address.only):
                yield Work(edition, entry, spans, twins)


def _apart(one: Entry, other: Entry) -> bool:
    """Whether the two stand in one bibliography or in two documents."""
    return one.document != other.document or one.edition == other.edition


def _said(found: Table) -> str:
    table, section = found.table, found.section
    cells = [cell["text"] for cell in table["cells"]]
    title = [section["title"]] if section else []
    number = f"Tableau {table['number']}" if table["number"] else "Tableau"
    return "\n".join([number, table["caption"] or "", *title, *cells])
