"""List items: the markers they begin with, how their lines hang, how deep they stand.

Decides by what is printed; which lines make a paragraph is `paragraphs`' affair.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.layout.habits import BULLET, ENDS_SENTENCE, INDENT, first_word, room
from ingest.layout.lines import Line
from ingest.layout.placed import Placed

LEVEL = 0.6  # em: list markers closer than that are of one depth
SLACK = 0.6  # em: how exactly a line's end can be measured against its column

OTHER_COLUMN = 3.0  # em: a left edge that far off is another column's

_DASHES = "-–—*"
DASH = re.compile(rf"^([{_DASHES}]|o)\s+(?=\S)")
NOTE = re.compile(r"^\*\s*[:=]")  # «* : déchet dangereux» tells what a mark means: the mark is text
DECIMAL = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[A-ZÀ-Þ«])")  # «3.2. La créatinine …»: a numbered paragraph
NUMBER = re.compile(
    r"^(\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)°/]\)?|\[\d{1,3}\])(?:\s+(?=\S)|(?<=[)/\]])(?=[^\W\d]))"
)


@dataclass(slots=True)
class Open:
    """The paragraph being gathered."""

    lines: list[Line]
    placed: Placed
    marker: str = ""
    marker_x: float = 0.0
    text_x: float = 0.0
    space_above: float = 0.0
    depth: int = 0
    bounds: list[Placed] = field(default_factory=list)


def starts_item(open_: Open, placed: Placed, after: Placed | None, same_column: bool) -> bool:
    line = placed.item
    if not isinstance(line, Line):
        return False
    text = line.text.text
    if BULLET.match(text):
        return True
    last = open_.lines[-1]
    em = line.size
    free = room(last, open_.bounds[-1]) > first_word(line) + SLACK * em
    if match := DASH.match(text):
        hangs = _hangs(placed, after, match.end()) or _repeats(match.group(1), line, after)
        return hangs or free or line.box.x0 > last.box.x0 + INDENT * em or open_.marker == match.group(1)
    if same_column and hanging(open_, line, placed):
        return False
    ended = bool(ENDS_SENTENCE.search(last.text.text)) or last.text.text.rstrip()[-1:] in ":;"
    if ended and DECIMAL.match(text) and DECIMAL.match(open_.lines[0].text.text):
        return True
    if match := NUMBER.match(text):
        if _follows(open_.marker, match.group(1)) and (
            free or ended or abs(inset(line, placed) - open_.marker_x + open_.placed.left) < 1.5 * em
        ):
            return True
        return (free and ended) or (same_column and ended and _hangs(placed, after, match.end()))
    return False


def inset(line: Line, placed: Placed) -> float:
    """How far into its column a line begins, in points."""
    return line.box.x0 - placed.left


def hanging(open_: Open, line: Line, placed: Placed) -> bool:
    """Whether the line stands under the text of the open item, set in from its marker."""
    return bool(
        open_.marker
        and open_.text_x > open_.marker_x + INDENT * line.size
        and abs(line.box.x0 - shift(open_, placed) - open_.text_x) < 0.3 * line.size
    )


def shift(open_: Open, placed: Placed) -> float:
    """How far right of the column in which the item began its lines stand now, in points: it may have been cut."""
    moved = placed.left - open_.placed.left
    return moved if abs(moved) > OTHER_COLUMN * getattr(placed.item, "size", 0.0) else 0.0


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


def _repeats(dash: str, line: Line, after: Placed | None) -> bool:
    """Whether the next line begins with the same dash at the same place, as items of one list do."""
    if after is None or not isinstance(after.item, Line) or after.item.page != line.page:
        return False
    match = DASH.match(after.item.text.text)
    return match is not None and match.group(1) == dash and abs(after.item.box.x0 - line.box.x0) < 0.3 * line.size


def _follows(marker: str, now: str) -> bool:
    a, b = re.sub(r"\W", "", marker), re.sub(r"\W", "", now)
    if a.isdigit() and b.isdigit():
        return int(b) == int(a) + 1
    return len(a) == len(b) == 1 and a.isalpha() and b.isalpha() and ord(b) == ord(a) + 1


def mark(open_: Open, depths: list[float]) -> None:
    """Note the marker that the paragraph's first line begins with, and how deep its list is."""
    line = open_.lines[0]
    text = line.text.text
    match = BULLET.match(text) or DASH.match(text) or NUMBER.match(text)
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
