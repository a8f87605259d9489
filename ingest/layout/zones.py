"""Where on a page tables are looked for: in each column, across what is drawn across, between captions and headings.

Lines of two columns stand side by side like the cells of a table without rules; only the gutter of the file tells them
apart. Finds no table itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ingest.geometry import Box
from ingest.layout.bands import open_bands, ruled_bands
from ingest.layout.captions import opens_caption
from ingest.layout.columns import Gutter, keeps_gutter, page_gutter, usual_gutter
from ingest.layout.lines import Line
from ingest.outline.numbering import split_number
from ingest.pages import PageContent

MOST = 0.5  # of the pages with text in plenty may run over the gutter of a file in columns
CROSSED = 0.4  # of a page's lines cross the gutter where the page is not set in columns
PLENTY = 20  # lines of a page that counts
EVEN = 0.12  # relative: columns of one width; a page or two alone prove a gutter only between such
LARGER = 1.07  # times the usual size of the lines: the type of a heading


def file_gutter(pages: Sequence[Sequence[Line]]) -> Gutter | None:
    """The gutter of a file set in columns, from the lines of its pages before tables are found; else None.

    Shared by two pages at least, or between even columns on the only page that shows one, and run over by few pages.
    """
    full = [lines for lines in pages if len(lines) >= PLENTY]
    shown = [(lines, gutter) for lines in full if (gutter := page_gutter(lines, ()))]
    shared = usual_gutter([gutter for _, gutter in shown])
    if shared is None and len(shown) == 1 and _even(*shown[0]):
        shared = shown[0][1]
    if shared is None:
        return None
    against = [lines for lines in full if sum(_crosses(line, shared) for line in lines) > CROSSED * len(lines)]
    return shared if len(against) <= MOST * len(full) else None


def _crosses(line: Line, gutter: Gutter) -> bool:
    return line.box.x0 < gutter[0] and line.box.x1 > gutter[1]


def _even(lines: Sequence[Line], gutter: Gutter) -> bool:
    left = gutter[0] - min(line.box.x0 for line in lines)
    right = max(line.box.x1 for line in lines) - gutter[1]
    return abs(left - right) <= EVEN * max(left, right)


class Zone(NamedTuple):
    """A part of a page, with its own drawings and lines, and the captions and headings that bound it."""

    content: PageContent
    lines: list[Line]
    barriers: list[Line]


def zones(content: PageContent, lines: Sequence[Line], gutter: Gutter | None) -> Iterator[Zone]:
    """The page in parts in which tables are looked for by themselves.

    What stands across both columns, the left one, the right one; and each of these cut at captions and numbered
    headings, which no table runs over.
    """
    for part, own in _columns(content, lines, gutter):
        yield from _between_barriers(part, own)


def _between_barriers(content: PageContent, lines: Sequence[Line]) -> Iterator[Zone]:
    barriers = _barriers(content, lines)
    if not barriers:
        yield Zone(content, list(lines), [])
        return
    stops = {id(line) for line in barriers}
    edges = [float("-inf"), *sorted(line.box.center[1] for line in barriers), float("inf")]
    for top, bottom in pairwise(edges):
        own = [line for line in lines if top <= line.box.center[1] < bottom and id(line) not in stops]
        if own:
            yield Zone(_part(content, _strip(top, bottom)), own, barriers)


def _strip(top: float, bottom: float) -> Callable[[Box], bool]:
    return lambda box: top <= box.center[1] < bottom or (box.y0 < top and box.y1 > bottom)


def _barriers(content: PageContent, lines: Sequence[Line]) -> list[Line]:
    """Captions with their further lines, and numbered headings; not what stands in a cell of a drawn grid."""
    if not lines:
        return []
    body = median(line.size for line in lines)
    posts = [rule.box for rule in content.rules if not rule.horizontal]
    ordered = sorted(lines, key=lambda line: (line.baseline, line.box.x0))
    out: list[Line] = []
    caption: Line | None = None
    for line in ordered:
        if any(post.y0 < line.box.center[1] < post.y1 for post in posts):
            continue
        goes_on = caption is not None and _same_caption(caption, line)
        if goes_on or (opens_caption(line.text.text) and _stands_first(line, ordered)):
            out.append(line)
            caption = line
        elif _numbered_heading(line, body) and _stands_first(line, ordered):
            out.append(line)
    return out


def _same_caption(above: Line, line: Line) -> bool:
    """A further line of a caption: in its type, which is not that of the text, right under it."""
    alike = (line.font, line.size, line.color) == (above.font, above.size, above.color)
    return (
        alike
        and (line.italic or line.bold)
        and 0 < line.baseline - above.baseline < 1.5 * line.size
        and (line.box.x0 <= above.box.x0 + 2 * line.size)
    )


def _numbered_heading(line: Line, body: float) -> bool:
    _, number, title = split_number(line.text)
    marked = line.bold or line.size > LARGER * body or line.color != 0
    return bool(number and "." in number and marked and title.text[:1].isupper())


def _stands_first(line: Line, lines: Sequence[Line]) -> bool:
    """Whether nothing stands left of the line on its baseline, save for a number of its own."""
    return not any(
        other is not line and abs(other.baseline - line.baseline) < 0.5 * line.size and other.box.x1 <= line.box.x0
        for other in lines
    )


def _columns(
    content: PageContent, lines: Sequence[Line], gutter: Gutter | None
) -> Iterator[tuple[PageContent, list[Line]]]:
    if gutter is None or not keeps_gutter(lines, gutter):
        yield content, list(lines)
        return
    middle = (gutter[0] + gutter[1]) / 2
    drawn = [rule.box for rule in content.rules if rule.horizontal] + [shade.box for shade in content.shades]
    over = [box for box in drawn if box.x0 < gutter[0] - 1 and box.x1 > gutter[1] + 1]
    spans = [*ruled_bands(over, lines, gutter), *open_bands(lines, gutter)]
    across = [line for line in lines if _within(line.box, spans) or line.box.x0 < middle < line.box.x1]
    taken = {id(line) for line in across}
    yield _part(content, lambda box: _within(box, spans)), across
    for right in (False, True):
        own = [line for line in lines if id(line) not in taken and (line.box.x0 > middle) == right]
        yield _part(content, _side(middle, right, spans)), own


def _side(middle: float, right: bool, spans: Sequence[tuple[float, float]]) -> Callable[[Box], bool]:
    return lambda box: not _within(box, spans) and (box.center[0] > middle) == right


def _within(box: Box, spans: Sequence[tuple[float, float]]) -> bool:
    middle = box.center[1]
    return any(top <= middle <= bottom for top, bottom in spans)


def _part(content: PageContent, keep: Callable[[Box], bool]) -> PageContent:
    return replace(
        content,
        rules=tuple(rule for rule in content.rules if keep(rule.box)),
        shades=tuple(shade for shade in content.shades if keep(shade.box)),
    )
