"""Text → numbers in brackets or raised that may cite: «(84)», «(90–92)», «[2, 3, 7]», «mot¹²,³».

Drops what its own surroundings explain otherwise: a count, an interval, a score's bands, a list's marker, a table's
number, a unit's power. Whether the document cites that way at all, and which works are meant, others decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from ingest.bibliography.authors import SPACES, SURNAME, UPPER

LONGEST_RANGE = 60  # works: «[12–98]» is a slip or an interval, no citation anyone can follow
NEAR = 60  # characters before a bracket that can explain its number


class Shape(Enum):
    SQUARE = "[12]"
    ROUND = "(12)"
    RAISED = "¹²"


@dataclass(frozen=True, slots=True)
class NumberMark:
    """Numbers that may cite, at `start:end`. `numbers` has ranges written out; `ranged` where one was printed.

    `name` is the author named right before («Erler et al. (113)»). `ends_phrase`: punctuation or the end follows.
    """

    shape: Shape
    start: int
    end: int
    numbers: tuple[int, ...]
    ranged: bool
    name: str | None
    ends_phrase: bool
    interval: bool  # a number before it lies inside the range: «62 ans (34–85)»


_DASH = r"[-–—‑−]"
_REF_WORD = r"(?:r[ée]f(?:[ée]rence)?s?\b\.?\s*:?\s*)"
_NUMBERS = rf"\d{{1,4}}(?:\s*(?:{_DASH}|[,;]|\bet\b|\band\b|&|\bà\b|\bto\b)\s*\d{{1,4}})*"
_BRACKETED = re.compile(rf"(?P<open>[\[(])\s*(?P<word>{_REF_WORD})?(?P<numbers>{_NUMBERS})\s*(?P<close>[\])])", re.I)
_PIECE = re.compile(rf"(\d+)(?:\s*({_DASH}|à|to)\s*(\d+))?", re.I)
_RAISED = re.compile(r"⁽?[⁰¹²³⁴-⁹]+(?:\s?[,;⁻–—‑-]\s?[⁰¹²³⁴-⁹]+)*⁾?")
# «¹ Service de radiologie … ² Institut …»: a raised number that opens a note, or an address of the authors.
_NOTE = re.compile(rf"(?:^|(?<=[^\s.!?]\s))[⁰¹²³⁴-⁹]+\s*(?=[{UPPER}«(])")
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", "⁽⁾")
# After these a bracketed number is the number of a thing in the document, or a degree.
_NUMBERED_THING = re.compile(
    r"\b(?:tableaux?|tables?|figures?|fig|tabs?|annexes?|chapitres?|sections?|encadrés?|pages?|pp?|étapes?|notes?|équations?"
    r"|algorithmes?|articles?|alinéas?|grades?|stades?|niveaux?|types?|phases?|lignes?|questions?|items?|critères?"
    r"|paragraphes?|n[°ºo]|classes?|eq|box)\.?\s*$",
    re.I,
)
_INTERVAL_WORD = re.compile(
    r"\b(?:IC|CI|IC95|CI95|IQR|EIQ|[Ii]ntervalle|[Ee]xtrêmes?|[Éé]tendue|range|min[- ]max|bornes?|[Éé]cart)\b"
    r"[^.()\[\]]{0,18}$"
)
_SCORE_WORD = re.compile(r"\b(?:[Ss]cores?|points?|cotée?|[Éé]chelle|EVA|EN|ECOG|OMS|PS|KPS)\b[^.()\[\]]{0,12}$")
# A value with the unit that is given with an interval: «62 ans (34–85)», «45 % (40–50)».
_VALUE = re.compile(
    r"(?<![\w.,])(\d+(?:[.,]\d+)?)\s*(?:%|ans?|années?|mois|semaines?|jours?|heures?|h|min|[cm]?Gy|mg|kg|g|[cm]m³?|mL|ml|points?)?\s*$"
)
_BANDS = re.compile(rf"[\[(]\s*(\d{{1,3}})\s*(?:{_DASH}|à)\s*(\d{{1,3}})\s*[\])]")
_BARE_NUMBER = re.compile(r"(?<![\w.,])(?:\d+(?:[.,]\d+)?)\s*$")
_YEAR_BEFORE = re.compile(r"\b(?:18|19|20)\d\d\s*$")
_MARKER_BEFORE = re.compile(r"(?:^|[:;,.\n|]|\b(?:et|ou|and|or))\s*$")
_TEXT_AFTER = re.compile(r"\s+[^\W\d_]")
_END_AFTER = re.compile(r"\s*(?:[.,;:)\]»”\n|]|$)")
_NAME_BEFORE = re.compile(
    rf"(?<![\w’'-])({SURNAME})(?:\s+[{UPPER}]{{1,3}})?\s*,?\s+(?:et|&)\s+(?:al|coll)\b\.?\s*,?\s*$"
)
_UNIT_BEFORE = re.compile(r"(?:^|[\s\d/(.·×])(?:[kcdmµ]?m|[kmµ]?g|in|s|L|l|x|R|r|χ|N|n|p)$")
_ISOTOPE_BEFORE = re.compile(
    r"(?<!\w)(?:Ac|At|Bi|C|Co|Cs|Cu|F|Ga|Ho|I|In|Ir|Lu|N|O|P|Pb|Ra|Rb|Re|Sm|Sr|Tc|Tl|Xe|Y|Zr)$"
)


def number_marks(text: str) -> tuple[NumberMark, ...]:
    """Numbers that may cite, in reading order."""
    found = [mark for mark in _bracketed(text) if mark] if "(" in text or "[" in text else []
    markers = _list_markers(text, found)
    raised = list(_raised(text))
    return tuple(sorted((*(mark for mark in found if mark.start not in markers), *raised), key=lambda mark: mark.start))


def _bracketed(text: str) -> Iterator[NumberMark | None]:
    bands = _bands(text)
    for match in _BRACKETED.finditer(text):
        if "[(".index(match["open"]) != "])".index(match["close"]):
            continue
        pieces = _PIECE.findall(match["numbers"])
        worded = re.search("à|to", match["numbers"], re.I) is not None
        if worded and match["open"] == "(" and not match["word"]:
            continue  # «(1 à 3)» counts
        numbers = _written_out([(a, c) for a, _, c in pieces])
        if numbers is None:
            continue
        before = text[max(0, match.start() - NEAR) : match.start()]
        after = text[match.end() : match.end() + 12]
        ranged = any(c for _, _, c in pieces)
        single = len(numbers) == 1
        if ranged and ((numbers[0], numbers[-1]) in bands or _INTERVAL_WORD.search(before)):
            continue
        if ranged and match["open"] == "(" and _SCORE_WORD.search(before):
            continue
        if after[:1].isalnum() or (single and not match["word"] and _NUMBERED_THING.search(before)):
            continue
        if single and _BARE_NUMBER.search(before) and not _YEAR_BEFORE.search(before) and not _END_AFTER.match(after):
            continue  # «12 (24) cas»
        if (
            _BARE_NUMBER.search(before)
            and not _YEAR_BEFORE.search(before)
            and _in_cell(text, match.start(), match.end())
        ):
            continue  # a cell «12 (48)»: a count and its share
        yield NumberMark(
            Shape.SQUARE if match["open"] == "[" else Shape.ROUND,
            match.start(),
            match.end(),
            numbers,
            ranged,
            _name_before(before),
            _END_AFTER.match(after) is not None,
            ranged and len(pieces) == 1 and not match["word"] and _is_interval(before, numbers[0], numbers[-1]),
        )


def _written_out(pieces: list[tuple[str, str]]) -> tuple[int, ...] | None:
    """The numbers of «90–92, 95» one by one; None where they are no labels (zeros, falling or endless ranges)."""
    numbers: list[int] = []
    for first, last in pieces:
        if first.startswith("0") or last.startswith("0"):
            return None
        low, high = int(first), int(last or first)
        if high < low or high - low > LONGEST_RANGE:
            return None
        numbers.extend(range(low, high + 1))
    return tuple(dict.fromkeys(numbers))


def _name_before(before: str) -> str | None:
    match = _NAME_BEFORE.search(before.translate(SPACES))
    return match[1] if match else None


def _bands(text: str) -> frozenset[tuple[int, int]]:
    """Ranges that follow on one another from zero, as a score's do: «stable (0–6), instable (7–12)»."""
    ranges = [(int(low), int(high)) for low, high in _BANDS.findall(text)]
    chain: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if low == 0 or (chain and low == chain[-1][1] + 1):
            chain.append((low, high))
    return frozenset(chain)


