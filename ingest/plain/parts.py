"""Lines of a plain source → its parts in order: marked headings, list items, paragraphs, tables.

Joins the lines of one paragraph and notes how deep an item stands. Which unmarked lines are headings is told in
`headings`; what inline marks print, in `markup`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from ingest.layout.healing import Vocabulary
from ingest.plain.grid import PlainTable, continued
from ingest.plain.habits import Habits, goes_on, goes_on_after_gap, is_left_open, is_unfinished
from ingest.plain.html_table import html_table_at
from ingest.plain.tables import table_at

TAB = 4  # columns
MOST_INSETS = 4  # tables and captions, in two languages, that stand in the middle of a sentence
LONGEST_SETEXT = 120  # characters: a longer line over a row of dashes is a paragraph over a rule

_FENCE = re.compile(r"\s*(?:```|~~~)[^`]*$")
_RULE = re.compile(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|(?:=\s*){4,}|(?:─\s*){3,})$")
_COMMENT = re.compile(r"\s*<!--(?:.*?)-->\s*$")
_ATX = re.compile(r"\s{0,3}(#{1,6})(?:\s+|(?=[^\s#\d]))(.*?)(?:\s+#+)?\s*$")
_HTML_HEADING = re.compile(r"\s*<h([1-6])(?:\s[^>]*)?>(.*?)(?:</h\1>\s*)?$", re.IGNORECASE)
_SETEXT = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
_QUOTE = re.compile(r"\s{0,3}>\s?(?![\s\d=≥≤])(?:\[!\w+\]\s*)?")
_BULLET = re.compile(
    r"(?:([•‣◦▪▫■□●○◆◇❖►▶▸➢➤➔→✓✔✗·∙⁃¤\uf000-\uf0ff])\s*|([-–—*+])\s+|(o)\s+|([-–—])(?=[A-ZÀ-ÖØ-Þ«])|(<li(?:\s[^>]*)?>)\s*)(?=\S)"
)
_ORDINAL = re.compile(
    r"(\(?(?:\d{1,3}|[a-hA-H]|[ivx]{1,4})\)|\d{1,3}\.|[a-h]\.|\d{1,2}/|\d{1,2}°|\[\d{1,3}\])(?:\s+|(?<=[/)\]])(?=[^\W\d]))(?=\S)"
)
_BOX = re.compile(r"\[[ ]\]\s+")
_CAPTION = re.compile(r"\W*(?:tableau|table|tab\.|figure|fig\.?|schéma|graphique|encadré)\s*(?:n°\s*)?[\dIVX]", re.I)
_NOTE = re.compile(r"\[\^[^\]\s]+\]:")


class Kind(Enum):
    HEADING = "heading"
    ITEM = "item"
    TEXT = "text"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Part:
    """`lines` as written, without the marks of the block; `gap`: blank lines above it; `level` of a marked heading.

    An ordinal («1.», «a)») is the marker of an item and stays part of its text; a bullet does not.
    """

    kind: Kind
    lines: tuple[str, ...] = ()
    marker: str = ""
    depth: int = 0
    level: int = 0
    gap: int = 0
    table: PlainTable | None = None


@dataclass(slots=True)
class _Open:
    """The paragraph or item being gathered."""

    kind: Kind
    lines: list[str]
    gap: int
    marker: str = ""
    depth: int = 0
    text_column: int = 0


@dataclass(slots=True)
class _Lists:
    """The list items that are open, outermost first: column and kind of marker of each level."""

    levels: list[tuple[int, int, str]] = field(default_factory=list)

    def depth_of(self, column: int, text_column: int, marker: str, gap: int) -> int:
        """The depth of an item, which closes deeper ones. After a blank line another marker begins another list."""
        kind = marker if not any(char.isalnum() for char in marker) or marker == "o" else _ordinal_kind(marker)
        while self.levels:
            left, text, other = self.levels[-1]
            if other == kind and (left == column or (kind[:1] == "1" and text == text_column)):
                return len(self.levels)
            known = any(old == kind and abs(at - column) <= 1 for at, _, old in self.levels)
            if column > left or (column == left and not known and not gap):
                break
            self.levels.pop()
        self.levels.append((column, text_column, kind))
        return len(self.levels)

    def text_at(self, column: int) -> None:
        """A paragraph that is no item closes the lists that stand as far left, or farther right."""
        while self.levels and self.levels[-1][0] >= column:
            self.levels.pop()


def parts_of(habits: Habits, known: Vocabulary) -> tuple[Part, ...]:
    """The parts that the lines of `habits` make; `known` are the words of the file."""
    parts = _whole(tuple(_parts(habits, known)))
    counts = Counter(part.marker for part in parts if part.kind is Kind.ITEM)
    return tuple(_unstarred(part) if counts[part.marker] == 1 else part for part in parts)


def _whole(parts: Sequence[Part]) -> list[Part]:
    """The parts with what breaks of pages cut made whole: tables, and paragraphs with an inset in mid-sentence."""
    out: list[Part] = []
    for part in parts:
        k = _before_insets(out) if part.kind is Kind.TEXT else len(out) - 1
        cut = part.kind is Kind.TEXT and 0 <= k < len(out) - 1 and out[k].kind in (Kind.TEXT, Kind.ITEM)
        if part.table and out and out[-1].table and (whole := continued(out[-1].table, part.table)):
            out[-1] = replace(out[-1], table=whole)
        elif cut and goes_on_after_gap(out[k].lines[-1], part.lines[0], out[k].kind is Kind.ITEM):
            out[k] = replace(out[k], lines=(*out[k].lines, *part.lines))
        else:
            out.append(part)
    return out


def _before_insets(parts: Sequence[Part]) -> int:
    """The index of the last part that is no inset: no table or caption, nor a whole note under an open sentence."""
    k = len(parts) - 1
    while 0 <= k > len(parts) - 1 - MOST_INSETS and (parts[k].kind is Kind.TABLE or _is_caption(parts[k])):
        k -= 1
    if k == len(parts) - 1 and k > 0 and parts[k].kind is Kind.TEXT and not is_unfinished(parts[k].lines[-1]):
        above = parts[k - 1]
        if above.kind is Kind.TEXT and is_left_open(above.lines[-1]):
            return k - 1
    return k


def _is_caption(part: Part) -> bool:
    return part.kind is Kind.TEXT and _CAPTION.match(part.lines[0]) is not None


def _unstarred(part: Part) -> Part:
    """An item whose «*» no other has is a note to a table or title, not a list: the sign is its text."""
    if part.kind is not Kind.ITEM or part.marker not in ("*", "+"):
        return part
    return replace(part, kind=Kind.TEXT, lines=(f"{part.marker} {part.lines[0]}", *part.lines[1:]), marker="", depth=0)


def _parts(habits: Habits, known: Vocabulary) -> Iterator[Part]:
    lines = habits.lines
    open_: _Open | None = None
    lists = _Lists()
    gap = 1
    n = 0
    while n < len(lines):
        line = _unquoted(lines[n])
        if not line.strip() or _FENCE.match(line) or _COMMENT.fullmatch(line):
            gap += 0 if line.strip() else 1
            n += 1
            continue
        if (marked := _marked(lines, n, line, gap, known)) is not None:
            if open_:
                yield _closed(open_)
            open_ = None
            found, taken = marked
            if any(part.kind is Kind.HEADING for part in found):
                lists.levels.clear()
            yield from found
            gap, n = (0 if found else 2), n + taken
            continue
        if open_ is not None and _joins(open_, line, gap, habits.widths[n], habits.flowing[n]):
            open_.lines.append(line.rstrip("\n"))
        else:
            if open_:
                yield _closed(open_)
            open_ = _begun(line, gap, lists)
        gap = 0
        n += 1
    if open_:
        yield _closed(open_)


def _marked(
    lines: Sequence[str], n: int, line: str, gap: int, known: Vocabulary
) -> tuple[tuple[Part, ...], int] | None:
    """The parts that marks alone tell, and their number of lines: a table, a heading, a rule (no part at all)."""
    if html := html_table_at(lines, n, known):
        before, table, after, taken = html
        parts = [Part(Kind.TEXT, (text,), gap=gap) if text.strip() else None for text in (before, after)]
        parts.insert(1, Part(Kind.TABLE, gap=gap, table=table) if table else None)
        return tuple(part for part in parts if part), taken
    below = lines[n + 1] if n + 1 < len(lines) else ""
    setext = _SETEXT.fullmatch(below)
    if setext and gap and len(line) <= LONGEST_SETEXT and not _bullet(line.strip()) and "|" not in line:
        return (Part(Kind.HEADING, (line.strip(),), level=1 if "=" in setext.group(1) else 2, gap=gap),), 2
    if found := table_at(lines, n, known):
        return (Part(Kind.TABLE, gap=gap, table=found[0]),), found[1]
    if _RULE.fullmatch(line):
        return (), 1
    if match := _ATX.fullmatch(line):
        title = match.group(2)
        return ((Part(Kind.HEADING, (title,), level=len(match.group(1)), gap=gap),) if title.strip() else ()), 1
    if match := _HTML_HEADING.fullmatch(line):
        return (Part(Kind.HEADING, (match.group(2),), level=int(match.group(1)), gap=gap),), 1
    return None


def _joins(open_: _Open, line: str, gap: int, width: int, flowing: bool) -> bool:
    """Whether `line` belongs to the paragraph or item that is open."""
    last, text = open_.lines[-1], line.strip()
    if _NOTE.match(text):
        return False
    bullet = _bullet(text)
    if bullet or _ORDINAL.match(text):
        # «… de moins de|3) …» and «… 20|– 30 Gy» only where the line before is full and runs on
        cut = bool(width) and not gap and is_unfinished(last) and goes_on(last, text, width)
        return cut and not open_.marker and re.match(r"[-–—]?\s*\d", text) is not None
    if gap:
        return goes_on_after_gap(last, text, open_.kind is Kind.ITEM)
    if open_.kind is Kind.ITEM and _column(line) >= open_.text_column > 0 and _column(line) > 1:
        return True  # set in under the item's text
    return goes_on(last, line, width, flowing)


def _begun(line: str, gap: int, lists: _Lists) -> _Open:
    text = line.strip()
    column = _column(line)
    if bullet := _bullet(text):
        marker, rest = bullet
        while inner := _bullet(rest):  # «- o Limites»: the converter's bullet before the author's
            marker, rest = inner
        rest = _BOX.sub("", rest)
        depth = lists.depth_of(column, column + len(text) - len(rest), marker, gap)
        return _Open(Kind.ITEM, [_kept_end(line, rest)], gap, marker, depth, column + len(text) - len(rest))
    if match := _ORDINAL.match(text):
        marker = match.group(1)
        depth = lists.depth_of(column, column + match.end(), marker, gap)
        return _Open(Kind.ITEM, [_kept_end(line, text)], gap, marker, depth, column + match.end())
    lists.text_at(column)
    return _Open(Kind.TEXT, [_kept_end(line, text)], gap)


def _closed(open_: _Open) -> Part:
    return Part(open_.kind, tuple(open_.lines), open_.marker, open_.depth, gap=open_.gap)


def _bullet(text: str) -> tuple[str, str] | None:
    """The bullet that `text` begins with, and the rest."""
    match = _BULLET.match(text)
    if match is None:
        return None
    marker = next(group for group in match.groups() if group)
    return ("•" if marker.startswith("<") else marker), text[match.end() :]


def _ordinal_kind(marker: str) -> str:
    inner = re.sub(r"\W", "", marker)
    return f"1{marker[-1]}" if inner.isdigit() else f"{'a' if inner.islower() else 'A'}{marker[-1]}"


def _unquoted(line: str) -> str:
    if line.strip() == ">":
        return ""
    while match := _QUOTE.match(line):
        line = line[match.end() :]
    return line


def _column(line: str) -> int:
    return len(line.expandtabs(TAB)) - len(line.expandtabs(TAB).lstrip())


def _kept_end(line: str, text: str) -> str:
    """`text` with the two spaces at the line's end, which mark a break."""
    return text + "  " if line.endswith("  ") else text
