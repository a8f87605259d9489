"""Lines in reading order → paragraphs and list items, over column and page breaks.

Decides by what the typesetter shows: the room left at a line's end, indents, bullets, spacing, a change of type.
Knows nothing of sections, nor of what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from ingest.blocks import Block, BlockKind, Look, look_of
from ingest.columns import Atom, Placed
from ingest.geometry import union
from ingest.healing import Vocabulary, heal
from ingest.lines import Line
from ingest.model import EMPTY, PrintedText

LOOSE = 1.3  # times the usual leading: a wider step begins a paragraph
REGULAR = 1.1  # the same after a line that ends a sentence, where nearly all lines of the file stand at one step
FEW_STEPS = 6  # steps in one size of type from which its own leading is measured
INDENT = 0.7  # em: how far a first line is set in, at least
LEVEL = 0.6  # em: list markers closer than that are of one depth
SLACK = 0.6  # em: how exactly a line's end can be measured against its column
BODY_SHARE = 0.18  # of the characters: type that much of the file is set in may be its running text
SIZE_CHANGE = 0.07  # relative: a larger change of size is another kind of text

_BULLETS = "•‣◦▪▫■□●○◆◇❖►▶▸➢➤➔→✓✔✗★·∙⁃¤"
_DASHES = "-–—*"
_BULLET = re.compile(rf"^([{_BULLETS}\ue000-\uf8ff])\s*(?=\S)")
_DASH = re.compile(rf"^([{_DASHES}]|o)\s+(?=\S)")
_NUMBER = re.compile(
    r"^(\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)°/]\)?|\[\d{1,3}\])(?:\s+(?=\S)|(?<=[)/\]])(?=[^\W\d]))"
)
_UNBROKEN = re.compile(r"(?:«\s)?(?:[<>≤≥±=]\s)?(?:[\d.,–-]+\s)?\S+(?:\s[:;?!»%°])*")
_END = re.compile(r"[.!?…]['\"»”)\]]*\s*[⁰¹²³⁴⁵⁶⁷⁸⁹,–]*$")


Steps = Callable[[float], tuple[float, float]]


@dataclass(slots=True)
class _Open:
    """The paragraph being gathered."""

    lines: list[Line]
    placed: Placed
    marker: str = ""
    marker_x: float = 0.0
    text_x: float = 0.0
    space_above: float = 0.0
    depth: int = 0
    bounds: list[Placed] = field(default_factory=list)


def gather(flow: Sequence[Placed], known: Vocabulary) -> tuple[Block, ...]:
    """The blocks of `flow`, which runs over all pages of the file."""
    steps = _usual_steps(flow)
    body = _body_size(flow)
    return tuple(_blocks(flow, known, steps, body, _indents_first_lines(flow, steps)))


def _blocks(flow: Sequence[Placed], known: Vocabulary, steps: Steps, body: float, indented: bool) -> Iterator[Block]:
    open_: _Open | None = None
    waiting: list[Block] = []  # tables and figures that stand inside a paragraph: they follow it
    depths: list[float] = []
    for n, placed in enumerate(flow):
        if isinstance(placed.item, Atom):
            waiting.append(_atom(placed.item))
            continue
        line = placed.item
        after = _next_line(flow, n)
        if open_ is not None and _goes_on(open_, placed, after, steps, indented, bool(waiting)):
            open_.lines.append(line)
            open_.bounds.append(placed)
            continue
        if open_ is not None:
            yield _closed(open_, known)
        yield from waiting
        waiting = []
        previous = open_.placed if open_ is not None and open_.lines[-1].page == line.page else None
        space = _space(open_.lines[-1] if previous and open_ else None, line)
        open_ = _Open([line], placed, space_above=space, bounds=[placed])
        _mark(open_, after, depths, body)
    if open_ is not None:
        yield _closed(open_, known)
    yield from waiting


def _atom(atom: Atom) -> Block:
    return Block(atom.kind, EMPTY, box=atom.box, what=atom.what)


def _next_line(flow: Sequence[Placed], n: int) -> Placed | None:
    for placed in flow[n + 1 : n + 3]:
        if isinstance(placed.item, Line):
            return placed
    return None


# --- does the paragraph go on? --------------------------------------------------------------------------------------


def _goes_on(
    open_: _Open, placed: Placed, after: Placed | None, steps: Steps, indented: bool, interrupted: bool
) -> bool:
    line, last = placed.item, open_.lines[-1]
    if not isinstance(line, Line):
        return False
    em = max(line.size, 1.0)
    if abs(line.size - last.size) > SIZE_CHANGE * max(line.size, last.size) and not _small_part(line, last):
        return False
    same_column = line.page == last.page and line.baseline > last.baseline and _overlap(placed, open_.bounds[-1])
    if _starts_item(open_, placed, after, same_column):
        return False
    if line.bold != last.bold and (line.bold or all(other.bold for other in open_.lines)):
        if line.bold and _room(last, open_.bounds[-1]) > _first_word(line) + SLACK * em:
            return False
        if not line.bold and all(other.bold for other in open_.lines) and not _mixed(line) and not _mixed(last):
            return False
    if line.font != last.font and line.color != last.color and not _mixed(line) and not _mixed(last):
        return False
    ended = bool(_END.search(last.text.text))
    room = _room(last, open_.bounds[-1]) - _first_word(line)
    if same_column:
        step = (line.baseline - last.baseline) / em
        usual, limit = steps(line.size)
        if step > LOOSE * usual or (step > limit * usual and (ended or last.text.text.endswith(":"))):
            return False
        edge = open_.text_x if open_.marker else min(other.box.x0 for other in open_.lines)
        if open_.marker and line.box.x0 < open_.marker_x - (0.3 if ended else LEVEL) * em:
            return False
        if _centered(line, placed) and _centered(last, open_.bounds[-1]):
            return True
        if _hanging(open_, line):
            return True
        if not open_.marker and line.box.x0 > last.box.x0 + INDENT * em and indented and len(open_.lines) >= 1:
            return len(open_.lines) == 1 and line.box.x0 > edge + 8 * em
        if room > SLACK * em and not interrupted:  # the next word would have fitted: the author broke the line
            return not ended and _continues(line.text.text) and not last.text.text.rstrip().endswith(":")
        return True
    # the next column or page
    if last.text.text.rstrip().endswith(":") and room > SLACK * em:
        return False
    if indented and not open_.marker and line.box.x0 > placed.left + INDENT * em and ended:
        return False
    if room > SLACK * em + 0.02 * (placed.right - placed.left):
        return not ended and _continues(line.text.text)
    if open_.marker and ended and line.box.x0 - placed.left < open_.text_x - open_.placed.left - LEVEL * em:
        return False
    return not ended or not _begins(line.text.text) or not interrupted


def _small_part(line: Line, last: Line) -> bool:
    """A line that holds only small print of the same paragraph, such as one superscript."""
    return len(line.text) < 4 or len(last.text) < 4


def _overlap(a: Placed, b: Placed) -> bool:
    return min(a.right, b.right) - max(a.left, b.left) > 0.3 * min(a.right - a.left, b.right - b.left)


def _room(line: Line, placed: Placed) -> float:
    """Points left between the line's end and the edge of its column."""
    return placed.right - line.box.x1


