"""Fragments, tables and figures of a page → one flow in reading order.

Cuts the page at its gutters and at whatever spans them. Knows nothing of paragraphs or headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from ingest.geometry import Box, union
from ingest.layout.blocks import BlockKind
from ingest.layout.lines import Line
from ingest.layout.placed import PROSE_SHARE, Atom, Inset, Placed, single_column

MIN_GUTTER = 0.75  # em: narrower white strips are found between the words of justified lines
DEEPEST = 4  # columns within columns
MAX_STRIPS = 8  # the most frequent left edges that are looked at
MIN_SIDE = 0.14  # of the region's width: a narrower side is bullets or numbers, no column
MIN_LINES = 3  # lines on each side of a gutter in the band that proves it
FULL = 0.72  # of its side's width: a line of prose mostly reaches it
LABELS = 40.0  # points: the widest labels of a list
ALIKE = 6.0  # points: gutters of two pages that are one
KEPT = 0.6  # of a page's lines leave the file's usual gutter white where the page has it
MOST_SET_IN = 0.6  # of a page's lines: a box that holds more is the page itself
HEADING_STEP = 1.7  # em: the widest step between two lines of a heading
TALL = 0.45  # of the region's height: a white strip that long parts columns even of short lines


MARKER_ROOM = 5.0  # em: the deepest hanging indent of a list

_MARKER = re.compile(r"^(?:[\[(]?\d{1,3}[\])./]{0,2}|[a-zA-Z][).]|\W)$")


Gutter = tuple[float, float]  # the x at which the left column ends and the right one begins


def reading_order(
    lines: Sequence[Line],
    atoms: Sequence[Atom],
    usual: Gutter | None = None,
    insets: Sequence[Box] = (),
    asides: Sequence[Box] = (),
) -> tuple[Placed, ...]:
    """Lines (fragments of one baseline joined) and atoms of one page, as they are read.

    `usual` is the gutter that other pages of the file have: a page too short of text to prove its own has it too.
    `insets` are drawn boxes around text: one that stands across the columns is read as a whole. So is one of `asides`,
    which the text of a column runs around.
    """
    items: list[Line | Atom] = [*lines, *atoms]
    if not items:
        return ()
    for box in asides:
        items = _set_apart(items, box, 0)
    return tuple(_ordered(items, 0, usual, insets))


def page_gutter(lines: Sequence[Line], atoms: Sequence[Atom]) -> Gutter | None:
    """The gutter that the text of one page proves."""
    return _gutter([*lines, *atoms])


def usual_gutter(gutters: Sequence[Gutter | None]) -> Gutter | None:
    """The gutter that at least two pages of the file share, the most frequent first."""
    found = [gutter for gutter in gutters if gutter is not None]
    counts = Counter(round(right / ALIKE) for _, right in found)
    if not counts or counts.most_common(1)[0][1] < 2:
        return None
    key = counts.most_common(1)[0][0]
    shared = [gutter for gutter in found if round(gutter[1] / ALIKE) == key]
    return max(left for left, _ in shared), min(right for _, right in shared)


def _ordered(
    items: list[Line | Atom], depth: int, usual: Gutter | None = None, insets: Sequence[Box] = ()
) -> Iterator[Placed]:
    gutter = _gutter(items) if depth < DEEPEST and len(items) > 2 * MIN_LINES else None
    if usual is not None and (gutter is None or _beside(gutter, usual)) and keeps_gutter(items, usual):
        gutter = usual
    if gutter is None:
        yield from single_column(items)
        return
    items = _set_in(items, insets, gutter, depth)
    for band in _bands(items, gutter):
        left = [item for item in band if item.box.x1 <= gutter[1] and item.box.x0 < gutter[0]]
        right = [item for item in band if item.box.x0 >= gutter[0]]
        if len(left) + len(right) < len(band) or not left or not right:
            yield from _ordered(band, depth + 1 if len(band) < len(items) else DEEPEST)
        else:
            yield from _ordered(left, depth + 1)
            yield from _ordered(right, depth + 1)


def _set_in(items: list[Line | Atom], insets: Sequence[Box], gutter: Gutter, depth: int) -> list[Line | Atom]:
    """The items with those of each box that stands across the gutter as one."""
    for box in insets:
        if box.x0 < gutter[0] and gutter[1] < box.x1:
            items = _set_apart(items, box, depth)
    return items


def _set_apart(items: list[Line | Atom], box: Box, depth: int) -> list[Line | Atom]:
    """The items with those in the box as one, where it does not hold most of the page."""
    inside = [item for item in items if box.holds(*item.box.center)]
    if not 1 < len(inside) <= MOST_SET_IN * len(items):
        return items
    held = {id(item) for item in inside}
    whole = Atom(box, BlockKind.TEXT, Inset(tuple(_ordered(inside, depth + 1))))
    return [*(item for item in items if id(item) not in held), whole]


def _beside(gutter: Gutter, usual: Gutter) -> bool:
    """Whether `gutter` stands where the labels of a list stand that begins at the usual gutter."""
    return 0 < gutter[1] - usual[1] < LABELS and gutter[0] > usual[1]


# --- gutters ------------------------------------------------------------------------------------------------------


def _gutter(items: Sequence[Line | Atom]) -> tuple[float, float] | None:
    """The white strip that parts columns, as (left, right) x; None where the text is one column."""
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < 2 * MIN_LINES:
        return None
    region = union(item.box for item in items)
    em = median(line.size for line in lines)
    best: tuple[float, tuple[float, float]] | None = None
    for strip in _strips(lines, em):
        weight = _evidence(lines, items, strip, region)
        if weight > 0 and (best is None or weight > best[0]):
            best = (weight, strip)
    return best[1] if best else None


def keeps_gutter(items: Sequence[Line | Atom], gutter: Gutter) -> bool:
    """Whether most of the page leaves the file's usual gutter white, with text on both its sides."""
    lines = [item for item in items if isinstance(item, Line)]
    left = sum(line.box.x1 <= gutter[0] + 1 for line in lines)
    right = sum(line.box.x0 >= gutter[1] - 1 for line in lines)
    return bool(left and right) and left + right >= KEPT * len(lines)


