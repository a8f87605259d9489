"""The rows of a fenced table → cells with their spans.

| A | B | C |
| ^ | b | < |      ^ continues the cell above, < the cell to the left; \\\\ breaks a line inside a cell
"""

from __future__ import annotations

from .inline import parse_inline
from .model import Cell, Inlines

UP, LEFT, LINE = "^", "<", r"\\"


def parse_rows(lines: list[str]) -> tuple[int, tuple[Cell, ...]]:
    """How many rows, and every cell once, at its first place. Raises ValueError on a ragged grid."""
    grid = [_split(line) for line in lines]
    width = len(grid[0])
    for number, row in enumerate(grid, 1):
        if len(row) != width:
            raise ValueError(f"row {number} has {len(row)} cells, the first has {width}")
    cells = []
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text in (UP, LEFT):
                continue
            cells.append(Cell(r, c, _run([g[c] for g in grid[r + 1 :]], UP), _run(row[c + 1 :], LEFT), _lines(text)))
    return len(grid), tuple(cells)


def _split(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def _run(following: list[str], mark: str) -> int:
    """How many places a cell takes: itself and the marks that follow without a gap."""
    taken = 1
    for text in following:
        if text != mark:
            break
        taken += 1
    return taken


def _lines(text: str) -> tuple[Inlines, ...]:
    return tuple(parse_inline(line.strip()) for line in text.split(LINE)) if text else ()
