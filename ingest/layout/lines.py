"""Runs of a page → fragments: pieces of printed lines, left to right, cut where a wide gap or a drawn line parts them.

A fragment never joins two columns or two cells; whether neighbouring fragments are one line of prose is decided by
`columns`, whether they are cells by `tables`. Knows nothing of headings, tables or French.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from itertools import pairwise

from ingest.geometry import Box
from ingest.model import Glyph, PrintedText, Style
from ingest.pages import Run
from ingest.text import around

WIDE_GAP = 0.9  # em: cells and columns stand farther apart than the words of a justified line nearly ever do
WORD_GAP = 0.16  # em: from here on a gap without a space character is a space (a space is 0.2 to 0.3 em)
THIN_GAP = 0.09  # em: the same before «;», «:», «!», «?» and inside «», which French typesetters part by a thin space
SAME_LINE = 0.3  # em: how far apart two baselines of one line may be
OVERLAP = 1.5  # em: runs that overlap by more are two texts printed into each other, not one line
RAISED = 0.25  # em: how much higher than the line's the foot of a superscript stands
SMALLER = 0.87  # of the line's size: the largest a superscript is set

NARROW = 0.78  # of the widest like figure of its font: superiors are drawn at 0.6 to 0.7

_SPACED = ";:!?»"
_FIGURE = re.compile(r"\d")
_SUPERSCRIPTS = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one baseline. `size` (points), `bold` and `italic` are those of most of its characters."""

    text: PrintedText
    box: Box  # of what is inked
    baseline: float
    size: float
    bold: bool
    italic: bool
    font: str
    color: int

    @property
    def page(self) -> int:
        return self.text.page


def make_line(text: PrintedText, baseline: float) -> Line:
    """The line that `text` prints; it holds at least one glyph that is not white space."""
    first, last = text.glyphs[0], text.glyphs[-1]
    if first is not None and last is not None and len({id(g[6]) for g in text.glyphs if g is not None}) == 1:
        style = first.style  # the usual line: one style, nothing to count
        box = Box(first.x0, first.y0, last.x1, last.y1)
        return Line(text, box, baseline, style.size, style.bold, style.italic, style.font, style.color)
    inked = [g for c, g in zip(text.text, text.glyphs, strict=True) if g is not None and c != " "]
    every = Counter([g[6] for g in inked])
    styles = Counter({style: n for style, n in every.items() if not style.raised}) or every
    main = styles.most_common(1)[0][0]
    total = sum(styles.values())
    bold = sum(n for style, n in styles.items() if style.bold) > total / 2
    italic = sum(n for style, n in styles.items() if style.italic) > total / 2
    return Line(text, around(inked), baseline, main.size, bold, italic, main.font, main.color)


def fragments(runs: Iterable[Run], walls: Sequence[Box] = ()) -> tuple[Line, ...]:
    """The upright text of a page as fragments, top to bottom and left to right.

    `walls` are drawn vertical lines: a fragment never crosses one. Text that is printed twice at one place (fake bold,
    shadows) is kept once. White space at the ends is cut.
    """
    upright = _with_small_figures([run for run in runs if not run.turned])
    return tuple(line for row in _rows(upright) for near in _neighbours(row) for line in _cut(near, walls))


def _with_small_figures(runs: Sequence[Run]) -> list[Run]:
    """The runs with superior figures marked that the font draws as glyphs of their own, at full size.

    Figures of a font are of one width; one that is much narrower than its like is a superior.
    """
    widths: dict[tuple[str, str], float] = {}
    figures: list[tuple[int, int, tuple[str, str], float]] = []
    for n, run in enumerate(runs):
        for match in _FIGURE.finditer(run.text):
            glyph = run.glyphs[match.start()]
            if glyph.x1 > glyph.x0 and glyph.style.font:  # recognised type has no font, and no exact widths
                key, width = (glyph.style.font, match.group()), (glyph.x1 - glyph.x0) / glyph.style.size
                widths[key] = max(width, widths.get(key, 0.0))
                figures.append((n, match.start(), key, width))
    out = list(runs)
    for n, k, key, width in figures:
        if width < NARROW * widths[key]:
            run = out[n]
            glyph = run.glyphs[k]
            text = run.text[:k] + run.text[k].translate(_SUPERSCRIPTS) + run.text[k + 1 :]
            marked = (*run.glyphs[:k], glyph._replace(style=_raise(glyph.style)), *run.glyphs[k + 1 :])
            out[n] = replace(run, text=text, glyphs=marked)
    return out


