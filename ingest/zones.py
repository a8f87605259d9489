"""Where on a page tables are looked for: in each column by itself, and across where something drawn runs across.

Lines of two columns stand side by side like the cells of a table without rules; only the gutter of the file tells them
apart. Finds no table itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ingest.columns import Gutter, keeps_gutter, page_gutter, usual_gutter
from ingest.geometry import Box
from ingest.lines import Line
from ingest.pages import PageContent

MOST = 0.5  # of the pages that have text in plenty show the gutter of a file in columns
PLENTY = 20  # lines of a page that must show it
EVEN = 0.12  # relative: columns of one width; a page or two alone prove a gutter only between such
TABLE_STEP = 160.0  # points: the farthest two rules of one table stand apart
ROOM = 14.0  # points: how far above and below a rule across the gutter its table may print


def file_gutter(pages: Sequence[Sequence[Line]]) -> Gutter | None:
    """The gutter of a file set in columns, from the lines of its pages before tables are found; else None."""
    full = [lines for lines in pages if len(lines) >= PLENTY]
    found = [gutter for lines in full if (gutter := page_gutter(lines, ()))]
    if not found or len(found) < MOST * len(full):
        return None
    shared = usual_gutter(found)
    if shared is None and len(found) == len(full) <= 2:
        shared = found[0] if _even(full[0], found[0]) else None
    return shared


def _even(lines: Sequence[Line], gutter: Gutter) -> bool:
    left = gutter[0] - min(line.box.x0 for line in lines)
    right = max(line.box.x1 for line in lines) - gutter[1]
    return abs(left - right) <= EVEN * max(left, right)


Zone = tuple[PageContent, list[Line]]  # a part of a page, with its own drawings and lines


def zones(content: PageContent, lines: Sequence[Line], gutter: Gutter | None) -> Iterator[Zone]:
    """The page in parts: what stands across both columns, the left one, the right one; whole where it has none."""
    if gutter is None or not keeps_gutter(lines, gutter):
        yield content, list(lines)
        return
    middle = (gutter[0] + gutter[1]) / 2
    drawn = [rule.box for rule in content.rules if rule.horizontal] + [shade.box for shade in content.shades]
    spans = _merged([box for box in drawn if box.x0 < gutter[0] - 1 and box.x1 > gutter[1] + 1])
    across = [line for line in lines if _within(line.box, spans) or line.box.x0 < middle < line.box.x1]
    taken = {id(line) for line in across}
    yield _part(content, lambda box: _within(box, spans)), across
    for right in (False, True):
        own = [line for line in lines if id(line) not in taken and (line.box.x0 > middle) == right]
        yield _part(content, _column(middle, right, spans)), own


def _column(middle: float, right: bool, spans: Sequence[tuple[float, float]]) -> Callable[[Box], bool]:
    return lambda box: not _within(box, spans) and (box.center[0] > middle) == right


def _merged(boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """The heights that drawings across the gutter take, those of one table together."""
    out: list[tuple[float, float]] = []
    for box in sorted(boxes, key=lambda b: b.y0):
        if out and box.y0 - out[-1][1] < TABLE_STEP:
            out[-1] = (out[-1][0], max(out[-1][1], box.y1))
        else:
            out.append((box.y0, box.y1))
    return out


def _within(box: Box, spans: Sequence[tuple[float, float]]) -> bool:
    middle = box.center[1]
    return any(top - ROOM <= middle <= bottom + ROOM for top, bottom in spans)


def _part(content: PageContent, keep: Callable[[Box], bool]) -> PageContent:
    return replace(
        content,
        rules=tuple(rule for rule in content.rules if keep(rule.box)),
        shades=tuple(shade for shade in content.shades if keep(shade.box)),
    )
