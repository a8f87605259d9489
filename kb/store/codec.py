"""Printed text ↔ a few bytes: where each character stands, small enough to keep for every quotation.

Coordinates are kept to a hundredth of a point; style is not kept. Knows nothing of tables or files.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Mapping
from itertools import accumulate, chain, compress, groupby
from operator import ge, itemgetter, sub

from ingest.geometry import Box
from ingest.model import Glyph, PrintedText, Style, plain

UNITS = 100  # a point: a glyph's edge is kept to 0.01 pt (3.5 µm), far below what any screen or paper shows
UNSTYLED = Style("", 0.0, False, False, 0)  # what decoded glyphs carry: style is of use while reading only
_EFFORT = 1  # of zlib: level 6 saves a tenth of the bytes and takes twice the time
_COUNTS = 2  # numbers at the start: of runs, of gaps
_RUN = 5  # numbers a run is told by: characters, page, line, top, bottom
_LEVEL = itemgetter(0, 1, 3, 5)  # page, line, y0 and y1 of a glyph: what those of a run have in common
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # made once: `json.dumps` makes it every time


def encode(text: PrintedText) -> bytes:
    """The places of all characters of `text`; b"" where none was printed.

    Zlib over 32-bit integers: the number of runs and of gaps, each run (printed characters, page, line, y0, y1), the
    index of each character that was not printed, then each printed one's distance to the one before, then the widths.
    Raises OverflowError or ValueError for coordinates that are no numbers of a page.
    """
    return encode_placed(text, {})[0]


def encode_placed(text: PrintedText, labels: Mapping[int, str | None]) -> tuple[bytes, str]:
    """`encode(text)`, and where the text stands as `printed_places` says it: both from one walk over its glyphs."""
    glyphs = list(filter(None, text.glyphs))
    if not glyphs:
        return b"", "[]"
    chars = "".join(compress(text.text, text.glyphs))
    gaps = [at for at, glyph in enumerate(text.glyphs) if not glyph]
    _, _, x0s, _, x1s, _, _ = zip(*glyphs, strict=True)
    lefts, rights = [round(x * UNITS) for x in x0s], [round(x * UNITS) for x in x1s]
    if any(map(ge, lefts, rights)):  # a glyph thinner than a unit
        lefts, rights = map(list, zip(*map(_edges, x0s, x1s), strict=True))
    heads: list[int] = []
    boxes: dict[int, list[list[int]]] = {}  # by page, one a line, in units
    before = (0, 0)
    start = 0
    for (page, line, y0, y1), same in groupby(glyphs, _LEVEL):
        end = start + len(list(same))
        top, bottom = _edges(y0, y1)
        heads += end - start, page, line, top, bottom
        if ink := _ink(chars[start:end], lefts[start:end], rights[start:end]):
            found = boxes.setdefault(page, [])
            if before == (page, line):
                _widen(found[-1], [ink[0], top, ink[1], bottom])
            else:
                found.append([ink[0], top, ink[1], bottom])
            before = page, line
        start = end
    numbers = array("i", (len(heads) // _RUN, len(gaps), *heads, *gaps))
    numbers.extend(map(sub, lefts, chain((0,), lefts)))
    numbers.extend(map(sub, rights, lefts))
    return zlib.compress(_little(numbers).tobytes(), _EFFORT), _json(boxes, labels)


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
    if len(numbers) < _COUNTS:
        raise ValueError("damaged glyph map (empty)")
    runs = numbers[_COUNTS : (first := _COUNTS + _RUN * numbers[0])]
    gaps, across = numbers[first : first + numbers[1]], numbers[first + numbers[1] :]
    half = len(across) // 2
    edges = [
        (left / UNITS, (left + width) / UNITS)
        for left, width in zip(accumulate(across[:half]), across[half:], strict=True)
    ]
    found: list[Glyph | None] = []
    make = tuple.__new__
    start = 0
    for count, page, line, top, bottom in zip(*[iter(runs)] * _RUN, strict=True):
        y0, y1 = top / UNITS, bottom / UNITS
        # without the named tuple's own constructor, half of the time of opening a guideline
        found += [make(Glyph, (page, line, x0, y0, x1, y1, UNSTYLED)) for x0, x1 in edges[start : start + count]]
        start += count
    for gap in gaps:
        found.insert(gap, None)
    return PrintedText(text, tuple(found))


def printed_places(text: PrintedText, labels: Mapping[int, str | None]) -> str:
    """Where `text` stands as the contract prints it: coordinates to a hundredth of a point, no box empty."""
    return encode_placed(text, labels)[1]


def box_list(box: Box) -> list[float]:
    """A box as the contract prints it: four numbers to a hundredth of a point, with x0 < x1 and y0 < y1."""
    left, right = _edges(box.x0, box.x1)
    top, bottom = _edges(box.y0, box.y1)
    return [left / UNITS, top / UNITS, max(right, left + 1) / UNITS, max(bottom, top + 1) / UNITS]


def _ink(text: str, lefts: list[int], rights: list[int]) -> tuple[int, int] | None:
    """From where to where a run is inked: white space and what has no width prints nothing."""
    left, right = min(lefts), max(rights)
    first, last = lefts.index(left), rights.index(right)
    if text[first].isspace() or text[last].isspace() or rights[first] <= left or lefts[last] >= right:
        inked = [(x0, x1) for char, x0, x1 in zip(text, lefts, rights, strict=True) if x1 > x0 and not char.isspace()]
        return (min(x0 for x0, _ in inked), max(x1 for _, x1 in inked)) if inked else None
    return left, right


def _widen(box: list[int], more: list[int]) -> None:
    box[:] = min(box[0], more[0]), min(box[1], more[1]), max(box[2], more[2]), max(box[3], more[3])


def _json(boxes: Mapping[int, list[list[int]]], labels: Mapping[int, str | None]) -> str:
    places = [
        {
            "page": page,
            "printed_page": labels.get(page),
            "boxes": [[x0 / UNITS, y0 / UNITS, x1 / UNITS, max(y1, y0 + 1) / UNITS] for x0, y0, x1, y1 in found],
        }
        for page, found in boxes.items()
    ]
    return _COMPACT.encode(places)


def _edges(low: float, high: float) -> tuple[int, int]:
    """Both edges in hundredths of a point: what had ink keeps a width."""
    start, end = round(low * UNITS), round(high * UNITS)
    return start, end if end > start or high <= low else start + 1


def _little(numbers: array[int]) -> array[int]:
    """The same bytes on every machine, so that a knowledge base can be carried from one to another."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
