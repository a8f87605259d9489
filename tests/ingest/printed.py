"""Printed lines made by hand: every character half an em wide, so places can be reckoned in one's head."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.layout.blocks import Block
from ingest.layout.columns import reading_order
from ingest.layout.healing import vocabulary
from ingest.layout.lines import Line, make_line
from ingest.layout.paragraphs import gather
from ingest.layout.placed import Placed
from ingest.model import Glyph, PrintedText, Style

WIDTH = 0.5  # em


def line(
    text: str, x: float = 50.0, y: float = 100.0, *, size: float = 10.0, bold: bool = False, italic: bool = False,
    color: int = 0, page: int = 1,
) -> Line:  # fmt: skip
    """A line whose first character stands at `x` on the baseline `y` (points)."""
    style = Style("Sans-Bold" if bold else "Sans", size, bold, italic, color)
    step = WIDTH * size
    glyphs = tuple(
        Glyph(page, int(y), x + n * step, y - 0.8 * size, x + (n + 1) * step, y + 0.2 * size, style)
        for n in range(len(text))
    )
    return make_line(PrintedText(text, glyphs), y)


def column(
    texts: Iterable[str], x: float = 50.0, y: float = 100.0, *, step: float = 12.0, **style: object
) -> list[Line]:
    """Lines one under the other; "" leaves a line blank."""
    return [line(text, x, y + n * step, **style) for n, text in enumerate(texts) if text]  # type: ignore[arg-type]


def flow(*pages: list[Line]) -> list[Placed]:
    """The pages' lines as they are read."""
    return [placed for page in pages for placed in reading_order(page, [])]


def blocks(*pages: list[Line]) -> tuple[Block, ...]:
    """The blocks of the pages, healed by their own words."""
    return gather(flow(*pages), vocabulary(one.text.text for page in pages for one in page))


def texts(*pages: list[Line]) -> list[str]:
    return [block.text.text for block in blocks(*pages)]
