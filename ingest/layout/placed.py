"""Where lines, tables and figures stand in the flow, and how one column of them is read.

Knows nothing of gutters: which lines make a column is told in `columns`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.geometry import Box
from ingest.layout.blocks import BlockKind
from ingest.layout.lines import Line, make_line
from ingest.model import join

PROSE_SHARE = 0.4  # of the lines of a column reach its edge where it is prose; cells of a table seldom do
RUN_STEP = 2.2  # em: a wider step parts two runs of lines
RAGGED = 2.0  # em: a ragged line may end that far from its column's edge
FEW_FULL = 5  # lines that end at one edge make it theirs


@dataclass(frozen=True, slots=True)
class Atom:
    """Something that stands in the flow as a whole: a table or a figure."""

    box: Box
    kind: BlockKind
    what: object


@dataclass(frozen=True, slots=True)
class Placed:
    """A line or atom in reading order, with the horizontal bounds of the column it stands in."""

    item: Line | Atom
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Inset:
    """What is printed in a box that stands across the columns, as it is read: in the flow an atom's `what`."""

    flow: tuple[Placed, ...]


def spread(flow: Iterable[Placed]) -> Iterator[Placed]:
    """The flow with what its insets hold in their places."""
    for placed in flow:
        if isinstance(placed.item, Atom) and isinstance(placed.item.what, Inset):
            yield from placed.item.what.flow
        else:
            yield placed


def single_column(items: Sequence[Line | Atom]) -> Iterator[Placed]:
    """One column from top to bottom; fragments on one baseline become one line."""
    left = min(item.box.x0 for item in items)
    right = max(item.box.x1 for item in items)
    whole = list(_merged(items))
    for run in _runs(whole):
        edge = _edge(run, right)
        for item in run:
            yield Placed(item, *_around(item, whole, left, edge))


def _around(item: Line | Atom, items: Sequence[Line | Atom], left: float, right: float) -> tuple[float, float]:
    """The bounds of the item's column, which an inset beside it narrows to the lines that run around it."""
    for inset in items:
        if not (isinstance(inset, Atom) and isinstance(inset.what, Inset)) or inset is item:
            continue
        beside = [o.box for o in items if o is not inset and o.box.y0 < inset.box.y1 and o.box.y1 > inset.box.y0]
        if item.box in beside and item.box.x1 <= inset.box.x0:
            right = min(right, max(box.x1 for box in beside if box.x1 <= inset.box.x0))
        elif item.box in beside and item.box.x0 >= inset.box.x1:
            left = max(left, min(box.x0 for box in beside if box.x0 >= inset.box.x1))
    return left, right


def _runs(items: Sequence[Line | Atom]) -> Iterator[list[Line | Atom]]:
    """The items in runs of lines that follow one another without a wide step; an atom stands alone."""
    run: list[Line | Atom] = []
    for item in items:
        last = run[-1] if run else None
        if last is not None and not (
            isinstance(item, Line)
            and isinstance(last, Line)
            and item.baseline - last.baseline < RUN_STEP * max(item.size, last.size)
        ):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _edge(run: Sequence[Line | Atom], right: float) -> float:
    """The right edge that the lines of a run keep: their own where enough of them fill it, else that of the column.

    The columns of a page short of text are told from nothing else.
    """
    lines = [item for item in run if isinstance(item, Line)]
    if not lines:
        return right
    edge = max(line.box.x1 for line in lines)
    full = sum(line.box.x1 >= edge - RAGGED * line.size for line in lines)
    return edge if full >= FEW_FULL and full >= PROSE_SHARE * len(lines) else right


def _merged(items: Sequence[Line | Atom]) -> Iterator[Line | Atom]:
    lines = sorted((i for i in items if isinstance(i, Line)), key=lambda i: (i.baseline, i.box.x0))
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(line.baseline - rows[-1][0].baseline) <= 0.35 * max(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    whole: list[Line | Atom] = [_one(row) for row in rows]
    whole.extend(i for i in items if isinstance(i, Atom))
    return iter(sorted(whole, key=lambda i: i.baseline if isinstance(i, Line) else i.box.y0))


def _one(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    row.sort(key=lambda line: line.box.x0)
    return make_line(join([line.text for line in row]), row[0].baseline)