def _is_interval(before: str, low: int, high: int) -> bool:
    value = _VALUE.search(before)
    return value is not None and low <= float(value[1].replace(",", ".")) <= high


def _in_cell(text: str, start: int, end: int) -> bool:
    """Whether nothing but numbers stands in the table cell around `start:end`."""
    left = max(text.rfind("|", 0, start), text.rfind("\n", 0, start)) + 1
    rights = [at for at in (text.find("|", end), text.find("\n", end)) if at >= 0]
    right = min(rights, default=len(text))
    return (left > 0 or bool(rights)) and not any(char.isalpha() for char in text[left:right])


def _list_markers(text: str, marks: list[NumberMark]) -> set[int]:
    """Starts of the marks that number an enumeration: «(1) …, (2) … et (3) …»."""
    markers: list[int] = []
    expected = 1
    for mark in marks:
        if len(mark.numbers) != 1 or mark.numbers[0] != expected or mark.ranged:
            continue
        if _TEXT_AFTER.match(text, mark.end) and _MARKER_BEFORE.search(text, max(0, mark.start - 6), mark.start):
            markers.append(mark.start)
            expected += 1
    # A passage does not begin with a citation.
    opening = {m.start for m in marks if not text[: m.start].strip() and _TEXT_AFTER.match(text, m.end)}
    return (set(markers) if len(markers) > 1 else set()) | opening


