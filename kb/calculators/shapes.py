"""A table → items, options and points, whatever its shape, or the reason why not.

The recipe: column of points → points as rows → points as columns → matrix of points → points inside the cells, as
printed and turned by a quarter. Told by structure and heads; whether a table is a score at all is asked in `compile`.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.model import Cell, Table
from kb.calculators.column import read_column, read_pairs
from kb.calculators.crossed import read_matrix, read_points_across, read_points_down
from kb.calculators.grid import Grid, make_grid, tidied, transposed
from kb.calculators.inside import read_inside
from kb.calculators.parts import POINTS_HEAD, TOTAL, Choice, Question, Shape
from kb.calculators.stacked import unstacked

__all__ = ["Choice", "Grid", "Question", "Shape", "make_grid", "read_shape"]

TWO = 2  # rows and columns below which a table holds no item with options


def read_shape(table: Table) -> Shape | None:
    """The items of `table`; None where no column, row or cell of it gives points.

    `unread` names what looks like points and cannot be read, `why` what speaks against a table that nearly is a score.
    """
    grid, notes = _parted(tidied(unstacked(make_grid(table))))
    if grid.height < TWO or grid.width < TWO:
        return None
    found = _read(grid)
    if found is None:
        turned = tidied(transposed(grid))
        found = _read_turned(turned) if turned.height >= TWO and turned.width >= TWO else None
    return replace(found, heads=(*grid.titles, *found.heads), notes=(*found.notes, *notes)) if found else None


def _parted(grid: Grid) -> tuple[Grid, tuple[Cell, ...]]:
    """The grid without the texts over all its columns below its last row, and those texts: notes, verdicts."""
    end = grid.height
    while end > TWO and grid.spans(end - 1) and not TOTAL.match(" ".join(grid.line(end - 1)).strip()):
        end -= 1
    cells = [next((cell for cell in row if cell is not None), None) for row in grid.covering[end:]]
    return replace(grid, covering=grid.covering[:end]), tuple(cell for cell in cells if cell is not None)


def _read(grid: Grid) -> Shape | None:
    refused: Shape | None = None
    for read in (read_points_across, read_points_down, read_pairs, read_column, read_matrix, read_inside):
        shape = read(grid)
        if shape is not None and shape.questions:
            return shape
        refused = refused or shape
    return refused


def _read_turned(grid: Grid) -> Shape | None:
    """A table on its side: a line of points that says so, or options with their points inside the cells."""
    column = read_column(grid)
    if column is not None and column.questions and POINTS_HEAD.search(column.over):
        return column
    return read_inside(grid)
