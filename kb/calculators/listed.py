"""Rows of labels and points → items: items with options, groups of options, criteria that are there or not.

Each row keeps its cells; which column holds the points was told before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.model import Cell
from kb.calculators.alike import options_alike
from kb.calculators.parts import ITEM_HEAD, OPTION_HEAD, Choice, Question, joined


@dataclass(frozen=True, slots=True)
class Line:
    """A row as labels and points; `begins[n]` tells whether the n-th label's cell begins in this row."""

    labels: tuple[str, ...]
    cells: tuple[Cell | None, ...]
    begins: tuple[bool, ...]
    points: float | None
    text: str  # of the points' cell
    cell: Cell | None

    @property
    def alone(self) -> bool:
        """Whether it has a first label and nothing else: a group, a title, a note."""
        return not self.text and sum(bool(label) for label in self.labels) == 1

    @property
    def label_cell(self) -> Cell | None:
        return next((c for c, text in zip(self.cells, self.labels, strict=True) if c and text), None)


def read_lines(body: Sequence[Line], heads: Sequence[Line], width: int) -> tuple[list[Question], list[Question]] | str:
    """The items in two readings (the second may be empty), or why there are none."""
    item = _item_column(body, heads, width)
    if item is not None:
        return _itemised([row for row in body if not row.alone], *item), []
    groups = [row for row in body if row.alone]
    if groups and body[0].alone:
        grouped, single = _grouped(body), _criteria([row for row in body if not row.alone])
        empty = next(
            (
                row
                for row, after in zip(body, [*body[1:], None], strict=True)
                if row.alone and (after is None or after.alone)
            ),
            None,
        )
        if empty is not None:
            return f"the row «{joined(empty.labels)}» has no points and no options below it"
        counted = any(len(q.choices) > 1 and len({c.points for c in q.choices}) == 1 for q in grouped)
        return (single, grouped) if counted else (grouped, single)
    if groups:
        return f"the row «{joined(groups[0].labels)}» has no points"
    return options_alike(_criteria(body), " ".join(label for row in heads for label in row.labels))


def _item_column(body: Sequence[Line], heads: Sequence[Line], width: int) -> tuple[int, tuple[int, ...]] | None:
    """Which label names the item and stands for several rows: merged, left blank below, or repeated.

    With it, those that name a category of items.
    """
    if width < 2:
        return None
    rows = [row for row in body if not row.alone]
    merged = [n for n in range(width) if any(c is not None and c.rowspan > 1 for row in rows if (c := row.cells[n]))]
    blank = [n for n in range(width) if rows and rows[0].labels[n] and any(not row.labels[n] for row in rows)]
    texts = [[row.labels[n] for row in rows] for n in range(width)]
    repeated = [n for n in range(width) if len(set(texts[n])) < len(texts[n])]
    said = heads[-1].labels if heads else ("",) * width
    for found in (merged, blank):
        if found:
            at = found[-1] if len(found) < width else found[0]
            return at, tuple(n for n in found if n < at)
    repeated = [n for n in repeated if not OPTION_HEAD.match(said[n])] or repeated
    by_head = [n for n in repeated if ITEM_HEAD.match(said[n])]
    pairs = {tuple(texts[n][k] for n in range(width)) for k in range(len(rows))}
    if repeated and len(pairs) == len(rows):
        return (by_head or repeated)[0], ()
    return None


def _itemised(rows: Sequence[Line], item: int, categories: Sequence[int]) -> list[Question]:
    """The label `item` names the item, in its first row or in each; the others name the option."""
    order: list[tuple[str, ...]] = []
    cells: dict[tuple[str, ...], Cell] = {}
    choices: dict[tuple[str, ...], list[Choice]] = {}
    above: tuple[str, ...] = ("",)
    said = [""] * len(categories)
    for row in rows:
        name = row.labels[item]
        said = [row.labels[n] or before for n, before in zip(categories, said, strict=True)]
        key = (name, *said) if name else above
        above = key
        cell = row.cells[item]
        if key not in cells and cell is not None:
            order.append(key)
            cells[key], choices[key] = cell, []
        if row.points is not None and row.cell is not None and key in choices:
            label = joined([text for n, text in enumerate(row.labels) if n != item and n not in categories])
            choices[key].append(Choice(label or name, row.points, row.cell))
    made = [Question(key[0], cells[key], tuple(choices[key])) for key in order if choices[key]]
    return [q if len(q.choices) > 1 else _criterion(q) for q in made]


def _criterion(question: Question) -> Question:
    """An item with one option: it is there, or it is not."""
    (choice,) = question.choices
    label = question.label if choice.label == question.label else f"{question.label} – {choice.label}"
    return replace(question, label=label, present=True)


def _grouped(body: Sequence[Line]) -> list[Question]:
    """Rows with a label alone open items; the rows below are their options."""
    questions: list[Question] = []
    for row in body:
        cell = row.label_cell
        if row.alone and cell is not None:
            questions.append(Question(joined(row.labels), cell, ()))
        elif row.points is not None and row.cell is not None and questions:
            last = questions.pop()
            choice = Choice(joined(row.labels), row.points, row.cell)
            questions.append(replace(last, choices=(*last.choices, choice)))
    return [q if len(q.choices) > 1 else _criterion(q) for q in questions if q.choices]


def _criteria(body: Sequence[Line]) -> list[Question]:
    """Every row a criterion that is there, with its points, or not."""
    return [
        Question(joined(row.labels), cell, (Choice(joined(row.labels), row.points, row.cell),), True)
        for row in body
        if row.points is not None and row.cell is not None and (cell := row.label_cell)
    ]
