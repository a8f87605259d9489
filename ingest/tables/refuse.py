"""What stands in rows or columns and is no table: columns of prose, equations, boxes joined by lines.

Each test says why it refuses; none of them looks at what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import mean

from ingest.layout.lines import Line
from ingest.tables.found import Slot
from ingest.tables.gutters import Strips

PROSE_CHARS = 28  # characters a line of prose in columns has on average; a cell's lines are shorter
PROSE_LINES = 6  # lines on each side that prove columns of prose
FULL = 0.75  # of its side's width: most lines of prose reach it
LONG_CELL = 12  # lines: cells side by side that are longer are columns of prose, where no lines part them
ODD = 0.3  # of a ruled grid's area in no rectangle: boxes joined by lines
ODD_FILLED = 0.7  # of the cells hold text where some of the area is in no rectangle
FILLED = 0.25  # of a grid's cells hold text at least; a plot's grid holds next to none

# What numbers the items of a list: «12.», «[3]», «b)», «2.1.3», «iv.», «Article 3».
LABEL = re.compile(
    r"(?:(?:Article|Section|Chapitre|Annexe|Art\.|Chapter|Question)\s*)?"
    r"(?:\(?\d{1,3}[.)\]]|\[\d{1,3}\]|\(?[a-zA-Z][.)]|\d+(?:\.\d+)+\.?|[ivxIVX]{1,5}[.)])"
)
_EQUATION = re.compile(r"\((?:[A-Z]\.?|\d+\.)?\d{1,3}[a-z]?\)")


def prose_gutter(rows: Sequence[Sequence[Line]], found: Strips) -> float | None:
    """The middle of a strip with prose on both sides; None where there is none."""
    lines = [line for row in rows for line in row if id(line) not in found.spanning]
    for a, b in sorted(found.strips, key=lambda strip: strip[0] - strip[1]):
        left = [line for line in lines if line.box.x1 <= a + 0.5]
        right = [line for line in lines if line.box.x0 >= b - 0.5]
        if is_prose(left) and is_prose(right):
            return (a + b) / 2
    return None


def is_prose(lines: Sequence[Line]) -> bool:
    """Long lines one after the other, most of which reach the right edge."""
    if len(lines) < PROSE_LINES or mean(len(line.text) for line in lines) < PROSE_CHARS:
        return False
    x0, x1 = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    return sum(line.box.x1 >= x0 + FULL * (x1 - x0) for line in lines) >= 0.5 * len(lines)


def no_open_table(slots: Sequence[Slot], odd: float) -> str | None:
    """Why cells without drawn columns are no table; None where they may be one."""
    filled = [slot for slot in slots if slot.lines]
    if len(filled) < 4:
        return "fewer than four cells"
    if odd > ODD:
        return "cells that are no rectangles"
    rows = [slot.row for slot in filled if len(slot.lines) > LONG_CELL]
    if any(rows.count(row) > 1 for row in rows):
        return "columns of prose"
    first = [slot.lines[0].text.text for slot in filled if slot.col == 0]
    if sum(bool(LABEL.fullmatch(text)) for text in first) >= 0.7 * len(first) and any(
        len(slot.lines) > 1 for slot in filled if slot.col > 0
    ):
        return "a list with numbers"
    last = [slot.lines for slot in filled if slot.right == max(one.right for one in slots)]
    if len(last) > 1 and all(_EQUATION.fullmatch(" ".join(line.text.text for line in lines)) for lines in last):
        return "numbered equations"
    return None


def no_ruled_table(slots: Sequence[Slot], rows: int, odd: float) -> str | None:
    """Why a drawn grid is no table; None where it may be one. A single empty row is the rest of a cut table's frame."""
    filled = [slot for slot in slots if slot.lines]
    if len(slots) < 2:
        return "one cell"
    if odd > ODD or (odd > 0 and len(filled) < ODD_FILLED * len(slots)):
        return "boxes joined by lines"
    if len(filled) < FILLED * len(slots) and (filled or rows > 1):
        return "next to no text"
    if rows <= 2 and sum(len(slot.lines) > LONG_CELL for slot in filled) > 1:
        return "columns of prose"
    return None
