"""Rows of a table from its text alone: which printed lines make one cell, which cells one row.

Lines that follow each other at the same step are judged together: where rows stand farther apart than the lines of a
cell, the step tells; else each printed row is asked whether it goes on with the one above. Knows the columns; never
looks at drawn lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean

from ingest.layout.lines import Line
from ingest.tables.rowblocks import SYNC, Block, RowPlan, block_of, rows_of
from ingest.tables.seams import is_number, seam, torn

SAME_STEP = 0.08  # em: steps between lines that differ by less are the same step
# Steps from line to line, in em: AIRY and more is never one text, LOOSE and more less often than not.
AIRY, LOOSE = 1.9, 1.55
CLEAR = 1.5  # a vote from here on is a row that plainly starts
MIDDLES = 3  # cells of several lines that lie evenly about single ones: no accident
EVEN = 0.15  # em: how far from the middle of its row such a cell may lie
STARTS = 0.25  # of the places with the same step plainly start a row: then each is asked, else none starts one
# Cells of several lines seldom have as many in all columns: where nearly each printed row is full, each is a row.
FULL, FULL_LEVELS, FULL_SHARE = 1.5, 4, 0.9
STRONG = 3.0  # a vote from here on is no accident: two of them, and each place with that step is asked
GOES_ON = -1.0  # a vote from here down is a cell that goes on
MID_TEXT = -4.0  # the vote where all cells go on in the middle of a text, whatever the step
TORN = -1.5  # a seam from here down is the middle of a text
WIDER = 1.5  # added to the votes of a step wider than the one between the lines of a cell


def plan_rows(columns: Sequence[Sequence[Line]], spanning: Sequence[tuple[Line, int, int]] = ()) -> RowPlan:
    """The rows of the lines of each column; `spanning` are lines over several columns, with the first and last."""
    made = [_column(column) for column in columns]
    across = list(_titles(spanning))
    middled = _about_middles(made)
    if middled:
        return rows_of(middled, across)
    levels = _levels([block for n, column in enumerate(made) for block in _close(n, column, SYNC)])
    made = [replace(column, small=_small(n, levels)) for n, column in enumerate(made)]
    return rows_of(_continued(levels, _going_on(_asked(levels, made)), made, across), across)


@dataclass(frozen=True, slots=True)
class _Column:
    """The lines of a column, top to bottom; `room` is the widest (points); `small`: cells start with small letters."""

    lines: Sequence[Line]
    room: float
    small: bool = False

    def seam(self, above: Line, below: Line) -> float:
        return seam(above, below, self.room, self.small)


def _column(lines: Sequence[Line]) -> _Column:
    return _Column(
        sorted(lines, key=lambda line: line.box.center[1]), max((line.box.width for line in lines), default=0.0)
    )


def _titles(spanning: Sequence[tuple[Line, int, int]]) -> Iterator[Block]:
    """The lines over several columns as blocks, those that go on with the one above in the same block."""
    run: list[Line] = []
    cols: tuple[int, int] | None = None
    for line, first, last in sorted(spanning, key=lambda one: (one[1], one[0].box.center[1])):
        room = max((one.box.width for one in run), default=0.0)
        goes_on = cols == (first, last) and _step(run[-1], line) < AIRY and seam(run[-1], line, room, False) <= GOES_ON
        if run and cols and not goes_on:
            yield block_of(*cols, run)
            run = []
        run.append(line)
        cols = (first, last)
    if run and cols:
        yield block_of(*cols, run)


def _about_middles(columns: Sequence[_Column]) -> list[Block]:
    """The cells where a column of single lines shows the middles of the rows: all lines of the others lie evenly
    about them. Nothing where they do not.
    """
    if sum(len(column.lines) > MIDDLES for column in columns) < 2:
        return []
    for col, anchors in enumerate(columns):
        if len(anchors.lines) < MIDDLES or any(anchors.seam(a, b) <= GOES_ON for a, b in pairwise(anchors.lines)):
            continue
        middles = [line.box.center[1] for line in anchors.lines]
        bounds = [(a + b) / 2 for a, b in pairwise(middles)]
        blocks = [block_of(col, col, [line]) for line in anchors.lines]
        off = even = 0
        seams: list[float] = []
        for n, column in enumerate(columns):
            cells: list[list[Line]] = [[] for _ in middles]
            for line in column.lines if n != col else ():
                cells[bisect_right(bounds, line.box.center[1])].append(line)
            for cell, middle in zip(cells, middles, strict=True):
                if not cell:
                    continue
                blocks.append(block_of(n, n, cell))
                label = n == 0 and len(cell) == 1  # of a group of rows, perhaps
                off += not label and abs(blocks[-1].middle - middle) > EVEN * cell[0].size
                even += len(cell) > 1
                seams += [column.seam(a, b) for a, b in pairwise(cell)]
        if not off and even >= MIDDLES and mean(seams) < 0:  # else the single lines are labels of groups of rows
            return blocks
    return []


def _small(col: int, levels: Sequence[Sequence[Block]]) -> bool:
    """Whether the column starts with small letters wherever all columns have a line, so that cells must start there.

    Beside one other column only where that one never does: else both may go on there.
    """
    most = max(map(len, levels), default=0)
    full = [level for level in levels if len(level) == most]
    starts = [b.lines[0].text.text[0].islower() for level in full for b in level if b.col == col]
    if most == 2 and any(b.lines[0].text.text[0].islower() for level in full for b in level if b.col != col):
        return False
    return most > 1 and len(starts) > 1 and sum(starts) > 0.5 * len(starts)


def _fullness(lines: int, columns: int) -> float:
    """What it says for a new row that so many columns have a line there."""
    if columns < 3:
        return 0.5 if lines == columns else 0.0
    return 2.0 if lines == columns else 1.0 if lines == columns - 1 > 2 else -1.0 if lines == 1 else 0.0


def _step(a: Line, b: Line) -> float:
    """From line to line, in em."""
    return (b.box.center[1] - a.box.center[1]) / max(a.size, b.size, 1.0)


def _close(col: int, column: _Column, step: float) -> Iterator[Block]:
    """Lines that follow each other by no more than `step` em are a block."""
    run: list[Line] = []
    for line in column.lines:
        if run and _step(run[-1], line) > step:
            yield block_of(col, col, run)
            run = []
        run.append(line)
    if run:
        yield block_of(col, col, run)


def _levels(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks of one line each, those that are printed side by side together."""
    rows: list[list[Block]] = []
    for block in sorted(blocks, key=lambda b: (b.middle, b.col)):
        if rows and block.middle - rows[-1][0].middle <= SYNC * block.lines[0].size:
            rows[-1].append(block)
        else:
            rows.append([block])
    return rows


