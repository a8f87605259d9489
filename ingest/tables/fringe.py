"""Lone printed lines at the fringe of a table: its first title row, the last lines of its last cells.

What a caption, a heading or prose next to the table prints is none of it: only lines that the table's own rows vouch
for are taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.layout.lines import Line
from ingest.tables.grid import Grid
from ingest.tables.gutters import in_columns
from ingest.tables.seams import seam

FLUSH = 0.8  # points: lines of one column start within this of each other
INSET = 1.5  # points: text that starts at least this far inside the table's edge is in a cell
LINE_STEP = 1.75  # em: lines of one cell follow each other more closely
HEADING = 1.12  # times the size of a table's text: what is larger is a heading
TITLE_STEP = 1.35  # times the usual step between rows: a title row stands no farther above the next

_ITEM = re.compile(r"[•◦▪▫–—*·●○■□➢➤►✓✔›»-]\s")
CAPTION = re.compile(r"(?:Tableau|Table|Tab\.)\s+(?:n\s*[°o]\s*)?(?:\d+|[IVXLC]+\b)", re.IGNORECASE)
_NO_CELL = re.compile(r"(?:Tableau|Table|Tab\.|Figure|Fig\.|Source|Note)s?\b", re.IGNORECASE)


def no_row(row: Sequence[Line], size: float) -> bool:
    """Whether a printed row beside a table is plainly none of its own: a caption, an item of a list, a heading.

    `size` is that of the table's text, in points.
    """
    text = row[0].text.text
    if CAPTION.match(text):
        return True
    if len(row) > 1:
        return not in_columns(row)
    return bool(_ITEM.match(text)) or row[0].size > HEADING * size


def last_lines(after: Sequence[Sequence[Line]], rows: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The printed rows of `after` that go on in cells of the last of `rows`: each line goes on with one above it."""
    taken: list[list[Line]] = []
    bottom = list(rows[-1])
    for row in after:
        over = [_above(line, bottom) for line in row]
        if any(one is None for one in over):
            break
        if not all(
            seam(one, line, _room(one, line, rows), False) <= -1.0 for one, line in zip(over, row, strict=True) if one
        ):
            break
        taken.append(list(row))
        bottom = [*(line for line in bottom if line not in over), *row]
    return taken


def _above(line: Line, bottom: Sequence[Line]) -> Line | None:
    """The cell's line right above, set in the same way."""
    for other in bottom:
        step = line.box.center[1] - other.box.center[1]
        alike = other.bold == line.bold and abs(other.size - line.size) < 0.5
        if abs(other.box.x0 - line.box.x0) <= FLUSH and 0 < step <= LINE_STEP * line.size and alike:
            return other
    return None


def _room(over: Line, under: Line, rows: Sequence[Sequence[Line]]) -> float:
    """The widest line of the column."""
    return max(
        (one.box.width for row in rows for one in row if abs(one.box.x0 - over.box.x0) <= FLUSH),
        default=under.box.width,
    )


def title_above(before: Sequence[Line], rows: Sequence[Sequence[Line]], left: float | None) -> Line | None:
    """The line of the printed row `before` where it is the title of the rows below, else None.

    The table must have title rows inside as well, or a drawn left edge (`left`, x in points) within which it is set.
    """
    if len(before) != 1:
        return None
    line = before[0]
    first = rows[0]
    starts = [row[0].box.x0 for row in rows if len(row) > 1]
    if not starts or abs(line.box.x0 - median(starts)) > FLUSH or _NO_CELL.match(line.text.text):
        return None
    titles = [row[0] for row in rows if len(row) == 1 and abs(row[0].box.x0 - line.box.x0) <= FLUSH]
    inside = left is not None and line.box.x0 - left >= INSET
    vouched = any(one.bold == line.bold and abs(one.size - line.size) < 0.5 for one in titles)
    if not vouched or (not inside and not line.bold and left is not None):
        return None
    steps = [b[0].box.center[1] - a[0].box.center[1] for a, b in pairwise(rows)]
    step = first[0].box.center[1] - line.box.center[1]
    return line if step <= TITLE_STEP * median(steps) else None


def with_title(grid: Grid, line: Line) -> Grid:
    """The grid with one more row on top, a single cell around `line`."""
    ys = (min(line.box.y0 - 1, grid.ys[0] - 1), *grid.ys)
    return Grid(grid.xs, ys, ((False,) * (grid.cols - 1), *grid.walls), ((True,) * grid.cols, *grid.floors))
