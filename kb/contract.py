"""Stored rows and answers → the JSON of CONTRACT.md, as plain dictionaries made for the caller.

The form of the output and nothing else: what is stored is printed, nothing is computed or chosen here.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kb.report import BuildReport, FileReport
from kb.search.gather import table_rows
from kb.store.catalogue import Document, Edition
from kb.store.codec import printed_places

if TYPE_CHECKING:
    from kb.search.find import Answer, Mention, Result

Json = dict[str, Any]
MAX_PAGE = 2**31  # no page comes after it

SECTIONS = "SELECT id, number, title, level, parent, page, places FROM sections"
PASSAGES = "SELECT id, kind, section, depth, page, places, text, ocr FROM passages"
TABLES = "SELECT id, number, caption, section, passage, page, pages, header_rows, confidence, reasons FROM tables"
CELLS = "SELECT table_id, row, col, rowspan, colspan, text, page, box FROM cells"
FIGURES = "SELECT id, number, caption, section, page, box FROM figures"
RECOMMENDATIONS = "SELECT id, passage, text, strength, grade, section, page, places FROM recommendations"
REFERENCES = "SELECT label, text, authors, title, container, year, volume, pages, doi, page, places FROM bibliography"
CITATIONS = 'SELECT text, section, passage, start, "end", page, places, targets, status, why FROM citations'
DROPPED = "SELECT page, what, why FROM dropped"


# --- what there is ------------------------------------------------------------------------------------------------


def listing(documents: Iterable[Document]) -> Json:
    """`show` without a document."""
    return {
        "documents": [
            {
                "document": document.id,
                "title": document.title,
                "publisher": document.publisher,
                "scope": document.scope,
                "editions": [
                    {"edition": e.label, "date": e.date, "date_found": e.date_found, "file": e.file, "pages": e.pages}
                    for e in document.editions
                ],
            }
            for document in documents
        ]
    }


def edition(connection: sqlite3.Connection, of: Edition) -> Json:
    """`show DOC@EDITION`: one parsed edition, whole."""
    return {
        "document": of.document,
        "edition": of.label,
        "latest": of.latest,
        "title": of.title,
        "publisher": of.publisher,
        "scope": of.scope,
        "date": of.date,
        "data_until": of.data_until,
        "valid_until": of.valid_until,
        "date_found": of.date_found,
        "file": of.file,
        "sha256": of.sha256,
        "pages": of.pages,
        "sections": rows(connection, SECTIONS, of.number),
        "passages": rows(connection, PASSAGES, of.number),
        "tables": tables(connection, of.number),
        "figures": rows(connection, FIGURES, of.number),
        "recommendations": rows(connection, RECOMMENDATIONS, of.number),
        "references": rows(connection, REFERENCES, of.number),
        "citations": rows(connection, CITATIONS, of.number),
        "dropped": rows(connection, DROPPED, of.number),
    }


def page(connection: sqlite3.Connection, of: int, number: int) -> Json | None:
    """What stands on a page, whole things though they may go on elsewhere; None where there is no such page.

    A source without pages has one, of no size.
    """
    found = connection.execute("SELECT number, label, width, height, ocr FROM pages WHERE edition = ?", (of,))
    pages = {each: facts for each, *facts in found.fetchall()} or {1: [None, 0.0, 0.0, False]}
    if number not in pages:
        return None
    label, width, height, ocr = pages[number]
    here = "AND page <= ? AND (page = ? OR places LIKE ?)", (number, number, f'%{{"page":{number},%')
    return {
        "number": number,
        "label": label,
        "width": width,
        "height": height,
        "ocr": bool(ocr),
        "sections": tuple(rows(connection, SECTIONS, of, *here)),
        "passages": tuple(rows(connection, PASSAGES, of, *here)),
        "tables": tuple(table for table in tables(connection, of, last_page=number) if number in table["pages"]),
        "figures": tuple(rows(connection, FIGURES, of, "AND page = ?", (number,))),
    }


def page_labels(connection: sqlite3.Connection, of: int) -> dict[int, str | None]:
    """The printed label of each page."""
    return dict(connection.execute("SELECT number, label FROM pages WHERE edition = ?", (of,)).fetchall())


def tables(connection: sqlite3.Connection, of: int, last_page: int = MAX_PAGE) -> list[Json]:
    """Each table that begins by `last_page`, with its cells and the dense grid of their texts."""
    cells: dict[str, list[Json]] = {}
    begins = "AND table_id IN (SELECT id FROM tables WHERE edition = cells.edition AND page <= ?)"
    for cell in rows(connection, CELLS, of, begins, (last_page,)):
        cells.setdefault(cell.pop("table_id"), []).append(cell)
    found = rows(connection, TABLES, of, "AND page <= ?", (last_page,))
    for table in found:
        table["pages"] = json.loads(table["pages"])
        table["cells"] = cells.get(table["id"], [])
        table["rows"] = grid(table["cells"])
    return found


def grid(cells: Iterable[Json]) -> list[list[str]]:
    """The dense grid: a cell that spans several places has its text in the first of them and "" in the others."""
    held = list(cells)
    height = max((cell["row"] + cell["rowspan"] for cell in held), default=0)
    width = max((cell["col"] + cell["colspan"] for cell in held), default=0)
    made = [[""] * width for _ in range(height)]
    for cell in held:
        made[cell["row"]][cell["col"]] = cell["text"]
    return made


def rows(
    connection: sqlite3.Connection, select: str, of: int, where: str = "", values: tuple[object, ...] = ()
) -> list[Json]:
    """The rows of one edition's layer, in reading order, under the contract's names."""
    cursor = connection.execute(f"{select} WHERE edition = ? {where} ORDER BY position", (of, *values))
    names = [column[0] for column in cursor.description]
    return [{name: _value(name, value) for name, value in zip(names, row, strict=True)} for row in cursor.fetchall()]


_STORED_AS_JSON = frozenset(["places", "box", "targets", "reasons", "authors"])
_FLAGS = frozenset(["ocr"])


def _value(name: str, value: Any) -> Any:
    if name in _STORED_AS_JSON and value is not None:
        return json.loads(value)
    return bool(value) if name in _FLAGS else value


# --- what answers a question --------------------------------------------------------------------------------------


def answer(connection: sqlite3.Connection, found: Answer, number: Callable[[str], int]) -> Json:
    """`search`: `number` gives the store's number of the edition «DOC@LABEL»."""
    return {
        "query": found.query,
        "answer": found.answer,
        "corrected": found.corrected,
        "cards": [card.as_json() for card in found.cards],
        "nearest": list(found.nearest),
        "results": [_result(connection, result, number) for result in found.results],
        "took_ms": round(found.took_ms, 2),
    }


