"""A file's typographic habits: its leading, its first-line indents, the look of its running text.

Measured over the whole flow, so that `paragraphs` can tell a wide step from a usual one. Changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ingest.layout.blocks import Block, Look
from ingest.layout.lines import Line
from ingest.layout.placed import Placed

LOOSE = 1.3  # times the usual leading: a wider step begins a paragraph
REGULAR = 1.1  # the same after a line that ends a sentence, where nearly all lines of the file stand at one step
FEW_STEPS = 6  # steps in one size of type from which its own leading is measured
INDENT = 0.7  # em: how far a first line is set in, at least
HANGING = 0.5  # em: how far the second line of a list's entry stands in, at least
DEEPEST = 4.0  # em: and at most
FEW_ENTRIES = 3  # first lines that stand out make a column of entries
ODD = 0.25  # of its entries may have but one line
BODY_SHARE = 0.18  # of the characters: type that much of the file is set in may be its running text

_BULLETS = "•‣◦▪▫■□●○◆◇❖►▶▸➢➤➔→✓✔✗★·∙⁃¤"
BULLET = re.compile(rf"^([{_BULLETS}\ue000-\uf8ff])\s*(?=\S)")
_MARK = re.compile(rf"^(?:[{_BULLETS}\ue000-\uf8ff–—*-]|o\s|[\[(]?(?:\d{{1,3}}|[a-zA-Z])[.)\]/°])\s*")
ENDS_SENTENCE = re.compile(r"[.!?…]['\"»”)\]]*\s*[⁰¹²³⁴⁵⁶⁷⁸⁹,–]*$")
_UNBROKEN = re.compile(r"(?:«\s)?(?:[<>≤≥±=]\s)?(?:[\d.,–-]+\s)?\S+(?:\s[:;?!»%°])*")

Steps = Callable[[float], tuple[float, float]]
Indents = Callable[[float], bool]
Hanging = Callable[[Placed], bool]


class Step(NamedTuple):
    """Two lines of a page one after the other, each as it is placed and itself; `em` from baseline to baseline."""

    above: Placed
    below: Placed
    a: Line
    b: Line
    em: float


@dataclass(frozen=True, slots=True)
class Habits:
    """How a file sets its paragraphs, as functions of a size of type (points) or of a place in the flow."""

    steps: Steps
    indented: Indents
    hanging: Hanging


def habits_of(flow: Sequence[Placed]) -> Habits:
    """The habits that the flow of a whole file shows."""
    steps = tuple(_steps(flow))
    usual = usual_steps(steps)
    return Habits(usual, indents_first_lines(steps, usual), hanging_columns(steps))


def room(line: Line, placed: Placed) -> float:
    """Points left between the line's end and the edge of its column."""
    return placed.right - line.box.x1


def first_word(line: Line) -> float:
    """Width in points of what the line's first word could not be parted from, with the space before it.

    French sets «47 semaines», «mot :» and «« mot » with spaces that do not break.
    """
    match = _UNBROKEN.match(line.text.text)
    xs = [glyph for glyph in line.text.glyphs[: match.end() if match else None] if glyph is not None]
    return xs[-1].x1 - xs[0].x0 + 0.25 * line.size if xs else 0.0


def _steps(flow: Sequence[Placed]) -> Iterator[Step]:
    for above, below in pairwise(flow):
        a, b = above.item, below.item
        if isinstance(a, Line) and isinstance(b, Line) and a.page == b.page:
            em = (b.baseline - a.baseline) / max(b.size, 1.0)
            if 0.8 < em < 3:
                yield Step(above, below, a, b, em)