def _strips(lines: Sequence[Line], em: float) -> Iterator[tuple[float, float]]:
    """White strips left of an x where many lines begin: candidates for a gutter.

    What crosses such a strip (titles, captions, wide tables) is no argument against it: it parts the page in bands.
    """
    starts = sorted(line.box.x0 for line in lines)
    clusters: list[list[float]] = []
    for x in starts:
        if clusters and x - clusters[-1][0] < 0.5 * em:
            clusters[-1].append(x)
        else:
            clusters.append([x])
    frequent = sorted((c for c in clusters if len(c) >= MIN_LINES), key=len, reverse=True)[:MAX_STRIPS]
    for cluster in frequent:
        right = cluster[0]
        before = [line for line in lines if line.box.x1 <= right - MIN_GUTTER * em]
        if before and not _parts_markers(before, right, em):
            left = max(line.box.x1 for line in before)
            # First lines stand out from the others of their entries: they begin the column.
            out = [line.box.x0 for line in lines if left + MIN_GUTTER * em <= line.box.x0 < right <= line.box.x1]
            yield left, min(out, default=right)


def _parts_markers(before: Sequence[Line], right: float, em: float) -> bool:
    """Whether list markers stand alone left of `right`: they go with the text behind them, so no gutter parts them."""
    near = [line for line in before if line.box.x0 > right - MARKER_ROOM * em and _MARKER.match(line.text.text)]
    if len(near) < MIN_LINES:
        return False
    first = min(line.box.x0 for line in near)
    return all(line.box.x0 >= first or line.box.x1 <= first for line in before)


