"""What a table of points is made of, and the words that tell its heads apart.

Vocabulary of the rooms of shapes; reads no grid.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model import Cell
from kb.calculators.score_words import pattern

NUMERIC_SHARE = 0.8  # of a column's filled cells are points in a column of points that no head names
NAMED_SHARE = 0.5  # the same where its head says «Points»: what cannot be read is then named
LARGEST = 100.0  # points: more in one cell are no points but years, counts or percentages

POINTS_HEAD, MEASURE_HEAD, TOTAL = pattern("points"), pattern("measure"), pattern("total")
ITEM_HEAD, OPTION_HEAD, ASIDE_HEAD = pattern("item"), pattern("option"), pattern("aside")
VERDICT_HEAD, LEVELS = pattern("verdict"), pattern("levels")


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of an item: its text, its points, and the cell the points stand in."""

    label: str
    points: float
    cell: Cell


@dataclass(frozen=True, slots=True)
class Question:
    """An item and its options, as found. `present`: criteria of which one is there, or none."""

    label: str
    cell: Cell
    choices: tuple[Choice, ...]
    present: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table reads as: its items, the sum it states («Total /18»), and the cells that could not be read.

    `other` is a second way to read the same rows (each row of a group a criterion of its own): which of them is meant
    only the printed range can tell. `verdicts` are rows below the items that give a range of totals and what it means;
    `notes` are texts over all columns below them.
    """

    questions: tuple[Question, ...]
    heads: tuple[str, ...] = ()  # texts of its head, for names and evidence
    total: tuple[float | None, float] | None = None
    unread: tuple[Cell, ...] = ()
    why: str | None = None
    other: tuple[Question, ...] = ()
    verdicts: tuple[tuple[Cell, Cell], ...] = ()  # the cell of the range, the cell of the verdict
    notes: tuple[Cell, ...] = ()
    over: str = ""  # what stands over the points


def joined(labels: list[str] | tuple[str, ...]) -> str:
    """The labels that say something, one after the other."""
    return " – ".join(dict.fromkeys(text for text in labels if text))
