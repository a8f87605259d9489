"""Pictures and drawings of a page: where they are and which printed labels stand in them; never what they say.

A figure is an image of sensible size, drawn curves and strokes that hang together, or boxes with text that arrows or
lines join. Rules of tables, frames around text, page-wide backgrounds, bullets and logos in the margins are none: a
frame whose text reads as prose stays with the flow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.geometry import Box, union
from ingest.layout.charts import ARROWS, FIGURE_CAPTION
from ingest.layout.lines import Line
from ingest.pages import PageContent
from ingest.tables.found import FoundTable

SMALLEST = 40.0  # points: a smaller image is a bullet, an icon or a line of a logo
PAGE_WIDE = 0.85  # of the page: a larger image is a scan or a background
MARGIN = 0.11  # of the page's height at its top and bottom, where images lower than LOGO are logos
LOGO = 80.0  # points
NEAR = 12.0  # points: drawn parts closer than this belong to one figure
STACKED = 24.0  # points: boxes below each other with nothing printed between them, within this, belong to one figure
BULLET = 8.0  # points: the largest drawn bullet
BULLET_GAP = 2.5  # em: from a bullet to its text
CORNER = 14.0  # points: a drawn curve as wide as high, and no larger, is the corner of a rounded box
STROKES = 3  # curves or slanted strokes that make a drawing
BOXES = 3  # boxes with text that make a chart, with JOINTS between them
JOINTS = 2
PROSE = 45  # characters: a longer line is a line of text, no label
PROSE_LINES = 3  # lines of text in a drawn frame: it is text in a frame
LABEL = 24  # characters: the longest label beside a drawing
SMALL_LABEL = 45  # the same where it is set smaller than the page's text
SMALLER = 0.93  # of the usual size
BESIDE = 6.0  # em: a small label stands that near to its drawing
TIGHT = 1.2  # em: the same for one of the text's own size
CLOSE = 9.0  # points: labels above and below a drawing
CAPTION_STEP = 3.0  # em: from a drawing or its labels to the caption
MOST = 3_000  # drawn parts that are looked at one by one; more is a map or a plot, taken as a whole


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A picture or drawing on `page` (physical, 1-based); `lines` are the fragments printed in it."""

    page: int
    box: Box
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """Drawn things that hang together. `strokes` are large curves and slanted lines; `joints` arrow heads, and straight
    lines that are no sides of a frame.
    """

    box: Box
    pictures: tuple[Box, ...]
    strokes: int
    rules: int
    joints: int
    boxes: tuple[Box, ...]


def find_figures(
    content: PageContent, lines: Sequence[Line], tables: Sequence[FoundTable], charts: Sequence[Box] = ()
) -> tuple[FoundFigure, ...]:
    """The figures on a page, top to bottom. `tables` are those found on it: their rules draw no figure.

    `charts` are known to be figures; `content` is the page without them.
    """
    drawn = content.images or content.drawings or content.shades or len(content.rules) >= 2 * BOXES
    if not drawn and not charts:
        return ()
    areas = [table.box.grown(2) for table in tables]
    in_tables = {id(line) for table in tables for line in table.lines}
    free = [line for line in lines if id(line) not in in_tables]
    captions = [line for line in free if FIGURE_CAPTION.match(line.text.text)]
    parts = _parts(content, areas, free) if drawn else []
    found = [part.box for part in parts if _draws(part, free, captions)]
    weak = [part.box for part in parts if part.box not in found and _may_belong(part, free)]
    boxes = [*charts, *(_stacked(found, weak, free) if found else ())]
    return tuple(_each(content.number, boxes, free, captions))


def _each(page: int, boxes: Sequence[Box], lines: Sequence[Line], captions: Sequence[Line]) -> Iterator[FoundFigure]:
    """The figures with their lines; a line that two of them could take is the first one's."""
    for box in sorted(boxes, key=lambda one: (one.y0, one.x0)):
        figure = _figure(page, box, lines, captions)
        taken = {id(line) for line in figure.lines}
        lines = [line for line in lines if id(line) not in taken]
        yield figure


def _figure(page: int, box: Box, lines: Sequence[Line], captions: Sequence[Line]) -> FoundFigure:
    inside = [line for line in lines if box.holds(*line.box.center)]
    labels = [*_below(box, lines, captions), *_beside(box, lines)]
    taken = {id(line): line for line in (*inside, *labels)}
    around = union([box, *(line.box for line in labels)])
    return FoundFigure(page, around, tuple(line for line in lines if id(line) in taken))


# --- drawn things that hang together ------------------------------------------------------------------------------


