"""The quotations of a build as they stand in its store: text, places, and the box of every character.

Reads the rows and decodes the glyph maps by itself, so that a fault of the writer is not repeated by the reader.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import zlib
from array import array
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

_UNITS = 100.0  # a point, as the maps count
_COUNTS = 2  # numbers at the start: of runs, of characters that were not printed
_RUN = 5  # numbers a run is told by: characters, page, line, top, bottom
_LAYERS = {  # what is quoted, and whose passage it is
    "passages": "SELECT id, text, page, places, glyphs FROM passages WHERE edition = ? AND NOT ocr",
    "sections": "SELECT id, title, page, places, glyphs FROM sections WHERE edition = ?",
    "recommendations": "SELECT passage, text, page, places, glyphs FROM recommendations WHERE edition = ?",
    "bibliography": "SELECT 'reference ' || coalesce(label, position + 1), text, page, places, glyphs"
    " FROM bibliography WHERE edition = ?",
    "citations": "SELECT passage, text, page, places, glyphs FROM citations WHERE edition = ?",
    "quantities": "SELECT passage, text, page, places, glyphs FROM quantities WHERE edition = ?",
    "doses": "SELECT passage, text, page, places, glyphs FROM doses WHERE edition = ?",
}
_CELLS = (
    "SELECT t.passage, c.text, c.page, c.box, c.glyphs FROM cells c JOIN tables t ON t.edition = c.edition"
    " AND t.id = c.table_id WHERE c.edition = ? AND c.text <> ''"
)
Corners = tuple[float, float, float, float]
_NOWHERE: Corners = (0.0, 0.0, 0.0, 0.0)


class Printed(NamedTuple):
    """A character of a quotation and where it is said to stand; page 0 where it was not printed (a healed space)."""

    char: str
    page: int
    line: int
    box: Corners


class Quotation(NamedTuple):
    """A stored quotation. `snug`: its boxes hold it and nothing else, each edge touched; a cell's box is wider."""

    layer: str
    passage: str  # the id to name it by: its passage's, or the section's own
    text: str
    page: int
    boxes: tuple[tuple[int, Corners], ...]  # with their pages
    printed: tuple[Printed, ...]
    snug: bool


class Broken(NamedTuple):
    """A row whose parts do not agree with each other."""

    passage: str
    page: int
    why: str


def quotations(store: sqlite3.Connection, edition: int) -> Iterator[Quotation | Broken]:
    """All that is quoted of an edition of a PDF, in no order that matters."""
    for layer, query in _LAYERS.items():
        for passage, text, page, places, glyphs in store.execute(query, (edition,)):
            try:
                found = json.loads(places)
                boxes = tuple((place["page"], _corners(box)) for place in found for box in place["boxes"])
                yield Quotation(layer, passage, text, page, boxes, decoded(text, glyphs), True)
            except (ValueError, TypeError, KeyError, IndexError) as error:
                yield Broken(passage, max(1, int(page)), f"its places cannot be read ({error})")
    for passage, text, page, box, glyphs in store.execute(_CELLS, (edition,)):
        try:
            printed = decoded(text, glyphs)
            boxes = ((page, _corners(json.loads(box))), *_rest(page, printed))
            yield Quotation("cells", passage, text, page, boxes, printed, False)
        except (ValueError, TypeError, IndexError) as error:
            yield Broken(passage, max(1, int(page)), f"a cell's place cannot be read ({error})")


def decoded(text: str, blob: bytes) -> tuple[Printed, ...]:
    """Each character of `text` with its place. Raises ValueError where `blob` does not tell of so many."""
    try:
        numbers = array("i", zlib.decompress(blob))
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if sys.byteorder == "big":
        numbers.byteswap()
    runs, gaps = numbers[:_COUNTS]
    places = _COUNTS + _RUN * runs + gaps  # where the distances begin; the widths follow
    unprinted = set(numbers[places - gaps : places])
    count = (len(numbers) - places) // 2
    if count + len(unprinted) != len(text) or places + 2 * count != len(numbers):
        raise ValueError(f"places of {count + gaps} characters for a text of {len(text)}")
    letters = (char for n, char in enumerate(text) if n not in unprinted)
    printed: list[Printed] = []
    x0 = 0
    for run in range(runs):
        many, page, line, top, bottom = numbers[_COUNTS + _RUN * run : _COUNTS + _RUN * (run + 1)]
        for char in islice(letters, many):
            at = places + len(printed)
            x0 += numbers[at]
            x1 = x0 + numbers[at + count]
            printed.append(Printed(char, page, line, (x0 / _UNITS, top / _UNITS, x1 / _UNITS, bottom / _UNITS)))
    if len(printed) != count:
        raise ValueError(f"runs of {len(printed)} characters for {count} places")
    found = iter(printed)
    return tuple(Printed(char, 0, 0, _NOWHERE) if n in unprinted else next(found) for n, char in enumerate(text))


def _rest(page: int, printed: tuple[Printed, ...]) -> Iterator[tuple[int, Corners]]:
    """Where a cell goes on after a page break: its stored box is the one on its first page."""
    for other in sorted({each.page for each in printed} - {0, page}):
        x0s, y0s, x1s, y1s = zip(*(each.box for each in printed if each.page == other), strict=True)
        yield other, (min(x0s), min(y0s), max(x1s), max(y1s))


def _corners(box: object) -> Corners:
    if not isinstance(box, list) or len(box) != 4:
        raise ValueError("a box has four corners")
    left, top, right, bottom = (float(edge) for edge in box)
    return left, top, right, bottom