def _rows(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs that share a baseline, superscripts with the line they stand on."""
    row: list[Run] = []
    for run in sorted(runs, key=lambda r: (r.baseline, r.glyphs[0].x0)):
        lower = row and run.baseline - row[0].baseline > SAME_LINE * max(run.size, row[0].size)
        if lower and not _raised_on(row, run):
            yield row
            row = []
        row.append(run)
    if row:
        yield row


def _raised_on(row: Sequence[Run], run: Run) -> bool:
    """Whether `row` so far holds only superscripts of the line that `run` belongs to (they come first)."""
    return all(
        small.size <= SMALLER * run.size and run.baseline - small.baseline <= 0.6 * run.size for small in row
    ) and any(_near(small, run) for small in row)


def _near(small: Run, run: Run) -> bool:
    """A superscript touches its word on one side at least."""
    slack = 0.5 * run.size
    return run.glyphs[0].x0 - slack <= small.glyphs[0].x0 <= run.glyphs[-1].x1 + slack


def _neighbours(row: list[Run]) -> Iterator[list[Run]]:
    """The row's runs from left to right, apart wherever a wide gap parts them anyway."""
    row.sort(key=lambda run: run.glyphs[0].x0)
    near: list[Run] = []
    reach = 0.0
    for run in row:
        step = run.glyphs[0].x0 - reach
        small = min(run.size, near[-1].size) if near else 0.0
        if near and (step > WIDE_GAP * small or (step < -OVERLAP * small and not _marks(run, near))):
            yield near
            near = []
        reach = max(reach, run.glyphs[-1].x1) if near else run.glyphs[-1].x1
        near.append(run)
    yield near


def _marks(run: Run, near: Sequence[Run]) -> bool:
    """Whether the run or what it overlaps is small print or a stray mark: an accent, a superscript over its word."""
    return (
        len(run.text.strip()) <= 2
        or any(len(other.text.strip()) <= 2 for other in near)
        or any(run.text == other.text for other in near)
    )


def _cut(row: Sequence[Run], walls: Sequence[Box]) -> Iterator[Line]:
    """The fragments of runs that stand near one another on one baseline, given from left to right."""
    if len(row) == 1 and (whole := _uncut(row[0], walls)):
        yield whole
        return
    # merged in each run's own order: the letters of a ligature share a box
    printed = merge(*(zip(r.text, r.glyphs, strict=True) for r in row), key=lambda pair: pair[1].x0)
    main = max(row, key=lambda run: run.size)
    walls = [wall for wall in walls if wall.y0 <= main.baseline and main.baseline - main.size <= wall.y1]
    baseline, size = main.baseline, main.size
    foot = max(glyph.y1 for glyph in main.glyphs if glyph.style.size == size)
    tight = THIN_GAP * min(run.size for run in row)
    chars: list[str] = []
    glyphs: list[Glyph | None] = []
    last: Glyph | None = None  # the last one inked
    spaced = False
    for char, glyph in printed:
        if char == " ":
            spaced = True
            continue
        em = glyph.style.size
        if last is not None:
            gap = glyph.x0 - last.x1
            # most letters follow the one before them closely: only the others are looked at
            if spaced or gap > tight or gap < -tight or walls:
                small, large = sorted((last.style.size, em))
                if gap < -0.2 * large and _twice(char, glyph, chars, glyphs):
                    continue
                if gap > WIDE_GAP * small or gap < -2 * large or _walled(last, glyph, walls):
                    yield make_line(PrintedText("".join(chars), tuple(glyphs)), baseline)
                    chars, glyphs = [], []
                elif spaced or gap > (THIN_GAP if char in _SPACED or chars[-1] == "«" else WORD_GAP) * large:
                    chars.append(" ")
                    glyphs.append(None)
        if em <= SMALLER * size and foot - glyph.y1 > RAISED * size:
            char, glyph = char.translate(_SUPERSCRIPTS), glyph._replace(style=_raise(glyph.style))
        chars.append(char)
        glyphs.append(glyph)
        last, spaced = glyph, False
    if chars:
        yield make_line(PrintedText("".join(chars), tuple(glyphs)), baseline)


def _uncut(run: Run, walls: Sequence[Box]) -> Line | None:
    """The usual row: one run in one style without wide gaps, as it is. None where it must be looked at closely."""
    text = run.text.rstrip(" ")
    start = len(text) - len(text.lstrip(" "))
    text, glyphs = text[start:], run.glyphs[start : len(text)]
    style = glyphs[0].style
    reach, tight = glyphs[0].x0, WORD_GAP * style.size
    thin = THIN_GAP * style.size
    # taken apart by place: the names of a glyph's fields cost half the time of this loop, which sees every letter
    for char, (_, _, x0, _, x1, _, own) in zip(text, glyphs, strict=True):
        if own is not style or not -tight <= x0 - reach <= tight or (x0 - reach > thin and char in _SPACED):
            return None
        reach = x1
    wide = WIDE_GAP * style.size
    if "  " in text or any(c == " " and g.x1 - g.x0 > wide for c, g in zip(text, glyphs, strict=True)):
        return None
    first, last = glyphs[0], glyphs[-1]
    middle = (first.y0 + first.y1) / 2
    if any(first.x0 < wall.x0 < last.x1 and wall.y0 <= middle <= wall.y1 for wall in walls):
        return None
    return make_line(PrintedText(text, glyphs), run.baseline)


def _twice(char: str, glyph: Glyph, chars: Sequence[str], glyphs: Sequence[Glyph | None]) -> bool:
    """Whether the same character already stands there: printed twice to look bold."""
    for known, at in zip(chars[-3:], glyphs[-3:], strict=True):
        if known == char and at is not None and abs(at.x0 - glyph.x0) < 0.2 * (glyph.x1 - glyph.x0 + 0.1):
            return True
    return False


def _walled(left: Glyph, right: Glyph, walls: Sequence[Box]) -> bool:
    middle = (left.y0 + left.y1) / 2
    return any(left.x1 - 1 <= wall.x0 <= right.x0 + 1 and wall.y0 <= middle <= wall.y1 for wall in walls)


def _raise(style: Style) -> Style:
    return style._replace(raised=True)


def split_at(line: Line, gutter: tuple[float, float]) -> tuple[Line, ...]:
    """The line, cut where it runs over the gutter of two columns with nothing printed in it."""
    left, right = gutter
    if not line.box.x0 < left < right < line.box.x1:
        return (line,)
    inked = [n for n, (c, g) in enumerate(zip(line.text.text, line.text.glyphs, strict=True)) if g and c != " "]
    for a, b in pairwise(inked):
        before, after = line.text.glyphs[a], line.text.glyphs[b]
        if before and after and before.x1 <= left + 1 and after.x0 >= right - 1:
            return make_line(line.text[: a + 1], line.baseline), make_line(line.text[b:], line.baseline)
    return (line,)
