"""Boxes that text is set in: rectangles that are stroked, their corners rounded or not, and filled grounds.

Where they are; whether one is a cell, a node of a chart or an inset across columns is told elsewhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from ingest.geometry import Box
from ingest.layout.lines import Line
from ingest.pages import PageContent

SMALLEST = (24.0, 9.0)  # points, width and height: a smaller box holds no words
ROUND = 16.0  # points: the largest radius of a rounded corner
EDGE = 1.6  # points: how exactly a stroke runs along the side of a box
LARGEST = 0.6  # of the page: a larger box is a frame around the page
APART = 3.0  # points between an inset and other boxes; cells touch
BESIDE = 3  # lines beside an inset that the text runs around
RAGGED = 0.15  # of their room: how far before the inset its neighbours may end
MOST_FULL = 0.6  # of them end there
MOST = 1_500  # rules on a page; beyond, its boxes are the cells of tables


def insets(content: PageContent, lines: Sequence[Line]) -> tuple[Box, ...]:
    """The outermost boxes that hold two lines at least and cut none: «À retenir», in or across the columns."""
    if len(content.rules) > MOST or not (len(content.rules) > 3 or content.shades or content.painted):
        return ()
    page = content.width * content.height
    shapes = (*(shade.box for shade in content.shades), *content.painted, *outlines(content))
    found: list[Box] = []
    for box in sorted(set(shapes), key=lambda one: -one.area):
        if box.area > LARGEST * page or box.height < 3 * SMALLEST[1]:
            continue
        if any(known.grown(EDGE).holds(*box.center) for known in found):
            continue
        inside = [line for line in lines if box.holds(*line.box.center)]
        whole = all(box.x0 - EDGE <= line.box.x0 and line.box.x1 <= box.x1 + EDGE for line in inside)
        if len(inside) > 1 and whole:
            found.append(box)
    return tuple(found)


def asides(content: PageContent, lines: Sequence[Line]) -> tuple[Box, ...]:
    """The insets that the text of their column runs around: «Points clés» at its right or left edge.

    Lines beside them end where they begin, as lines of prose do; other lines of the column run over their place.
    """
    found: list[Box] = []
    boxes = insets(content, lines)
    for box in boxes:
        if any(other is not box and other.grown(APART).touches(box) for other in boxes) or _ruled(content, box):
            continue
        outside = [line for line in lines if not box.holds(*line.box.center)]
        beside = [line.box for line in outside if line.box.y0 < box.y1 and line.box.y1 > box.y0]
        others = [line.box for line in outside if line.box.y0 >= box.y1 or line.box.y1 <= box.y0]
        if _wraps(beside, others, box) or _wraps(
            [_mirrored(b) for b in beside], [_mirrored(b) for b in others], _mirrored(box)
        ):
            found.append(box)
    return tuple(found)


def _wraps(beside: Sequence[Box], others: Sequence[Box], box: Box) -> bool:
    """Whether the lines left of the box end at it, and others of their column run on below or above it."""
    if len(beside) < BESIDE or any(line.x1 > box.x0 for line in beside):
        return False
    left = min(line.x0 for line in beside)
    full = sum(line.x1 >= box.x0 - RAGGED * (box.x0 - left) for line in beside)
    over = any(abs(line.x0 - left) <= RAGGED * box.width and line.x1 >= box.x0 + box.width / 2 for line in others)
    return over and full >= MOST_FULL * len(beside)


def _mirrored(box: Box) -> Box:
    return Box(-box.x1, box.y0, -box.x0, box.y1)


def _ruled(content: PageContent, box: Box) -> bool:
    """Whether rules or grounds inside the box part it in cells."""
    inner = box.grown(-APART)
    parts = [rule.box for rule in content.rules] + [shade.box for shade in content.shades]
    return any(inner.holds(*part.center) and part.area < box.area / 2 for part in parts)


def outlines(content: PageContent) -> Iterator[Box]:
    """Rectangles that are stroked: two level strokes, and an upright one on each side."""
    upright: dict[tuple[int, int], list[Box]] = {}  # by where they begin, as `level` by the x
    level: dict[int, list[Box]] = {}
    for rule in content.rules:
        if not rule.horizontal:
            upright.setdefault((round(rule.box.center[0]), round(rule.box.y0)), []).append(rule.box)
        elif rule.box.width >= SMALLEST[0] - 2 * ROUND:
            level.setdefault(round(rule.box.x0), []).append(rule.box)
    if not upright:
        return
    for x, own in level.items():
        beside = sorted((box for near in (x - 1, x, x + 1) for box in level.get(near, ())), key=_top)
        for top in own:
            lower = beside[bisect_right(beside, top.y0 + EDGE, key=_top) :]
            bottom = next((box for box in lower if _as_wide(top, box)), None)
            left = _side(upright, top, bottom, top.x0, -1) if bottom else None
            right = _side(upright, top, bottom, top.x1, 1) if bottom and left else None
            if bottom and left and right:
                yield Box(left.x0, top.y0, right.x1, bottom.y1)


def _top(box: Box) -> float:
    return box.y0


def _as_wide(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) < EDGE and abs(a.x1 - b.x1) < EDGE


def _side(upright: Mapping[tuple[int, int], list[Box]], top: Box, bottom: Box, x: float, outwards: int) -> Box | None:
    """The upright stroke that joins the two level ones at `x`, or a corner's radius outside it."""
    for off in range(-2, int(ROUND) + 1):
        y = round(top.y1) + max(0, off)
        for near in range(y - 3, y + 4):
            for side in upright.get((round(x) + outwards * off, near), ()):
                if _closes(side, top, bottom, outwards * (side.center[0] - x)):
                    return side
    return None


def _closes(side: Box, top: Box, bottom: Box, off: float) -> bool:
    """Whether the upright stroke joins the two level ones, `off` points outside their end: the corner's radius."""
    return (
        -EDGE <= off <= ROUND
        and abs(side.y0 - top.y1 - max(0.0, off)) < 2 * EDGE
        and abs(bottom.y0 - side.y1 - max(0.0, off)) < 2 * EDGE
    )
