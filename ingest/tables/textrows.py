"""Rows of a table from its text alone: which printed lines make one cell, which cells one row.

Where rows stand farther apart than the lines of a cell, the lines that stand close are cells, and cells side by side
are rows, however they are aligned in height. Where they do not, each printed row is asked whether it goes on with the
one above. Knows the columns; never looks at drawn lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean

from ingest.lines import Line
from ingest.tables.seams import seam

BODY = 0.72  # em: height of a line's letters; fonts' boxes are taller and overlap
SAME_STEP = 0.08  # em: steps between lines that differ by less are the same step
TOUCH = 0.2  # em: blocks side by side overlap by more than this in height
SYNC = 0.3  # em: lines of one printed row differ by less in height
# Steps from line to line, in em: AIRY and more is never one text, LOOSE and more less often than not.
AIRY, LOOSE = 1.9, 1.55
CLEAR = 1.5  # a vote from here on is a row that plainly starts
MIDDLES = 3  # cells of several lines that lie evenly about single ones: no accident
EVEN = 0.15  # em: how far from the middle of its row such a cell may lie
STARTS = 0.25  # of the places with the same step plainly start a row: then each is asked, else none starts one
GOES_ON = -1.0  # a vote from here down is a cell that goes on
TORN = -1.5  # a seam from here down is the middle of a text
WIDER = 1.5  # added to the votes of a step wider than the one between the lines of a cell


@dataclass(frozen=True, slots=True)
class RowPlan:
    """`cuts` are the y between rows; `merged` the cells that reach over several: (column, first row, last row)."""

    cuts: tuple[float, ...]
    merged: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one column that stand close: a cell, where rows stand apart. `top` and `bottom` are of its letters.

    A line over several columns is a block from column `col` to `last`.
    """

    col: int
    last: int
    top: float
    bottom: float
    lines: tuple[Line, ...]

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def plan_rows(columns: Sequence[Sequence[Line]], spanning: Sequence[tuple[Line, int, int]] = ()) -> RowPlan:
    """The rows of the lines of each column; `spanning` are lines over several columns, with the first and last."""
    made = [_column(column) for column in columns]
    across = [_block(first, last, [line]) for line, first, last in spanning]
    middled = _about_middles(made)
    if middled:
        return _rows_of(middled, across)
    levels = _levels([block for n, column in enumerate(made) for block in _close(n, column, SYNC)])
    made = [replace(column, small=_small(n, levels)) for n, column in enumerate(made)]
    return _rows_of(_continued(levels, _going_on(_asked(levels, made)), made, across), across)


@dataclass(frozen=True, slots=True)
class _Column:
    """The lines of a column, top to bottom; `room` is the widest, in points; `small`: its cells start with small letters."""

    lines: Sequence[Line]
    room: float
    small: bool = False

    def seam(self, above: Line, below: Line) -> float:
        return seam(above, below, self.room, self.small)


def _column(lines: Sequence[Line]) -> _Column:
    return _Column(
        sorted(lines, key=lambda line: line.box.center[1]), max((line.box.width for line in lines), default=0.0)
    )


def _about_middles(columns: Sequence[_Column]) -> list[Block]:
    """The cells where a column of single lines shows the middles of the rows: all lines of the others lie evenly
    about them. Nothing where they do not.
    """
    if sum(len(column.lines) > MIDDLES for column in columns) < 2:
        return []
    for col, anchors in enumerate(columns):
        if len(anchors.lines) < MIDDLES:
            continue
        middles = [line.box.center[1] for line in anchors.lines]
        bounds = [(a + b) / 2 for a, b in pairwise(middles)]
        blocks = [_block(col, col, [line]) for line in anchors.lines]
        off = even = 0
        seams: list[float] = []
        for n, column in enumerate(columns):
            cells: list[list[Line]] = [[] for _ in middles]
            for line in column.lines if n != col else ():
                cells[bisect_right(bounds, line.box.center[1])].append(line)
            for cell, middle in zip(cells, middles, strict=True):
                if cell:
                    blocks.append(_block(n, n, cell))
                    off += abs(blocks[-1].middle - middle) > EVEN * cell[0].size
                    even += len(cell) > 1
                    seams += [column.seam(a, b) for a, b in pairwise(cell)]
        if not off and even >= MIDDLES and mean(seams) < 0:  # else the single lines are labels of groups of rows
            return blocks
    return []