def notes(text: str) -> frozenset[int]:
    """The raised numbers that open a note in `text`: one at its beginning, or several inside that count from one."""
    if not _RAISED.search(text):
        return frozenset()
    found = list(_NOTE.finditer(text))
    numbers = [int(match[0].strip().translate(_RAISED_DIGITS)) for match in found]
    if not found or (found[0].start() > 0 and numbers[:2] != [1, 2]):
        return frozenset()
    return frozenset(numbers)


def _raised(text: str) -> Iterator[NumberMark]:
    for match in _RAISED.finditer(text):
        before = text[max(0, match.start() - NEAR) : match.start()]
        after = text[match.end() : match.end() + 1]
        word = before.rstrip("\u202f\u00a0 ")
        if not word or len(before) - len(word) > 1 or after.isalnum() or after in ("⁺", "⁻"):
            continue
        set_off = before != word and len(match[0]) > 1  # a power is set close to what it raises
        if word[-1].isdigit() and not set_off and not _YEAR_BEFORE.search(word):
            continue  # a power
        if (
            (_UNIT_BEFORE.search(word) and not set_off)
            or (len(match[0]) > 1 and _ISOTOPE_BEFORE.search(word))
            or not (word[-1].isalnum() or word[-1] in ".,;:)»”’'!?%]")
        ):
            continue
        plain = match[0].translate(_RAISED_DIGITS)
        numbers = _written_out([(a, c) for a, _, c in _PIECE.findall(plain)])
        if numbers:
            ranged = re.search(_DASH, plain) is not None
            yield NumberMark(
                Shape.RAISED, match.start(), match.end(), numbers, ranged, _name_before(before), True, False
            )
