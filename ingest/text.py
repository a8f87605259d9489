"""Printed text: a string of which each character knows its glyph, so that a place is never searched for afterwards.

Standard library only. What a text means is said by the layers of `model`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from ingest.geometry import Box


class Style(NamedTuple):
    """How a glyph is set. `size` in points; `raised` marks a superscript."""

    font: str
    size: float
    bold: bool
    italic: bool
    color: int
    raised: bool = False
    hidden: bool = False  # painted invisibly: an OCR layer, or text the reader of the paper cannot see


class Glyph(NamedTuple):
    """One printed character: its physical page (1-based), a line number unique in the file, its box, its style."""

    page: int
    line: int
    x0: float
    y0: float
    x1: float
    y1: float
    style: Style

    @property
    def box(self) -> Box:
        return Box(self.x0, self.y0, self.x1, self.y1)


def around(glyphs: Iterable[Glyph]) -> Box:
    """The smallest box around all of `glyphs`.

    Raises ValueError when there are none.
    """
    _, _, x0s, y0s, x1s, y1s, _ = zip(*glyphs, strict=True)
    return Box(min(x0s), min(y0s), max(x1s), max(y1s))


@dataclass(frozen=True, slots=True)
class Place:
    """Where printed text stands: one page, one box a line, in points from the top left of the page as displayed."""

    page: int  # physical, 1-based
    printed_page: str | None  # the label on the paper, «IV» or «12»
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A string whose characters keep their glyphs.

    `glyphs` is as long as `text`; a character that was not printed (the space that heals a line break) has None.
    A plain source (.txt, .md) has no glyphs at all: all None.
    """

    text: str
    glyphs: tuple[Glyph | None, ...] = field(compare=False, repr=False)

    def __post_init__(self) -> None:
        if len(self.text) != len(self.glyphs):
            raise ValueError(f"{len(self.text)} characters but {len(self.glyphs)} glyphs")

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> PrintedText:
        return PrintedText(self.text[part], self.glyphs[part])

    def __add__(self, other: PrintedText) -> PrintedText:
        return PrintedText(self.text + other.text, self.glyphs + other.glyphs)

    def strip(self) -> PrintedText:
        """Without white space at either end."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : start + len(self.text.strip())]

    @property
    def page(self) -> int:
        """The physical page of the first printed character; 1 for a plain source."""
        for glyph in self.glyphs:
            if glyph:
                return glyph.page
        return 1

    def places(self, labels: Mapping[int, str | None]) -> tuple[Place, ...]:
        """One place a page touched, in the text's order, with one box a line.

        `labels` gives the printed label of each physical page. Empty for a plain source.
        """
        inked = [g for c, g in zip(self.text, self.glyphs, strict=True) if g and g[4] > g[2] and not c.isspace()]
        boxes: dict[int, list[Box]] = {}
        for (page, _line), glyphs in groupby(inked, key=itemgetter(0, 1)):
            boxes.setdefault(page, []).append(around(glyphs))
        return tuple(Place(page, labels.get(page), tuple(found)) for page, found in boxes.items())


EMPTY = PrintedText("", ())


def plain(text: str) -> PrintedText:
    """Text of a source without pages: no character has a glyph."""
    return PrintedText(text, (None,) * len(text))


def join(parts: Iterable[PrintedText], separator: str = " ") -> PrintedText:
    """The parts one after the other, `separator` between them without a glyph."""
    chars: list[str] = []
    glyphs: list[Glyph | None] = []
    for n, part in enumerate(parts):
        if n:
            chars.append(separator)
            glyphs.extend([None] * len(separator))
        chars.append(part.text)
        glyphs.extend(part.glyphs)
    return PrintedText("".join(chars), tuple(glyphs))
