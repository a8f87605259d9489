"""Columns of a table from its text alone: the white strips that all its lines keep clear, but for what spans them.

Knows nothing of drawn lines. Whether a strip parts the columns of a table or those of a page is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil, floor

from ingest.layout.lines import Line

MIN_STRIP = 0.4  # em: a narrower strip is a space between words that happen to stand above one another
FLUSH = 0.7  # points: lines set flush left start within this of each other
MIN_STARTS = 4  # lines flush left prove a column where the strip is narrower
HEAD_ROWS = 3  # printed rows at the top in which a head may span columns
ALIGNED = 0.35  # em: a head starts, ends or is centred as its column, within this
STRETCHED = 1.5  # em: the widest space that justifying sets between the words of a narrow cell
FEW = 0.3  # of a table's printed rows: what stands in more of them is a column
MARKER_GAP = 2.0  # em: a bullet stands no farther from its text
MARKERS = frozenset("•◦▪▫–—-*·●○■□➢➤►✓✔☐☑›»")  # what a list inside a cell starts its lines with


def in_columns(row: Sequence[Line]) -> bool:
    """Whether something besides a bullet and its text stands side by side in a printed row."""
    if len(row) < 2:
        return False
    first, second = row[0], row[1]
    bullet = first.text.text in MARKERS and second.box.x0 - first.box.x1 <= MARKER_GAP * first.size
    return len(row) > 2 if bullet else True


@dataclass(frozen=True, slots=True)
class Strips:
    """White strips as (left, right) x in points, from left to right, and the lines that span at least one."""

    strips: tuple[tuple[float, float], ...]
    spanning: frozenset[int]  # id() of the lines, valid while they live


def strips(rows: Sequence[Sequence[Line]], em: float) -> Strips:
    """The strips between the columns of printed `rows`; `em` is the size of their text in points."""
    lines = [line for row in rows for line in row]
    if len(lines) < 2:
        return Strips((), frozenset())
    left = min(line.box.x0 for line in lines)
    size = ceil(max(line.box.x1 for line in lines) - left) + 2
    gaps = _counts([(a.box.x1 - left, b.box.x0 - left) for row in rows for a, b in pairwise(row)], size)
    inks = [(line.box.x0 - left, line.box.x1 - left) for line in lines]
    ink = _counts(inks, size)
    heads = _heads(rows)
    spanning = {n for n, (x0, x1) in enumerate(inks) if id(lines[n]) in heads or _spans(x0, x1, ink, gaps)}
    if spanning:
        ink = _counts([extent for n, extent in enumerate(inks) if n not in spanning], size)
    within = [line for n, line in enumerate(lines) if n not in spanning]
    exact = [_exact((a + left, b + left), within) for a, b in _white(ink)]
    found = [(a, b) for a, b in exact if b - a >= MIN_STRIP * em or _starts(b, within, em)]
    found = _without_torn(_without_markers(found, within), rows, em)
    return Strips(tuple(found), frozenset(id(lines[n]) for n in spanning))


def _heads(rows: Sequence[Sequence[Line]]) -> set[int]:
    """The ids of lines in the first rows that stand over several cells of the next full one, or over none: heads that
    span columns, and must not hide the strips between them.
    """
    most = max(map(len, rows))
    found: set[int] = set()
    for n, row in enumerate(rows[:HEAD_ROWS]):
        below = next((other for other in rows[n + 1 :] if len(other) > len(row)), None)
        if below is None or not 1 < len(row) < most:
            continue
        for line in row:
            under = [other for other in below if other.box.x0 < line.box.x1 and other.box.x1 > line.box.x0]
            if len(under) == 1 and _aligned(line, under[0]):
                continue
            if under or (below[0].box.x1 < line.box.x0 and line.box.x1 < below[-1].box.x0):
                found.add(id(line))
    return found


def _aligned(line: Line, other: Line) -> bool:
    slack = ALIGNED * line.size
    return (
        abs(line.box.x0 - other.box.x0) <= slack
        or abs(line.box.x1 - other.box.x1) <= slack
        or abs(line.box.x0 + line.box.x1 - other.box.x0 - other.box.x1) <= 2 * slack
    )


def _counts(extents: Iterable[tuple[float, float]], size: int) -> list[int]:
    """How many of the extents cover each point."""
    steps = [0] * (size + 1)
    for x0, x1 in extents:
        a, b = floor(x0 + 0.5), ceil(x1 - 0.5)
        if b > a:
            steps[a] += 1
            steps[b] -= 1
    return list(accumulate(steps))[:size]


def _spans(x0: float, x1: float, ink: Sequence[int], gaps: Sequence[int]) -> bool:
    """Whether a line runs over a place that most rows keep white, with columns on both sides of it under the line."""
    a, b = floor(x0 + 0.5), ceil(x1 - 0.5)
    seen_left = in_gap = False
    for x in range(a, b):
        white = gaps[x] >= 2 and gaps[x] >= 2 * (ink[x] - 1)
        if white and seen_left:
            in_gap = True
        elif not white and ink[x] > 1:
            if in_gap:
                return True
            seen_left = True
    return False


def _white(ink: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Runs of points without ink, between inked ones."""
    start: int | None = None
    seen = False
    for x, count in enumerate(ink):
        if count:
            if start is not None and seen:
                yield start, x
            start, seen = None, True
        elif start is None:
            start = x


def _exact(strip: tuple[float, float], lines: Sequence[Line]) -> tuple[float, float]:
    """The strip between the lines themselves, not between whole points."""
    middle = (strip[0] + strip[1]) / 2
    return (
        max((line.box.x1 for line in lines if line.box.x1 <= middle), default=strip[0]),
        min((line.box.x0 for line in lines if line.box.x0 >= middle), default=strip[1]),
    )


def _starts(x: float, lines: Sequence[Line], em: float) -> bool:
    """Whether lines enough start at `x`, and none nearby, to make it the left edge of a column."""
    starts = [line.box.x0 for line in lines if abs(line.box.x0 - x) <= em]
    return sum(start - x <= FLUSH for start in starts) >= max(MIN_STARTS, 0.6 * len(starts))


def _without_torn(
    found: Sequence[tuple[float, float]], rows: Sequence[Sequence[Line]], em: float
) -> list[tuple[float, float]]:
    """Strips but those that part the ends of a few justified lines from the rest of their cells.

    What stands right of such a strip has no head, fills few rows, and follows a text at the width of a stretched space.
    """
    kept: list[tuple[float, float]] = []
    for n, (a, b) in enumerate(found):
        end = found[n + 1][0] if n + 1 < len(found) else float("inf")
        within = [[b - 1 <= one.box.x0 and one.box.x1 <= end + 1 for one in row] for row in rows]
        beside = [(row, k) for row, own in zip(rows, within, strict=True) for k, here in enumerate(own) if here]
        headed = any(row is rows[0] for row, _ in beside)
        torn = all(k > 0 and row[k].box.x0 - row[k - 1].box.x1 <= STRETCHED * em for row, k in beside)
        if headed or not beside or len(beside) > FEW * len(rows) or not torn:
            kept.append((a, b))
    return kept


def _without_markers(found: Sequence[tuple[float, float]], lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Strips but those that only part bullets from their text."""
    kept = []
    for n, (a, b) in enumerate(found):
        start = found[n - 1][1] if n else float("-inf")
        column = [line for line in lines if start - 1 <= line.box.x0 and line.box.x1 <= a + 1]
        if column and b - a <= MARKER_GAP * column[0].size and all(line.text.text in MARKERS for line in column):
            continue
        kept.append((a, b))
    return kept
