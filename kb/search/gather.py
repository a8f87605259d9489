"""The stored passages and table rows → the entries an engine is given to find.

Reads a store, writes nothing. What an entry's words become is `analysis.py`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.model import PrintedText
from kb.search.entries import Entry, Image
from kb.search.table_rows import row_texts
from kb.store.rows import table_of

ROW = "row"  # the kind of an entry that is a table's row
CAPTION = "caption"
_LEADS = frozenset(["paragraph", "recommendation"])  # what may introduce a list; a table or caption between does not


@dataclass(frozen=True, slots=True)
class _Edition:
    """What the entries of an edition have in common, looked up once."""

    id: int
    document: str
    label: str
    latest: bool
    title: str  # the document's, as the next
    scope: str | None
    sections: dict[str, tuple[str | None, tuple[str, ...]]]  # number, and titles from the outermost
    strengths: dict[str, str]  # by passage
    captions: dict[str, str | None]  # of tables, by passage
    images: dict[str, Image]  # by the figure's caption


def entries(connection: sqlite3.Connection) -> Iterator[Entry]:
    """Every passage of every edition in reading order, each table followed by its rows."""
    found = connection.execute(
        "SELECT e.id, document, label, rank, d.title, scope FROM editions e JOIN documents d ON d.id = e.document"
        " ORDER BY document, rank"
    ).fetchall()
    for id_, document, label, rank, title, scope in found:
        strengths = connection.execute(
            "SELECT passage, strength FROM recommendations WHERE edition = ? ORDER BY position DESC", (id_,)
        )  # the first recommendation of a passage stands for it
        captions = connection.execute("SELECT passage, caption FROM tables WHERE edition = ?", (id_,))
        edition = _Edition(
            id_, document, label, rank == 0, title, scope,
            section_paths(connection, id_), dict(strengths), dict(captions), _images(connection, id_),
        )  # fmt: skip
        yield from _of_edition(connection, edition)


def section_paths(connection: sqlite3.Connection, edition: int) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    """Each section's number and the titles that lead to it, from the outermost to its own."""
    rows = connection.execute(
        "SELECT id, number, title, parent FROM sections WHERE edition = ? ORDER BY position", (edition,)
    ).fetchall()
    titles = {id_: title for id_, _, title, _ in rows}
    parents = {id_: parent for id_, _, _, parent in rows}

    def path(id_: str) -> tuple[str, ...]:
        seen: dict[str, str] = {}
        at: str | None = id_
        while at is not None and at not in seen:
            seen[at] = titles[at]
            at = parents[at]
        return tuple(reversed(seen.values()))

    return {id_: (number, path(id_)) for id_, number, _, _ in rows}


def table_rows(connection: sqlite3.Connection, edition: int, passage: str) -> dict[int, PrintedText]:
    """What each row of the table in `passage` says by itself, by its number in the grid."""
    return row_texts(*table_of(connection, edition, passage))


def _of_edition(connection: sqlite3.Connection, edition: _Edition) -> Iterator[Entry]:
    found = connection.execute(
        "SELECT position, id, kind, section, depth, text, page FROM passages WHERE edition = ? ORDER BY position",
        (edition.id,),
    )
    above: list[str] = []  # the paragraph a list hangs from, then the items a deeper one hangs from
    here: str | None = None
    for position, id_, kind, section, depth, text, page in found.fetchall():
        if section != here:
            above, here = [], section
        lead = None
        if depth:
            above = above or [""]  # a list that nothing introduces: its first item introduces none of the others
            del above[depth:]
            lead = above[-1] or None
            above.append(text)
        elif kind in _LEADS:
            above = [text]
        number, path = edition.sections.get(section, (None, ()))
        entry = Entry(
            edition.document, edition.label, edition.latest, id_, kind, text, page, number, path,
            edition.captions.get(id_), edition.strengths.get(id_), None, position,
            edition.title, edition.scope, lead, edition.images.get(text) if kind == CAPTION else None,
        )  # fmt: skip
        yield entry
        if id_ in edition.captions:
            yield from _rows(connection, edition, entry)


def _images(connection: sqlite3.Connection, edition: int) -> dict[str, Image]:
    """Where each captioned figure stands; of two with one caption the first."""
    found = connection.execute(
        "SELECT caption, page, box FROM figures WHERE edition = ? AND caption IS NOT NULL ORDER BY position DESC",
        (edition,),
    )
    return {caption: Image(page, tuple(json.loads(box))) for caption, page, box in found}


def _rows(connection: sqlite3.Connection, edition: _Edition, table: Entry) -> Iterator[Entry]:
    for row, text in table_rows(connection, edition.id, table.passage).items():
        yield replace(table, kind=ROW, text=text.text, page=text.page, strength=None, row=row)
