"""A `Guideline` ↔ the rows of its layers (schema.sql).

What goes in comes out: texts, layers, places; only the glyphs' style is left behind. Opens and closes nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ingest.geometry import Box
from ingest.model import (
    Cell,
    Citation,
    CitationStatus,
    Dose,
    DoseRole,
    Dropped,
    Figure,
    Furniture,
    Guideline,
    Page,
    Passage,
    PassageKind,
    PrintedText,
    Quantity,
    Recommendation,
    Reference,
    Section,
    Strength,
    Table,
    Technique,
)
from kb.store.codec import box_list, decode, encode, encode_placed

LAYERS = {  # every table that belongs to one edition, in an order that keeps the foreign keys; `edition` comes first
    "pages": "number label width height ocr",
    "sections": "position id number level parent title page places glyphs",
    "passages": "position id kind section depth ocr text page places glyphs",
    "tables": "position id number caption caption_glyphs section passage header_rows page pages confidence reasons",
    "cells": "position table_id row col rowspan colspan page box text glyphs",
    "figures": "position id number caption caption_glyphs section page box",
    "recommendations": "position id passage strength grade section text page places glyphs",
    "bibliography": "position label authors title container year volume pages doi text page places glyphs",
    "citations": "position section passage start end targets status why text page places glyphs",
    "quantities": "position low high unit strict_low strict_high passage start end text page places glyphs",
    "doses": (
        "position low high fractions_low fractions_high role technique indication passage start end"
        " text page places glyphs"
    ),
    "furniture": "position kind text page places glyphs",
    "dropped": "position page what why",
    "calculators": "position slug kind name status why page body",  # written by calculators/stored.py
}


def columns(layer: str) -> str:
    """The layer's columns after `edition`, ready for SQL."""
    return ", ".join(f'"{name}"' for name in LAYERS[layer].split())


def stow(connection: sqlite3.Connection, edition: int, guideline: Guideline) -> None:
    """Write all layers of `guideline` under the edition's number.

    Raises sqlite3.IntegrityError where the layers do not agree with each other (an id given twice, a passage in a
    section that is not there), ValueError or OverflowError for coordinates that are none.
    """
    for layer, rows in _rows(guideline):  # the names in these statements are the ones above, never input
        marks = ", ".join("?" * (len(LAYERS[layer].split()) + 1))
        connection.executemany(
            f"INSERT INTO {layer} (edition, {columns(layer)}) VALUES ({marks})",  # noqa: S608
            ((edition, *row) for row in rows),
        )


def recall(connection: sqlite3.Connection, edition: int) -> Guideline:
    """The guideline under the edition's number, as it was stowed."""

    def rows(layer: str) -> Iterator[tuple[Any, ...]]:
        order = "number" if layer == "pages" else "position"
        found = connection.execute(
            f"SELECT {columns(layer)} FROM {layer} WHERE edition = ? ORDER BY {order}",  # noqa: S608
            (edition,),
        )
        return (row if layer == "pages" else row[1:] for row in found.fetchall())

    sha256, title = connection.execute("SELECT sha256, title FROM editions WHERE id = ?", (edition,)).fetchone()
    cells: dict[str, list[Cell]] = {}
    for table, cell in map(_cell, rows("cells")):
        cells.setdefault(table, []).append(cell)
    return Guideline(
        sha256=sha256,
        pages=tuple(Page(number, label, w, h, bool(ocr)) for number, label, w, h, ocr in rows("pages")),
        title=title,
        sections=tuple(
            Section(id_, number, decode(text, glyphs), level, parent)
            for id_, number, level, parent, text, _, _, glyphs in rows("sections")
        ),
        passages=tuple(_passage(row) for row in rows("passages")),
        tables=tuple(_table(row, cells) for row in rows("tables")),
        figures=tuple(
            Figure(id_, number, _caption(caption, glyphs), section, page, Box(*json.loads(box)))
            for id_, number, caption, glyphs, section, page, box in rows("figures")
        ),
        recommendations=tuple(
            Recommendation(id_, passage, decode(text, glyphs), Strength(strength), grade, section)
            for id_, passage, strength, grade, section, text, _, _, glyphs in rows("recommendations")
        ),
        references=tuple(
            Reference(label, decode(text, glyphs), tuple(json.loads(authors)), *facts)
            for label, authors, *facts, text, _, _, glyphs in rows("bibliography")
        ),
        citations=tuple(
            Citation(
                decode(text, glyphs), section, passage, start, end, tuple(json.loads(targets)),
                CitationStatus(status), why,
            )
            for section, passage, start, end, targets, status, why, text, _, _, glyphs in rows("citations")
        ),
        quantities=tuple(
            Quantity(low, high, unit, passage, start, end, decode(text, glyphs), bool(over), bool(under))
            for low, high, unit, over, under, passage, start, end, text, _, _, glyphs in rows("quantities")
        ),
        doses=tuple(_dose(row) for row in rows("doses")),
        dropped=tuple(Dropped(*row) for row in rows("dropped")),
        furniture=tuple(Furniture(kind, decode(text, glyphs)) for kind, text, _, _, glyphs in rows("furniture")),
    )  # fmt: skip


def passage_text(connection: sqlite3.Connection, edition: int, passage: str) -> PrintedText | None:
    """The printed text of one passage; None where there is no such passage."""
    row = connection.execute(
        "SELECT text, glyphs FROM passages WHERE edition = ? AND id = ?", (edition, passage)
    ).fetchone()
    return row and decode(*row)