def _result(connection: sqlite3.Connection, result: Result, number: Callable[[str], int]) -> Json:
    entry = result.entry
    of = number(f"{entry.document}@{entry.edition}")
    if entry.row is None:
        select = "SELECT places FROM passages WHERE edition = ? AND id = ?"
        places = json.loads(connection.execute(select, (of, entry.passage)).fetchone()[0])
    else:
        row = table_rows(connection, of, entry.passage)[entry.row]
        places = json.loads(printed_places(row, page_labels(connection, of)))
    path = list(entry.section_path)
    image = entry.image
    return {
        "document": entry.document,
        "edition": entry.edition,
        "latest": entry.latest,
        "title": entry.title,
        "passage": entry.passage,
        "kind": result.kind,
        "row": entry.row,
        "caption": entry.caption,
        "strength": entry.strength,
        "section": {"number": entry.section_number, "title": path[-1], "path": path} if path else None,
        "page": places[0]["page"] if places else entry.page,
        "places": places,
        "text": entry.text,
        "highlights": [list(span) for span in result.highlights],
        "score": result.score,
        "older": [_mention(mention) for mention in result.older],
        "agrees": [_mention(mention) for mention in result.agrees],
        "population_differs": result.population_differs,
        "image": {"page": image.page, "box": list(image.box), "text": image.said} if image else None,
    }


def _mention(mention: Mention) -> Json:
    return {"document": mention.document, "edition": mention.edition, "passage": mention.passage}


# --- what a build did ---------------------------------------------------------------------------------------------


def build(report: BuildReport) -> Json:
    """`build`: what became of each file."""
    return {
        "build": report.build or "none",
        "published": report.published,
        "documents": [file(each) for each in report.files],
        "notes": list(report.notes),
        "seconds": report.seconds,
    }


def file(report: FileReport) -> Json:
    """One file of a build. `reason`, `kind`, `advice` and `page` are null where it was read."""
    facts = asdict(report) | {"status": report.status.value, "reason": report.reason}
    refusal = facts.pop("refusal")
    return facts | {name: refusal and refusal[name] for name in ("kind", "advice", "page")}
