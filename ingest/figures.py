"""Pictures and drawings of a page: where they are and which printed labels stand in them; never what they say.

A figure is an image of sensible size, or drawn curves, slanted strokes, arrows and boxes that hang together. Rules of
tables, page-wide backgrounds, bullets and logos are none; nor is a frame, rounded or not, that text is set in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import median

from ingest.geometry import Box, union
from ingest.lines import Line
from ingest.pages import PageContent
from ingest.tables import FoundTable

SMALLEST = 40.0  # points: a smaller image is a bullet, an icon or a line of a logo
PAGE_WIDE = 0.85  # of the page: a larger image is a scan or a background
NEAR = 12.0  # points: drawn parts closer than this belong to one figure
TOUCHING = 4.0  # points: an arrow ends that close to the box it points at
LEAST_PARTS = 4  # drawn curves or strokes that make a figure
LEAST_NODES = 2  # boxes with words in them that one stroke or arrow makes a figure
PROSE_LINES = 3  # lines half as wide as the drawing around them: it is a frame around text
LABEL = 24  # characters: the longest label beside a drawing
SMALL_LABEL = 45  # the same where it is set smaller than the page's text
SMALLER = 0.93  # of the usual size
BESIDE = 6.0  # em: a small label stands that near to its drawing
TIGHT = 1.2  # em: the same for one of the text's own size
ON_EDGE = 1.5  # points

Joins = Callable[["_Part", "_Part"], bool]


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A picture or drawing on `page` (physical, 1-based); `lines` are the fragments printed in it."""

    page: int
    box: Box
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A drawn thing: `strokes` free curves and slanted lines (0 for a box), `worded` where text stands in it."""

    box: Box
    strokes: int
    worded: bool = False


def find_figures(content: PageContent, lines: Sequence[Line], tables: Sequence[FoundTable]) -> tuple[FoundFigure, ...]:
    """The figures on a page, top to bottom. `tables` are those found on it: their rules draw no figure."""
    boxes = [box for box in content.images if _pictures(box, content)]
    if content.drawings:
        boxes.extend(_drawn(content, lines, tables))
    found = [union(box.box for box in group) for group in _together([_Part(box, 0) for box in boxes], _near)]
    in_tables = {id(line) for table in tables for line in table.lines}
    outside = [line for line in lines if id(line) not in in_tables]
    return tuple(
        FoundFigure(content.number, box, tuple(_labels(outside, box)))
        for box in sorted(found, key=lambda one: (one.y0, one.x0))
    )


def _pictures(box: Box, content: PageContent) -> bool:
    page = content.width * content.height
    return box.width >= SMALLEST and box.height >= SMALLEST and box.area < PAGE_WIDE * page


def _labels(lines: Sequence[Line], box: Box) -> Iterator[Line]:
    """The lines in the figure, and the labels right beside it where nothing but labels stands on that side."""
    yield from (line for line in lines if box.holds(*line.box.center))
    beside = [line for line in lines if box.y0 < line.box.center[1] < box.y1 and not box.holds(*line.box.center)]
    usual = median(line.size for line in lines) if lines else 0.0
    left = [line for line in beside if line.box.x0 < box.x0 and box.x0 - line.box.x1 <= BESIDE * line.size]
    right = [line for line in beside if line.box.x1 > box.x1 and line.box.x0 - box.x1 <= BESIDE * line.size]
    for side in (left, right):
        if all(len(line.text) <= SMALL_LABEL and line.size < SMALLER * usual for line in side):
            yield from side
            continue
        near = [line for line in side if max(box.x0 - line.box.x1, line.box.x0 - box.x1) <= TIGHT * line.size]
        if all(len(line.text) <= LABEL for line in near):
            yield from near


# --- drawings -----------------------------------------------------------------------------------------------------


def _drawn(content: PageContent, lines: Sequence[Line], tables: Sequence[FoundTable]) -> Iterator[Box]:
    page = content.width * content.height

    def apart(box: Box) -> bool:
        return box.area < PAGE_WIDE * page and not any(table.box.grown(2).touches(box) for table in tables)

    shapes = [box for box in content.painted if apart(box)]
    grounds = [shade.box for shade in content.shades if apart(shade.box)]
    worded = [box for box in chain(shapes, grounds) if any(box.holds(*line.box.center) for line in lines)]
    strokes = [box for box in content.drawings if apart(box) and not any(_outlines(box, shape) for shape in worded)]
    parts = [*_strokes(strokes), *(_Part(box, 0, worded=True) for box in worded)]
    rules = [rule.box for rule in content.rules if apart(rule.box)]
    for group in _together(parts, _hang_together):
        around = union(part.box for part in group)
        if not _makes_figure(group):
            continue
        around = _with_rules(around, [part.box for part in group], rules)
        if around.width >= SMALLEST and around.height >= SMALLEST and not _frames_prose(around, lines):
            yield around


def _strokes(boxes: Sequence[Box]) -> Iterator[_Part]:
    """Strokes drawn one after the other that touch, as one part: the arcs of a circle, the sides of an arrow."""
    open_: Box | None = None
    count = 0
    for box in boxes:
        if open_ is not None and open_.touches(box):
            open_, count = union((open_, box)), count + 1
            continue
        if open_ is not None:
            yield _Part(open_, count)
        open_, count = box, 1
    if open_ is not None:
        yield _Part(open_, count)


def _outlines(stroke: Box, shape: Box) -> bool:
    """Whether the stroke is a rounded corner of the shape."""
    across = min(abs(stroke.x0 - shape.x0), abs(stroke.x1 - shape.x1))
    down = min(abs(stroke.y0 - shape.y0), abs(stroke.y1 - shape.y1))
    return across <= ON_EDGE and down <= ON_EDGE and shape.grown(ON_EDGE).holds(*stroke.center)


def _makes_figure(group: Sequence[_Part]) -> bool:
    strokes, nodes = sum(part.strokes for part in group), sum(part.worded for part in group)
    bullets = all(part.worded or max(part.box.width, part.box.height) < NEAR for part in group)
    return (strokes >= LEAST_PARTS and not (bullets and nodes < LEAST_NODES)) or (strokes > 0 and nodes >= LEAST_NODES)


def _with_rules(around: Box, parts: Sequence[Box], rules: Sequence[Box]) -> Box:
    """The drawing with the straight lines that hang on it: frames of boxes, connectors, axes."""
    held = list(parts)
    rest = [rule for rule in rules if rule.width <= 2 * around.width + SMALLEST]
    grown = True
    while grown:
        near = [rule for rule in rest if any(box.grown(ON_EDGE).touches(rule) for box in held)]
        rest = [rule for rule in rest if rule not in near]
        held, grown = [*held, *near], bool(near)
    return union(held)


def _frames_prose(around: Box, lines: Sequence[Line]) -> bool:
    inside = [line for line in lines if around.holds(*line.box.center)]
    wide = [line for line in inside if line.box.width >= 0.5 * around.width]
    most = sum(len(line.text) for line in inside) / 2
    return len(wide) >= PROSE_LINES and sum(len(line.text) for line in wide) > most


# --- what hangs together --------------------------------------------------------------------------------------------


def _near(a: _Part, b: _Part) -> bool:
    return a.box.grown(NEAR).touches(b.box)


def _hang_together(a: _Part, b: _Part) -> bool:
    if a.worded and b.worded:
        return False
    return a.box.grown(TOUCHING if a.worded or b.worded else NEAR).touches(b.box)


def _together(parts: Sequence[_Part], joins: Joins) -> list[list[_Part]]:
    """The parts in groups, each joined to another of its group; no part is compared with those far above it."""
    group_of: list[list[_Part]] = []
    open_: list[tuple[_Part, list[_Part]]] = []
    for part in sorted(parts, key=lambda one: one.box.y0):
        open_ = [(other, group) for other, group in open_ if other.box.y1 >= part.box.y0 - NEAR]
        joined = [part]
        touched = {id(group): group for other, group in open_ if joins(other, part)}
        for group in touched.values():
            joined.extend(group)
        group_of = [group for group in group_of if id(group) not in touched]
        group_of.append(joined)
        open_ = [(other, joined if id(group) in touched else group) for other, group in open_]
        open_.append((part, joined))
    return group_of
