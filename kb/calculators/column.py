"""Tables with a column of points: item, option and points; groups of options; criteria that are there or not.

Reads a tidied grid; None where it is of another shape, a shape without questions where it nearly is a score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.model import Cell
from kb.calculators.grid import Grid, columns
from kb.calculators.listed import Line, read_lines
from kb.calculators.parts import (
    ASIDE_HEAD,
    ITEM_HEAD,
    LARGEST,
    MEASURE_HEAD,
    NAMED_SHARE,
    NUMERIC_SHARE,
    POINTS_HEAD,
    TOTAL,
    Shape,
    joined,
)
from kb.calculators.points import find_range, find_ranges, points

LEAST = 2  # points that make a column of points


def read_column(grid: Grid, least: int = LEAST) -> Shape | None:
    """Labels beside a column of points, of which there are `least` at least."""
    column = _points_column(grid, least)
    if column is None:
        return None
    if isinstance(column, str):
        return Shape((), grid.line(0), why=column)
    labels = _label_columns(grid, column)
    if not labels:
        return None
    heads, body = _split(list(_rows(grid, labels, column)), _named(grid, column))
    if any(MEASURE_HEAD.search(row.text) and not _only_points(row.text) for row in heads):
        return None
    texts = tuple(text for row in heads for text in (*row.labels, row.text) if text)
    over = " ".join(row.text for row in heads if row.text)
    body, total, verdicts, notes = _tail(body)
    unread = tuple(r.cell for r in body if r.points is None and r.text and r.cell)
    if unread:
        return Shape((), texts, total, unread, over=over)
    read = read_lines(body, heads, len(labels))
    if isinstance(read, str):
        return Shape((), texts, total, why=read, over=over)
    questions, other = read
    return Shape(tuple(questions), texts, total, (), None, tuple(other), verdicts, notes, over) if questions else None


def read_pairs(grid: Grid) -> Shape | None:
    """Two pairs (or more) of label and points in one grid, read one after the other."""
    if grid.width not in (4, 6):
        return None
    parts = [columns(grid, (c, c + 1)) for c in range(0, grid.width, 2)]
    least = 1 if len({part.line(0) for part in parts}) == 1 else LEAST
    halves = [read_column(part, least) for part in parts]
    if any(half is None or not half.questions for half in halves):
        return None
    whole = [half for half in halves if half is not None]
    return Shape(
        tuple(q for half in whole for q in half.questions), tuple(t for half in whole for t in half.heads),
        next((half.total for half in reversed(whole) if half.total), None), (), None,
        tuple(q for half in whole for q in half.other or half.questions) if any(h.other for h in whole) else (),
        tuple(v for half in whole for v in half.verdicts), tuple(n for half in whole for n in half.notes),
        whole[0].over,
    )  # fmt: skip


# --- columns ------------------------------------------------------------------------------------------------------


def _points_column(grid: Grid, least: int) -> int | str | None:
    """The column of points: the one whose head says so, else the last or the first that is nearly all numbers.

    A reason in words where two columns could be it.
    """
    named = [c for c in range(grid.width) if _named(grid, c) and _share(grid, c, least) >= NAMED_SHARE]
    if len(named) == 1:
        return named[0]
    numeric = [c for c in range(grid.width) if _share(grid, c) >= NUMERIC_SHARE]
    if len(named) > 1:
        return f"{len(named)} columns could be its points: {', '.join(_head_text(grid, c) for c in named)}"
    if not named and (illegible := next((c for c in range(grid.width) if _illegible(grid, c)), None)) is not None:
        return f"no cell below «{_head_text(grid, illegible)}» gives points alone"
    if len(numeric) > 1 and {0, grid.width - 1} != set(numeric):
        return None
    return next((c for c in (grid.width - 1, 0) if c in numeric), None)


def _named(grid: Grid, col: int) -> bool:
    text = _head_text(grid, col)
    return bool(POINTS_HEAD.search(text)) and (not MEASURE_HEAD.search(text) or _only_points(text))


def _illegible(grid: Grid, col: int) -> bool:
    """Whether the head says «Points» and nothing else, and what stands below has figures that are neither points nor
    ranges of totals."""
    if not POINTS_HEAD.fullmatch(grid.text(0, col)):
        return False
    below = [grid.text(row, col) for row in range(1, grid.height) if grid.own(row, col) and grid.text(row, col)]
    figures = [text for text in below if re.search(r"\d", text)]
    return len(figures) >= LEAST and not any(find_ranges(text) for text in figures) and _share(grid, col) == 0.0


def _only_points(text: str) -> bool:
    """«Nombre de points» measures points."""
    return bool(POINTS_HEAD.search(text)) and not MEASURE_HEAD.search(POINTS_HEAD.sub("", text))


def _head_text(grid: Grid, col: int) -> str:
    """What stands above the column's first points, all of it, its own cells only."""
    texts = []
    for row in range(grid.height):
        if points(grid.text(row, col)) is not None:
            break
        cell = grid.covering[row][col]
        if cell is not None and (cell.colspan == 1 or grid.width == 1 or POINTS_HEAD.search(grid.text(row, col))):
            texts.append(grid.text(row, col))
    return " ".join(dict.fromkeys(texts[:3]))


