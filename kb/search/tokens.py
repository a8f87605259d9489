"""A printed text → pieces (words, numbers, marks), each with the exact characters it covers.

Offsets are code points of the text as given: nothing is normalised before it is cut. Knows French writing (elision,
ligatures, soft hyphens, decimal commas), nothing of medicine and nothing of search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

# Characters that are written inside a word without being letters of it: combining accents, soft hyphen, zero widths.
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_DROPPED = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
# Thousands: a no-break space always separates them, a plain space or a dot only before «000» («tableau 5 120 mg»).
_PIECE = re.compile(
    r"(?P<dotted>(?<!\w)[^\W\d_](?:\.[^\W\d_])+(?!\.?\w)\.?)"
    rf"|(?P<word>[^\W\d_ʼ](?:[^\W\d_ʼ]|[{_INSIDE}])*)"
    r"|(?P<number>\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d)|[1-9]\d{0,2}(?:[ .]000)+(?!\d)|\d+(?:[.,]\d+)?)"
    r"|(?P<mark>[^\w\s]|ʼ)"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:[\u00a0\u202f]\d{3})+|[1-9]\d{0,2}(?:[ .]000)+")
_APOSTROPHES = frozenset("'’ʼ‘`´′")
_HYPHENS = frozenset("-‐‑–—−")
# What French elides before a vowel; «n'» is no loss, its «pas» stays.
_ELIDED = frozenset("l d n s c j m t qu jusqu lorsqu puisqu quoiqu presqu quelqu".split())


class Kind(Enum):
    WORD = "word"
    NUMBER = "number"
    MARK = "mark"


class Piece(NamedTuple):
    """One word, number or mark; `norm` is lower case, NFKC, its accents kept; a number's is canonical («6.5»).

    `glued` tells that nothing stands between it and the piece before.
    """

    kind: Kind
    start: int
    end: int
    raw: str
    norm: str
    glued: bool


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Lower case without accents or ligatures: «Œsophagite» → «oesophagite»."""
    decomposed = unicodedata.normalize("NFKD", normalise(word))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=1 << 16)
def normalise(word: str) -> str:
    """Lower case, composed, without soft hyphens; ligatures in two letters, accents kept."""
    clean = unicodedata.normalize("NFKC", word.translate(_DROPPED)).lower()
    return unicodedata.normalize("NFC", clean).replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")


def canonical_number(raw: str) -> str:
    """«6,5» → «6.5», «1 000» and «100.000» → «1000» and «100000», «8,0» → «8»."""
    digits = re.sub(r"\D", "", raw) if _THOUSANDS.fullmatch(raw) else raw
    whole, _, part = digits.replace(",", ".").partition(".")
    whole = "".join(str(unicodedata.decimal(c)) for c in whole).lstrip("0") or "0"
    part = "".join(str(unicodedata.decimal(c)) for c in part).rstrip("0")
    return f"{whole}.{part}" if part else whole


def is_hyphen(piece: Piece) -> bool:
    return piece.raw in _HYPHENS


def is_apostrophe(piece: Piece) -> bool:
    return piece.raw in _APOSTROPHES


def cut(text: str, number_words: Mapping[str, str]) -> list[Piece]:
    """The pieces of `text` in order. Elided articles are left out; «T12» and «CHA2DS2» are one word;
    a word of `number_words` («cinq») is the number it says."""
    found = _raw_pieces(text)
    pieces: list[Piece] = []
    at = 0
    while at < len(found):
        piece = found[at]
        if piece.kind is Kind.WORD:
            if _is_elided(found, at):
                at += 2
                continue
            at = _join_letters_and_digits(text, found, at, pieces)
            last = pieces[-1]
            if last.norm in number_words:
                pieces[-1] = last._replace(kind=Kind.NUMBER, norm=number_words[last.norm])
            continue
        pieces.append(piece)
        at += 1
    return pieces


def _raw_pieces(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    previous = -1
    for match in _PIECE.finditer(text):
        raw = match.group()
        start, end = match.span()
        if match.lastgroup == "dotted":  # «S.I.N.S.» is «SINS»
            kind, norm = Kind.WORD, normalise(raw.replace(".", ""))
        elif match.lastgroup == "word":
            kind, norm = Kind.WORD, normalise(raw)
        elif match.lastgroup == "number":
            kind, norm = Kind.NUMBER, canonical_number(raw)
        else:
            kind, norm = Kind.MARK, unicodedata.normalize("NFKC", raw)
        pieces.append(Piece(kind, start, end, raw, norm, start == previous))
        previous = end
    return pieces


def _is_elided(found: list[Piece], at: int) -> bool:
    return (
        found[at].norm in _ELIDED
        and at + 2 < len(found)
        and found[at + 1].glued
        and is_apostrophe(found[at + 1])
        and found[at + 2].glued
        and found[at + 2].kind is Kind.WORD
    )


def _join_letters_and_digits(text: str, found: list[Piece], at: int, pieces: list[Piece]) -> int:
    """Append the word at `at` with what is glued to it («T» «12»); the index after it.

    «5x4» stays a product, and a decimal is never part of a word.
    """
    first = found[at]
    end = at + 1
    product = first.norm == "x" and bool(pieces) and pieces[-1].kind is Kind.NUMBER
    while (
        not product
        and end < len(found)
        and found[end].glued
        and (found[end].kind is Kind.WORD or (found[end].kind is Kind.NUMBER and found[end].raw.isdigit()))
    ):
        end += 1
    if end == at + 1:
        pieces.append(first)
        return end
    raw = text[first.start : found[end - 1].end]
    pieces.append(Piece(Kind.WORD, first.start, found[end - 1].end, raw, normalise(raw), first.glued))
    return end
