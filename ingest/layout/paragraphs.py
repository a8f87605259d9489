"""Lines in reading order → paragraphs and list items, over column and page breaks.

Decides by what the typesetter shows: the room left at a line's end, indents, bullets, spacing, a change of type.
Knows nothing of sections, nor of what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.geometry import union
from ingest.layout.blocks import Block, BlockKind, look_of
from ingest.layout.captions import opens_caption
from ingest.layout.habits import (
    BULLET,
    ENDS_SENTENCE,
    HANGING,
    INDENT,
    LOOSE,
    Habits,
    first_word,
    habits_of,
    room,
)
from ingest.layout.healing import Vocabulary, heal
from ingest.layout.items import DASH, LEVEL, NOTE, NUMBER, SLACK, Open, hanging, inset, mark, shift, starts_item
from ingest.layout.lines import Line
from ingest.layout.placed import Atom, Inset, Placed, spread
from ingest.model import EMPTY, PrintedText

SIZE_CHANGE = 0.07  # relative: a larger change of size is another kind of text

FULL = 4.0  # em: a line with less room than that may fill its column

_NOTE = re.compile(r"^[\[(]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]{1,3}[\])]?[.)]?\s*\S")


def gather(flow: Sequence[Placed], known: Vocabulary) -> tuple[Block, ...]:
    """The blocks of `flow`, which runs over all pages of the file."""
    return tuple(_blocks(flow, known, habits_of(list(spread(flow)))))


def _blocks(flow: Sequence[Placed], known: Vocabulary, habits: Habits) -> Iterator[Block]:
    open_: Open | None = None
    cut: Open | None = None  # the paragraph that a float or a note stands in; meanwhile `open_` is what stands there
    waiting: list[Block] = []  # tables, figures, captions and notes that stand inside a paragraph: they follow it
    depths: list[float] = []
    for n, placed in enumerate(flow):
        if isinstance(placed.item, Atom):
            if cut is not None and open_ is not None:
                waiting.append(_closed(open_, known))
                open_ = None
            waiting.extend(_standing(placed.item, n, known, habits))
            continue
        line = placed.item
        after = _next_line(flow, n)
        caption = _is_caption(flow, n)
        inside = bool(waiting) and cut is None
        if open_ is not None and not caption and _goes_on(open_, placed, after, habits, inside):
            open_.lines.append(line)
            open_.bounds.append(placed)
            continue
        if cut is None and open_ is not None and _unfinished(open_) and (caption or _is_note(line, open_)):
            cut, open_ = open_, Open([line], placed, space_above=2.0, bounds=[placed])
            mark(open_, [])
            continue
        if cut is not None:
            if open_ is not None:
                waiting.append(_closed(open_, known))
            if not caption and _goes_on(cut, placed, after, habits, interrupted=True):
                open_, cut = cut, None
                open_.lines.append(line)
                open_.bounds.append(placed)
                continue
            if caption or _is_note(line, cut):
                open_ = Open([line], placed, space_above=2.0, bounds=[placed])
                mark(open_, [])
                continue
            open_, cut = cut, None
        if open_ is not None:
            yield _closed(open_, known)
        yield from waiting
        waiting = []
        previous = open_.placed if open_ is not None and open_.lines[-1].page == line.page else None
        space = _space(open_.lines[-1] if previous and open_ else None, line)
        open_ = Open([line], placed, space_above=space, bounds=[placed])
        mark(open_, depths)
    for rest in (cut, open_):
        if rest is not None:
            yield _closed(rest, known)
    yield from waiting


def _unfinished(open_: Open) -> bool:
    """Whether the paragraph must go on: its last line fills the column and ends no sentence."""
    last, placed = open_.lines[-1], open_.bounds[-1]
    text = last.text.text.rstrip()
    return not ENDS_SENTENCE.search(text) and text[-1:] not in ":;" and room(last, placed) < FULL * last.size


def _is_caption(flow: Sequence[Placed], n: int) -> bool:
    """Whether line `n` of the flow begins a caption: it reads like one, with a table or figure next to it."""
    line = flow[n].item
    if not isinstance(line, Line) or not opens_caption(line.text.text):
        return False
    near = (placed.item for placed in flow[max(0, n - 1) : n + 5])
    return any(isinstance(item, Atom) and not isinstance(item.what, Inset) for item in near)


def _is_note(line: Line, cut: Open) -> bool:
    """Whether a footnote begins at `line`, on the page on which the paragraph `cut` breaks off."""
    last = cut.lines[-1]
    smaller = line.size < (1 - SIZE_CHANGE) * last.size
    return smaller and line.page == last.page and bool(_NOTE.match(line.text.text))


def _standing(atom: Atom, n: int, known: Vocabulary, habits: Habits) -> Iterator[Block]:
    """The table or figure, or the blocks of the inset, that stand at place `n` of the flow."""
    if isinstance(atom.what, Inset):
        yield from (replace(block, inset=n + 1) for block in _blocks(atom.what.flow, known, habits))
    else:
        yield Block(atom.kind, EMPTY, box=atom.box, what=atom.what)


def _next_line(flow: Sequence[Placed], n: int) -> Placed | None:
    for placed in flow[n + 1 : n + 3]:
        if isinstance(placed.item, Line):
            return placed
    return None


# --- does the paragraph go on? --------------------------------------------------------------------------------------


def _goes_on(open_: Open, placed: Placed, after: Placed | None, habits: Habits, interrupted: bool) -> bool:
    line, last = placed.item, open_.lines[-1]
    if not isinstance(line, Line):
        return False
    em = max(line.size, 1.0)
    if abs(line.size - last.size) > SIZE_CHANGE * max(line.size, last.size) and not _small_part(line, last):
        return False
    same_column = line.page == last.page and line.baseline > last.baseline and _overlap(placed, open_.bounds[-1])
    if starts_item(open_, placed, after, same_column):
        return False
    if line.bold != last.bold and (line.bold or all(other.bold for other in open_.lines)):
        if line.bold and room(last, open_.bounds[-1]) > first_word(line) + SLACK * em:
            return False
        if not line.bold and all(other.bold for other in open_.lines) and not _mixed(line) and not _mixed(last):
            return False
    if line.font != last.font and line.color != last.color and not _mixed(line) and not _mixed(last):
        return False
    ended, indented = bool(ENDS_SENTENCE.search(last.text.text)), habits.indented(line.size)
    left_over = room(last, open_.bounds[-1]) - first_word(line)
    if same_column:
        step = (line.baseline - last.baseline) / em
        usual, limit = habits.steps(line.size)
        if step > LOOSE * usual or (step > limit * usual and (ended or last.text.text.endswith(":"))):
            return interrupted and not ended and left_over <= SLACK * em and _continues(line.text.text)
        if (hung := _hangs(open_, placed, habits)) is not None:
            return hung
        moved = shift(open_, placed)
        edge = open_.text_x + moved if open_.marker else min(other.box.x0 for other in open_.lines)
        if open_.marker and line.box.x0 < open_.marker_x + moved - (0.3 if ended else LEVEL) * em:
            return False
        if _centered(line, placed) and _balanced(last, open_.bounds[-1]) and not ended:
            return True
        if hanging(open_, line, placed):
            return True
        if not open_.marker and line.box.x0 > last.box.x0 + INDENT * em and indented:
            cut = not ended and left_over <= SLACK * em and len(open_.lines) == 1  # the first line of a hanging entry
            return cut or (len(open_.lines) == 1 and line.box.x0 > edge + 8 * em)
        if left_over > SLACK * em and not interrupted:  # the next word would have fitted: the author broke the line
            return not ended and _continues(line.text.text) and not last.text.text.rstrip().endswith(":")
        return True
    # the next column or page
    if (hung := _hangs(open_, placed, habits)) is not None:
        return hung
    if ended and line.bold and not last.bold and not _mixed(line):
        return False
    if last.text.text.rstrip().endswith(":") and left_over > SLACK * em:
        return False
    if indented and not open_.marker and line.box.x0 > placed.left + INDENT * em and ended:
        return False
    if left_over > SLACK * em + 0.02 * (placed.right - placed.left):
        return not ended and _continues(line.text.text)
    if open_.marker and ended and line.box.x0 - placed.left < open_.text_x - open_.placed.left - LEVEL * em:
        return False
    return not ended or not interrupted or line.text.text[:1].islower()


def _hangs(open_: Open, placed: Placed, habits: Habits) -> bool | None:
    """Whether the line is of the open entry, in a column of entries whose first lines stand out; None elsewhere."""
    line, last = placed.item, open_.bounds[-1]
    if open_.marker or not isinstance(line, Line) or not (habits.hanging(placed) and habits.hanging(last)):
        return None
    em = max(line.size, 1.0)
    if inset(line, placed) > HANGING * em:
        return True
    return False if inset(open_.lines[-1], last) > HANGING * em else None


def _small_part(line: Line, last: Line) -> bool:
    """A line that holds only small print of the same paragraph, such as one superscript."""
    return len(line.text) < 4 or len(last.text) < 4


def _overlap(a: Placed, b: Placed) -> bool:
    return min(a.right, b.right) - max(a.left, b.left) > 0.3 * min(a.right - a.left, b.right - b.left)


def _mixed(line: Line) -> bool:
    """Whether a line holds bold and plain, or two fonts: emphasis inside a paragraph."""
    return len({(g.style.font, g.style.bold) for g in line.text.glyphs if g is not None}) > 1


def _continues(text: str) -> bool:
    """Whether a line's beginning can only go on what came before."""
    first = text.lstrip("«“\"'( ")[:1]
    return first.islower() or first.isdigit() or text[:1] in ",;:)%»+=≤≥<>/"


