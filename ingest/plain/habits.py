"""How a plain source breaks its lines: one line a paragraph, or wrapped; blank lines between paragraphs, or everywhere.

Measured over the whole file, so that one line can be judged by what the others do. Changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

SPACED = 0.25  # of the pairs of lines with one blank between them: so many are halves of a sentence, else blanks part
WRAPPED = 0.3  # the same for lines without a blank between them
FEW = 3  # such pairs, at least
FULL = 0.86  # of the usual longest line, with the next word: a shorter line was ended by the author (proportional type)
LONG = 40  # characters: what a page break cuts is longer; a shorter line without a full stop is a label or a title
LONG_ITEM = 80  # the same for a list item, which seldom ends with a full stop

_ENDED = re.compile(r"[.!?…:;][*_]{0,3}['\"»”’)\]]*[*_]{0,3}\s*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹,]+|\^\{?[\d,–-]+\}?\^?)?\s*\\?$")
_OPEN_END = re.compile(
    r"(?:[,(\[«/–-]|[^\W\d][-\u2010\u00ad]|(?:^|[\s('’])(?:de|du|des|le|la|les|un|une|et|ou|à|au|aux|en|par|pour|sur|avec|sans|dans|"
    r"chez|entre|que|qui|dont|ne|se|sa|son|ses|leur|est|sont|the|of|and|or|in|to|with|for|by|a|an)|[ldnsjmcq]['’])\s*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:\b10\.\d{4,9}/\S+|https?://\S+|www\.\S+|\S@\S+\.\w+)\s*[>)\]]*\s*$")
_BROKEN = re.compile(r"(?:\s\s|\\)$")  # a break that the author set, in Markdown
_OPENS = re.compile(  # what begins a line of its own wherever it stands: a numbered heading, a caption
    r"\s*[*_]{0,3}(?:\d{1,2}(?:\.\d{1,2})+\.?\s+[A-ZÀ-ÖØ-Þ«]"
    r"|(?i:tableau|figure|fig\.|annexe|encadré)\s*(?:n°\s*)?(?:\d|[IVX]+\b|:))"
)
_CONTINUES = re.compile(r"[*_]{0,3}[«“\"'(]?\s?[*_]{0,3}(?:[^\W\d_A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ]|[,;:)\]%»=+≤≥±])")
_STRUCTURED = re.compile(r"\s*(?:#{1,6}\s|\||\+[-=]|```|~~~|<\w|[-*_=]{3,}\s*$|\$\$|!\[)|.*\t")
_MARKED = re.compile(r"\s*(?:[•‣◦▪▫■●○]|[-–—*+o](?=\s)|\(?\d{1,3}[.)/]\s|\[\d{1,3}\]\s)")


@dataclass(frozen=True, slots=True)
class Habits:
    """`spaced`: a blank line parts the lines of a paragraph too. `width`: characters of a full line, 0: unwrapped."""

    spaced: bool
    width: int


def habits_of(lines: Sequence[str]) -> Habits:
    """The habits of a file's lines."""
    spaced = _is_spaced(lines)
    if spaced:
        lines = without_single_blanks(lines)
    pairs = [(a, b) for a, b in pairwise(lines) if _is_prose(a) and _is_prose(b) and not _MARKED.match(b)]
    broken = sum(is_unfinished(a) and continues(b) for a, b in pairs)
    if broken < FEW and broken < len(pairs):
        return Habits(spaced, 0)
    if not broken or broken < WRAPPED * len(pairs):
        return Habits(spaced, 0)
    lengths = sorted(len(a.strip()) for a, b in pairs if is_unfinished(a) and continues(b))
    return Habits(spaced, lengths[int(0.9 * (len(lengths) - 1))])


def without_single_blanks(lines: Sequence[str]) -> list[str]:
    """The lines without the blank ones that stand alone between two others."""
    out: list[str] = []
    for n, line in enumerate(lines):
        lone = 0 < n < len(lines) - 1 and lines[n - 1].strip() and lines[n + 1].strip()
        if line.strip() or not lone:
            out.append(line)
    return out


def goes_on(last: str, line: str, width: int) -> bool:
    """Whether `line` goes on the paragraph of the line right above it. `width`: that of a full line, 0: no wrap."""
    if is_unfinished(last) and (continues(line) or (_OPEN_END.search(last) and not _BROKEN.search(last))):
        return True
    if _OPENS.match(line) and not is_unfinished(last):
        return False
    if not width:
        return False
    word = line.split(maxsplit=1)[0]
    full = len(last.strip()) + 1 + len(word) > FULL * width
    return full and not (_BROKEN.search(last) and not is_unfinished(last))


def goes_on_after_gap(last: str, line: str, item: bool) -> bool:
    """Whether `line` goes on a paragraph that a page break or an inset cut in mid-sentence."""
    long = len(last.strip()) >= (LONG_ITEM if item else LONG)
    return long and is_unfinished(last) and bool(re.match(r"[^\W\d_]", line)) and continues(line)


def is_unfinished(line: str) -> bool:
    """Whether a line does not end a sentence, nor with an address."""
    return not (_ENDED.search(line.rstrip()) or _ADDRESS.search(line))


def is_left_open(line: str) -> bool:
    """Whether a line ends with what nothing can end with: a comma, a hyphen, an article."""
    return bool(_OPEN_END.search(line))


def continues(line: str) -> bool:
    """Whether a line can only go on what came before: it begins in lower case or with a closing sign."""
    return bool(_CONTINUES.match(line.strip()))


def _is_spaced(lines: Sequence[str]) -> bool:
    pairs = list(_over_one_blank(lines))
    broken = sum(is_unfinished(a) and continues(b) for a, b in pairs)
    return broken >= FEW and broken >= SPACED * len(pairs)


def _over_one_blank(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for above, blank, below in zip(lines, lines[1:], lines[2:], strict=False):
        if not blank.strip() and _is_prose(above) and _is_prose(below) and not _MARKED.match(below):
            yield above, below


def _is_prose(line: str) -> bool:
    return bool(line.strip()) and not _STRUCTURED.match(line)
