"""Decision trees and flow charts: boxes with words that arrows or lines link. Where they are, never what they say.

Looked for before tables: a row of boxes with arrows between reads like ruled cells. Cells share their edges; the boxes
of a chart stand apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from ingest.geometry import Box, union, x_overlap, y_overlap
from ingest.layout.boxed import EDGE, ROUND, SMALLEST, outlines
from ingest.layout.lines import Line
from ingest.pages import PageContent

_T = TypeVar("_T")

NODES = 3  # boxes with words, fewer make no chart
APART = 3.0  # points between two boxes of a chart; cells of a table share an edge or a hairline
REACH = 6.0  # points: an arrow ends that close to its box
JOINED = 3.0  # points: strokes nearer than that are one arrow
LARGEST = 0.35  # of the page: a larger box is a frame around a part of it
LABEL = 45  # characters: a longer line between the boxes is text of the page
CAPTION_STEP = 3.0  # em: from a chart to its caption
STEP = 48.0  # points between boxes of a chart without arrows, under a figure's caption
MOST = 800  # strokes; a page with more is a map or a plot

FIGURE_CAPTION = re.compile(
    r"(?:Figure|Fig\.|Schéma|Graphique|Algorithme|Image|Photo|Arbre|Diagramme|Logigramme|Organigramme)\b.{0,20}?\d",
    re.IGNORECASE,
)
ARROWS = frozenset("▼▲►◄▶◀→←↓↑↔⇒⇐⇓⇑⟶➔➜➞➡⬇⬆⬅")


def find_charts(content: PageContent, lines: Sequence[Line]) -> tuple[Box, ...]:
    """The charts of a page, each as the box around its boxes, arrows and labels."""
    sides = len(content.rules) + len(content.drawings)
    if sides + len(content.shades) + len(content.painted) < NODES or sides > MOST:
        return ()
    nodes = _nodes(content, lines)
    if len(nodes) < NODES:
        return ()
    arrows = _arrows(content, nodes, lines)
    linked = [group for group in _linked(nodes, arrows) if _branches(group, arrows)]
    captions = [line.box for line in lines if FIGURE_CAPTION.match(line.text.text)]
    near = (group for group in _groups(nodes, lambda a, b: a.grown(STEP).touches(b)) if len(group) >= NODES)
    captioned = [group for group in near if any(_captions(caption, union(group), lines) for caption in captions)]
    found = [_whole(group, nodes, arrows) for group in (*linked, *captioned)]
    return tuple(box for box in _merged(found) if not _swallows(box, nodes, lines))


def without(content: PageContent, charts: Sequence[Box]) -> PageContent:
    """The page without what is drawn in its charts, or in other boxes."""
    if not charts:
        return content

    def outside(box: Box) -> bool:
        return not any(chart.holds(*box.center, slack=1) for chart in charts)

    return replace(
        content,
        rules=tuple(rule for rule in content.rules if outside(rule.box)),
        shades=tuple(shade for shade in content.shades if outside(shade.box)),
        drawings=tuple(box for box in content.drawings if outside(box)),
        painted=tuple(box for box in content.painted if outside(box)),
    )


# --- boxes with words -----------------------------------------------------------------------------------------------


def _nodes(content: PageContent, lines: Sequence[Line]) -> list[Box]:
    """The innermost boxes with words in them that touch no other, each place once."""
    page = content.width * content.height
    shapes = (*(shade.box for shade in content.shades), *content.painted, *outlines(content))
    worded: list[Box] = []
    for box in sorted(shapes, key=lambda one: one.area):
        if box.width < SMALLEST[0] or box.height < SMALLEST[1] or box.area > LARGEST * page:
            continue
        if any(box.grown(1).holds(*known.center) for known in worded):
            continue
        if any(box.holds(*line.box.center) for line in lines):
            worded.append(box)
    return [a for a in worded if not any(a is not b and a.grown(APART).touches(b) for b in worded)]


# --- what links them ------------------------------------------------------------------------------------------------


def _arrows(content: PageContent, nodes: Sequence[Box], lines: Sequence[Line]) -> list[Box]:
    """Strokes that touch one another, as one each, and printed arrows; not the sides of boxes, nor what is in them."""
    strokes = [rule.box for rule in content.rules if rule.box.width < 0.8 * content.width]
    heads = [box for box in content.painted if max(box.width, box.height) <= ROUND]
    printed = [line.box.grown(REACH) for line in lines if set(line.text.text) <= ARROWS]
    free = [box for box in (*strokes, *content.drawings, *heads) if not any(_is_part(box, node) for node in nodes)]
    return [union(group) for group in _joined(free)] + printed


def _joined(strokes: Sequence[Box]) -> Iterator[list[Box]]:
    """Strokes in groups that touch; from top to bottom, so that none is compared with those far above it."""
    open_: list[tuple[list[Box], list[Box]]] = []  # a group, and those of it that reach down to here
    for stroke in sorted(strokes, key=lambda one: one.y0):
        reach = stroke.grown(JOINED)
        group, ends, others = [stroke], [stroke], []
        for known, low in open_:
            low = [box for box in low if box.y1 >= reach.y0]
            if not low:
                yield known
            elif any(reach.touches(box) for box in low):
                group.extend(known)
                ends.extend(low)
            else:
                others.append((known, low))
        open_ = [*others, (group, ends)]
    yield from (group for group, _ in open_)


def _is_part(box: Box, node: Box) -> bool:
    """Whether the stroke is in the box or on its side, be it longer: rules of a table run along its shaded rows."""
    around = node.grown(EDGE)
    if not around.touches(box):
        return False
    if box.width <= EDGE and min(abs(box.center[0] - node.x0), abs(box.center[0] - node.x1)) <= EDGE:
        return True
    if box.height <= EDGE and min(abs(box.center[1] - node.y0), abs(box.center[1] - node.y1)) <= EDGE:
        return True
    return around.x0 <= box.x0 and box.x1 <= around.x1 and around.y0 <= box.y0 and box.y1 <= around.y1


def _linked(nodes: Sequence[Box], arrows: Sequence[Box]) -> Iterator[list[Box]]:
    """The nodes that arrows link with one another, at least NODES together."""
    ends = [frozenset(n for n, node in enumerate(nodes) if node.grown(REACH).touches(arrow)) for arrow in arrows]
    for group in _groups(ends, lambda a, b: bool(a & b)):
        held = frozenset().union(*group)
        if len(held) >= NODES:
            yield [nodes[n] for n in sorted(held)]


def _branches(group: Sequence[Box], arrows: Sequence[Box]) -> bool:
    """Whether the boxes stand in rows, or arrows in the gaps of their only row: a rule under a row links nothing."""
    first = group[0]
    if any(y_overlap(first, box) <= 0 for box in group):
        return True
    hull = union(group)
    between = [a for a in arrows if hull.holds(*a.center) and not any(box.holds(*a.center) for box in group)]
    return len(between) >= len(group) - 1


def _captions(caption: Box, chart: Box, lines: Sequence[Line]) -> bool:
    """Whether the caption stands right under or over the chart."""
    reach = CAPTION_STEP * caption.height
    near = -2 <= caption.y0 - chart.y1 <= reach or -2 <= chart.y0 - caption.y1 <= reach
    return near and x_overlap(caption, chart) > 0


# --- the chart ------------------------------------------------------------------------------------------------------


def _whole(group: Sequence[Box], nodes: Sequence[Box], arrows: Sequence[Box]) -> Box:
    return union([*group, *(a for a in arrows if any(node.grown(REACH).touches(a) for node in group))])


def _merged(boxes: Iterable[Box]) -> list[Box]:
    return [union(group) for group in _groups(list(boxes), lambda a, b: a.touches(b))]


def _swallows(chart: Box, nodes: Sequence[Box], lines: Sequence[Line]) -> bool:
    """Whether what stands among the boxes is more than labels of their arrows: then it is a table, or text."""
    boxes = [node for node in nodes if chart.holds(*node.center)]
    among = [
        line
        for line in lines
        if chart.holds(*line.box.center)
        and not set(line.text.text) <= ARROWS
        and not any(box.holds(*line.box.center) for box in boxes)
    ]
    return len(among) > len(boxes) or any(len(line.text) > LABEL for line in among)


def _groups(items: Sequence[_T], joined: Callable[[_T, _T], bool]) -> list[list[_T]]:
    """The items in groups, each joined to another of its own."""
    groups: list[list[_T]] = []
    for item in items:
        group, others = [item], []
        for known in groups:
            if any(joined(item, other) for other in known):
                group.extend(known)
            else:
                others.append(known)
        groups = [*others, group]
    return groups
