"""A table's grid → items, options and points, whatever its shape.

Six shapes are known: points as rows and items as columns; items as rows under columns of points; item, option, points
with merged or repeated first cells; group rows followed by options; criteria with points; points inside the options'
cells. Told by structure alone; whether a table is a score at all is asked in `compile`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.model import Cell, Table
from kb.calculators.points import labelled_points, points

NUMERIC_SHARE = 0.8  # of a column's filled cells are points in a column of points
LARGEST = 100.0  # points: more in one cell are no points but years, counts or percentages

_POINTS_HEAD = re.compile(r"\b(?:scores?|points?|pts|cotation|cote|valeurs?|pondération|poids)\b", re.IGNORECASE)
_MEASURE_HEAD = re.compile(
    r"%|‰|\b(?:Gy|mg|mL|mm|cm|ans?|mois|jours?|semaines?|patients?|effectifs?|taux|n\s*=|survie|année|prix|doses?)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^(?:score\s+)?(?:total|somme|maximum)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of an item: its text, its points, and the cell the points stand in. `points` None: not readable."""

    label: str
    points: float | None
    cell: Cell


@dataclass(frozen=True, slots=True)
class Question:
    """An item and its options, as found. `present`: one criterion that is there or not, with its points."""

    label: str
    cell: Cell
    choices: tuple[Choice, ...]
    present: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The dense grid: the cell that covers each place, and the rows that are no head."""

    table: Table
    covering: tuple[tuple[Cell | None, ...], ...]
    first: int  # the first row of the body

    def text(self, row: int, col: int) -> str:
        cell = self.covering[row][col]
        return cell.text.text.strip() if cell else ""

    def own(self, row: int, col: int) -> Cell | None:
        """The cell that begins at the place; None where another reaches into it."""
        cell = self.covering[row][col]
        return cell if cell and (cell.row, cell.col) == (row, col) else None

    @property
    def height(self) -> int:
        return len(self.covering)

    @property
    def width(self) -> int:
        return len(self.covering[0]) if self.covering else 0

    @property
    def body(self) -> range:
        return range(self.first, self.height)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table reads as: its items, the sum it states («Total /18»), and the cells that could not be read."""

    questions: tuple[Question, ...]
    heads: tuple[str, ...]  # texts of its head, for names and evidence
    total: float | None = None
    unread: tuple[Cell, ...] = field(default=())


def make_grid(table: Table) -> Grid:
    """The grid of `table`; its head ends at the first row that gives points, wherever the reader put it."""
    height, width = table.shape
    rows: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for cell in table.cells:
        for row in range(cell.row, min(height, cell.row + cell.rowspan)):
            for col in range(cell.col, min(width, cell.col + cell.colspan)):
                rows[row][col] = cell
    return Grid(table, tuple(tuple(row) for row in rows), 0)


def read_shape(table: Table) -> Shape | None:
    """The items of `table`; None where no column or cell of it gives points."""
    grid = make_grid(table)
    if grid.height < 2 or grid.width < 2:
        return None
    for read in (_points_across, _points_down, _side_by_side, _points_column, _points_inside):
        if shape := read(grid):
            return shape
    return None


# --- points as rows, items as columns -------------------------------------------------------------------------------


def _points_down(grid: Grid) -> Shape | None:
    """One column of rising points heads the rows; each other column is an item, its cells the options (Mirels)."""
    if grid.width < 3:
        return None
    head = _head_row(grid)
    if head is None:
        return None
    for col in (0, grid.width - 1):
        body = range(head + 1, grid.height)
        values = [points(grid.text(row, col)) for row in body]
        if len(values) < 2 or any(v is None for v in values) or len(set(values)) < len(values):
            continue
        if any(cell is not None and cell.rowspan > 1 for row in body if (cell := grid.own(row, col))):
            continue
        others = [c for c in range(grid.width) if c != col]
        if not all(grid.text(head, c) for c in others):
            continue
        texts = [grid.text(row, c) for row in body for c in others if grid.text(row, c)]
        if not texts or sum(points(text) is not None for text in texts) > 0.2 * len(texts):
            continue
        if not _POINTS_HEAD.search(grid.text(head, col)) and not _sparse(grid, body, others):
            continue
        questions = []
        for c in others:
            choices = [
                Choice(grid.text(row, c), value, cell)
                for row, value in zip(body, values, strict=True)
                if (cell := grid.own(row, c)) and grid.text(row, c)
            ]
            label = grid.covering[head][c]
            if choices and label:
                questions.append(Question(grid.text(head, c), label, tuple(choices)))
        if len(questions) >= 2:
            return Shape(tuple(questions), tuple(grid.text(head, c) for c in range(grid.width)))
    return None


def _sparse(grid: Grid, body: range, cols: Sequence[int]) -> bool:
    """Whether every other column holds a different text in each row, as options do and repeated labels do not."""
    return all(len({grid.text(row, c) for row in body}) == len(body) for c in cols)


