"""What the rooms of this package hand to one another: slots of a grid, tables as found on a page, whole tables.

Frozen data only; how tables are found is said in the other rooms.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ingest.geometry import Box
from ingest.layout.lines import Line
from ingest.model import Cell


class Evidence(Enum):
    """What the grid of a table was read from."""

    RULED = "ruled"  # drawn lines in both directions
    BANDED = "banded"  # drawn lines or shades between rows, columns from the text
    ALIGNED = "aligned"  # the text alone


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell before its text is healed: its place in the grid (0-based), its box in points, its printed lines."""

    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box
    lines: tuple[Line, ...]

    @property
    def bottom(self) -> int:
        return self.row + self.rowspan

    @property
    def right(self) -> int:
        return self.col + self.colspan


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table, or the part of one that stands on one page or in one column.

    `lines` are the fragments it took from the page, as they were given; `columns` the x of its column edges in points,
    outer ones included. `confidence` (0 to 1) and `reasons` as whoever found it gives them.
    """

    page: int  # physical, 1-based
    box: Box
    slots: tuple[Slot, ...]
    header_rows: int
    evidence: Evidence
    columns: tuple[float, ...]
    lines: tuple[Line, ...]
    confidence: float
    reasons: tuple[str, ...]

    @property
    def height(self) -> int:
        """Rows of the grid."""
        return max(slot.bottom for slot in self.slots)

    @property
    def width(self) -> int:
        """Columns of the grid."""
        return len(self.columns) - 1


@dataclass(frozen=True, slots=True)
class WholeTable:
    """A printed table, its parts put together: what `model.Table` needs besides its caption and section.

    `parts` are the pieces as found, in reading order; `box` is that of the first.
    """

    cells: tuple[Cell, ...]
    header_rows: int
    pages: tuple[int, ...]
    box: Box
    confidence: float
    reasons: tuple[str, ...]
    parts: tuple[FoundTable, ...]

    @property
    def page(self) -> int:
        return self.pages[0]
