"""Cells beside each other → the rows of a table, with the cells that reach over several.

Works on blocks of printed lines, one a cell, whatever told them apart. Of what they say it asks but whether they are
numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.layout.lines import Line
from ingest.tables.seams import is_number

BODY = 0.72  # em: height of a line's letters; fonts' boxes are taller and overlap
TOUCH = 0.2  # em: blocks side by side overlap by more than this in height
SHORT = 4  # words: a lone cell with more is no row of its own
GROUPS = 0.34  # of the labels stand over several rows where that is usual
SYNC = 0.3  # em: lines of one printed row differ by less in height


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


def block_of(col: int, last: int, lines: Sequence[Line]) -> Block:
    top = min(line.box.center[1] - BODY / 2 * line.size for line in lines)
    bottom = max(line.box.center[1] + BODY / 2 * line.size for line in lines)
    return Block(col, last, top, bottom, tuple(lines))


def rows_of(blocks: Sequence[Block], across: Sequence[Block]) -> RowPlan:
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
    if any(0 in cols for cols in sets) and any(0 not in cols for cols in sets[:2]) and len(sets) > 2:
        found.append({0})  # the first row lacks its label, or the first one below the head
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
    """A row with a single cell that is not in the first column is a paragraph of the cell above it.

    In two columns it may be a row under the same label, where labels over several rows are usual or it holds a number.
    """
    labelled = sum(any(block.col == 0 for block in row) for row in rows)
    groups = sum(_lone(below) and not _lone(above) for above, below in pairwise(rows))
    usual = groups > GROUPS * labelled
    out: list[list[Block]] = []
    for row in rows:
        if _lone(row) and out and any(block.col == row[0].col for block in out[-1]):
            words = sum(len(line.text.text.split()) for line in row[0].lines)
            if width > 2 or words > SHORT or not (usual or is_number(row[0].lines[0].text.text)):
                out[-1].extend(row)
                continue
        out.append(list(row))
    return out


def _lone(row: Sequence[Block]) -> bool:
    """Whether a single cell, not in the first column, is all of the row."""
    return len(row) == 1 and row[0].col == row[0].last > 0


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