def _asked(levels: Sequence[Sequence[Block]], columns: Sequence[_Column]) -> Iterator[tuple[float, float] | None]:
    """For each printed row the step from the one it may go on with, in em, and what it says there: above zero that it
    starts a row, under zero that its cells go on. None where no line stands near enough above.
    """
    last: dict[int, Line] = {}
    filled = sum(bool(column.lines) for column in columns)
    full = sum(len(level) == filled for level in levels) >= max(FULL_LEVELS, FULL_SHARE * len(levels))
    for level in levels:
        steps = [_step(last[block.col], block.lines[0]) for block in level if block.col in last]
        step = min(steps, default=AIRY)
        extra = FULL if full and filled > 1 and len(level) == filled else 0.0
        yield (step, _vote(level, last, columns, step + SAME_STEP) + extra) if step < AIRY else None
        last.update((block.col, block.lines[0]) for block in level)


def _vote(level: Sequence[Block], last: dict[int, Line], columns: Sequence[_Column], near: float) -> float:
    seams = {
        block.col: columns[block.col].seam(last[block.col], block.lines[0])
        for block in level
        if block.col in last and _step(last[block.col], block.lines[0]) <= near
    }
    pairs = [(last[block.col], block.lines[0]) for block in level if block.col in seams]
    counted = any(is_number(a.text.text) and is_number(b.text.text) for a, b in pairs)
    cut = any(torn(a, b) for a, b in pairs) and not counted
    if max(seams.values()) <= TORN or cut:
        return MID_TEXT  # the row above holds but the first lines of these cells, the others are set at middle height
    vote = _fullness(len(level), sum(bool(column.lines) for column in columns)) + sum(seams.values())
    vote += sum(1.5 if block.col == 0 or len(level) > 1 else 0.5 for block in level if block.col not in seams)
    if len(columns) == 2 and all(block.col > 0 for block in level):
        vote -= 1.0
    return vote


def _going_on(asked: Iterable[tuple[float, float] | None]) -> list[bool]:
    """Which printed rows go on: places with the same step are judged together, the narrowest first."""
    found = list(asked)
    out = [False] * len(found)
    places = sorted((one[0], one[1], n) for n, one in enumerate(found) if one is not None)
    ease = 0.0
    while places:
        group = [one for one in places if one[0] <= places[0][0] + SAME_STEP]
        places = places[len(group) :]
        extra = ease + (0.4 if group[0][0] > LOOSE else 0.0)
        starts = sum(vote + extra >= CLEAR for _, vote, _ in group)
        strong = sum(vote >= STRONG for _, vote, _ in group)
        if starts < STARTS * len(group) and strong < 2 and not (ease and starts):
            for _, vote, n in group:
                out[n] = not ease or vote + extra <= GOES_ON
            if len(group) > 1 or not places:
                ease = WIDER
        else:
            for _, vote, n in group:
                out[n] = vote + extra <= GOES_ON
    return out


def _continued(
    levels: Sequence[Sequence[Block]], goes_on: Sequence[bool], columns: Sequence[_Column], across: Sequence[Block]
) -> list[Block]:
    """The blocks of one line each, put together where a printed row goes on with those above.

    Beside a head that spans columns, a text goes on by itself: the rows of the heads are not its own.
    """
    out: list[Block] = []
    last: dict[int, int] = {}
    for level, on in zip(levels, goes_on, strict=True):
        for block in level:
            place = last.get(block.col)
            over = out[place].lines[-1] if place is not None else None
            if (
                place is not None
                and over is not None
                and _step(over, block.lines[0]) < AIRY
                and (on or (_beside_head(over, across) and columns[block.col].seam(over, block.lines[0]) <= GOES_ON))
            ):
                out[place] = block_of(block.col, block.col, [*out[place].lines, *block.lines])
            else:
                last[block.col] = len(out)
                out.append(block)
    return out


def _beside_head(line: Line, across: Sequence[Block]) -> bool:
    return any(abs(head.middle - line.box.center[1]) <= AIRY * line.size for head in across)
