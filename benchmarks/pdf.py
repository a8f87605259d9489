"""PDFs made to be measured: several joined, the first page of one, one that says next to nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pymupdf


def joined(files: Iterable[Path]) -> bytes:
    """One file of all their pages."""
    with pymupdf.open() as document:
        for file in files:
            with pymupdf.open(file) as part:
                document.insert_pdf(part)
        return bytes(document.tobytes())


def first_page(data: bytes) -> bytes:
    """A file of its first page alone."""
    with pymupdf.open(stream=data) as document:
        document.select([0])
        return bytes(document.tobytes())


def one_line() -> bytes:
    """A page with one sentence: what reading it costs is the start-up of every library."""
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 90), "Une irradiation est recommandée.")
        return bytes(document.tobytes())
