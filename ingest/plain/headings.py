"""Which parts of a plain source are headings, and of which level: by their marks, their numbers, or standing alone.

A mark («##») is believed. An unmarked line is a heading only where its number continues others, or where it is short,
stands alone and opens something. Knows no guideline's titles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.bibliography.references import is_reference_heading
from ingest.model import PrintedText, plain
from ingest.outline.numbering import MEASURE, split_number
from ingest.plain.habits import is_unfinished
from ingest.plain.markup import is_bold
from ingest.plain.parts import Kind, Part
from ingest.statements.recommendations import is_recommendation_heading

LONGEST = 120  # characters of a numbered heading
LONGEST_LONE = 90  # characters of a heading without number or mark
MOST_WORDS = 12  # of the same
RUNNING = 60  # characters: a longer paragraph is text, even without a full stop
_SENTENCE_END = re.compile(r"[.;,:!…]\s*$")
_NO_TITLE = re.compile(
    r"[@|=]|https?:|www\.|doi\s?:|\s:\s|^[(\[«\"“'*†‡<>\d]|\b(?:18|19|20)\d\d\b.*[;:]|\d\s?(?:Gy|mg|%)"
)
_CAPTION = re.compile(
    r"(?:tableau|table|tab\.|figure|fig\.|schéma|graphique|encadré)\s*(?:n°\s*)?(?:\d|[IVX]+\b|:)", re.I
)
_COLUMNS = re.compile(r"\S\s{3,}\S")  # cells of a table that was set with spaces
_SINGLE = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class _Numbered:
    """An unmarked part that begins with a number: its index, scheme and number."""

    at: int
    scheme: str
    number: str


def heading_levels(parts: Sequence[Part], texts: Sequence[str], spaced: bool) -> dict[int, int]:
    """The level, from 1, of each part that is a heading. `texts`: what the parts print; `spaced`: gaps say nothing.

    Where the file begins with a line that only its title can be, that has level 1 and all others stand below it.
    """
    marked = {n: part.level for n, part in enumerate(parts) if part.kind is Kind.HEADING}
    if marked:
        levels = _by_numbers_where_flat(marked, texts)
        known = {n for n in _lone(parts, texts, spaced, marked) if _announces(texts[n])}
        bottom = min(levels.values())
        return levels | {n: bottom for n in known if n not in levels}
    numbered = _numbered(parts, texts, spaced)
    levels = _levels_of(numbered)
    lone = _lone(parts, texts, spaced, levels)
    others = len(levels) + len([n for n in lone if n])
    title = _title(parts, texts, spaced, others) if 0 not in levels else None
    if title is not None and title not in lone:
        lone = [title, *lone]
    depth = 0
    for n in range(len(parts)):
        if n in levels:
            depth = levels[n]
        elif n in lone:
            levels[n] = 1 if _announces(texts[n]) or not numbered else depth + 1
    if title is None:
        return levels
    return {n: 1 if n == title else level + 1 for n, level in levels.items()}


def _title(parts: Sequence[Part], texts: Sequence[str], spaced: bool, others: int) -> int | None:
    """The first part, where it is a short line of its own over a file with other headings."""
    first = bool(parts) and not spaced and _is_short_line(parts[0], texts[0]) and len(parts) > 1 and parts[1].gap > 0
    return 0 if first and others and not _announces(texts[0]) else None


def _announces(text: str) -> bool:
    return is_reference_heading(text) or is_recommendation_heading(text)


# --- marks ------------------------------------------------------------------------------------------------------------


def _by_numbers_where_flat(marked: Mapping[int, int], texts: Sequence[str]) -> dict[int, int]:
    """The marked levels; those of numbered headings by their numbers, where marks and numbers contradict each other.

    Converters mark «2», «2.1» and «2.1.1» alike, or at random.
    """
    depths: dict[int, int] = {}
    for n in marked:
        scheme, number, _ = split_number(plain(texts[n]))
        if scheme == "decimal" and number:
            depths[n] = number.count(".")
    seen: dict[int, set[int]] = {}
    for n, depth in depths.items():
        seen.setdefault(depth, set()).add(marked[n])
    ordered = [seen[depth] for depth in sorted(seen)]
    agree = all(len(levels) == 1 for levels in ordered)
    if len(ordered) < 2 or (agree and all(max(a) < min(b) for a, b in pairwise(ordered))):
        return dict(marked)
    shallowest = min(depths.values())
    base = min(min(levels) for levels in ordered)
    return {n: base + depths[n] - shallowest if n in depths else level for n, level in marked.items()}


# --- numbers ----------------------------------------------------------------------------------------------------------


def _numbered(parts: Sequence[Part], texts: Sequence[str], spaced: bool) -> list[_Numbered]:
    """The unmarked parts whose number makes them headings."""
    found: list[_Numbered] = []
    for n, text in enumerate(texts):
        if parts[n].kind not in (Kind.TEXT, Kind.ITEM) or (
            parts[n].kind is Kind.ITEM and not parts[n].marker[:-1].isalnum()
        ):
            continue
        if len(text) > LONGEST or len(parts[n].lines) > 2:
            continue
        scheme, number, title = split_number(plain(text))
        if scheme in (None, "small") or number is None or not _reads_as_title(title):
            continue
        found.append(_Numbered(n, scheme or "", number))
    numbers = {(one.scheme, one.number) for one in found}
    sure = [one for one in found if _is_heading(one, numbers, parts, texts, spaced)]
    counted = {int(one.number) for one in sure if _SINGLE.fullmatch(one.number)}
    for one in found:  # «1.» right over a list, where «2.» is a heading
        if _SINGLE.fullmatch(one.number) and parts[one.at].gap and not _has_sibling(one, parts) and one not in sure:
            near = {int(one.number) - 1, int(one.number) + 1} & counted
            sure.extend([one] if near else [])
    return sorted(sure, key=lambda one: one.at)


def _reads_as_title(title: PrintedText) -> bool:
    text = title.text
    return bool(text[:1].isupper() or text[:1] in '«"“') and not (_SENTENCE_END.search(text) or MEASURE.match(text))


def _is_heading(
    one: _Numbered, numbers: set[tuple[str, str]], parts: Sequence[Part], texts: Sequence[str], spaced: bool
) -> bool:
    if one.scheme == "decimal" and "." in one.number:
        return True
    if one.scheme == "decimal":
        inside = any(scheme == "decimal" and number.startswith(f"{one.number}.") for scheme, number in numbers)
        return inside or (not _has_sibling(one, parts) and _set_apart(one.at, parts, spaced))
    if one.scheme in ("roman", "letter"):
        return any(other != one.number for scheme, other in numbers if scheme == one.scheme) and (
            not _has_sibling(one, parts) and _set_apart(one.at, parts, spaced)
        )
    return _set_apart(one.at, parts, spaced)  # «Chapitre 2 …»


def _has_sibling(one: _Numbered, parts: Sequence[Part]) -> bool:
    """Whether the part right before or after it is an item of the same list."""
    marker = parts[one.at].marker
    for n in (one.at - 1, one.at + 1):
        if 0 <= n < len(parts) and parts[n].kind is Kind.ITEM and marker:
            other = parts[n].marker
            if other[-1:] == marker[-1:] and other[:-1].isdigit() == marker[:-1].isdigit() and other[:-1].isalnum():
                return True
    return False


def _set_apart(n: int, parts: Sequence[Part], spaced: bool) -> bool:
    """Whether blank lines part it from what is above and below, and something stands below."""
    if n + 1 >= len(parts):
        return False
    return spaced or (parts[n].gap > 0 and (parts[n + 1].gap > 0 or parts[n + 1].kind is Kind.TEXT))


def _levels_of(numbered: Sequence[_Numbered]) -> dict[int, int]:
    """«II» then «A» then «1.» are levels 1, 2, 3, in the order in which the file nests them; a dot is one more."""
    order = list(dict.fromkeys(one.scheme for one in numbered))
    return {one.at: order.index(one.scheme) + 1 + one.number.count(".") for one in numbered}


# --- lines that stand alone -------------------------------------------------------------------------------------------


def _lone(parts: Sequence[Part], texts: Sequence[str], spaced: bool, known: Mapping[int, int]) -> list[int]:
    """Short lines that stand alone and open something: unmarked, unnumbered headings.

    Where gaps say nothing (a blank line after every line), only those that announce references or recommendations.
    """
    short = [n for n in range(len(parts)) if n not in known and _is_short_line(parts[n], texts[n])]
    out: list[int] = []
    for n in short:
        if n + 1 >= len(parts):
            continue
        opens = not spaced and n + 1 not in short and not _names(texts[n]) and _opens(n, parts)
        if opens or _announces(texts[n]):
            out.append(n)
    return out


def _opens(n: int, parts: Sequence[Part]) -> bool:
    """Whether blank lines part it from a list, a table or running text below, or it is bold as a whole."""
    below = parts[n + 1]
    running = below.kind is not Kind.TEXT or len(" ".join(below.lines)) >= RUNNING or not is_unfinished(below.lines[-1])
    apart = below.gap > 0 or below.kind is not Kind.TEXT or len(" ".join(below.lines)) >= 2 * RUNNING
    return parts[n].gap > 0 and running and (apart or is_bold(parts[n].lines[0]))


def _is_short_line(part: Part, text: str) -> bool:
    if part.kind is not Kind.TEXT or len(part.lines) != 1 or not text or len(text) > LONGEST_LONE:
        return False
    if (
        len(text.split()) > MOST_WORDS
        or not text[:1].isupper()
        or not any(map(str.islower, text[1:]) if len(text) < 5 else [True])
    ):
        return False
    if _COLUMNS.search(part.lines[0].strip()):
        return False
    return not (_SENTENCE_END.search(text) or _NO_TITLE.search(text) or _CAPTION.match(text))


def _names(text: str) -> bool:
    """Whether a line reads like a person's name or an address: up to four words, each with a capital."""
    words = [word for word in re.split(r"[\s-]+", text) if word[:1].isalpha()]
    capitals = all(word[:1].isupper() for word in words)
    return 2 <= len(words) <= 4 and capitals and not text.isupper()
