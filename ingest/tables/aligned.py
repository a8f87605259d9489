"""Text that stands in rows and columns with nothing drawn → tables, where the evidence is strong.

Columns of prose, lists with their numbers, tables of contents, blocks of addresses stand in rows too: what is not
plainly a table is left to the flow. Every piece of evidence has a weight here; `confidence` is made from their sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median

from ingest.layout.lines import Line
from ingest.tables.fill import fill, loosened, origins, printed_rows
from ingest.tables.found import Slot
from ingest.tables.fringe import CAPTION, LINE_STEP, last_lines, no_row, title_above, with_title
from ingest.tables.grid import Grid, spans
from ingest.tables.gridding import gridded, marks
from ingest.tables.gutters import MARKERS, in_columns, strips
from ingest.tables.headers import header_rows
from ingest.tables.refuse import LABEL, PROSE_CHARS, no_open_table, prose_gutter
from ingest.tables.seams import is_number
from ingest.tables.spanning import across, uncrossed

LEAST_ROWS = 3  # printed rows in columns: fewer are a coincidence
APART = 3.2  # em: a wider step between printed rows ends a table
NEAR_CAPTION = 4.5  # em: a caption stands no farther from its table
MOST_LINES = 12  # lines that the last cell may have below the last row in columns
MOST_COLUMNS = 3  # of prose, side by side
ENOUGH = 4.0  # the evidence that makes a table

_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|_{4,}")
_NUMBERED = re.compile(r"(?:\d+\.?)+(?:\s|$)|[IVX]+\.?(?:\s|$)|[A-Z]\.\s")
_CONTACT = re.compile(r"@|\b(?:[Tt]él|[Ff]ax|[Tt]el|CEDEX|[Cc]edex)\b|\b\d{5}\s+[A-ZÉÈ]|https?:|\bwww\.")


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table told by alignment: its cells, the fragments taken, the weight of the evidence."""

    grid: Grid
    slots: tuple[Slot, ...]
    lines: tuple[Line, ...]
    header: int
    weight: float


def aligned_tables(lines: Sequence[Line], beside: Sequence[Line] = (), depth: int = 0) -> Iterator[Aligned]:
    """The tables among `lines`, which no drawn line marks; captions speak for them, also those `beside` the lines."""
    rows = printed_rows(lines)
    if sum(in_columns(row) for row in rows) < LEAST_ROWS:
        return
    captions = [line for line in (*lines, *beside) if CAPTION.match(line.text.text)]
    for first, end in _runs(rows):
        run = rows[first:end]
        em = median(line.size for row in run for line in row)
        gutter = prose_gutter(run, strips(run, em))
        if gutter is not None:
            if depth < MOST_COLUMNS:
                flat = [line for row in run for line in row]
                yield from aligned_tables([line for line in flat if line.box.x1 <= gutter], beside, depth + 1)
                yield from aligned_tables([line for line in flat if line.box.x0 >= gutter], beside, depth + 1)
            continue
        first = _with_heads(rows, first)
        run = [*rows[first:end], *last_lines(rows[end : end + MOST_LINES], run)]
        table = _table(run, rows[first - 1] if first else [], captions, em)
        if table is not None:
            yield table


def _runs(rows: Sequence[list[Line]]) -> Iterator[tuple[int, int]]:
    """Where printed rows may be one table: no wide step between them, no prose, from the first to the last in columns.

    Given as the first row and the one after the last.
    """
    first: int | None = None
    last = count = 0
    for n, row in enumerate(rows):
        far = n > 0 and row[0].box.center[1] - rows[n - 1][0].box.center[1] > APART * row[0].size
        prose = (len(row) == 1 and _long(rows, n)) or no_row(row, row[-1].size)
        if far or prose:
            if first is not None and count >= LEAST_ROWS:
                yield first, last + 1
            first, count = None, 0
        if not prose and in_columns(row):
            first = n if first is None else first
            last = n
            count += 1
    if first is not None and count >= LEAST_ROWS:
        yield first, last + 1


def _with_heads(rows: Sequence[list[Line]], first: int) -> int:
    """The first row, or one above it that is a lone bold head over a bold row: what spans several columns."""
    for n in (first - 1, first - 2):
        if n < 0 or not all(line.bold for line in rows[n + 1]):
            break
        head, size = rows[n][0], rows[n][0].size
        step = rows[n + 1][0].box.center[1] - head.box.center[1]
        left = min(line.box.x0 for line in rows[n + 1])
        if len(rows[n]) > 1 or not head.bold or step > LINE_STEP * size or head.box.x0 < left + size:
            break
        first = n
    return first


def _long(rows: Sequence[list[Line]], n: int) -> bool:
    """Whether a printed row and its neighbour are lines of prose: from the left, as wide as what stands around them."""
    line = rows[n][0]
    around = [one.box for row in rows[max(0, n - 6) : n + 7] for one in row]
    left = min(box.x0 for box in around)
    width = max(box.x1 for box in around) - left
    if line.box.width < 0.6 * width or len(line.text) < PROSE_CHARS or line.box.x0 - left > 0.1 * width:
        return False
    nearby = [row[1].box.x0 for row in rows[max(0, n - 6) : n + 7] if in_columns(row)]
    if len(nearby) > 1 and line.box.x1 < min(nearby):
        return False  # a long cell of the first column: the second one stays clear of it
    beside = [rows[m][0] for m in (n - 1, n + 1) if 0 <= m < len(rows) and len(rows[m]) == 1]
    return any(abs(one.box.x0 - line.box.x0) <= 2 * line.size and one.box.width > 0.15 * width for one in beside)