def _share(grid: Grid, col: int, least: int = LEAST) -> float:
    """How much of what the column holds below its head is points; 0 for fewer than `least`, or too large ones."""
    filled = [grid.text(row, col) for row in range(grid.height) if grid.own(row, col) and grid.text(row, col)]
    while filled and points(filled[0]) is None:
        filled = filled[1:]
    numbers = [value for text in filled if (value := points(text)) is not None]
    if len(numbers) < least or max(map(abs, numbers)) > LARGEST:
        return 0.0
    return len(numbers) / len(filled)


def _label_columns(grid: Grid, column: int) -> list[int]:
    """The columns that name items and options: not remarks, nor measures set beside them."""
    kept = []
    for col in range(grid.width):
        head = grid.text(0, col)
        if col == column or ASIDE_HEAD.match(head):
            continue
        numbers = _share(grid, col) >= NUMERIC_SHARE
        if numbers and (MEASURE_HEAD.search(head) or not head) and grid.width > 2:
            continue
        kept.append(col)
    return kept


# --- rows ---------------------------------------------------------------------------------------------------------


def _rows(grid: Grid, labels: Sequence[int], column: int) -> Iterator[Line]:
    for row in range(grid.height):
        cells = tuple(grid.covering[row][c] for c in labels)
        cell = grid.covering[row][column]
        if cell is not None and any(cell is other for other in cells):  # a text over the column of points, too
            cell = None
        texts = ["" if n and cells[n] is cells[n - 1] else grid.text(row, c) for n, c in enumerate(labels)]
        begins = tuple(grid.own(row, c) is not None for c in labels)
        text = " ".join(cell.text.text.split()) if cell else ""
        yield Line(tuple(texts), cells, begins, points(text), text, cell)


def _split(rows: list[Line], named: bool) -> tuple[list[Line], list[Line]]:
    """The head, and the rows from the first that gives points, with the group that stands right above it."""
    first = next((n for n, row in enumerate(rows) if row.points is not None), len(rows))
    start = first
    if start and rows[start - 1].alone:
        start -= 1
    elif start and named and _is_group_with_head(rows[start - 1], rows[start:]):
        start -= 1
        group = replace(rows[start], points=None, text="", cell=None)
        return [*rows[:start], replace(rows[start], labels=("",) * len(group.labels))], [group, *rows[first:]]
    return rows[:start], rows[start:]


def _is_group_with_head(row: Line, below: Sequence[Line]) -> bool:
    """A first group whose points' cell holds the word «Points», where the other groups' are empty."""
    return (
        any(r.alone for r in below[:-1])
        and sum(bool(label) for label in row.labels) == 1
        and not ITEM_HEAD.match(row.labels[0])
        and not POINTS_HEAD.search(row.labels[0])
    )


def _tail(
    body: Sequence[Line],
) -> tuple[list[Line], tuple[float | None, float] | None, tuple[tuple[Cell, Cell], ...], tuple[Cell, ...]]:
    """The rows without totals, verdicts and notes; the stated total; the verdicts; the notes."""
    kept, total = [], None
    for row in body:
        words = joined(row.labels)
        if TOTAL.match(words):
            total = _stated(words, row) or total
        else:
            kept.append(row)
    verdicts: list[tuple[Cell, Cell]] = []
    notes: list[Cell] = []
    while kept and kept[-1].points is None:
        row = kept[-1]
        label = row.label_cell
        if row.alone and label is not None:
            notes.insert(0, label)
        elif (pair := _verdict(row)) is not None:
            verdicts.insert(0, pair)
        else:
            break
        kept.pop()
    return kept, total, tuple(verdicts) if len(verdicts) > 1 else (), tuple(notes)


def _stated(words: str, row: Line) -> tuple[float | None, float] | None:
    """The range or maximum a total row gives: «Total | 18», «Total (0-18)», «Total | /18», «Total sur 18»."""
    for text in (row.text, words):
        found = find_range(text.replace("/", " "))
        if found and found[0][1] is not None:
            low, high = found[0]
            return (None if low == high else low), high if high is not None else 0.0
    return None


def _verdict(row: Line) -> tuple[Cell, Cell] | None:
    """A row of the table's end that gives a range and its meaning."""
    texts = [*zip(row.labels, row.cells, strict=True), (row.text, row.cell)]
    filled = [(text, cell) for text, cell in texts if text and cell]
    if len(filled) != 2:
        return None
    for (text, cell), (_, other) in (filled, filled[::-1]):
        found = find_range(text)
        if found and not text[: found[1]].strip(" :") and not text[found[2] :].strip(" :."):
            return cell, other
    return None
