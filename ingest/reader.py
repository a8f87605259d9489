"""The recipe: a file's bytes → a `Guideline` and what was dropped on the way.

Reads like the table of contents of the work; every step is a room of its own. Opens no other file and keeps nothing.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from ingest.bibliography.citations import find_citations
from ingest.doses.find import find_doses
from ingest.language import French
from ingest.layout.blocks import Block
from ingest.layout.flow import read_flow
from ingest.layout.turning import as_displayed
from ingest.model import Dropped, Furniture, Guideline, Page
from ingest.outline.structure import find_structure
from ingest.pages import page_count
from ingest.paper.ocr import find_tesseract
from ingest.paper.trust import trusted_pages
from ingest.plain import read_plain
from ingest.statements.recommendations import find_recommendations
from ingest.values.quantities import find_quantities

PLAIN = frozenset([".txt", ".md", ".markdown"])


def read_guideline(data: bytes, *, name: str, document: str, ocr: bool = False) -> Guideline:
    """Everything that `data` says, with the place of every word.

    `name` is the file's name, for messages and to tell a plain source (.txt, .md) from a PDF; `document` is the slug
    that ids are made for; `ocr` reads scanned pages with the system's Tesseract.

    Raises SourceError when the file cannot be read at all; a page that cannot be read is in `dropped`. CallError where
    `ocr` is asked for and there is no Tesseract.
    """
    with _uncollected():
        return _read(data, name, document, ocr)


def count_pages(data: bytes, name: str) -> int:
    """How many pages there are to read, 1 in a plain source; hardly any of the file is looked at.

    Raises SourceError as `read_guideline` where the file cannot be opened.
    """
    return 1 if _is_plain(data, name) else page_count(data, name)


def warm_up() -> None:
    """Load the libraries and the lexicons, for a process that will read many files, or others in its name."""
    read_guideline("1. Titre\n\nIl est recommandé (1).\n".encode(), name="warm.txt", document="warm")


@dataclass(frozen=True, slots=True)
class _Source:
    """A file as blocks, however it came: what the layers of meaning stand on."""

    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def _read(data: bytes, name: str, document: str, ocr: bool) -> Guideline:
    source = _plain(data, name) if _is_plain(data, name) else _printed(data, name, ocr)
    recognised = frozenset(page.number for page in source.pages if page.ocr)
    structure = find_structure(source.blocks, document, recognised)
    return Guideline(
        hashlib.sha256(data).hexdigest(),
        source.pages,
        structure.title,
        structure.sections,
        structure.passages,
        structure.tables,
        structure.figures,
        find_recommendations(_french(), structure.passages, structure.sections),
        structure.references,
        find_citations(structure.passages, structure.references),
        find_quantities(structure.passages),
        find_doses(_french(), structure.passages, structure.tables, structure.sections),
        source.dropped,
        (*source.furniture, *structure.aside),
    )


def _is_plain(data: bytes, name: str) -> bool:
    return PurePath(name).suffix.casefold() in PLAIN and b"%PDF-" not in data[:1024]  # what its bytes say


def _plain(data: bytes, name: str) -> _Source:
    return _Source((Page(1, None, 0.0, 0.0),), read_plain(data, name))


def _printed(data: bytes, name: str, ocr: bool) -> _Source:
    trusted = trusted_pages(data, name, find_tesseract() if ocr else None)
    flow = as_displayed(read_flow(trusted.contents), trusted.contents)
    pages = tuple(
        Page(c.number, flow.labels.get(c.number), *c.displayed_size, c.number in trusted.recognised)
        for c in trusted.contents
    )
    return _Source(pages, flow.blocks, flow.furniture, trusted.dropped)


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
