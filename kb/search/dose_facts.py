"""The doses of a passage with what is quoted around them, from the store.

A dose in prose is quoted with its sentence, one in a table with its row and the header's labels. Chooses nothing: which
doses answer a question is `answers.py`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from ingest.model import PassageKind, PrintedText
from ingest.statements.sentences import sentence_at, sentences
from ingest.tables.table_text import ROW_BREAK
from kb.search.answers import DoseFact
from kb.search.gather import table_rows
from kb.store.codec import decode


def dose_facts(
    connection: sqlite3.Connection, edition: int, name: tuple[str, str], passage: str, labels: Mapping[int, str | None]
) -> tuple[DoseFact, ...]:
    """The doses of a passage of the edition numbered `edition` in the store, `name` being (document, label).

    `labels` are the printed labels of its pages.
    """
    found = connection.execute(
        "SELECT text, role, technique, indication, start FROM doses WHERE edition = ? AND passage = ? ORDER BY start",
        (edition, passage),
    ).fetchall()
    if not found:
        return ()
    kind, text, glyphs = connection.execute(
        "SELECT kind, text, glyphs FROM passages WHERE edition = ? AND id = ?", (edition, passage)
    ).fetchone()
    whole = decode(text, glyphs)
    spans = sentences(text)
    rows = table_rows(connection, edition, passage) if kind == PassageKind.TABLE else {}
    facts = []
    for dose, role, technique, condition, start in found:
        row = text[:start].count(ROW_BREAK) if rows else None
        quoted = _quoted(whole, spans, rows, row, start)
        facts.append(DoseFact(dose, role, technique, condition, quoted, *name, passage, row, labels))
    return tuple(facts)


def _quoted(
    whole: PrintedText,
    spans: tuple[tuple[int, int], ...],
    rows: Mapping[int, PrintedText],
    row: int | None,
    start: int,
) -> PrintedText:
    if row is not None and row in rows:
        return rows[row]
    first, last = spans[sentence_at(spans, start)]
    return whole[first:last].strip()