def _small(col: int, levels: Sequence[Sequence[Block]]) -> bool:
    """Whether the column starts with small letters wherever all columns have a line, so that cells must start there."""
    most = max(map(len, levels), default=0)
    starts = [
        b.lines[0].text.text[0].islower() for level in levels if len(level) == most for b in level if b.col == col
    ]
    return most > 2 and len(starts) > 1 and sum(starts) > 0.5 * len(starts)


def _fullness(lines: int, columns: int) -> float:
    """What it says for a new row that so many columns have a line there."""
    if columns < 3:
        return 0.5 if lines == columns else 0.0
    return 2.0 if lines == columns else 1.0 if lines == columns - 1 > 2 else -1.0 if lines == 1 else 0.0


def _step(a: Line, b: Line) -> float:
    """From line to line, in em."""
    return (b.box.center[1] - a.box.center[1]) / max(a.size, b.size, 1.0)


def _block(col: int, last: int, lines: Sequence[Line]) -> Block:
    top = min(line.box.center[1] - BODY / 2 * line.size for line in lines)
    bottom = max(line.box.center[1] + BODY / 2 * line.size for line in lines)
    return Block(col, last, top, bottom, tuple(lines))


def _close(col: int, column: _Column, step: float) -> Iterator[Block]:
    """Lines that follow each other by no more than `step` em are a block."""
    run: list[Line] = []
    for line in column.lines:
        if run and _step(run[-1], line) > step:
            yield _block(col, col, run)
            run = []
        run.append(line)
    if run:
        yield _block(col, col, run)


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
    for level in levels:
        steps = [_step(last[block.col], block.lines[0]) for block in level if block.col in last]
        step = min(steps, default=AIRY)
        yield (step, _vote(level, last, columns, step + SAME_STEP)) if step < AIRY else None
        last.update((block.col, block.lines[0]) for block in level)


def _vote(level: Sequence[Block], last: dict[int, Line], columns: Sequence[_Column], near: float) -> float:
    seams = {
        block.col: columns[block.col].seam(last[block.col], block.lines[0])
        for block in level
        if block.col in last and _step(last[block.col], block.lines[0]) <= near
    }
    if max(seams.values()) <= TORN:
        return GOES_ON  # the row above holds but the first lines of these cells, the others are set at middle height
    vote = _fullness(len(level), sum(bool(column.lines) for column in columns)) + sum(seams.values())
    vote += sum(1.5 if block.col == 0 or len(level) > 1 else 0.5 for block in level if block.col not in seams)
    if len(columns) == 2 and level[0].col > 0:
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
        if starts < STARTS * len(group) and not (ease and starts):
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
                out[place] = _block(block.col, block.col, [*out[place].lines, *block.lines])
            else:
                last[block.col] = len(out)
                out.append(block)
    return out


def _beside_head(line: Line, across: Sequence[Block]) -> bool:
    return any(abs(head.middle - line.box.center[1]) <= AIRY * line.size for head in across)


# --- blocks → rows ------------------------------------------------------------------------------------------------


def _rows_of(blocks: Sequence[Block], across: Sequence[Block]) -> RowPlan:
    """Blocks that overlap in height are a row, but for those that stand beside several of another column."""
    if not blocks and not across:
        return RowPlan(())
    tall = [block for block in blocks if _beside_several(block, [*blocks, *across])]
    known = {id(block) for block in tall}
    rows = _bands([*(b for b in blocks if id(b) not in known), *across])
    rows = _without_leftovers(rows, len({block.col for block in blocks}))
    for labels in _label_sets(rows, tall):
        kept = [row for row in rows if any(b.col not in labels or b.last > b.col for b in row)]
        extents = _extents(kept)
        spans = [
            (col, _centred([b for b in blocks if b.col == col], extents, [_spanned(row, col) for row in kept]))
            for col in sorted(labels)
        ]
        if all(found for _, found in spans):
            merged = [(col, a, b) for col, found in spans for a, b in found if b > a]
            return RowPlan(_cuts(extents), (*merged, *_reaching([b for b in tall if b.col not in labels], extents)))
    extents = _extents(rows)
    return RowPlan(_cuts(extents), tuple(_reaching(tall, extents)))


