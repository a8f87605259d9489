"""Lines that run over several columns of a table without drawn columns: titles of groups, heads of several columns.

A line that is cells printed close to each other spans nothing: it is told by the gaps inside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import mean

from ingest.layout.lines import Line
from ingest.tables.edges import Edge
from ingest.tables.fill import cut_at
from ingest.tables.seams import is_open, seam

CELL_GAP = 0.4  # em: words of one run of text stand closer, cells do not
SPACE, SPACE_MOST = 0.15, 0.3  # em: the narrowest and the widest space that faces set between words
WIDER = 1.2  # times the usual space: a gap before the place where a column starts
POKE = 1.0  # points by which a word too long for its column may reach into the next one
FLUSH = 0.7  # points: lines set flush left start within this of each other
MIDDLE = 0.25  # of the width below a head: how far from its middle the head may stand; cells are seldom set centred
LINE_STEP = 1.75  # em: lines of one text follow each other more closely
LETTERS = 0.72  # em: height of letters; printed rows nearer than this stand beside each other
TORN = -1.5  # a seam from here down is the middle of a text
ALIGNED = 0.25  # em: lines of one column start, end or are centred within this of each other
BELOW = 2.0  # em: how far under a head the short line stands that tells what it spans
HEAD_ROWS = 3  # printed rows at the top in which a head may span columns

Strip = tuple[float, float]
Across = tuple[Line, int, int]


def across(rows: Sequence[Sequence[Line]], strips: Sequence[Strip], short: Sequence[Edge]) -> list[Across]:
    """Each spanning line with its first and last column. `short` are drawn lines under some of the columns."""
    crossing: list[Across] = []
    for row in rows:
        for line, end in zip(row, _ends(row), strict=True):
            crossed = [n for n, (a, b) in enumerate(strips) if line.box.x0 < a + 0.5 and end > b + POKE]
            if crossed and not _only_close(line, [strips[n] for n in crossed]):
                crossing.append((line, crossed[0], crossed[-1] + 1))
    known = {id(line) for line, _, _ in crossing}
    columns = _columns([line for row in rows for line in row if id(line) not in known], strips)
    heads = next((n for n, row in enumerate(rows) if len(row) > len(strips)), HEAD_ROWS)  # above the first full row
    found: list[Across] = []
    for n, row in enumerate(rows[: min(heads, HEAD_ROWS)]):
        found.extend(_heads(row, rows[n + 1 : n + 1 + HEAD_ROWS], columns, strips, short))
    middles = [row[0].box.center[1] for row in rows]
    for n, row in enumerate(rows):
        beside = [
            abs(y - middles[n]) < LETTERS * row[0].size for y in (*middles[max(n - 1, 0) : n], *middles[n + 1 : n + 2])
        ]
        if len(row) == 1 and not any(beside) and id(row[0]) not in known and _titles(row[0], columns, strips):
            found.append((row[0], 0, len(strips)))
    return _with_rests(list({id(one[0]): one for one in [*crossing, *found]}.values()), rows)


def _ends(row: Sequence[Line]) -> Iterator[float]:
    """How far to the right each line reaches, before the next one starts: a long word is printed over its neighbour."""
    for line, after in pairwise(row):
        yield min(line.box.x1, after.box.x0)
    yield from (line.box.x1 for line in row[-1:])


def _with_rests(found: list[Across], rows: Sequence[Sequence[Line]]) -> list[Across]:
    """The same with short last lines of what spans columns: alone in their printed row, set flush, mid text."""
    out = list(found)
    known = {id(one[0]) for one in found}
    for above, below in pairwise(rows):
        rest = below[0]
        if len(below) > 1 or id(rest) in known:
            continue
        for line, first, last in list(out):
            step = rest.box.center[1] - line.box.center[1]
            flush = abs(line.box.x0 - rest.box.x0) <= FLUSH and line.bold == rest.bold
            if line in above and flush and step < LINE_STEP * rest.size and seam(line, rest, line.box.width, False) < 0:
                out.append((rest, first, last))
    return out


def uncrossed(rows: Sequence[Sequence[Line]], strips: Sequence[Strip]) -> list[list[Line]]:
    """The rows with lines cut that are cells of several columns printed close to each other."""
    out = []
    for row in rows:
        cut: list[Line] = []
        for line in row:
            crossed = [(a, b) for a, b in strips if line.box.x0 < a + 0.5 and line.box.x1 > b - 0.5]
            cut.extend(cut_at(line, crossed) if crossed and _only_close(line, crossed) else [line])
        out.append(cut)
    return out


def home(line: Line, strips: Sequence[Strip]) -> int:
    """The column in which most of the line stands."""
    return sum(line.box.center[0] > (a + b) / 2 for a, b in strips)


def _columns(lines: Sequence[Line], strips: Sequence[Strip]) -> list[list[Line]]:
    columns: list[list[Line]] = [[] for _ in range(len(strips) + 1)]
    for line in lines:
        columns[home(line, strips)].append(line)
    return columns


def _only_close(line: Line, crossed: Sequence[Strip]) -> bool:
    """Whether the line is cells that stand close: in each strip it runs over a gap wider than a space, or a word with a
    capital right where the next column starts.
    """
    gaps: list[Strip] = []
    joined: list[float] = []
    last: float | None = None
    before = " "
    for n, (char, glyph) in enumerate(zip(line.text.text, line.text.glyphs, strict=True)):
        if glyph is None or char == " ":
            before = char
            continue
        if last is not None and glyph.x0 - last >= SPACE * line.size:
            gaps.append((last, glyph.x0))
        if char.isupper() and (before.islower() or (before == " " and not is_open(line.text.text[:n].rstrip()))):
            joined.append(glyph.x0)
        last, before = glyph.x1, char
    usual = min((x1 - x0 for x0, x1 in gaps), default=0.0) if len(gaps) > 1 else SPACE_MOST * line.size
    return all(
        any(
            x0 <= b + FLUSH
            and x1 >= a - FLUSH
            and (x1 - x0 >= CELL_GAP * line.size or (abs(x1 - b) <= FLUSH and x1 - x0 > WIDER * usual))
            for x0, x1 in gaps
        )
        or any(abs(x - b) <= FLUSH for x in joined)
        for a, b in crossed
    )


def is_aligned(line: Line, column: Sequence[Line]) -> bool:
    """Whether the line starts, ends or is centred as another of the column."""
    slack = ALIGNED * line.size
    x0, x1 = line.box.x0, line.box.x1
    return any(
        abs(other.box.x0 - x0) <= slack or abs(other.box.x1 - x1) <= slack
        or abs(other.box.x0 + other.box.x1 - x0 - x1) <= 2 * slack
        for other in column
        if other is not line
    )  # fmt: skip


def _heads(
    row: Sequence[Line], below: Sequence[Sequence[Line]], columns: Sequence[Sequence[Line]],
    strips: Sequence[Strip], short: Sequence[Edge],
) -> list[Across]:  # fmt: skip
    """Heads centred over several columns, told by the short line below them or by the heads that stand below."""
    taken = {home(line, strips) for line in row}
    centres = [mean(line.box.center[0] for line in column) if column else None for column in columns]
    found: list[Across] = []
    for line in row:
        col = home(line, strips)
        under = _under(line, short, centres)
        if under is not None and not taken.intersection(range(under[0], under[1] + 1)) - {col}:
            found.append((line, *under))
            continue
        heads = next((one for one in below if any(home(head, strips) == col for head in one)), [])
        own = next((head for head in heads if home(head, strips) == col), None)
        if own is None or own.bold != line.bold or seam(line, own, max(line.box.width, own.box.width), False) <= TORN:
            continue  # the next line of the same head, or what stands under it
        if abs(own.box.x0 - line.box.x0) <= ALIGNED * line.size:
            continue  # flush left: a cell of that column, or a head whose first column it is
        beside = {home(head, strips) for head in heads}
        if len(beside) == len(columns) and is_aligned(line, columns[col]):
            continue
        rivals = [other for other in row if home(other, strips) in beside]
        group = [n for n in _around(col, beside - taken | {col}) if _nearest(centres[n], rivals) is line]
        if 0 in group and len(group) == len(columns):
            continue
        if len(group) > 1 and group[-1] - group[0] < len(group) and _centred(line, heads, group, strips):
            found.append((line, group[0], group[-1]))
    return found


def _around(col: int, cols: set[int]) -> list[int]:
    """The run of successive columns around `col`."""
    first = last = col
    while first - 1 in cols:
        first -= 1
    while last + 1 in cols:
        last += 1
    return list(range(first, last + 1))


def _centred(line: Line, heads: Sequence[Line], group: Sequence[int], strips: Sequence[Strip]) -> bool:
    """Whether the line stands over the middle of what is printed below it in the columns of `group`."""
    boxes = [head.box for head in heads if home(head, strips) in group]
    left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    return abs(line.box.center[0] - (left + right) / 2) <= MIDDLE * (right - left) + line.size


def _nearest(centre: float | None, row: Sequence[Line]) -> Line | None:
    return min(row, key=lambda one: abs(one.box.center[0] - centre)) if centre is not None else None


def _under(line: Line, short: Sequence[Edge], centres: Sequence[float | None]) -> tuple[int, int] | None:
    """The columns along which a short line runs right below `line`."""
    for edge in short:
        gap = edge.at - line.box.y1
        if -0.5 * line.size <= gap <= BELOW * line.size and edge.start - 2 <= line.box.center[0] <= edge.end + 2:
            cols = [n for n, x in enumerate(centres) if x is not None and edge.start - 2 <= x <= edge.end + 2]
            if len(cols) > 1:
                return cols[0], cols[-1]
    return None


def _titles(line: Line, columns: Sequence[Sequence[Line]], strips: Sequence[Strip]) -> bool:
    """Whether a line that is alone in its printed row is centred over the table, and not a cell of one column."""
    everything = [other for column in columns for other in column]
    left, right = min(other.box.x0 for other in everything), max(other.box.x1 for other in everything)
    centred = abs(line.box.center[0] - (left + right) / 2) <= 0.6 * line.size
    col = home(line, strips)
    return centred and col > 0 and not is_aligned(line, columns[col])
