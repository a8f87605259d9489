"""Tables in which items and points cross: points head the rows (Mirels), or the columns, or stand at the crossings.

Reads a tidied grid; None where it is of another shape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.calculators.grid import Grid
from kb.calculators.parts import (
    ITEM_HEAD,
    LEVELS,
    OPTION_HEAD,
    POINTS_HEAD,
    TOTAL,
    VERDICT_HEAD,
    Choice,
    Question,
    Shape,
)
from kb.calculators.points import labelled_points, points

MOST_NUMERIC = 0.2  # of the option cells may be bare numbers («0», «2»): more, and the table is a matrix of numbers
_RESULT = re.compile(r"^\W*\d+(?:[.,]\d+)?\s*(?:%|[a-zµ]+(?:/[a-z]+)?)?$", re.IGNORECASE)  # «12 %», «3 mois»: no option
HEAD_ROWS = 3  # the row of points is among the first


def read_points_down(grid: Grid) -> Shape | None:
    """One column of points heads the rows; each other column is an item, its cells the options."""
    if grid.width < 3:
        return None
    head = _head_row(grid)
    if head is None:
        return None
    body = range(head + 1, grid.height)
    named = [c for c in range(grid.width) if POINTS_HEAD.search(grid.text(head, c))]
    for col in [*named, *(c for c in (0, grid.width - 1) if c not in named)]:
        values = [points(grid.text(row, col)) for row in body]
        if len(values) < 2 or None in values or len(set(values)) < len(values):
            continue
        if any(cell.rowspan > 1 for row in body if (cell := grid.own(row, col))):
            continue
        others = [c for c in range(grid.width) if c != col]
        heads = [grid.text(head, c) for c in others]
        if not all(heads) or any(VERDICT_HEAD.search(text) for text in heads):
            continue
        if any(ITEM_HEAD.fullmatch(text) or OPTION_HEAD.fullmatch(text) for text in heads) or _merged(
            grid, body, others
        ):
            continue  # a column of items, a column of options: each row is one option
        texts = [grid.text(row, c) for row in body for c in others if grid.text(row, c)]
        if not texts or sum(points(text) is not None for text in texts) > MOST_NUMERIC * len(texts):
            continue
        if all(_RESULT.match(text) for text in texts):
            continue
        if col not in named and (grid.text(head, col) or not _all_differ(grid, body, others)):
            continue  # «Grade», «N°»: what the numbers are is said, and it is not points
        if questions := _down(grid, head, body, col, others):
            return Shape(questions, tuple(grid.text(head, c) for c in range(grid.width)))
    return None


def _down(grid: Grid, head: int, body: range, col: int, others: Sequence[int]) -> tuple[Question, ...]:
    questions = []
    for c in others:
        label = grid.covering[head][c]
        choices = tuple(
            Choice(grid.text(row, c), value, cell)
            for row in body
            if (cell := grid.own(row, c)) and grid.text(row, c) and (value := points(grid.text(row, col))) is not None
        )
        if label is None or len(choices) < 2:
            return ()
        questions.append(Question(grid.text(head, c), label, choices))
    return tuple(questions) if len(questions) > 1 else ()


def _all_differ(grid: Grid, body: range, cols: Sequence[int]) -> bool:
    """Whether every other column holds a different text in each row, as options do and repeated labels do not."""
    return all(len({grid.text(row, c) for row in body}) == len(body) for c in cols)


def _merged(grid: Grid, body: range, cols: Sequence[int]) -> bool:
    """Whether a cell of theirs stands for several rows."""
    return any(row > body.start and grid.own(row, c) is None and grid.text(row, c) for row in body for c in cols)


def _head_row(grid: Grid) -> int | None:
    """The row of column heads: the last one before the first that holds points."""
    for row in range(grid.height):
        if any(points(grid.text(row, c)) is not None for c in range(grid.width)):
            return row - 1 if row else None
    return None


def read_points_across(grid: Grid) -> Shape | None:
    """A row of points heads the columns; each row is an item, its cells the options."""
    for head in range(min(HEAD_ROWS, grid.height - 1)):
        cols = [c for c in range(grid.width) if points(grid.text(head, c)) is not None]
        values = [points(grid.text(head, c)) for c in cols]
        if len(cols) < 2 or len(set(values)) < len(values):
            continue
        others = [c for c in range(grid.width) if c not in cols]
        labels = [c for c in others if any(grid.text(row, c) for row in range(head + 1, grid.height))]
        if len(labels) != 1:
            continue
        rows = [r for r in range(head + 1, grid.height) if not TOTAL.match(grid.text(r, labels[0]))]
        questions = []
        for row in rows:
            label = grid.covering[row][labels[0]]
            choices = tuple(
                Choice(grid.text(row, c), value, cell)
                for c in cols
                if (cell := grid.own(row, c))
                and grid.text(row, c)
                and (value := points(grid.text(head, c))) is not None
            )
            if label and grid.text(row, labels[0]) and len(choices) >= 2:
                questions.append(Question(grid.text(row, labels[0]), label, choices))
        texts = [choice.label for question in questions for choice in question.choices]
        if sum(points(text) is not None for text in texts) > MOST_NUMERIC * len(texts):
            continue
        heads = tuple(grid.text(head, c) for c in range(grid.width))
        if len(questions) >= 2 and len(questions) == len(rows):
            return Shape(tuple(questions), heads)
        if any(POINTS_HEAD.search(text) for text in heads):
            return Shape((), heads, why="the rows below its points do not each give an item with two options")
    return None


def read_matrix(grid: Grid) -> Shape | None:
    """The columns are options («Oui», «Non»), each row an item, the points at the crossings."""
    head = _head_row(grid)
    if head is None:
        return None
    cols = [c for c in range(1, grid.width) if LEVELS.match(grid.text(head, c))]
    if len(cols) < 2 or len(cols) < grid.width - 1:
        return None
    rows = [r for r in range(head + 1, grid.height) if not TOTAL.match(grid.text(r, 0))]
    questions = []
    for row in rows:
        label = grid.covering[row][0]
        cells = [(grid.text(head, c), grid.text(row, c), grid.own(row, c)) for c in cols]
        choices = tuple(
            Choice(name, value, cell) for name, text, cell in cells if cell and (value := points(text)) is not None
        )
        if label is None or not grid.text(row, 0) or len(choices) < sum(bool(text) for _, text, _ in cells):
            return None
        if len(choices) < 2 or labelled_points(grid.text(row, 0)):
            return None
        questions.append(Question(grid.text(row, 0), label, choices))
    heads = tuple(grid.text(head, c) for c in range(grid.width))
    return Shape(tuple(questions), heads) if len(questions) > 1 else None