def usual_steps(steps: Sequence[Step]) -> Steps:
    """For a size of type (points): the usual step from line to line in em, and how many times it parts paragraphs.

    Measured after lines that fill their column, so mostly inside paragraphs; sharper where the steps hardly vary.
    """
    by_size: dict[int, list[float]] = {}
    for above, _, a, b, em in steps:
        if abs(a.size - b.size) < 0.3 and room(a, above) < 4 * a.size:
            by_size.setdefault(round(2 * b.size), []).append(em)
    every = median([em for own in by_size.values() for em in own] or [1.2])
    habits = {size: _habit(own) for size, own in by_size.items() if len(own) >= FEW_STEPS}
    return lambda size: habits.get(round(2 * size), (every, LOOSE))


def _habit(steps: Sequence[float]) -> tuple[float, float]:
    usual = median(steps)
    close = sum(abs(step - usual) < 0.03 * usual for step in steps)
    return usual, REGULAR if close > 0.6 * len(steps) else LOOSE


def indents_first_lines(steps: Sequence[Step], usual: Steps) -> Indents:
    """Whether paragraphs in a size of type (points) are told by a first-line indent.

    Counted after short lines that end a sentence, without a step; entries of lists, whose first line stands out, are
    left aside.
    """
    indented: Counter[int] = Counter()
    hanging = {id(step.a) for step in steps if step.b.box.x0 - step.a.box.x0 > HANGING * step.b.size}
    for above, below, a, b, em in steps:
        if BULLET.match(b.text.text) or id(b) in hanging:
            continue
        if (
            em < LOOSE * usual(b.size)[0]
            and room(a, above) > first_word(b) + 2 * a.size
            and ENDS_SENTENCE.search(a.text.text)
        ):
            told = INDENT * b.size < b.box.x0 - below.left < 4 * b.size
            indented[round(2 * b.size)] += 1 if told else -1
    every = sum(indented.values()) > 0
    return lambda size: indented[round(2 * size)] > 0 if round(2 * size) in indented else every


def hanging_columns(steps: Sequence[Step]) -> Hanging:
    """Tells whether the column that something stands in holds a list without marks whose first lines stand out.

    There lines set in follow lines set in, and a line at the edge seldom follows another; in prose with first-line
    indents it is the other way round. Lines of marked items count for neither.
    """
    seen: dict[tuple[int, int], Counter[tuple[bool, bool]]] = {}
    marked = False  # inside an item that has a mark
    for above, below, a, b, em in steps:
        inset = (a.box.x0 - above.left) / a.size, (b.box.x0 - below.left) / b.size
        marked = bool(_MARK.match(a.text.text)) or (marked and inset[0] > HANGING)
        if marked or _MARK.match(b.text.text) or max(inset) > DEEPEST or em > 2 * LOOSE:
            continue
        pairs = seen.setdefault(_column(below), Counter())
        pairs[inset[0] > HANGING, inset[1] > HANGING] += 1
    hanging = {
        column
        for column, pairs in seen.items()
        if pairs[False, True] >= FEW_ENTRIES
        and pairs[True, True] > 0
        and pairs[False, False] <= ODD * (pairs[False, True] + pairs[False, False])
    }
    return lambda placed: _column(placed) in hanging


def _column(placed: Placed) -> tuple[int, int]:
    return (placed.item.page if isinstance(placed.item, Line) else 0), round(placed.left / 10)


def body_look(blocks: Sequence[Block]) -> Look | None:
    """The look of the running text: of those that much of the file is set in, the largest that is not bold.

    Not the most frequent one: a long bibliography in small type outweighs the text it serves.
    """
    counts: dict[tuple[str, float, bool, bool, int], tuple[int, Look]] = {}
    for block in blocks:
        if block.look is not None:
            key = (block.look.font, block.look.size, block.look.bold, block.look.italic, block.look.color)
            seen, look = counts.get(key, (0, block.look))
            counts[key] = (seen + len(block.text), look)
    if not counts:
        return None
    total = sum(n for n, _ in counts.values())
    common = [(n, look) for n, look in counts.values() if n > BODY_SHARE * total and not look.bold]
    if common:
        return max(common, key=lambda pair: (pair[1].size, pair[0]))[1]
    return max(counts.values(), key=lambda pair: pair[0])[1]
