"""A printed statement → the words it is compared by, each with the characters it covers.

«cinq» and «5», «3 059» and «3059», «post-opératoire» and «postopératoire», «≥» and «>=» compare alike; case, accents,
punctuation and list markers do not count. Knows nothing of what the words mean.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ingest.values.numbers import NUMBER_WORD, NUMBER_WORDS, number_value
from kb.diff.lexicon import lexicon

_SIGNS = {
    "⩽": "≤",
    "≦": "≤",
    "⩾": "≥",
    "≧": "≥",
    "<=": "≤",
    "=<": "≤",
    ">=": "≥",
    "=>": "≥",
    "×": "x",
    "X": "x",
    "∕": "/",
}
_NOT_NUMBERS = frozenset({"un", "une", "cent", "cents", "neuf"})  # articles, «pour cent», «à neuf»
_RAISED = "[⁰¹²³⁴⁵⁶⁷⁸⁹₀-₉]"  # letters to Python: «poumon⁵» is a word and a marker
_LETTER = rf"(?!{_RAISED})[^\W\d_]"
_GROUPED = r"\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?![\d]|[.,]\d)"
_WORD = re.compile(
    rf"(?P<number>(?<![\d.,]){_GROUPED}|\d+(?:[.,]\d+)*)"
    r"|(?P<times>(?<=\d)[xX×](?=\s?\d)|(?<=\d\s)[xX×](?=\s\d))"
    rf"|(?P<spelled>{NUMBER_WORD})(?!-?[^\W\d_])"
    r"|(?P<joined>(?i:contre)[-‐‑ ]?(?i:indi)[^\W\d_]+)"
    rf"|(?P<raised>{_RAISED}+)"
    rf"|(?P<word>{_LETTER}(?:{_LETTER}|[\u0300-\u036f\u00ad])*(?:(?<![xX])\d+(?!\s?Gy|[\d.,]*\d*\s?%))*)"
    r"|(?P<sign><=|>=|=<|=>|[<>≤≥⩽⩾≦≧=±+%‰×/∕°])"
)
_MARKER = re.compile(
    r"\s*(?:\(?\d{1,2}\s?[/)°](?!\d)|\d{1,2}\.(?=\s)|\(?[a-zA-Z]\)|[ivxIVX]{1,4}[.)](?=\s)|[•●▪■◦‣►➢❖–—-](?=\s))\s*"
)
_MULTIPLE = re.compile(r"\d+(?:\.\d+){1,4}")  # «2.2.4»: a section


class Word(NamedTuple):
    """One word, number or sign at `start:end`; `norm` is what it is compared by.

    `kind` is "word", "number", "sign" or "label" (the number behind «tableau», «cf.»: it names a place of the text).
    """

    start: int
    end: int
    norm: str
    kind: str


def words(text: str, left_out: Iterable[tuple[int, int]] = ()) -> tuple[Word, ...]:
    """The words of `text` in order, without those inside the spans `left_out` (citations)."""
    found: list[Word] = []
    start = 0
    for first, last in (*sorted(left_out), (len(text), len(text))):
        for match in _WORD.finditer(text, start, max(start, first)):
            found.append(_read(match, found, text))
        start = max(start, last)
    return tuple(found)


def marker_length(text: str) -> int:
    """How many characters at the head of a statement number it in a list: «1/ », «a) », «– »."""
    match = _MARKER.match(text)
    return match.end() if match and match.end() < len(text) else 0


def loose(found: Sequence[Word]) -> str:
    """The words run together: equal where two statements differ in nothing but typography and segmentation."""
    return "".join(f"#{word.norm}#" if word.kind == "number" else word.norm for word in found)


@lru_cache(maxsize=1 << 15)
def folded(word: str) -> str:
    """Lower case, without accents, ligatures in two letters."""
    lower = unicodedata.normalize("NFKD", word.replace("\u00ad", "").casefold())
    return "".join(c for c in lower if not unicodedata.combining(c)).replace("œ", "oe").replace("æ", "ae")


def _read(match: re.Match[str], before: Sequence[Word], text: str) -> Word:
    start, end, raw = match.start(), match.end(), match[0]
    kind = match.lastgroup
    if kind == "times":
        return Word(start, end, "x", "sign")
    if kind == "sign":
        return Word(start, end, _SIGNS.get(raw, raw), "sign")
    if kind == "spelled" and raw.casefold() not in _NOT_NUMBERS:
        return Word(start, end, _number(raw), "number")
    if kind == "number":
        if _names_a_place(before, start, text) or (_MULTIPLE.fullmatch(raw) and raw.count(".") > 1):
            return Word(start, end, raw, "label")
        return Word(start, end, _number(raw), "number")
    if kind == "raised":
        return Word(start, end, folded(raw), "sign")
    if kind == "joined":
        return Word(start, end, folded(re.sub(r"[-‐‑ ]", "", raw)), "word")
    return Word(start, end, folded(raw), "word")


def _names_a_place(before: Sequence[Word], start: int, text: str) -> bool:
    """Whether the number at `start` follows «tableau», «cf.», «section»… or another such number."""
    for n in range(len(before) - 1, max(-1, len(before) - 4), -1):
        word = before[n]
        if word.kind == "label" or word.norm in lexicon().places:
            gap = text[word.end : start]
            return len(gap) <= 8 and not re.search(r"[;:()]", gap) and (word.kind != "label" or len(gap) <= 4)
        if word.kind == "number" or len(word.norm) > 2:
            return False
    return False


def _number(raw: str) -> str:
    plain = re.sub(r"[\u00a0\u202f\u2009]", " ", raw)
    spelled = re.sub(r"\s+", "-", plain.casefold())
    if spelled in NUMBER_WORDS:
        return str(NUMBER_WORDS[spelled])
    try:
        value = number_value(plain)
    except ValueError:
        return raw  # «1.2.3», «01.07.2021»
    return f"{value:g}" if value < 1e6 else str(int(value))
