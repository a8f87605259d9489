"""Run in .bench-venv: what PyMuPDF, pdfplumber and pymupdf4llm read in the PDFs named on the command line, as JSON.

    python benchmarks/peer_reading.py tables FILE…     rows of every table, by both table finders
    python benchmarks/peer_reading.py headings FILE…   headings of pymupdf4llm's Markdown
    python benchmarks/peer_reading.py speed FILE       processor seconds of one long file as Markdown

Imports and a first call that warms up are left out of the seconds.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import pdfplumber  # type: ignore[import-not-found]
import pymupdf
import pymupdf4llm  # type: ignore[import-not-found]

_HEADING = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)
_MARKS = re.compile(r"[*_`#]+")


def tables(files: list[str]) -> dict[str, Any]:
    return {"pymupdf": _timed(_pymupdf, files), "pdfplumber": _timed(_pdfplumber, files)}


def _timed(read: Callable[[str], list[Any]], files: list[str]) -> dict[str, Any]:
    start = time.process_time()
    found = {file: read(file) for file in files}
    return {"seconds": time.process_time() - start, "found": found}


def _pymupdf(file: str) -> list[Any]:
    with pymupdf.open(file) as document:
        return [table.extract() for page in document for table in page.find_tables().tables]


def _pdfplumber(file: str) -> list[Any]:
    with pdfplumber.open(file) as document:
        return [table for page in document.pages for table in page.extract_tables()]


def headings(files: list[str]) -> dict[str, Any]:
    return {"pymupdf4llm": _timed(_markdown_headings, files)}


def _markdown_headings(file: str) -> list[Any]:
    markdown = pymupdf4llm.to_markdown(file, show_progress=False)
    return [_MARKS.sub("", title).strip() for title in _HEADING.findall(markdown)]


def speed(files: list[str]) -> dict[str, Any]:
    pymupdf4llm.to_markdown(files[0], pages=[0], show_progress=False)
    return {"pymupdf4llm": _timed(lambda file: [len(pymupdf4llm.to_markdown(file, show_progress=False))], files)}


def main(what: str, files: list[str]) -> None:
    names = ("pymupdf", "pdfplumber", "pymupdf4llm")
    result = {"tables": tables, "headings": headings, "speed": speed}[what](files)
    result["versions"] = {name: version(name) for name in names}
    sys.stdout.write("\n" + json.dumps(result) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
