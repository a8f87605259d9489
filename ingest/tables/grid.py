"""A grid of edges and the walls between its places → the cells it holds, merged ones whole.

Pure geometry of rows and columns; knows nothing of text or of how the edges were found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.geometry import Box

MAX_PLACES = 6_000  # rows x columns of one grid; beyond it is squared paper or a plot


@dataclass(frozen=True, slots=True)
class Grid:
    """`xs` and `ys` are the edges, outer ones included, in points.

    `walls[r][c]` tells whether something parts place (r, c) from (r, c + 1); `floors[r][c]` from (r + 1, c).
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    walls: tuple[tuple[bool, ...], ...]
    floors: tuple[tuple[bool, ...], ...]

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def cols(self) -> int:
        return len(self.xs) - 1

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


@dataclass(frozen=True, slots=True)
class Span:
    """A cell's place in the grid."""

    row: int
    col: int
    rowspan: int
    colspan: int

    def box(self, grid: Grid) -> Box:
        """What it covers, in points."""
        x0, x1 = grid.xs[self.col], grid.xs[self.col + self.colspan]
        return Box(x0, grid.ys[self.row], x1, grid.ys[self.row + self.rowspan])


def open_grid(xs: Sequence[float], ys: Sequence[float]) -> Grid:
    """A grid with every place a cell of its own."""
    rows, cols = len(ys) - 1, len(xs) - 1
    walls = ((True,) * (cols - 1),) * rows
    floors = ((True,) * cols,) * (rows - 1)
    return Grid(tuple(xs), tuple(ys), walls, floors)


def spans(grid: Grid) -> tuple[tuple[Span, ...], float]:
    """The cells in reading order, and the share of the area (0 to 1) whose places hang together in no rectangle.

    Such places are given as rectangles of one row each.
    """
    owner = [[-1] * grid.cols for _ in range(grid.rows)]
    found: list[Span] = []
    odd = 0.0
    for r in range(grid.rows):
        for c in range(grid.cols):
            if owner[r][c] >= 0:
                continue
            members = _flood(grid, r, c)
            top, left = min(m[0] for m in members), min(m[1] for m in members)
            height = max(m[0] for m in members) - top + 1
            width = max(m[1] for m in members) - left + 1
            if len(members) == height * width:
                parts = [Span(top, left, height, width)]
            else:
                parts = list(_strips(members))
                odd += sum(part.box(grid).area for part in parts)
            for part in parts:
                for row in range(part.row, part.row + part.rowspan):
                    for col in range(part.col, part.col + part.colspan):
                        owner[row][col] = len(found)
                found.append(part)
    found.sort(key=lambda s: (s.row, s.col))
    return tuple(found), odd / max(grid.box.area, 1.0)


def _flood(grid: Grid, row: int, col: int) -> set[tuple[int, int]]:
    """The places that nothing parts from (row, col)."""
    seen = {(row, col)}
    todo = [(row, col)]
    while todo:
        r, c = todo.pop()
        for place, parted in (
            ((r, c + 1), c + 1 >= grid.cols or grid.walls[r][c]),
            ((r, c - 1), c == 0 or grid.walls[r][c - 1]),
            ((r + 1, c), r + 1 >= grid.rows or grid.floors[r][c]),
            ((r - 1, c), r == 0 or grid.floors[r - 1][c]),
        ):
            if not parted and place not in seen:
                seen.add(place)
                todo.append(place)
    return seen


def _strips(members: set[tuple[int, int]]) -> list[Span]:
    """The places as rectangles of one row each."""
    out = []
    for row in sorted({m[0] for m in members}):
        cols = sorted(m[1] for m in members if m[0] == row)
        start = cols[0]
        for a, b in pairwise([*cols, cols[-1] + 2]):
            if b > a + 1:
                out.append(Span(row, start, 1, a - start + 1))
                start = b
    return out
