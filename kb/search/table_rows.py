"""A table → what each of its rows says by itself, with the header's labels: «Compression médullaire inopérable —
Fractionnement recommandé : 30 Gy en dix fractions».

Cells are quoted as printed and keep their glyphs; labels and separators have none, so a row's places are the row's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ingest.model import EMPTY, Cell, PrintedText, join, plain

_WORD = re.compile(r"[^\W\d_]{2}")  # a grade («A») or a figure («12-15») is no word
_AFTER_LABEL, _BETWEEN, _AFTER_FIRST, _TITLE = " : ", " ; ", " — ", " – "


def row_texts(cells: Sequence[Cell], header_rows: int) -> dict[int, PrintedText]:
    """By its number in the grid, what each row below the header says by itself.

    A cell that spans rows is said in each of them; a row that is one cell across the table is a title, and is said
    in the rows below it, up to the next, and so is one that has its first cell alone in a table made of such groups.
    A first cell without a word («12-15», «A») takes its column's label too.
    """
    width = max((cell.col + cell.colspan for cell in cells), default=0)
    labels = _labels(cells, header_rows)
    grid: dict[int, dict[int, PrintedText]] = {}
    titles: dict[int, PrintedText] = {}
    for cell in cells:
        if cell.row >= header_rows and cell.colspan == width and width > 1:
            titles[cell.row] = cell.text
        else:
            for row in range(max(cell.row, header_rows), cell.row + cell.rowspan):
                grid.setdefault(row, {})[cell.col] = cell.text
    for row in _group_titles(grid) if not titles and width > 1 else ():
        titles[row] = grid[row][0]
    found: dict[int, PrintedText] = {}
    title = EMPTY
    for row in sorted(grid.keys() | titles.keys()):
        if row in titles:
            title = titles[row]
            continue
        said = _say({col: text for col, text in sorted(grid[row].items()) if text.text.strip()}, labels)
        if said.text:
            found[row] = join([title, said], _TITLE) if title.text else said
    return found


def headings_of(row: str) -> str:
    """Of what a row says by itself (`row_texts`): its own label and those of its columns, without the other cells."""
    label, _, cells = row.partition(_AFTER_FIRST)
    columns = (cell.partition(_AFTER_LABEL) for cell in cells.split(_BETWEEN))
    return _BETWEEN.join([label, *(column for column, mark, _ in columns if mark)])


def _group_titles(grid: Mapping[int, Mapping[int, PrintedText]]) -> list[int]:
    """The rows that have their first cell alone, where they open groups: the first row is one, none follows another
    or ends the table. Anything else may be a row with empty cells, and would be said of rows it does not head."""
    rows = sorted(grid)
    alone = [row for row in rows if [col for col, text in grid[row].items() if text.text.strip()] == [0]]
    if len(alone) < 2 or alone[0] != rows[0] or alone[-1] == rows[-1]:
        return []
    places = [rows.index(row) for row in alone]
    return [] if any(b == a + 1 for a, b in pairwise(places)) else alone


def _labels(cells: Sequence[Cell], header_rows: int) -> dict[int, str]:
    """What heads each column: its header cells from top to bottom; a cell over several columns heads the first."""
    found: dict[int, list[str]] = {}
    for cell in cells:
        if cell.row >= header_rows or not cell.text.text.strip():
            continue
        # Over several columns, a label heads each of them where more header lies below, else only the first.
        covered = range(cell.col, cell.col + (cell.colspan if cell.row + cell.rowspan < header_rows else 1))
        for col in covered:
            found.setdefault(col, []).append(" ".join(cell.text.text.split()))
    return {col: _TITLE.join(dict.fromkeys(texts)) for col, texts in found.items()}


def _say(row: Mapping[int, PrintedText], labels: Mapping[int, str]) -> PrintedText:
    if not row:
        return EMPTY
    first, *others = row.items()
    opening = first[1] if _WORD.search(first[1].text) else _labelled(first, labels)
    if not others:
        return opening
    rest = join([_labelled(cell, labels) for cell in others], _BETWEEN)
    return join([opening, rest], _AFTER_FIRST)


def _labelled(cell: tuple[int, PrintedText], labels: Mapping[int, str]) -> PrintedText:
    col, text = cell
    return plain(labels[col] + _AFTER_LABEL) + text if labels.get(col) else text