def table_of(connection: sqlite3.Connection, edition: int, passage: str) -> tuple[tuple[Cell, ...], int]:
    """The cells of the table whose text is `passage`, and how many header rows it has; none where it is no table."""
    found = connection.execute(
        "SELECT id, header_rows FROM tables WHERE edition = ? AND passage = ?", (edition, passage)
    ).fetchone()
    if found is None:
        return (), 0
    table, header_rows = found
    cells = connection.execute(
        f"SELECT {columns('cells')} FROM cells WHERE edition = ? AND table_id = ? ORDER BY position",  # noqa: S608
        (edition, table),
    )
    return tuple(_cell(row[1:])[1] for row in cells.fetchall()), header_rows


# --- a guideline into rows ----------------------------------------------------------------------------------------


def _rows(guide: Guideline) -> Iterator[tuple[str, Iterable[Sequence[Any]]]]:
    labels = guide.labels

    known: dict[str, tuple[PrintedText, tuple[str, int, str, bytes]]] = {}  # an entry, a recommendation is a passage

    def printed(text: PrintedText) -> tuple[str, int, str, bytes]:
        same, row = known.get(text.text, (None, None))
        if row is None or same is None or same.glyphs != text.glyphs:
            blob, places = encode_placed(text, labels)
            row = text.text, text.page, places, blob
            known[text.text] = text, row
        return row

    def caption(text: PrintedText | None) -> tuple[str, bytes] | tuple[None, None]:
        return (text.text, encode(text)) if text else (None, None)

    yield "pages", ((p.number, p.label, p.width, p.height, p.ocr) for p in guide.pages)
    yield "sections", ((n, s.id, s.number, s.level, s.parent, *printed(s.title)) for n, s in enumerate(guide.sections))
    yield (
        "passages",
        ((n, p.id, p.kind, p.section, p.depth, p.ocr, *printed(p.text)) for n, p in enumerate(guide.passages)),
    )
    yield "tables", (
        (
            n, t.id, t.number, *caption(t.caption), t.section, t.passage, t.header_rows,
            t.pages[0] if t.pages else 1, json.dumps(t.pages), t.confidence, json.dumps(t.reasons, ensure_ascii=False),
        )
        for n, t in enumerate(guide.tables)
    )  # fmt: skip
    in_order = ((table.id, cell) for table in guide.tables for cell in table.cells)
    yield "cells", (
        (
            n, table, c.row, c.col, c.rowspan, c.colspan, c.page,
            json.dumps(box_list(c.box)) if c.box else None, c.text.text, encode(c.text),
        )
        for n, (table, c) in enumerate(in_order)
    )  # fmt: skip
    yield (
        "figures",
        (
            (n, f.id, f.number, *caption(f.caption), f.section, f.page, json.dumps(box_list(f.box)))
            for n, f in enumerate(guide.figures)
        ),
    )
    yield (
        "recommendations",
        (
            (n, r.id, r.passage, r.strength, r.grade, r.section, *printed(r.text))
            for n, r in enumerate(guide.recommendations)
        ),
    )
    yield "bibliography", (
        (
            n, r.label, json.dumps(r.authors, ensure_ascii=False), r.title, r.container, r.year, r.volume, r.pages,
            r.doi, *printed(r.text),
        )
        for n, r in enumerate(guide.references)
    )  # fmt: skip
    yield (
        "citations",
        (
            (n, c.section, c.passage, c.start, c.end, json.dumps(c.targets), c.status, c.why, *printed(c.text))
            for n, c in enumerate(guide.citations)
        ),
    )
    yield (
        "quantities",
        (
            (n, q.low, q.high, q.unit, q.strict_low, q.strict_high, q.passage, q.start, q.end, *printed(q.text))
            for n, q in enumerate(guide.quantities)
        ),
    )
    yield "doses", (
        (
            n, d.low, d.high, d.fractions_low, d.fractions_high, d.role, d.technique, d.indication,
            d.passage, d.start, d.end, *printed(d.text),
        )
        for n, d in enumerate(guide.doses)
    )  # fmt: skip
    yield "furniture", ((n, f.kind, *printed(f.text)) for n, f in enumerate(guide.furniture))
    yield "dropped", ((n, d.page, d.what, d.why) for n, d in enumerate(guide.dropped))


# --- rows into a guideline ----------------------------------------------------------------------------------------


def _cell(row: tuple[Any, ...]) -> tuple[str, Cell]:
    table, at, col, rowspan, colspan, page, box, text, glyphs = row
    where = None if box is None else Box(*json.loads(box))
    return table, Cell(at, col, rowspan, colspan, decode(text, glyphs), page, where)


def _passage(row: tuple[Any, ...]) -> Passage:
    id_, kind, section, depth, ocr, text, _, _, glyphs = row
    return Passage(id_, PassageKind(kind), section, decode(text, glyphs), depth, bool(ocr))


def _table(row: tuple[Any, ...], cells: dict[str, list[Cell]]) -> Table:
    id_, number, caption, glyphs, section, passage, header_rows, _, pages, confidence, reasons = row
    return Table(
        id_, number, _caption(caption, glyphs), section, passage, header_rows, tuple(cells.get(id_, ())),
        tuple(json.loads(pages)), confidence, tuple(json.loads(reasons)),
    )  # fmt: skip


def _dose(row: tuple[Any, ...]) -> Dose:
    low, high, fewest, most, role, technique, indication, passage, start, end, text, _, _, glyphs = row
    return Dose(
        low, high, fewest, most, DoseRole(role), Technique(technique), indication, passage, start, end,
        decode(text, glyphs),
    )  # fmt: skip


def _caption(text: str | None, glyphs: bytes | None) -> PrintedText | None:
    return None if text is None else decode(text, glyphs or b"")
