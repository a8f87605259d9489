"""What stands across both columns of a page as a table does: the heights it takes.

Told by rules that run over the gutter, or by rows of cells that stand in it. Finds no table itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.geometry import Box
from ingest.layout.captions import opens_caption
from ingest.layout.columns import Gutter
from ingest.layout.lines import Line
from ingest.tables.fill import printed_rows

TABLE_STEP = 160.0  # points: rules farther apart are those of one table only where its rows stand between them
SAME_END = 4.0  # points: rules of one table end within this of each other
INDENT = 40.0  # points: text of the second column starts no farther from its left edge
AT_COLUMN = 0.2  # of a table's printed rows start a line there; of two columns of text most do
IN_ROWS = 0.6  # of a table's printed rows hold several cells
ROOM = 14.0  # points: how far above and below a rule across the gutter its table may print
STEP = 1.9  # em: printed rows of a table without rules stand no farther apart
LEAST_ACROSS = 3  # rows with a cell in the gutter and others beside it: fewer are a coincidence
LONG = 0.75  # of a column's width: a lone line from its left edge that is longer is prose

Band = tuple[float, float]  # from where to where, y in points


def ruled_bands(boxes: Sequence[Box], lines: Sequence[Line], gutter: Gutter) -> tuple[Band, ...]:
    """The heights that drawings across the gutter take with what is printed about them, those of one table together."""
    out: list[Box] = []
    for box in sorted(boxes, key=lambda b: b.y0):
        over = out[-1] if out else None
        if over is not None and (box.y0 - over.y1 < TABLE_STEP or _one_table(over, box, lines, gutter)):
            out[-1] = Box(min(over.x0, box.x0), over.y0, max(over.x1, box.x1), max(over.y1, box.y1))
        else:
            out.append(box)
    return tuple((box.y0 - ROOM, box.y1 + ROOM) for box in out)


def _one_table(above: Box, below: Box, lines: Sequence[Line], gutter: Gutter) -> bool:
    """Whether two drawings far apart are the rules of one table: of one width, and what stands between them is set
    side by side in columns that are not the page's.
    """
    if abs(above.x0 - below.x0) > SAME_END or abs(above.x1 - below.x1) > SAME_END:
        return False
    inside = [line for line in lines if above.y1 < line.box.center[1] < below.y0]
    rows = printed_rows(inside)
    return (
        sum(_opens_column(line, gutter) for line in inside) <= AT_COLUMN * len(rows)
        and sum(len(row) > 1 for row in rows) >= IN_ROWS * len(rows)
        and all(b[0].box.y0 - a[0].box.y1 < ROOM for a, b in pairwise(rows))
    )


def open_bands(lines: Sequence[Line], gutter: Gutter) -> Iterator[Band]:
    """The heights that rows of cells take, where nothing is drawn: several have a cell in the gutter.

    They go on as long as no line stands as the text of a column does.
    """
    rows = printed_rows(lines)
    left = min((line.box.x0 for line in lines), default=0.0)
    run: list[list[Line]] = []
    for row in rows:
        far = bool(run) and row[0].box.center[1] - run[-1][0].box.center[1] > STEP * row[0].size
        if run and (far or _of_page(row, gutter, left)):
            yield from _band(run, gutter)
            run = []
        if not _of_page(row, gutter, left) and (run or len(row) > 1):
            run.append(row)
    yield from _band(run, gutter)


def _band(run: Sequence[list[Line]], gutter: Gutter) -> Iterator[Band]:
    if sum(len(row) > 2 and any(_in_gutter(line, gutter) for line in row) for row in run) >= LEAST_ACROSS:
        boxes = [line.box for row in run for line in row]
        yield min(box.y0 for box in boxes), max(box.y1 for box in boxes)


def _of_page(row: Sequence[Line], gutter: Gutter, left: float) -> bool:
    """Whether a printed row shows the columns of the page: it opens the second one, or is prose in the first or over
    both, or a caption.
    """
    first = row[0]
    long = first.box.width >= LONG * (gutter[0] - left) and first.box.x0 < left + INDENT
    return any(_opens_column(line, gutter) for line in row) or long or opens_caption(first.text.text)


def _opens_column(line: Line, gutter: Gutter) -> bool:
    return -1 <= line.box.x0 - gutter[1] <= INDENT


def _in_gutter(line: Line, gutter: Gutter) -> bool:
    return line.box.x0 < gutter[1] - 1 and line.box.x1 > gutter[0] + 1
