"""What the flow of a file is made of before anyone asks what it means: blocks in reading order.

A PDF and a plain source both become blocks; sections, captions, references and recommendations are told from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ingest.geometry import Box
from ingest.layout.lines import Line
from ingest.model import PrintedText, Style


class BlockKind(Enum):
    TEXT = "text"
    ITEM = "item"  # of a list; its bullet is not part of its text
    TABLE = "table"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Look:
    """How a block is set, where it was printed: the look of most of its characters."""

    font: str
    size: float
    bold: bool
    italic: bool
    color: int
    capitals: bool
    centered: bool = False
    space_above: float = 0.0  # em; at the top of a column: that of a new paragraph


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table or figure. `what` is the table or figure found on the page.

    `level` is set by a plain source that marks its headings (`##`), else 0. `depth` is that of a list item, from 1.
    """

    kind: BlockKind
    text: PrintedText
    lines: tuple[Line, ...] = ()
    look: Look | None = None
    depth: int = 0
    marker: str = ""
    level: int = 0
    box: Box | None = None  # of an atom, or of what is printed on the first page it touches
    what: object = None
    inset: int = 0  # the same for all that stands in one box across the columns; 0 for the text around

    @property
    def page(self) -> int:
        return self.text.page if self.text.text else getattr(self.what, "page", 1)


def look_of(lines: tuple[Line, ...], centered: bool, space_above: float) -> Look:
    """The look of the characters that `lines` set most of."""
    counts: dict[tuple[str, float, bool, bool, int], int] = {}
    for line in lines:
        key = (line.font, line.size, line.bold, line.italic, line.color)
        counts[key] = counts.get(key, 0) + len(line.text)
    font, size, bold, italic, color = max(counts, key=lambda k: counts[k])
    letters = [c for line in lines for c in line.text.text if c.isalpha()]
    capitals = len(letters) > 3 and all(c.isupper() for c in letters)
    return Look(font, size, bold, italic, color, capitals, centered, space_above)


def styles_of(text: PrintedText) -> tuple[Style | None, ...]:
    """The style of each character; white space and what was not printed takes that of its neighbour."""
    out: list[Style | None] = []
    last: Style | None = None
    for char, glyph in zip(text.text, text.glyphs, strict=True):
        if glyph is not None and char != " ":
            last = glyph.style
        out.append(last)
    return tuple(out)
