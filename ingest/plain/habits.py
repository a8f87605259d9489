"""How a plain source breaks its lines: one line a paragraph, or wrapped; blank lines between paragraphs, or everywhere.

Measured over the whole file, so that one line can be judged by what the others do. Changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

SPACED = 0.25  # of the pairs of lines with one blank between them: so many are halves of a sentence, else blanks part
WRAPPED = 0.3  # the same for lines without a blank between them
FEW = 3  # such pairs, at least
AROUND = 12  # wrapped lines before and after one that tell how long a full line is there: notes are set in smaller type
SMALLER_TYPE = 0.85  # of the file's full line: a stretch of shorter lines is a column of a table, no running text
FULL = 0.87  # of the usual longest line, with the next word: a shorter line was ended by the author (proportional type)
LONG = 40  # characters: what a page break cuts is longer; a shorter line without a full stop is a label or a title
LONG_ITEM = 80  # the same for a list item, which seldom ends with a full stop

_ENDED = re.compile(r"[.!?…:;][*_]{0,3}['\"»”’)\]]*[*_]{0,3}\s*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹,]+|\^\{?[\d,–-]+\}?\^?)?\s*\\?$")
_OPEN_END = re.compile(
    r"(?:[(\[«/–-]|[^\W\d][-\u2010\u00ad]|(?:^|[\s('’])(?:de|du|des|le|la|les|un|une|et|ou|à|au|aux|en|par|pour|sur|avec|sans|dans|"
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
    """`spaced`: a blank line parts the lines of a paragraph too. `widths`: characters of a full line around each line.

    `lines` are the file's without such blanks; a width of 0 means that lines there are not wrapped.
    """

    spaced: bool
    lines: tuple[str, ...]
    widths: tuple[int, ...]
    flowing: tuple[bool, ...]  # a full line that ends a sentence is, around there, more often inside a paragraph


def habits_of(lines: Sequence[str]) -> Habits:
    """The habits of a file's lines."""
    spaced = _is_spaced(lines)
    lines = without_single_blanks(lines) if spaced else lines
    pairs = [n for n, (a, b) in enumerate(pairwise(lines)) if _is_prose(a) and _is_prose(b) and not _MARKED.match(b)]
    broken = [n for n in pairs if is_unfinished(lines[n]) and continues(lines[n + 1])]
    wraps = bool(broken) and len(broken) >= min(FEW, len(pairs)) and len(broken) >= WRAPPED * len(pairs)
    widths = _widths(lines, broken) if wraps else (0,) * len(lines)
    return Habits(spaced, tuple(lines), widths, _flowing(lines, pairs, widths))


def _flowing(lines: Sequence[str], pairs: Sequence[int], widths: Sequence[int]) -> tuple[bool, ...]:
    """Whether, around each line, more full lines end with a full stop than the ends of paragraphs explain.

    A paragraph's last line is as often of any length: (1 - FULL) of them are full.
    """
    ends = [n for n in pairs if not is_unfinished(lines[n]) and not continues(lines[n + 1])]
    full = [_is_full(lines[n], lines[n + 1], widths[n]) for n in ends]
    out: list[bool] = []
    for n in range(len(lines)):
        at = bisect(ends, n)
        near = full[max(0, at - AROUND) : at + AROUND]
        out.append(sum(near) > 2 * (len(near) - sum(near)) * (1 - FULL) / FULL)
    return tuple(out)


def _widths(lines: Sequence[str], broken: Sequence[int]) -> tuple[int, ...]:
    """For each line, the length that nine in ten of the wrapped lines around it do not exceed."""
    lengths = [len(lines[n].strip()) for n in broken]
    usual = int(SMALLER_TYPE * sorted(lengths)[int(0.9 * (len(lengths) - 1))])
    out: list[int] = []
    for n in range(len(lines)):
        at = bisect(broken, n)
        near = sorted(lengths[max(0, at - AROUND) : at + AROUND])
        out.append(max(usual, near[int(0.9 * (len(near) - 1))]))
    return tuple(out)


def without_single_blanks(lines: Sequence[str]) -> list[str]:
    """The lines without the blank ones that stand alone between two others."""
    out: list[str] = []
    for n, line in enumerate(lines):
        lone = 0 < n < len(lines) - 1 and lines[n - 1].strip() and lines[n + 1].strip()
        if line.strip() or not lone:
            out.append(line)
    return out


def goes_on(last: str, line: str, width: int, flowing: bool = True) -> bool:
    """Whether `line` goes on the paragraph of the line right above it; `width` and `flowing` as in `Habits`."""
    unfinished = is_unfinished(last)
    if unfinished and is_left_open(last) and (continues(line) or not _BROKEN.search(last)):
        return True
    if unfinished and continues(line) and (width or len(last.strip()) >= LONG):
        return True
    if not unfinished and (_OPENS.match(line) or _BROKEN.search(last)):
        return False
    return _is_full(last, line, width) and (unfinished or flowing or continues(line))


def _is_full(line: str, below: str, width: int) -> bool:
    """Whether the next word would not have fitted."""
    return bool(width) and len(line.strip()) + 1 + len(below.split(maxsplit=1)[0]) > FULL * width


def goes_on_after_gap(last: str, line: str, item: bool) -> bool:
    """Whether `line` goes on a paragraph that a page break or an inset cut in mid-sentence."""
    long = len(last.strip()) >= (LONG_ITEM if item else LONG)
    return long and is_unfinished(last) and bool(re.match(r"[^\W\d_]", line)) and continues(line)


def is_unfinished(line: str) -> bool:
    """Whether a line does not end a sentence, nor with an address."""
    return not (_ENDED.search(line.rstrip()) or _ADDRESS.search(line))


def is_left_open(line: str) -> bool:
    """Whether a line ends with what nothing can end with: a bracket, a hyphen, an article."""
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
        long = len(above.strip()) >= LONG  # labels and cells, one a line, are no halves of sentences
        if long and not blank.strip() and _is_prose(above) and _is_prose(below) and not _MARKED.match(below):
            yield above, below


def _is_prose(line: str) -> bool:
    return bool(line.strip()) and not _STRUCTURED.match(line)
