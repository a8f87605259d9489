"""Columns, drawn marks and the lines between them → a grid: rows read from the text wherever none are drawn.

What spans several columns or rows loses the walls and floors inside it. Never decides whether it is a table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import or_

from ingest.geometry import Box
from ingest.layout.lines import Line
from ingest.tables.edges import SAME_EDGE, Edge
from ingest.tables.grid import Grid
from ingest.tables.rowblocks import RowPlan
from ingest.tables.textrows import plan_rows

UNDER = 0.3  # of a column's width: a line under its cell runs along that much; the last column may be far wider
MANY = 3  # bands between drawn lines, under the header: from here on a band is one row unless it plainly is not


@dataclass(frozen=True, slots=True)
class Marks:
    """Drawn floors: y, and whether each column has one there. The first and last are the table's top and bottom."""

    floors: tuple[tuple[float, tuple[bool, ...]], ...]


def marks(
    top: float, bottom: float, full: Sequence[float], short: Sequence[Edge], xs: Sequence[float],
    shades: Sequence[Box] = (),
) -> Marks:  # fmt: skip
    """`full` are the y of lines from side to side, `short` lines that run along some columns only.

    Where `short` is the side of a shade, a row ends in all columns but those that a shaded cell covers.
    """
    everywhere = (True,) * (len(xs) - 1)
    floors = [(y, everywhere) for y in full if top + SAME_EDGE < y < bottom - SAME_EDGE]
    pieces: list[tuple[float, tuple[bool, ...]]] = []  # lines at one height are one floor, each under its columns
    for edge in sorted(short, key=lambda e: e.at):
        if top + SAME_EDGE < edge.at < bottom - SAME_EDGE and all(abs(edge.at - y) > SAME_EDGE for y, _ in floors):
            parted = tuple(_parts(edge, a, b, shades) for a, b in pairwise(xs))
            if pieces and edge.at - pieces[-1][0] <= SAME_EDGE:
                y, before = pieces.pop()
                pieces.append((y, tuple(map(or_, before, parted))))
            else:
                pieces.append((edge.at, parted))
    return Marks(((top, everywhere), *sorted([*floors, *pieces]), (bottom, everywhere)))


def _parts(edge: Edge, left: float, right: float, shades: Sequence[Box]) -> bool:
    """Whether the edge parts a column from `left` to `right`."""
    if edge.covers(left, right) > UNDER * (right - left):
        return True
    middle = (left + right) / 2
    return edge.shade and not any(
        box.x0 < middle < box.x1 and box.y0 + SAME_EDGE < edge.at < box.y1 - SAME_EDGE for box in shades
    )


def gridded(xs: Sequence[float], drawn: Marks, lines: Sequence[Line], across: Sequence[tuple[Line, int, int]]) -> Grid:
    """The grid of `lines` in the columns `xs`; `across` are those that span columns, with the first and last."""
    width = len(xs) - 1
    everywhere = (True,) * width
    wide = {id(line) for line, _, _ in across}
    sure = len(drawn.floors) - 3 >= MANY
    edges: list[float] = [drawn.floors[0][0]]
    floors: list[list[bool]] = []
    for (y0, over), (y1, under) in pairwise(drawn.floors):
        held = [line for line in lines if y0 < line.box.center[1] <= y1]
        columns: list[list[Line]] = [[] for _ in range(width)]
        for line in held:
            col = column_of(line, xs)
            if id(line) not in wide and over[col] and under[col]:
                columns[col].append(line)
        plan = plan_rows(columns, [one for one in across if y0 < one[0].box.center[1] <= y1])
        head = y0 == drawn.floors[0][0] and all(line.bold for line in held)
        if sure and not head and not _plainly_rows(plan, columns):
            plan = RowPlan(())
        base = len(edges) - 1
        edges += plan.cuts
        floors += [list(everywhere) for _ in plan.cuts]
        for col, first, last in plan.merged:
            for row in range(base + first, base + last):
                floors[row][col] = False
        edges.append(y1)
        floors.append(list(under))
    floors.pop()
    walls = [[True] * (width - 1) for _ in range(len(edges) - 1)]
    for line, first, last in across:
        row = min(max(bisect_right(edges, line.box.center[1]) - 1, 0), len(edges) - 2)
        walls[row][first:last] = [False] * (last - first)
    return Grid(tuple(xs), tuple(edges), tuple(map(tuple, walls)), tuple(map(tuple, floors)))


def column_of(line: Line, xs: Sequence[float]) -> int:
    """The column that holds most of the line."""
    return min(max(bisect_right(xs, line.box.center[0]) - 1, 0), len(xs) - 2)


def _plainly_rows(plan: RowPlan, columns: Sequence[Sequence[Line]]) -> bool:
    """Whether each row that was read fills all columns but one, two at least: no text broken into paragraphs does."""
    need = max(2, len(columns) - 1)
    bounds = [float("-inf"), *plan.cuts, float("inf")]
    return all(
        sum(any(y0 < line.box.center[1] <= y1 for line in column) for column in columns) >= need
        for y0, y1 in pairwise(bounds)
    )


def span_of(line: Line, strips: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first and last column under a line, where the columns are parted by `strips`."""
    first = sum(line.box.x0 >= (a + b) / 2 for a, b in strips)
    last = sum(line.box.x1 >= (a + b) / 2 for a, b in strips)
    return first, max(first, last)
