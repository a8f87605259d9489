"""List bullets that the page draws instead of printing them, as browsers do: the line gets the bullet it shows.

Looks at small round or square marks left of a line; never decides what is a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingest.geometry import Box, union
from ingest.layout.lines import Line, make_line
from ingest.model import Glyph, PrintedText

SMALLEST, LARGEST = 0.12, 0.75  # em: the side of a bullet; smaller is a dot of ink, larger a box to tick or a figure
SQUARE = 1.6  # times as wide as high, or as high as wide, at most
NEAREST, FARTHEST = 0.08, 2.6  # em: the room between a bullet and its line
TOP = 0.85  # em above the baseline: no bullet stands higher


def with_drawn_bullets(lines: Sequence[Line], shapes: Iterable[Box]) -> tuple[Line, ...]:
    """The lines, each with «•» before it where a small mark among `shapes` stands as its bullet.

    The bullet's glyph has the mark's box, so indents and depths are those of the page.
    """
    largest = LARGEST * max((line.size for line in lines), default=0.0)
    marks = [mark for mark in _marks(shapes, largest) if min(mark.width, mark.height) > 0]
    if not marks:
        return tuple(lines)
    bullet_of: dict[int, Box] = {}
    for mark in marks:
        behind = [line for line in lines if _marks_out(mark, line)]
        line = min(behind, key=lambda one: one.box.x0, default=None)
        if line is not None and not _printed_between(mark, line, lines):
            bullet_of[id(line)] = mark
    return tuple(_bulleted(line, bullet_of[id(line)]) if id(line) in bullet_of else line for line in lines)


def _marks(shapes: Iterable[Box], largest: float) -> Iterator[Box]:
    """Small shapes, those that touch one another as one: a circle is drawn in arcs."""
    open_: Box | None = None
    for box in shapes:
        if box.width > largest or box.height > largest:
            continue
        if open_ is not None and open_.touches(box):
            open_ = union((open_, box))
            continue
        if open_ is not None:
            yield open_
        open_ = box
    if open_ is not None:
        yield open_


def _marks_out(mark: Box, line: Line) -> bool:
    em = line.size
    wide, high = mark.width / em, mark.height / em
    if not (SMALLEST <= wide <= LARGEST and SMALLEST <= high <= LARGEST and 1 / SQUARE <= wide / high <= SQUARE):
        return False
    _, middle = mark.center
    return line.baseline - TOP * em < middle < line.baseline and NEAREST * em <= line.box.x0 - mark.x1 <= FARTHEST * em


def _printed_between(mark: Box, line: Line, lines: Sequence[Line]) -> bool:
    """Whether words stand between the mark and the line, or the line has a bullet of its own."""
    if not line.text.text[:1].isalnum() and line.text.text[:1] not in "«“\"'([<>≤≥±":
        return True
    _, middle = mark.center
    return any(
        other is not line
        and other.box.y0 < middle < other.box.y1
        and other.box.x1 > mark.x0 - NEAREST * line.size
        and other.box.x0 < line.box.x0
        for other in lines
    )


def _bulleted(line: Line, mark: Box) -> Line:
    first = next(glyph for glyph in line.text.glyphs if glyph is not None)
    bullet = Glyph(first.page, first.line, *mark, first.style._replace(raised=False))
    return make_line(PrintedText("• ", (bullet, None)) + line.text, line.baseline)