def _first_word(line: Line) -> float:
    """Width in points of what the line's first word could not be parted from, with the space before it.

    French sets «47 semaines», «mot :» and «« mot » with spaces that do not break.
    """
    match = _UNBROKEN.match(line.text.text)
    xs = [glyph for glyph in line.text.glyphs[: match.end() if match else None] if glyph is not None]
    return xs[-1].x1 - xs[0].x0 + 0.25 * line.size if xs else 0.0


def _mixed(line: Line) -> bool:
    """Whether a line holds bold and plain, or two fonts: emphasis inside a paragraph."""
    return len({(g.style.font, g.style.bold) for g in line.text.glyphs if g is not None}) > 1


def _continues(text: str) -> bool:
    """Whether a line's beginning can only go on what came before."""
    first = text.lstrip("«“\"'( ")[:1]
    return first.islower() or first.isdigit() or text[:1] in ",;:)%»+=≤≥<>/"


def _begins(text: str) -> bool:
    first = text.lstrip("«“\"'([ ")[:1]
    return first.isupper()


def _centered(line: Line, placed: Placed) -> bool:
    left, right = line.box.x0 - placed.left, placed.right - line.box.x1
    return left > 2 * line.size and right > 2 * line.size and abs(left - right) < 0.6 * line.size


# --- list items ---------------------------------------------------------------------------------------------------


def _starts_item(open_: _Open, placed: Placed, after: Placed | None, same_column: bool) -> bool:
    line = placed.item
    if not isinstance(line, Line):
        return False
    text = line.text.text
    if _BULLET.match(text):
        return True
    last = open_.lines[-1]
    em = line.size
    free = _room(last, open_.bounds[-1]) > _first_word(line) + SLACK * em
    if match := _DASH.match(text):
        hangs = _hangs(placed, after, match.end())
        return hangs or free or line.box.x0 > last.box.x0 + INDENT * em or open_.marker == match.group(1)
    if same_column and _hanging(open_, line):
        return False
    if match := _NUMBER.match(text):
        ended = bool(_END.search(last.text.text)) or last.text.text.rstrip()[-1:] in ":;"
        if _follows(open_.marker, match.group(1)) and (
            free or ended or abs(_inset(line, placed) - open_.marker_x + open_.placed.left) < 1.5 * em
        ):
            return True
        return (free and ended) or (same_column and ended and _hangs(placed, after, match.end()))
    return False


def _inset(line: Line, placed: Placed) -> float:
    """How far into its column a line begins, in points."""
    return line.box.x0 - placed.left