def _parts(content: PageContent, tables: Sequence[Box], lines: Sequence[Line]) -> list[_Part]:
    page = content.width * content.height

    def own(box: Box) -> bool:
        return box.area < PAGE_WIDE * page and not any(area.holds(*box.center) for area in tables)

    pictures = [box for box in content.images if own(box) and not _is_logo(box, content)]
    curves = [(box, count) for box, count in _curves(content.drawings) if own(box) and not _is_bullet(box, lines)]
    drawings = [box for box, _ in curves]
    shapes = [
        box
        for box in (*(shade.box for shade in content.shades), *content.painted)
        if own(box) and not _is_bullet(box, lines)
    ]
    rules = [rule.box for rule in content.rules if own(rule.box) and rule.box.width < PAGE_WIDE * content.width]
    frames = _frames([rule.box for rule in content.rules])
    every = [*pictures, *drawings, *shapes, *rules]
    if len(every) > MOST:
        every = [union(every)]
    parts = []
    for around in _together(every):
        own_curves = [(box, count) for box, count in curves if around.holds(*box.center)]
        straight = sum(around.holds(*box.center) for box in rules)
        inside = [box for box in (*shapes, *frames) if around.holds(*box.center, slack=1)]
        sides = 4 * sum(around.holds(*box.center) for box in frames)
        parts.append(
            _Part(
                around,
                tuple(box for box in pictures if around.holds(*box.center)),
                sum(count for box, count in own_curves if max(box.width, box.height) > CORNER),
                straight,
                sum(
                    count if max(box.width, box.height) > CORNER else not _is_corner(box, count)
                    for box, count in own_curves
                )
                + max(0, straight - sides),
                tuple(_leaves(inside)),
            )
        )
    return parts


def _is_logo(box: Box, content: PageContent) -> bool:
    middle = box.center[1] / content.height
    return box.height < LOGO and not MARGIN < middle < 1 - MARGIN


def _curves(drawings: Sequence[Box]) -> Iterator[tuple[Box, int]]:
    """Strokes drawn one after the other that touch, as one, and how many: arcs of a circle, sides of an arrow."""
    run: list[Box] = []
    around: Box | None = None
    for box in drawings:
        if around is not None and not around.touches(box):
            yield around, len(run)
            run, around = [], None
        run.append(box)
        around = box if around is None else union((around, box))
    if around is not None:
        yield around, len(run)


def _is_corner(box: Box, count: int) -> bool:
    """The rounded corner of a box: one curve, as wide as high."""
    largest = max(box.width, box.height)
    return count == 1 and largest <= CORNER and abs(box.width - box.height) <= 0.3 * largest


def _is_bullet(box: Box, lines: Sequence[Line]) -> bool:
    """A dot or dash drawn right before a line of text."""
    if max(box.width, box.height) > BULLET:
        return False
    x, y = box.center
    return any(
        0 < line.box.x0 - x < BULLET_GAP * line.size and abs(line.box.center[1] - y) < 0.5 * line.size for line in lines
    )


def _frames(rules: Sequence[Box]) -> list[Box]:
    """Stroked rectangles, of which the drawing gives the four sides one after the other: top, bottom, left, right."""
    out = []
    for n in range(len(rules) - 3):
        top, bottom, left, right = rules[n : n + 4]
        around = Box(top.x0, top.y0, top.x1, bottom.y1)
        if left[:2] == top[:2] and right[2:] == bottom[2:] and left.x0 == bottom.x0 and around.height > 0:
            out.append(around)
    return out


def _leaves(boxes: Sequence[Box]) -> list[Box]:
    """Boxes large enough for a word, each place once, without those that hold others."""
    out: list[Box] = []
    for box in sorted(boxes, key=lambda one: one.area):
        if box.width > 20 and box.height > 8 and not any(box.grown(1).holds(*known.center) for known in out):
            out.append(box)
    return out


def _together(boxes: Sequence[Box]) -> list[Box]:
    """The boxes around groups, each nearer than NEAR to something of its own."""
    groups: list[Box] = []
    for box in sorted(boxes, key=lambda one: one.y0):
        reach = box.grown(NEAR)
        near = [group for group in groups if group.touches(reach)]
        if near:
            groups = [group for group in groups if group not in near]
        groups.append(union([box, *near]))
    return groups


# --- what makes them a figure -------------------------------------------------------------------------------------