def _centered(line: Line, placed: Placed) -> bool:
    left, right = line.box.x0 - placed.left, placed.right - line.box.x1
    return left > line.size and right > line.size and _balanced(line, placed)


def _balanced(line: Line, placed: Placed) -> bool:
    """Whether as much room is left on either side of the line, be it none."""
    left, right = line.box.x0 - placed.left, placed.right - line.box.x1
    return abs(left - right) < 0.6 * line.size


# --- the block ----------------------------------------------------------------------------------------------------


def _closed(open_: Open, known: Vocabulary) -> Block:
    text = heal([line.text for line in open_.lines], known)
    match = None if NOTE.match(text.text) else BULLET.match(text.text) or DASH.match(text.text)
    kind = BlockKind.ITEM if match or NUMBER.match(text.text) else BlockKind.TEXT
    first_page = [line for line in open_.lines if line.page == open_.lines[0].page]
    lines = tuple(open_.lines)
    look = look_of(
        lines, all(_centered(line, b) for line, b in zip(lines, open_.bounds, strict=True)), open_.space_above
    )
    return Block(
        kind,
        _without(text, match.end()) if match else text,
        lines,
        look,
        depth=open_.depth if kind is BlockKind.ITEM else 0,
        marker=open_.marker,
        box=union(line.box for line in first_page),
    )


def _without(text: PrintedText, start: int) -> PrintedText:
    return text[start:].strip() if len(text) > start else text


def _space(previous: Line | None, line: Line) -> float:
    """Em of step from the line before; 2 where the column or page has just begun."""
    return (
        2.0
        if previous is None or line.baseline <= previous.baseline
        else (line.baseline - previous.baseline) / line.size
    )