def _head_row(grid: Grid) -> int | None:
    """The row of column heads: the last one before the first that holds points, and not a title over all columns."""
    for row in range(grid.height):
        texts = [grid.text(row, c) for c in range(grid.width)]
        if any(points(text) is not None for text in texts):
            return row - 1 if row else None
    return None


# --- items as rows, points as columns -------------------------------------------------------------------------------


def _points_across(grid: Grid) -> Shape | None:
    """A row of points heads the columns; each row is an item, its cells the options."""
    for head in range(min(3, grid.height - 1)):
        cols = [c for c in range(1, grid.width) if points(grid.text(head, c)) is not None]
        values = [points(grid.text(head, c)) for c in cols]
        if len(cols) < 2 or len(set(values)) < len(values) or len(cols) < grid.width - 2:
            continue
        questions = []
        for row in range(head + 1, grid.height):
            label = grid.covering[row][0]
            choices = [
                Choice(grid.text(row, c), value, cell)
                for c, value in zip(cols, values, strict=True)
                if (cell := grid.own(row, c)) and grid.text(row, c) and points(grid.text(row, c)) is None
            ]
            if label and grid.text(row, 0) and len(choices) >= 2:
                questions.append(Question(grid.text(row, 0), label, tuple(choices)))
        if len(questions) >= 2 and len(questions) >= (grid.height - head - 1) - 1:
            return Shape(tuple(questions), tuple(grid.text(head, c) for c in range(grid.width)))
    return None


# --- a column of points ---------------------------------------------------------------------------------------------


def _points_column(grid: Grid, left: int = 0, right: int | None = None) -> Shape | None:
    """Labels on the left, points on the right: items merged or repeated, group rows, or criteria alone."""
    last = (grid.width if right is None else right) - 1
    column = _column_of_points(grid, left, last)
    if column is None:
        return None
    labels = [c for c in range(left, last + 1) if c != column]
    rows = list(_label_rows(grid, labels, column))
    heads, body = _split_head(rows)
    total = next((r.points for r in body if _TOTAL.match(" ".join(r.labels))), None)
    body = [r for r in body if not _TOTAL.match(" ".join(r.labels))]
    if any(_MEASURE_HEAD.search(r.points_text) for r in heads):
        return None
    unread = tuple(r.points_cell for r in body if r.points is None and r.points_text and r.points_cell)
    grouped = [r for r in body if r.points is None and not r.points_text]
    if grouped or (heads and _is_group(heads[-1], body)):
        if heads and _is_group(heads[-1], body):
            body, heads = [heads[-1], *body], heads[:-1]
        questions = _grouped(body)
    elif len(labels) >= 2 and _has_items(body):
        questions = _itemised(body)
    else:
        questions = _criteria(body)
    texts = tuple(text for r in heads for text in (*r.labels, r.points_text) if text)
    return Shape(tuple(questions), texts, total, unread) if questions else None


@dataclass(frozen=True, slots=True)
class _LabelRow:
    """A row as labels and points; `begins[n]` tells whether the n-th label's cell begins in this row."""

    labels: tuple[str, ...]
    cells: tuple[Cell | None, ...]
    begins: tuple[bool, ...]
    points: float | None
    points_text: str
    points_cell: Cell | None


def _column_of_points(grid: Grid, left: int, last: int) -> int | None:
    """The column, the last before the first, in which nearly all that is filled below the head is points."""
    for col in (last, left):
        filled = [grid.text(row, col) for row in grid.body if grid.own(row, col) and grid.text(row, col)]
        numbers = [v for text in filled if (v := points(text)) is not None]
        tail = filled[1:] if filled and points(filled[0]) is None else filled  # the head
        if len(numbers) < 2 or len(numbers) < NUMERIC_SHARE * len(tail) or max(map(abs, numbers)) > LARGEST:
            continue
        return col
    return None


def _label_rows(grid: Grid, labels: Sequence[int], column: int) -> Iterator[_LabelRow]:
    for row in grid.body:
        cells = tuple(grid.covering[row][c] for c in labels)
        cell = grid.covering[row][column]
        spanning = cell is not None and cell.col != column  # a group row over all columns
        text = "" if spanning else grid.text(row, column)
        seen: list[str] = []
        for n, c in enumerate(labels):
            repeated = n > 0 and cells[n] is cells[n - 1]
            seen.append("" if repeated else grid.text(row, c))
        begins = tuple(grid.own(row, c) is not None for c in labels)
        yield _LabelRow(tuple(seen), cells, begins, points(text), text, None if spanning else cell)


