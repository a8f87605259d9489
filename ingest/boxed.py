"""Boxes that text is set in: rectangles that are stroked, their corners rounded or not, and filled grounds.

Where they are; whether one is a cell, a node of a chart or an inset across columns is told elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.geometry import Box
from ingest.lines import Line
from ingest.pages import PageContent

SMALLEST = (24.0, 9.0)  # points, width and height: a smaller box holds no words
ROUND = 16.0  # points: the largest radius of a rounded corner
EDGE = 1.6  # points: how exactly a stroke runs along the side of a box
LARGEST = 0.6  # of the page: a larger box is a frame around the page
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


def outlines(content: PageContent) -> Iterator[Box]:
    """Rectangles that are stroked: two level strokes, and an upright one on each side."""
    upright: dict[int, list[Box]] = {}  # by their x, as `level` by where they begin
    level: dict[int, list[Box]] = {}
    for rule in content.rules:
        if not rule.horizontal:
            upright.setdefault(round(rule.box.center[0]), []).append(rule.box)
        elif rule.box.width >= SMALLEST[0] - 2 * ROUND:
            level.setdefault(round(rule.box.x0), []).append(rule.box)
    for x, own in level.items():
        beside = sorted((box for near in (x - 1, x, x + 1) for box in level.get(near, ())), key=lambda box: box.y0)
        for top in own:
            below = (
                b for b in beside if b.y0 > top.y0 + EDGE and abs(b.x1 - top.x1) < EDGE and abs(b.x0 - top.x0) < EDGE
            )
            bottom = next(below, None)
            if bottom is None:
                continue
            left = _side(upright, top, bottom, top.x0, -1)
            right = _side(upright, top, bottom, top.x1, 1) if left else None
            if left and right:
                yield Box(left.x0, top.y0, right.x1, bottom.y1)


def _as_wide(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) < EDGE and abs(a.x1 - b.x1) < EDGE


def _side(upright: Mapping[int, list[Box]], top: Box, bottom: Box, x: float, outwards: int) -> Box | None:
    """The upright stroke that joins the two level ones at `x`, or a corner's radius outside it."""
    for off in range(-2, int(ROUND) + 1):
        for side in upright.get(round(x) + outwards * off, ()):
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
