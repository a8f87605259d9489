"""Printed text ↔ a few bytes: where each character stands, small enough to keep for every quotation.

Coordinates are kept to a hundredth of a point; style is not kept. Knows nothing of tables or files.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Mapping
from itertools import accumulate, chain, groupby
from operator import ge, sub

from ingest.geometry import Box
from ingest.model import Glyph, Place, PrintedText, Style, plain

UNITS = 100  # a point: a glyph's edge is kept to 0.01 pt (3.5 µm), far below what any screen or paper shows
UNSTYLED = Style("", 0.0, False, False, 0)  # what decoded glyphs carry: style is of use while reading only
_RUN = 5  # numbers a run is told by: characters, page, line, top, bottom


def encode(text: PrintedText) -> bytes:
    """The places of all characters of `text`; b"" where none was printed.

    Zlib over 32-bit integers: the number of runs, each run (characters, page, line, y0, y1), then each printed
    character's distance to the one before and its width. A run of page 0 was not printed.
    Raises OverflowError or ValueError for coordinates that are no numbers of a page.
    """
    heads: list[int] = [0]
    across: list[int] = []
    for line, glyphs in groupby(text.glyphs, _line):
        if line is None:
            heads += len(list(glyphs)), 0, 0, 0, 0
            continue
        run = [glyph for glyph in glyphs if glyph]
        page, number, y0, y1 = line
        heads += len(run), page, number, *_edges(y0, y1)
        edges = [round(edge * UNITS) for glyph in run for edge in (glyph[2], glyph[4])]
        if any(map(ge, edges[::2], edges[1::2])):  # a glyph thinner than a unit
            edges = [edge for glyph in run for edge in _edges(glyph[2], glyph[4])]
        across += map(sub, edges, chain((0,), edges))
    heads[0] = (len(heads) - 1) // _RUN
    if not across:
        return b""
    return zlib.compress(_little(array("i", heads + across)).tobytes(), 6)


def decode(text: str, blob: bytes) -> PrintedText:
    """The inverse of `encode`, up to a hundredth of a point and the glyphs' style.

    Raises ValueError where `blob` is not the places of `text`.
    """
    if not blob:
        return plain(text)
    try:
        numbers = _little(array("i", zlib.decompress(blob)))
    except zlib.error as error:
        raise ValueError(f"damaged glyph map ({error})") from error
    if not numbers:
        raise ValueError("damaged glyph map (empty)")
    found: list[Glyph | None] = []
    at = 1 + _RUN * numbers[0]
    make = tuple.__new__
    for start in range(1, at, _RUN):
        count, page, line, top, bottom = numbers[start : start + _RUN]
        if not page:
            found.extend([None] * count)
            continue
        y0, y1 = top / UNITS, bottom / UNITS
        edges = [edge / UNITS for edge in accumulate(numbers[at : at + 2 * count])]
        at += 2 * count
        # without the named tuple's own constructor, half of the time of opening a guideline
        found += [
            make(Glyph, (page, line, x0, y0, x1, y1, UNSTYLED)) for x0, x1 in zip(edges[::2], edges[1::2], strict=True)
        ]
    return PrintedText(text, tuple(found))


def places_json(places: Iterable[Place]) -> str:
    """Places as the contract prints them, coordinates to a hundredth of a point, no box empty."""
    return json.dumps(
        [
            {"page": place.page, "printed_page": place.printed_page, "boxes": [box_list(box) for box in place.boxes]}
            for place in places
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def printed_places(text: PrintedText, labels: Mapping[int, str | None]) -> str:
    """`places_json` of where `text` stands."""
    return places_json(text.places(labels))


def box_list(box: Box) -> list[float]:
    """A box as the contract prints it: four numbers to a hundredth of a point, with x0 < x1 and y0 < y1."""
    left, right = _edges(box.x0, box.x1)
    top, bottom = _edges(box.y0, box.y1)
    return [left / UNITS, top / UNITS, max(right, left + 1) / UNITS, max(bottom, top + 1) / UNITS]


def _line(glyph: Glyph | None) -> tuple[int, int, float, float] | None:
    return glyph and (glyph[0], glyph[1], glyph[3], glyph[5])


def _edges(low: float, high: float) -> tuple[int, int]:
    """Both edges in hundredths of a point: what had ink keeps a width."""
    start, end = round(low * UNITS), round(high * UNITS)
    return start, end if end > start or high <= low else start + 1


def _little(numbers: array[int]) -> array[int]:
    """The same bytes on every machine, so that a knowledge base can be carried from one to another."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