def _reaching(blocks: Sequence[Block], extents: Sequence[tuple[float, float]]) -> Iterator[tuple[int, int, int]]:
    """The blocks that stand beside several rows, with the first and last."""
    for block in blocks:
        span = _beside(block, extents)
        if span is not None and span[1] > span[0]:
            yield block.col, *span


def _spanned(row: Sequence[Block], col: int) -> bool:
    return any(block.col <= col <= block.last and block.last > block.col for block in row)


def _cuts(extents: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    return tuple((a[1] + b[0]) / 2 for a, b in pairwise(extents))


def _label_sets(rows: Sequence[Sequence[Block]], tall: Sequence[Block]) -> list[set[int]]:
    """Sets of columns whose cells may be labels at the middle of several rows: between rows, or beside many."""
    sets = [{block.col for block in row if block.col == block.last} for row in rows]
    full = max(map(len, sets), default=0)
    found = [cols for cols in sets if cols and len(cols) < full and min(cols) == 0]
    found += [{block.col} for block in tall]
    return [cols for n, cols in enumerate(found) if cols not in found[:n]]


def _beside_several(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether two blocks of one other column stand beside it."""
    slack = TOUCH * block.lines[0].size
    seen: set[int] = set()
    for other in blocks:
        if other.top < block.bottom - slack and other.bottom > block.top + slack:
            cols = set(range(other.col, other.last + 1)) - {block.col}
            if cols & seen:
                return True
            seen |= cols
    return False


def _bands(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks in groups that overlap in height, top to bottom."""
    rows: list[list[Block]] = []
    bottom = 0.0
    for block in sorted(blocks, key=lambda b: b.top):
        if rows and block.top < bottom - TOUCH * block.lines[0].size:
            rows[-1].append(block)
            bottom = max(bottom, block.bottom)
        else:
            rows.append([block])
            bottom = block.bottom
    return rows


def _without_leftovers(rows: Sequence[list[Block]], width: int) -> list[list[Block]]:
    """A row with a single cell that is not in the first column is a paragraph of the cell above it."""
    out: list[list[Block]] = []
    for row in rows:
        single = len(row) == 1 and row[0].col == row[0].last > 0
        if single and out and any(block.col == row[0].col for block in out[-1]):
            words = sum(len(line.text.text.split()) for line in row[0].lines)
            if width > 2 or words > 4:
                out[-1].extend(row)
                continue
        out.append(list(row))
    return out


def _extents(rows: Sequence[Sequence[Block]]) -> list[tuple[float, float]]:
    return [(min(b.top for b in row), max(b.bottom for b in row)) for row in rows]


def _beside(block: Block, extents: Sequence[tuple[float, float]]) -> tuple[int, int] | None:
    slack = TOUCH * block.lines[0].size
    rows = [n for n, (top, bottom) in enumerate(extents) if top < block.bottom - slack and bottom > block.top + slack]
    return (rows[0], rows[-1]) if rows else None


def _centred(
    column: Sequence[Block], extents: Sequence[tuple[float, float]], barred: Sequence[bool]
) -> list[tuple[int, int]]:
    """The rows of each label where every one stands at the middle of its own; else nothing.

    Each begins where the one above ends, or stands beside one row alone. A barred row holds a title: no label reaches
    over it.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for block in sorted(column, key=lambda b: b.top):
        slack = SYNC * block.lines[0].size
        while start < len(extents) and barred[start]:
            start += 1
        free = next((n for n in range(start, len(extents)) if barred[n]), len(extents))
        whole = [end for end in range(start, free) if _amid(block, extents[start][0], extents[end][1], slack)]
        alone = [n for n in range(start, len(extents)) if _amid(block, *extents[n], slack)]
        if not whole and not alone:
            return []
        spans.append((start, whole[0]) if whole else (alone[0], alone[0]))
        start = spans[-1][1] + 1
    return spans


def _amid(block: Block, top: float, bottom: float, slack: float) -> bool:
    return abs((top + bottom) / 2 - block.middle) <= slack
