"""The recipe: a file's bytes → a `Guideline` and what was dropped on the way.

Reads like the table of contents of the work; every step is a room of its own. Opens no other file and keeps nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import PurePath

from ingest.citations import find_citations
from ingest.doses import find_doses
from ingest.errors import Damaged, NoTextLayer
from ingest.flow import Flow, read_flow
from ingest.language import French
from ingest.model import Dropped, Guideline, Page
from ingest.pages import PageContent, open_pdf, read_page
from ingest.plain import read_plain
from ingest.quantities import find_quantities
from ingest.recommendations import find_recommendations
from ingest.structure import find_structure

PLAIN = frozenset([".txt", ".md", ".markdown"])


def read_guideline(data: bytes, *, name: str, document: str, ocr: bool = False) -> Guideline:
    """Everything that `data` says, with the place of every word.

    `name` is the file's name, for messages and to tell a plain source (.txt, .md) from a PDF; `document` is the slug
    that ids are made for; `ocr` reads scanned pages with the system's Tesseract.

    Raises SourceError when the file cannot be read at all; a page that cannot be read is in `dropped`.
    """