def _split_head(rows: Sequence[_LabelRow]) -> tuple[list[_LabelRow], list[_LabelRow]]:
    """Rows above the first that gives points, except group rows that stand right above it."""
    first = next((n for n, r in enumerate(rows) if r.points is not None), len(rows))
    head = first
    while head > 0 and not rows[head - 1].points_text and any(rows[head - 1].labels):
        head -= 1
    if head == 0 and first > 1:
        head = first - 1  # a title over a group row: the lower one is the group
    return list(rows[:head]), list(rows[head:])


def _is_group(row: _LabelRow, body: Sequence[_LabelRow]) -> bool:
    """A first group row whose points cell holds the word «Points», where the other groups' are empty."""
    groups = [r for r in body if r.points is None and not r.points_text]
    return bool(
        groups and _POINTS_HEAD.search(row.points_text) and row.labels[0] and not _POINTS_HEAD.search(row.labels[0])
    )


def _grouped(body: Sequence[_LabelRow]) -> list[Question]:
    """Group rows open items; the rows below are their options."""
    questions: list[Question] = []
    label: _LabelRow | None = None
    choices: list[Choice] = []

    def close() -> None:
        if label is not None and choices and (cell := next((c for c in label.cells if c), None)):
            questions.append(Question(_joined(label.labels), cell, tuple(choices)))
        choices.clear()

    for row in body:
        if row.points is None and not row.points_text:
            close()
            label = row
        elif row.points is not None and row.points_cell is not None:
            choices.append(Choice(_joined(row.labels), row.points, row.points_cell))
    close()
    return questions


def _has_items(body: Sequence[_LabelRow]) -> bool:
    """Whether the first label stands for several rows: merged, left blank below, or repeated."""
    firsts = [row.labels[0] for row in body]
    merged = any(cell is not None and cell.rowspan > 1 for row in body if (cell := row.cells[0]))
    return merged or any(not text for text in firsts[1:]) or len(set(firsts)) < len(firsts)


def _itemised(body: Sequence[_LabelRow]) -> list[Question]:
    """The first label names the item, in its first row or in each; the others name the option."""
    questions: list[Question] = []
    label, cell, choices = "", None, list[Choice]()
    for row in body:
        opens = bool(row.labels[0]) and row.begins[0] and row.labels[0] != label
        if opens:
            if choices and cell is not None:
                questions.append(Question(label, cell, tuple(choices)))
            label, cell, choices = row.labels[0], row.cells[0], []
        if row.points is not None and row.points_cell is not None:
            option = _joined(row.labels[1:])
            choices.append(Choice(option or label, row.points, row.points_cell))
    if choices and cell is not None:
        questions.append(Question(label, cell, tuple(choices)))
    return [q if len(q.choices) > 1 else Question(q.label, q.cell, q.choices, True) for q in questions]


def _criteria(body: Sequence[_LabelRow]) -> list[Question]:
    """Every row a criterion that is there, with its points, or not."""
    return [
        Question(_joined(row.labels), cell, (Choice(_joined(row.labels), row.points, row.points_cell),), True)
        for row in body
        if row.points is not None and row.points_cell is not None and (cell := next((c for c in row.cells if c), None))
    ]


def _joined(labels: Sequence[str]) -> str:
    return " – ".join(text for text in labels if text)


# --- two scores or halves side by side --------------------------------------------------------------------------------


def _side_by_side(grid: Grid) -> Shape | None:
    """Two pairs of label and points in one grid, read one after the other."""
    if grid.width != 4:
        return None
    inner = [points(grid.text(row, 1)) for row in grid.body if grid.own(row, 1) and grid.text(row, 1)]
    if len(inner) < 2 or sum(v is not None for v in inner) < NUMERIC_SHARE * (len(inner) - 1):
        return None
    left, right = _points_column(grid, 0, 2), _points_column(grid, 2, 4)
    if not left or not right:
        return None
    return Shape(left.questions + right.questions, left.heads + right.heads, left.total, left.unread + right.unread)


# --- points inside the cells ------------------------------------------------------------------------------------------


def _points_inside(grid: Grid) -> Shape | None:
    """Options with their points in one cell: «Lytique (2)», «Mixte : 1 point»; the first column names the item."""
    questions: list[Question] = []
    filled = read = 0
    for row in grid.body:
        label = grid.covering[row][0]
        choices: list[Choice] = []
        for col in range(1, grid.width):
            cell = grid.own(row, col)
            if cell is None or not grid.text(row, col):
                continue
            filled += 1
            if pair := labelled_points(grid.text(row, col)):
                read += 1
                choices.append(Choice(pair[0], pair[1], cell))
        if not choices or label is None:
            continue
        if questions and (label.row < row or not grid.text(row, 0)):
            last = questions.pop()
            questions.append(Question(last.label, last.cell, (*last.choices, *choices)))
        else:
            questions.append(Question(grid.text(row, 0), label, tuple(choices)))
    if len(questions) < 2 or read < 0.7 * filled or any(len(q.choices) < 2 for q in questions):
        return None
    return Shape(tuple(questions), tuple(grid.text(0, c) for c in range(grid.width)))
