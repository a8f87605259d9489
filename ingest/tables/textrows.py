"""Rows of a table from its text alone: which printed rows go on in the cells above and which start new ones.

Works inside one band between two drawn edges, or on a whole table that has none. Knows its columns; never looks at
drawn lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.lines import Line
from ingest.tables.fill import printed_rows
from ingest.tables.gutters import MARKERS

WIDER = 0.15  # em: a step this much wider than that between the lines of a cell starts a row
BODY = 0.72  # em: height of a line's letters; fonts' boxes are taller and overlap

_NUMBER = re.compile(r"[<>≤≥±~≈=+−–\-\s]*\d[\d\s.,:/%()\[\]–\-−±àx×]*(?:[a-zA-Zµ%]{1,4}(?:/[a-zA-Z]{1,4})?)?")


@dataclass(frozen=True, slots=True)
class _Level:
    """Printed rows whose letters overlap in height, as those of cells centred beside each other."""

    top: float
    bottom: float
    columns: tuple[tuple[Line, ...], ...]  # the lines of each column; spanning ones in the first they touch


def row_cuts(lines: Sequence[Line], middles: Sequence[float], prior: float = 0.0) -> list[float]:
    """The y at which new rows start, between the first and the last; `middles` are the x between columns.

    `prior` below zero asks for more evidence that a printed row starts a new row of the table.
    """
    levels = _levels(lines, middles)
    if len(levels) < 2:
        return []
    em = median(line.size for line in lines)
    widths = [
        max((line.box.width for level in levels for line in level.columns[c]), default=0.0)
        for c in range(len(middles) + 1)
    ]
    steps = [below.top - above.bottom for above, below in pairwise(levels)]
    votes = [_vote(above, below, widths) for above, below in pairwise(levels)]
    inner = [step for step, vote in zip(steps, votes, strict=True) if vote <= -1.0]
    if not inner:
        starts = [vote + prior > -1.0 for vote in votes]
    else:
        within = median(inner) + WIDER * em
        wide = any(step > within for step in steps)
        # where rows stand apart, lines that stand close are one row unless they clearly are not
        need = 2.5 if wide else 0.0
        starts = [step > within or vote + prior > need for step, vote in zip(steps, votes, strict=True)]
    return [(a.bottom + b.top) / 2 for (a, b), start in zip(pairwise(levels), starts, strict=True) if start]


def _levels(lines: Sequence[Line], middles: Sequence[float]) -> list[_Level]:
    levels: list[_Level] = []
    held: list[list[Line]] = []
    for row in printed_rows(lines):
        top = min(line.box.center[1] - BODY / 2 * line.size for line in row)
        bottom = max(line.box.center[1] + BODY / 2 * line.size for line in row)
        columns: list[list[Line]] = [[] for _ in range(len(middles) + 1)]
        for line in row:
            columns[bisect_right(middles, line.box.x0 + 1)].append(line)
        if levels and top < levels[-1].bottom - 0.1 * row[0].size:
            last = levels.pop()
            columns = [[*a, *b] for a, b in zip(last.columns, columns, strict=True)]
            top, bottom = min(top, last.top), max(bottom, last.bottom)
        levels.append(_Level(top, bottom, tuple(tuple(column) for column in columns)))
        held.append(list(row))
    return levels


def _vote(above: _Level, below: _Level, widths: Sequence[float]) -> float:
    """How much speaks for a new row between the two (above zero) or for cells that go on (below)."""
    vote = 0.0
    filled = sum(bool(column) for column in below.columns)
    for n, (over, under) in enumerate(zip(above.columns, below.columns, strict=True)):
        if not under:
            continue
        if not over:
            vote += 1.5 if n == 0 or filled > 1 else 0.5
            continue
        vote += _seam(over[-1], under[0], widths[n])
    if filled == 1 and sum(bool(column) for column in above.columns) > 1 and not below.columns[0]:
        vote -= 0.5
    return vote


def _seam(over: Line, under: Line, width: float) -> float:
    """The same for two lines of one column: does the second go on where the first ended?"""
    left, right = over.text.text, under.text.text
    if _NUMBER.fullmatch(left) and _NUMBER.fullmatch(right):
        return 1.5
    if left[-1] in "-\u00ad\u2010" and len(left) > 1 and right[0].islower():
        return -3.0
    if right[0] in MARKERS:
        return -0.5
    first = right.split(" ", 1)[0]
    em = under.size
    need = over.box.width + 0.25 * em + len(first) * under.box.width / max(len(right), 1)
    fits = need <= width - 0.3 * em
    if left[-1] in ",;:(/" or left.count("(") > left.count(")"):
        return -2.0
    if over.bold != under.bold:
        return 1.0
    if right[0].islower() or right[0] in ")%,.;":
        return 0.5 if fits else -1.75
    return 1.5 if fits else 0.25
