"""Rows whose cells stack several options, each on a line of its own level with its points → one row an option.

Goes by where the lines stand on the page, never by their number alone; a source without pages is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.geometry import Box, union
from ingest.model import Cell, Glyph, PrintedText
from ingest.text import around
from kb.calculators.grid import Grid
from kb.calculators.points import points

LEVEL = 0.6  # of a line's height: two lines whose middles are nearer stand side by side


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line of a cell."""

    text: PrintedText
    page: int
    box: Box

    @property
    def middle(self) -> float:
        return (self.box.y0 + self.box.y1) / 2


def unstacked(grid: Grid) -> Grid:
    """`grid` with each row of stacked points made as many rows; a cell that is not stacked stands for all of them."""
    rows: list[tuple[Cell | None, ...]] = []
    for n, row in enumerate(grid.covering):
        rows += _rows(grid, n) or [row]
    return replace(grid, covering=tuple(rows)) if len(rows) > grid.height else grid


def _rows(grid: Grid, n: int) -> list[tuple[Cell | None, ...]]:
    """The rows that row `n` holds, none where it holds one only."""
    lines = {c: _lines(cell) for c in range(grid.width) if (cell := grid.own(n, c)) is not None}
    levels = next((found for found in lines.values() if _all_points(found)), None)
    if levels is None:
        return []
    split: dict[int, list[Cell]] = {}
    for c, found in lines.items():
        cell = grid.own(n, c)
        slots = _slots(found, levels)
        # the first of three columns or more names the item: its wrapped lines may be level with the options by chance
        if cell is not None and slots is not None and (c > 0 or grid.width < 3 or _all_points(found)):
            split[c] = [_part(cell, slot) for slot in slots]
    if len(split) < 2:
        return []
    return [
        tuple(split[c][k] if c in split else grid.covering[n][c] for c in range(grid.width)) for k in range(len(levels))
    ]


def _lines(cell: Cell) -> list[_Line]:
    found = []
    pairs = zip(range(len(cell.text)), cell.text.glyphs, strict=True)
    for (page, _), run in groupby(((n, g) for n, g in pairs if g is not None), key=lambda pair: _line_of(pair[1])):
        chars = list(run)
        text = cell.text[chars[0][0] : chars[-1][0] + 1].strip()
        if text.text:
            found.append(_Line(text, page, around(glyph for _, glyph in chars)))
    return found


def _line_of(glyph: Glyph) -> tuple[int, int]:
    return glyph.page, glyph.line


def _all_points(lines: Sequence[_Line]) -> bool:
    return len(lines) > 1 and all(points(line.text.text) is not None for line in lines)


def _slots(lines: Sequence[_Line], levels: Sequence[_Line]) -> list[list[_Line]] | None:
    """The lines of a cell by the level at which each begins; None where one level has no line beside it."""
    slots: list[list[_Line]] = [[] for _ in levels]
    at = 0
    for line in lines:
        beside = next((k for k, level in enumerate(levels) if _level(line, level)), None)
        if beside is not None:
            at = beside
        slots[at].append(line)
    firsts = [slot and _level(slot[0], level) for slot, level in zip(slots, levels, strict=True)]
    return slots if all(firsts) else None


def _level(a: _Line, b: _Line) -> bool:
    height = min(a.box.y1 - a.box.y0, b.box.y1 - b.box.y0)
    return a.page == b.page and abs(a.middle - b.middle) <= LEVEL * height


def _part(cell: Cell, lines: Sequence[_Line]) -> Cell:
    text = lines[0].text
    for line in lines[1:]:
        text = text + PrintedText(" ", (None,)) + line.text
    return replace(cell, text=text, page=lines[0].page, box=union(line.box for line in lines), rowspan=1)