def _evidence(lines: Sequence[Line], items: Sequence[Line | Atom], strip: tuple[float, float], region: Box) -> float:
    """How much text proves the strip a gutter: lines in bands where both sides read as columns; 0 for none."""
    x0, x1 = strip
    if x0 - region.x0 < MIN_SIDE * region.width or region.x1 - x1 < MIN_SIDE * region.width:
        return 0.0
    total = 0.0
    for band in _bands(items, strip):
        left = [i for i in band if isinstance(i, Line) and i.box.x1 <= x0 + 0.5]
        right = [i for i in band if isinstance(i, Line) and i.box.x0 >= x1 - 0.5]
        if len(left) < MIN_LINES or len(right) < MIN_LINES:
            continue
        height = min(max(i.box.y1 for i in side) - min(i.box.y0 for i in side) for side in (left, right))
        if all(_reads_as_prose(side) for side in (left, right)) or (
            height > TALL * region.height and all(_reads_down(side) for side in (left, right))
        ):
            total += len(left) + len(right)
    return total


def _reads_as_prose(side: Sequence[Line]) -> bool:
    """Most lines reach the side's right edge, as those of paragraphs do."""
    bounds = union(line.box for line in side)
    full = sum(line.box.x1 >= bounds.x0 + FULL * bounds.width for line in side)
    words = sum(line.text.text.count(" ") + 1 for line in side)
    return full >= PROSE_SHARE * len(side) and words >= 2.5 * len(side)


def _reads_down(side: Sequence[Line]) -> bool:
    """Text that goes on line by line: no wide steps between lines, several words a line."""
    steps = [b.baseline - a.baseline for a, b in pairwise(side) if b.baseline > a.baseline]
    words = sum(line.text.text.count(" ") + 1 for line in side)
    return bool(steps) and words >= 2.5 * len(side) and median(steps) < 1.8 * median(line.size for line in side)


def _bands(items: Sequence[Line | Atom], strip: tuple[float, float]) -> Iterator[list[Line | Atom]]:
    """The page from top to bottom, cut wherever something spans the strip: spanning items alone, columns between."""
    x0, x1 = strip
    middle = (x0 + x1) / 2
    spanning = sorted((i for i in items if i.box.x0 < middle < i.box.x1), key=lambda i: i.box.y0)
    spans = {id(item) for item in spanning}
    rest = sorted((i for i in items if id(i) not in spans), key=lambda i: i.box.y0)
    spanning = [*spanning, *_lone_headings(rest, strip)]
    lone = {id(item) for item in spanning}
    rest = [item for item in rest if id(item) not in lone]
    spanning.sort(key=lambda i: i.box.center[1])
    start = 0
    run: list[Line | Atom] = []
    for item in spanning:
        above = [i for i in rest[start:] if i.box.center[1] < item.box.center[1]]
        start += len(above)
        if above and run:
            yield run
            run = []
        if above:
            yield above
        run.append(item)
    if run:
        yield run
    if rest[start:]:
        yield rest[start:]


def _lone_headings(items: Sequence[Line | Atom], strip: tuple[float, float]) -> list[Line | Atom]:
    """Big lines on one side of the strip that have nothing beside them: headings above both columns.

    The other side is white for the line's height and one line more, while it has text above and below.
    """
    lines = [item for item in items if isinstance(item, Line)]
    if not lines:
        return []
    body = median(line.size for line in lines)
    middle = (strip[0] + strip[1]) / 2
    sides = (
        [i.box for i in items if i.box.x1 <= middle],
        [i.box for i in items if i.box.x0 >= middle],
    )
    found: list[Line | Atom] = []
    for line in sorted(lines, key=lambda one: one.baseline):
        if line.size < 1.25 * body:
            continue
        here, other = sides if line.box.x1 <= middle else (sides[1], sides[0])
        room = Box(0, line.box.y0 - 0.3 * body, 0, line.box.y1 + 0.3 * body)
        beside = any(box.y0 < room.y1 and box.y1 > room.y0 for box in other)
        above = any(box.y1 <= room.y0 for box in other) or not any(box.y1 <= room.y0 for box in here)
        below = any(box.y0 >= room.y1 for box in other)
        further = any(isinstance(one, Line) and _next_of(one, line) for one in found)  # of one heading
        if not beside and ((above and below) or further):
            found.append(line)
    return found


def _next_of(above: Line, line: Line) -> bool:
    """Whether the line stands right under the other, in its type."""
    alike = above.size == line.size and above.bold == line.bold and above.font == line.font
    return alike and 0 < line.baseline - above.baseline < HEADING_STEP * line.size
