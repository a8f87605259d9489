"""Which editions a list screen is about, and which of their tables or references its words keep.

Shared by the screens and by the files they offer, so that a file holds what the screen shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.catalogue import Edition as Known
from kb.citing.workbook import Printed
from kb.citing.works import Entry, duplicates
from kb.knowledge import KnowledgeBase
from screens.parts.edition import Edition, Json
from screens.parts.finding import Span, words
from screens.parts.french import day
from screens.parts.knowledge import edition_of
from screens.parts.list_address import ListAddress


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


def tables_of(base: KnowledgeBase, address: ListAddress) -> Iterator[Table]:
    """The tables that hold all words of the address, in the order of editions and pages."""
    wanted = words(address.query)
    for known in editions_of(base, address):
        edition = edition_of(base, known.document, known.label)
        for table in edition.tables.values():
            found = Table(edition, table)
            if address.table and table["id"] != address.table:
                continue
            if wanted.spans(_said(found)) is not None:
                yield found


def works_of(base: KnowledgeBase, address: ListAddress) -> list[Work]:
    """The references that hold all words of the address, in the order of editions and as printed.

    Duplicates are looked for in the editions that the address names, and in the latest of every document.
    """
    wanted = words(address.query)
    named = editions_of(base, address)
    others = [document.editions[0] for document in base.documents()]
    read = {known.name: edition_of(base, known.document, known.label) for known in dict.fromkeys((*named, *others))}
    # An earlier edition of a document cites the same works: that is no duplicate, and would hide those that are.
    same = duplicates([entry for edition in read.values() for entry in edition.entries])
    found = []
    for known in named:
        edition = read[known.name]
        for entry in edition.entries:
            spans = wanted.spans(entry.reference["text"])
            twins = tuple(twin for twin in same.get(entry.key, ()) if _apart(entry, twin))
            if spans is not None and (twins or not address.only):
                found.append(Work(edition, entry, spans, twins))
    return found


def _apart(one: Entry, other: Entry) -> bool:
    """Whether the two stand in one bibliography or in two documents."""
    return one.document != other.document or one.edition == other.edition


def _said(found: Table) -> str:
    table, section = found.table, found.section
    cells = [cell["text"] for cell in table["cells"]]
    title = [section["title"]] if section else []
    number = f"Tableau {table['number']}" if table["number"] else "Tableau"
    return "\n".join([number, table["caption"] or "", *title, *cells])
