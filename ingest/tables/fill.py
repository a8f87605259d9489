"""Printed lines → the cells of a grid they stand in, cut where a line runs over a cell's edge.

Every word goes to exactly one cell. Never reads text from anything but the lines it is given.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from ingest.geometry import Box, union
from ingest.layout.lines import Line, make_line
from ingest.model import PrintedText
from ingest.tables.found import Slot
from ingest.tables.grid import Grid, Span

OVER = 1.5  # points by which a line may stick out of its cell before it is looked at word by word
CLOSE_CELLS = 0.42  # em: cells stand at least this far apart; a space is 0.25 em, in justified text up to 0.8
SAMPLE = 3  # gaps of each line that tell what a space is
OUTSTANDING = 1.6  # times the usual gap of a line: what is wider is no space of justified text
SAME_ROW = 0.4  # em: centres of lines of one printed row lie closer than this


def fill(grid: Grid, spans: Sequence[Span], lines: Sequence[Line], drawn: bool) -> tuple[Slot, ...]:
    """One slot a span, with the lines that stand in it, top to bottom.

    `drawn`: a slot's box is the ruled rectangle; else it is what is printed in it, within the grid.
    """
    owner = {
        (r, c): n
        for n, span in enumerate(spans)
        for r in range(span.row, span.row + span.rowspan)
        for c in range(span.col, span.col + span.colspan)
    }
    held: list[list[Line]] = [[] for _ in spans]
    for line in lines:
        x0, x1 = line.box.x0, line.box.x1
        row = place(grid.ys, line.box.center[1])
        first, last = owner[row, place(grid.xs, x0 + OVER)], owner[row, place(grid.xs, x1 - OVER)]
        if first == last:
            held[first].append(line)
            continue
        for part in split(line, [spans[owner[row, c]].box(grid).x1 for c in range(grid.cols)]):
            held[owner[row, place(grid.xs, part.box.center[0])]].append(part)
    return tuple(
        Slot(s.row, s.col, s.rowspan, s.colspan, _box(s.box(grid), found, drawn), tuple(in_order(found)))
        for s, found in zip(spans, held, strict=True)
    )


def _box(space: Box, lines: Sequence[Line], drawn: bool) -> Box:
    return space if drawn or not lines else union(line.box for line in lines)


def place(edges: Sequence[float], at: float) -> int:
    """Which interval of `edges` holds `at`; the first or last one for what lies outside."""
    return min(max(bisect_right(edges, at) - 1, 0), len(edges) - 2)


def split(line: Line, edges: Sequence[float]) -> list[Line]:
    """The line cut between words so that each part stands in one interval of `edges` (by the words' centres)."""
    text, glyphs = line.text.text, line.text.glyphs
    parts: list[Line] = []
    begin = 0  # of the part
    current: int | None = None
    start = 0  # of the word
    for end in [n for n, char in enumerate(text) if char == " "] + [len(text)]:
        inked = [g for g in glyphs[start:end] if g is not None]
        if inked:
            interval = bisect_right(sorted(edges), (inked[0].x0 + inked[-1].x1) / 2)
            if current is not None and interval != current:
                parts.append(make_line(PrintedText(text[begin:start], glyphs[begin:start]).strip(), line.baseline))
                begin = start
            current = interval
        start = end + 1
    if current is None:
        return [line]
    if not parts:
        return [line]
    parts.append(make_line(PrintedText(text[begin:], glyphs[begin:]).strip(), line.baseline))
    return parts


def loosened(lines: Sequence[Line]) -> list[Line]:
    """The lines cut at gaps that are no spaces between words: cells printed too close to be fragments of their own.

    What a space is, the lines themselves tell: 0.25 em in most faces, 0.6 em where all letters are as wide.
    """
    gaps = [_gaps(line) for line in lines]
    known = sorted(gap / line.size for line, found in zip(lines, gaps, strict=True) for gap, _ in found[:SAMPLE])
    space = known[(len(known) - 1) // 4] if known else 0.0
    return [part for line, found in zip(lines, gaps, strict=True) for part in _loosened(line, found, space)]


def _gaps(line: Line) -> list[tuple[float, int]]:
    """The gaps between the words of the line, in points, with the place in its text where the next word starts."""
    if " " not in line.text.text:
        return []
    found: list[tuple[float, int]] = []
    last: float | None = None
    for n, glyph in enumerate(line.text.glyphs):
        if glyph is None or line.text.text[n] == " ":
            continue
        if last is not None and glyph.x0 - last > 0.1 * line.size:
            found.append((glyph.x0 - last, n))
        last = glyph.x1
    return found


def _loosened(line: Line, gaps: Sequence[tuple[float, int]], space: float) -> list[Line]:
    if not gaps:
        return [line]
    usual = sorted(gap for gap, _ in gaps)[(len(gaps) - 1) // 4] if len(gaps) > 1 else 0.0
    least = max(CLOSE_CELLS * line.size, OUTSTANDING * max(usual, space * line.size))
    cuts = [0, *(n for gap, n in gaps if gap >= least), len(line.text.text)]
    if len(cuts) == 2:
        return [line]
    return [make_line(line.text[a:b].strip(), line.baseline) for a, b in pairwise(cuts)]


def cut_at(line: Line, strips: Sequence[tuple[float, float]]) -> list[Line]:
    """The line cut in each of the strips at its widest gap there: cells printed too close for their columns.

    Two words that run into one another are cut where the column on the right starts, and a capital does.
    """
    gaps: list[tuple[float, float, bool, int]] = []
    last: float | None = None
    before = " "
    for n, (char, glyph) in enumerate(zip(line.text.text, line.text.glyphs, strict=True)):
        if glyph is not None and char != " ":
            if last is not None:
                gaps.append((last, glyph.x0, before.islower() and char.isupper(), n))
            last = glyph.x1
        before = char
    cuts = []
    for a, b in strips:
        inside = [
            (run_on, x1 - x0, n)
            for x0, x1, joined, n in gaps
            if (run_on := joined and abs(x1 - b) <= 1) or (x0 <= b + 1 and x1 >= a - 1)
        ]
        if inside:
            cuts.append(max(inside)[-1])
    places = [0, *sorted(set(cuts)), len(line.text.text)]
    return [make_line(part, line.baseline) for a, b in pairwise(places) if (part := line.text[a:b].strip()).text]


def origins(parts: Sequence[Line], lines: Sequence[Line]) -> tuple[Line, ...]:
    """The `lines` that `parts` are cut from, each once, in their order."""
    wanted = {id(next(glyph for glyph in part.text.glyphs if glyph is not None)) for part in parts}
    return tuple(line for line in lines if any(id(glyph) in wanted for glyph in line.text.glyphs if glyph is not None))


def printed_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand side by side, from top to bottom, each row from left to right."""
    rows: list[list[Line]] = []
    middle = 0.0
    for line in sorted(lines, key=lambda one: one.box.center[1]):
        y = line.box.center[1]
        if rows and y - middle <= SAME_ROW * max(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
            middle = y
    for row in rows:
        row.sort(key=lambda one: one.box.x0)
    return rows


def in_order(lines: Sequence[Line]) -> list[Line]:
    """The lines of a cell as they are read."""
    return [line for row in printed_rows(lines) for line in row]
