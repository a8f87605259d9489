"""The structure that a perfect reading of the rendered PDF would find, whatever its layout.

Non-breaking spaces are an affair of print: texts here have plain ones, and no typesetter's hyphen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .bibliography import entry_text, printed_authors, printed_title
from .citations import Citations
from .model import (
    Box,
    Cite,
    Figure,
    Heading,
    Inlines,
    Item,
    Paragraph,
    ReferenceList,
    Source,
    Table,
    Work,
)

CONTENTS_TITLE = "Sommaire"


def golden(source: Source) -> dict[str, Any]:
    """The golden structure of `source`."""
    cites = Citations(source)
    blocks = source.blocks
    return {
        "title": source.front.title,
        "title_block": [source.front.subtitle, *(cites.plain(line) for line in source.front.lines)],
        "sections": list(_sections(source)),
        "paragraphs": [source.front.notice]
        + [cites.plain(block.text) for block in blocks if isinstance(block, Paragraph | Item)],
        "recommendations": [
            cites.plain(item.text) for block in blocks if isinstance(block, Box) for item in block.items
        ],
        "tables": [_table(block, cites) for block in blocks if isinstance(block, Table)],
        "figures": [
            {"number": block.number, "caption": cites.plain(block.caption)}
            for block in blocks
            if isinstance(block, Figure)
        ],
        "references": [
            _reference(source, source.works[key], cites)
            for block in blocks
            if isinstance(block, ReferenceList)
            for key in block.keys
        ],
        "citations": [
            {"text": printed.text, "targets": list(printed.targets), "status": printed.status}
            for inlines in _inlines(source)
            for run in inlines
            if isinstance(run, Cite)
            for printed in cites.printed(run)
        ],
    }


def _sections(source: Source) -> Iterator[list[str | int | None]]:
    """[number, title, level, title of the parent] of every heading, box titles included."""
    if source.front.contents:
        yield [None, CONTENTS_TITLE, 1, None]
    path: list[tuple[int, str]] = []
    for block in source.blocks:
        if isinstance(block, Heading | Box):
            path = [(level, title) for level, title in path if level < block.level]
            number = block.number if isinstance(block, Heading) else None
            yield [number, block.title, block.level, path[-1][1] if path else None]
            path.append((block.level, block.title))


def _table(table: Table, cites: Citations) -> dict[str, Any]:
    grid = [["" for _ in table.widths] for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.col] = " ".join(cites.plain(line) for line in cell.lines)
    caption = cites.plain(table.caption) if table.caption else ""
    return {"caption": caption, "number": table.number, "header_rows": table.header_rows, "rows": grid}


def _reference(source: Source, work: Work, cites: Citations) -> dict[str, Any]:
    style = source.front.references
    return {
        "label": cites.label(work.key),
        "authors": list(printed_authors(work, style)),
        "title": printed_title(work),
        "container": work.container,
        "year": work.year,
        "volume": work.volume,
        "pages": work.pages,
        "doi": work.doi if style.prints_doi else "",
        "text": entry_text(work, style),
    }


def _inlines(source: Source) -> Iterator[Inlines]:
    """Every run of words in reading order."""
    for block in source.blocks:
        match block:
            case Paragraph() | Item():
                yield block.text
            case Box():
                yield from (item.text for item in block.items)
            case Table():
                if block.caption:
                    yield block.caption
                yield from (line for cell in block.cells for line in cell.lines)
            case Figure():
                yield block.caption