def _hanging(open_: _Open, line: Line) -> bool:
    """Whether the line stands under the text of the open item, set in from its marker."""
    return bool(
        open_.marker
        and open_.text_x > open_.marker_x + INDENT * line.size
        and abs(line.box.x0 - open_.text_x) < 0.3 * line.size
    )


def _hangs(placed: Placed, after: Placed | None, marker_end: int) -> bool:
    """Whether the next line stands under the text behind the marker, not under the marker."""
    line = placed.item
    if after is None or not isinstance(after.item, Line) or not isinstance(line, Line):
        return False
    glyph = next((g for g in line.text.glyphs[marker_end:] if g is not None), None)
    return (
        glyph is not None
        and after.item.page == line.page
        and abs(after.item.box.x0 - glyph.x0) < 0.3 * line.size
        and after.item.box.x0 > line.box.x0 + 0.3 * line.size
    )


def _follows(marker: str, now: str) -> bool:
    a, b = re.sub(r"\W", "", marker), re.sub(r"\W", "", now)
    if a.isdigit() and b.isdigit():
        return int(b) == int(a) + 1
    return len(a) == len(b) == 1 and a.isalpha() and b.isalpha() and ord(b) == ord(a) + 1


def _mark(open_: _Open, after: Placed | None, depths: list[float], body: float) -> None:
    """Note the marker that the paragraph's first line begins with, and how deep its list is."""
    line = open_.lines[0]
    text = line.text.text
    match = _BULLET.match(text) or _DASH.match(text) or _NUMBER.match(text)
    open_.text_x = open_.marker_x = line.box.x0
    if match is None:
        if line.box.x0 < open_.placed.left + LEVEL * line.size:
            depths.clear()
        return
    open_.marker = match.group(1)
    open_.text_x = next(g.x0 for g in line.text.glyphs[match.end() :] if g is not None)
    x = line.box.x0 - open_.placed.left
    while depths and depths[-1] > x + LEVEL * line.size:
        depths.pop()
    if not depths or x > depths[-1] + LEVEL * line.size:
        depths.append(x)
    open_.depth = len(depths)


# --- the block ----------------------------------------------------------------------------------------------------


def _closed(open_: _Open, known: Vocabulary) -> Block:
    text = heal([line.text for line in open_.lines], known)
    match = _BULLET.match(text.text) or _DASH.match(text.text)
    kind = BlockKind.ITEM if match or _NUMBER.match(text.text) else BlockKind.TEXT
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


# --- the file's habits ----------------------------------------------------------------------------------------------


def _steps(flow: Sequence[Placed]) -> Iterator[tuple[Placed, Placed, float]]:
    for a, b in zip(flow, flow[1:], strict=False):
        if isinstance(a.item, Line) and isinstance(b.item, Line) and a.item.page == b.item.page:
            step = (b.item.baseline - a.item.baseline) / max(b.item.size, 1.0)
            if 0.8 < step < 3:
                yield a, b, step


def _usual_steps(flow: Sequence[Placed]) -> Steps:
    """For a size of type (points): the usual step from line to line in em, and how many times it parts paragraphs.

    Measured after lines that fill their column, so mostly inside paragraphs; sharper where the steps hardly vary.
    """
    by_size: dict[int, list[float]] = {}
    for a, b, step in _steps(flow):
        if isinstance(a.item, Line) and isinstance(b.item, Line) and _room(a.item, a) < 4 * a.item.size:
            by_size.setdefault(round(2 * b.item.size), []).append(step)
    every = median([step for steps in by_size.values() for step in steps] or [1.2])
    habits = {size: _habit(steps) for size, steps in by_size.items() if len(steps) >= FEW_STEPS}
    return lambda size: habits.get(round(2 * size), (every, LOOSE))


def _habit(steps: Sequence[float]) -> tuple[float, float]:
    usual = median(steps)
    close = sum(abs(step - usual) < 0.03 * usual for step in steps)
    return usual, REGULAR if close > 0.6 * len(steps) else LOOSE


def _body_size(flow: Sequence[Placed]) -> float:
    sizes = sorted((p.item.size, len(p.item.text)) for p in flow if isinstance(p.item, Line))
    half, seen = sum(n for _, n in sizes) / 2, 0
    for size, n in sizes:
        seen += n
        if seen >= half:
            return size
    return 10.0


def _indents_first_lines(flow: Sequence[Placed], steps: Steps) -> bool:
    """Whether paragraphs are told by a first-line indent: after short lines that end a sentence, without a step."""
    indented = plain = 0
    for a, b, step in _steps(flow):
        if not (isinstance(a.item, Line) and isinstance(b.item, Line)) or _BULLET.match(b.item.text.text):
            continue
        if (
            step < LOOSE * steps(b.item.size)[0]
            and _room(a.item, a) > _first_word(b.item) + 2 * a.item.size
            and _END.search(a.item.text.text)
        ):
            if INDENT * b.item.size < b.item.box.x0 - b.left < 4 * b.item.size:
                indented += 1
            else:
                plain += 1
    return indented > plain


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