def _draws(part: _Part, lines: Sequence[Line], captions: Sequence[Line]) -> bool:
    """Whether the part is a picture or drawing, and not a frame around text."""
    inside = [line for line in lines if part.box.holds(*line.box.center)]
    text = sum(len(line.text) > PROSE for line in inside)
    if part.pictures:
        around = union(part.pictures)
        large = around.width >= SMALLEST and around.height >= SMALLEST
        return large and text < 2 * PROSE_LINES
    if part.box.width < SMALLEST or part.box.height < SMALLEST / 4 or text >= PROSE_LINES:
        return False
    arrows = sum(char in ARROWS for line in inside for char in line.text.text)
    filled = [box for box in part.boxes if any(box.holds(*line.box.center) for line in inside)]
    if part.strokes >= STROKES and part.box.height >= SMALLEST:
        return True
    if len(filled) >= BOXES and arrows + part.joints >= JOINTS:
        return True
    captioned = any(_is_under(caption, part.box) for caption in captions)
    drawn = len(part.boxes) > 1 or part.strokes > 0 or part.rules > BOXES
    return captioned and drawn and text < PROSE_LINES


def _is_under(caption: Line, box: Box) -> bool:
    """Whether the caption stands right below or above the box, but for a row of labels."""
    reach = CAPTION_STEP * caption.size
    beside = caption.box.x0 < box.x1 + reach and caption.box.x1 > box.x0 - reach
    return beside and (-2 <= caption.box.y0 - box.y1 <= reach or -2 <= box.y0 - caption.box.y1 <= reach)


def _may_belong(part: _Part, lines: Sequence[Line]) -> bool:
    """Whether the part may be the first or last box of a chart: drawn, no single rule, and no frame around text."""
    inside = [line for line in lines if part.box.holds(*line.box.center)]
    drawn = part.boxes or part.strokes or part.joints > 1
    return bool(drawn) and not any(len(line.text) > PROSE for line in inside)


def _stacked(found: Sequence[Box], weak: Sequence[Box], lines: Sequence[Line]) -> list[Box]:
    """The figures, with what stands right above or below them and nothing but arrows printed between."""
    out: list[Box] = []
    rest = list(weak)
    todo = sorted(found, key=lambda one: one.y0)
    while todo:
        box = todo.pop(0)
        for others in (out, todo, rest):
            near = next((other for other in others if _follow(box, other, lines)), None)
            if near is not None:
                others.remove(near)
                todo.insert(0, union([box, near]))
                break
        else:
            out.append(box)
    return out


def _follow(a: Box, b: Box, lines: Sequence[Line]) -> bool:
    above, below = (a, b) if a.y0 <= b.y0 else (b, a)
    gap = Box(max(a.x0, b.x0), above.y1, min(a.x1, b.x1), below.y0)
    if gap.width <= 0 or gap.height > STACKED:
        return False
    around = union((a, b))  # wider than both where they are shifted: it may hold the text of another column
    return not any(
        around.holds(*line.box.center)
        and not a.holds(*line.box.center)
        and not b.holds(*line.box.center)
        and not set(line.text.text) <= ARROWS
        for line in lines
    )


# --- labels -------------------------------------------------------------------------------------------------------


def _below(box: Box, lines: Sequence[Line], captions: Sequence[Line]) -> list[Line]:
    """Short lines between the drawing and its caption, or set smaller than the text right under or over it."""
    usual = median(line.size for line in lines) if lines else 0.0
    ends = [caption.box.y0 for caption in captions if _is_under(caption, box) and caption.box.y0 > box.center[1]]
    foot = min(ends, default=box.y1)
    reach = box.grown(CLOSE)
    return [
        line
        for line in lines
        if len(line.text) <= SMALL_LABEL
        and not FIGURE_CAPTION.match(line.text.text)
        and reach.x0 < line.box.center[0] < reach.x1
        and (
            (reach.touches(line.box) and line.size < SMALLER * usual)
            or (box.y1 - 2 < line.box.center[1] < foot and line.box.x0 > box.x0 - CLOSE)
        )
    ]


def _beside(box: Box, lines: Sequence[Line]) -> list[Line]:
    """Labels left and right of the drawing, where nothing but labels stands on that side."""
    usual = median(line.size for line in lines) if lines else 0.0
    beside = [line for line in lines if box.y0 < line.box.center[1] < box.y1 and not box.holds(*line.box.center)]
    left = [line for line in beside if line.box.x0 < box.x0 and box.x0 - line.box.x1 <= BESIDE * line.size]
    right = [line for line in beside if line.box.x1 > box.x1 and line.box.x0 - box.x1 <= BESIDE * line.size]
    out: list[Line] = []
    for side in (left, right):
        if all(len(line.text) <= SMALL_LABEL and line.size < SMALLER * usual for line in side):
            out.extend(side)
            continue
        near = [line for line in side if max(box.x0 - line.box.x1, line.box.x0 - box.x1) <= TIGHT * line.size]
        if all(len(line.text) <= LABEL for line in near):
            out.extend(near)
    return out
