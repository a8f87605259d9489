"""Tables whose cells hold options with their points: «Lytique (2)», «0 : absente ; 1 : modérée».

Reads a tidied grid; None where it is of another shape.
"""

from __future__ import annotations

from ingest.model import Cell
from kb.calculators.grid import Grid
from kb.calculators.parts import TOTAL, Choice, Question, Shape
from kb.calculators.points import labelled_points

READ_SHARE = 0.9  # of the filled cells beside the items' names hold options with points


def read_inside(grid: Grid) -> Shape | None:
    """One column names the items; the other cells of its row, and of blank ones below, hold their options."""
    for names in dict.fromkeys((0, grid.width - 1)):
        if shape := _inside(grid, names):
            return shape
    return None


def _inside(grid: Grid, names: int) -> Shape | None:
    others = [c for c in range(grid.width) if c != names]
    questions: list[Question] = []
    filled = read = 0
    heads: tuple[str, ...] = ()
    crowded: list[list[Cell]] = [[], []]  # cells with one option, with several, in rows of several cells
    for row in range(grid.height):
        label, name = grid.covering[row][names], grid.text(row, names)
        cells = [cell for c in others if (cell := grid.own(row, c)) and cell.text.text.strip()]
        found = [Choice(text, value, cell) for cell in cells for text, value in labelled_points(cell.text.text)]
        if row == 0 and not found:
            heads = tuple(grid.text(0, c) for c in range(grid.width))
            continue
        if TOTAL.match(name):
            continue
        filled += len(cells)
        read += sum(bool(labelled_points(cell.text.text)) for cell in cells)
        for cell in cells if len(cells) > 1 else ():
            crowded[len(labelled_points(cell.text.text)) > 1].append(cell)
        if not found or label is None or labelled_points(name):
            continue
        goes_on = not name or (row and grid.covering[row - 1][names] is label)
        if questions and goes_on:
            last = questions.pop()
            questions.append(Question(last.label, last.cell, (*last.choices, *found)))
        elif name:
            questions.append(Question(name, label, tuple(found)))
    if len(questions) < 2 or read < READ_SHARE * filled or any(len(q.choices) < 2 for q in questions):
        return None
    if all(crowded):
        cell = crowded[1][0]
        text = " ".join(cell.text.text.split())
        why = (
            f"«{text}» (page {cell.page}) holds several options where other cells hold one: rows may have run together"
        )
        return Shape((), heads, why=why)
    return Shape(tuple(questions), heads)