def _table(run: Sequence[list[Line]], before: Sequence[Line], captions: Sequence[Line], em: float) -> Aligned | None:
    rows = printed_rows(loosened([line for row in run for line in row]))
    rows = uncrossed(rows, strips(rows, em).strips)
    found = list(strips(rows, em).strips)
    if not found:
        return None
    inside = [line for row in rows for line in row]
    top, bottom = min(line.box.y0 for line in inside) - 1, max(line.box.y1 for line in inside) + 1
    xs = [
        min(line.box.x0 for line in inside) - 1,
        *((a + b) / 2 for a, b in found),
        max(line.box.x1 for line in inside) + 1,
    ]
    grid = gridded(xs, marks(top, bottom, [], [], xs), inside, across(rows, found, []))
    title = title_above(before, rows, None)
    if title is not None:
        grid, inside = with_title(grid, title), [title, *inside]
    held, odd = spans(grid)
    slots = fill(grid, held, inside, drawn=False)
    if no_open_table(slots, odd):
        return None
    captioned = any(_near(line, top, bottom, em) for line in captions)
    weight = _weight(slots, grid, captioned)
    if weight < ENOUGH:
        return None
    lines = origins(inside, [line for row in (before, *run) for line in row])
    return Aligned(grid, slots, lines, header_rows(slots, grid.cols), weight)


def _near(caption: Line, top: float, bottom: float, em: float) -> bool:
    above, below = top - caption.box.y1, caption.box.y0 - bottom
    return -em <= above <= NEAR_CAPTION * em or -em <= below <= NEAR_CAPTION * em


# --- the weight of the evidence ----------------------------------------------------------------------------------


def _weight(slots: Sequence[Slot], grid: Grid, captioned: bool) -> float:
    """How much says that these cells are a table; ENOUGH makes it one."""
    filled = [slot for slot in slots if slot.lines]
    texts = {id(slot): " ".join(line.text.text for line in slot.lines) for slot in filled}
    if grid.rows < LEAST_ROWS or grid.cols < 2 or len(filled) < 2 * LEAST_ROWS - 1:
        return 0.0
    if sum(bool(_LEADER.search(text)) for text in texts.values()) > 1:
        return 0.0  # a table of contents, or a form to fill in
    columns: list[list[str]] = [[] for _ in range(grid.cols)]
    for slot in filled:
        if slot.colspan == 1:
            columns[slot.col].append(texts[id(slot)])
    if _labels(columns[0]) or _contents(columns):
        return 0.0
    if sum(slot.colspan > 1 and len(texts[id(slot)]) > PROSE_CHARS for slot in filled) > 0.2 * grid.rows:
        return 0.0  # prose between headings with numbers
    weight = 3.0 if captioned else 0.0
    weight += min(3.0, 2.0 * sum(_numeric(column) for column in columns[1:]))
    weight += 2.0 if _bold_head(slots) else 0.0
    weight += 1.0 if grid.rows >= 5 else 0.0
    weight += min(2.0, grid.cols - 2.0)
    weight += _density(slots, grid)
    words = [len(text.split()) for text in texts.values()]
    weight += 1.0 if median(words) <= 4 else -2.0 if mean(words) > 14 else 0.0
    weight -= 3.0 * (sum(bool(_CONTACT.search(text)) for text in texts.values()) > 1)
    return weight


def _labels(column: Sequence[str]) -> bool:
    """A first column of list marks: numbers with a dot or bracket, letters, bullets."""
    marks = sum(text in MARKERS or bool(LABEL.fullmatch(text)) for text in column)
    return bool(column) and marks >= 0.7 * len(column)


def _contents(columns: Sequence[Sequence[str]]) -> bool:
    """Titles with page numbers that never fall, many of the titles numbered: a table of contents.

    In more than two columns the numbers of its titles stand in columns of their own.
    """
    last = columns[-1]
    pages = [int(text) for text in last if text.isdigit()]
    if not len(pages) == len(last) > 3 or any(a > b for a, b in pairwise(pages)):
        return False
    titles = [text for column in columns[:-1] for text in column]
    numbered = sum(bool(_NUMBERED.match(text)) for text in titles)
    if len(columns) == 2:
        return pages[-1] > pages[0] + 2 and (numbered >= 0.3 * len(titles) or len(pages) > 6)
    return numbered >= 0.8 * len(pages) and any("." in text and _NUMBERED.fullmatch(text) for text in titles)


def _numeric(column: Sequence[str]) -> bool:
    return len(column) > 2 and sum(is_number(text) or len(text) <= 2 for text in column) >= 0.6 * len(column)


def _bold_head(slots: Sequence[Slot]) -> bool:
    """A first row in bold over others that are not."""
    head = [line for slot in slots if slot.row == 0 for line in slot.lines]
    body = [line for slot in slots if slot.row > 0 for line in slot.lines]
    return (
        sum(bool(slot.lines) for slot in slots if slot.row == 0) > 1
        and all(line.bold for line in head)
        and not any(line.bold for slot in slots if slot.row > 0 and slot.col > 0 for line in slot.lines)
        and sum(line.bold for line in body) < 0.5 * len(body)
    )


def _density(slots: Sequence[Slot], grid: Grid) -> float:
    """Filled throughout: for; half empty: against."""
    share = sum(slot.rowspan * slot.colspan for slot in slots if slot.lines) / (grid.rows * grid.cols)
    return 1.0 if share >= 0.85 else -1.0 if share < 0.5 else 0.0
