"""The recipe: a file's bytes → a `Guideline` and what was dropped on the way.

Reads like the table of contents of the work; every step is a room of its own. Opens no other file and keeps nothing.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from ingest.citations import find_citations
from ingest.doses import find_doses
from ingest.errors import Damaged, NoTextLayer
from ingest.flow import read_flow
from ingest.language import French
from ingest.model import Dropped, Guideline, Page
from ingest.pages import PageContent, open_pdf, read_page
from ingest.quantities import find_quantities
from ingest.recommendations import find_recommendations
from ingest.structure import find_structure
from ingest.turning import as_displayed


def read_guideline(data: bytes, *, name: str, document: str, ocr: bool = False) -> Guideline:
    """Everything that `data` says, with the place of every word.

    `name` is the file's name, for messages and to tell a plain source (.txt, .md) from a PDF; `document` is the slug
    that ids are made for; `ocr` reads scanned pages with the system's Tesseract.

    Raises SourceError when the file cannot be read at all; a page that cannot be read is in `dropped`.
    """
    with _uncollected():
        return _read(data, name, document)


def _read(data: bytes, name: str, document: str) -> Guideline:
    contents, dropped = _pages(data, name)
    flow = as_displayed(read_flow(contents), contents)
    pages = tuple(Page(c.number, flow.labels.get(c.number), c.width, c.height) for c in contents)
    structure = find_structure(flow.blocks, document)
    recommendations = find_recommendations(_french(), structure.passages, structure.sections)
    citations = find_citations(structure.passages, structure.references)
    return Guideline(
        hashlib.sha256(data).hexdigest(),
        pages,
        structure.title,
        structure.sections,
        structure.passages,
        structure.tables,
        structure.figures,
        recommendations,
        structure.references,
        citations,
        find_quantities(structure.passages),
        find_doses(_french(), structure.passages, structure.tables, structure.sections),
        dropped,
        flow.furniture + structure.aside,
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for cycles: a page makes thousands of small tuples and no cycle.

    It took a third of the time of a reading (36 → 21 ms a page, 13 dense pages, 2026-11).
    """
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()


@cache
def _french() -> French:
    """Built once a process: 30 ms, and 0.6 s for the import of spaCy the first time."""
    return French()


def _pages(data: bytes, name: str) -> tuple[list[PageContent], tuple[Dropped, ...]]:
    """The pages that can be read, and the others with the reason."""
    contents: list[PageContent] = []
    dropped: list[Dropped] = []
    with open_pdf(data, name) as document:
        line = 0
        for number in range(1, document.page_count + 1):
            try:
                content = read_page(document, number, line)
            except Damaged as error:
                dropped.append(Dropped(number, "page", error.why))
                continue
            line += len(content.runs)
            contents.append(content)
    if not any(content.runs for content in contents):
        why = "no page has text: it is a scan or a drawing"
        raise NoTextLayer(name, why, "Run it through text recognition (OCR), or build with --ocr.")
    return contents, tuple(dropped)
