"""The sentences of a French passage, as spans of its text.

By rules on punctuation, without a language library: the comparison of editions and the search split text too. Knows
nothing of what a sentence says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from ingest.lexicon import read_lexicon

_WORDS = read_lexicon("sentences")
_ABBREVIATIONS = frozenset(_WORDS["abbreviations"])
_BEFORE_NUMBERS = frozenset(_WORDS["before_numbers"])
_BEFORE_INITIALS = frozenset(_WORDS["before_initials"])
_OPENERS = frozenset(_WORDS["openers"])

# Marks that may end a sentence, what closes behind them, and a citation printed after the full stop
# («locale. (84) Il …», «locale.12 Il …»): it belongs to the sentence before.
_END = re.compile(
    r"(?P<mark>\.(?:\s?\.){2,}|…|[.!?]+)"
    r"(?P<close>(?:\s?[»”]|[\"’')\]])*)"
    r"(?:\d{1,3}(?:[,–-]\d{1,3})*(?=\s)|\s?[(\[]\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*[)\]])?"
    r"(?=\s|$)"
)
_OPENING = re.compile(r"\s*(?P<quote>[«“\"(\[–—•]\s?)*(?P<first>\w+['’]?)", re.UNICODE)
_WORD_BEFORE = re.compile(r"([^\W_]+['’]?)$")
_LINE = re.compile(r"[^\n]+")
_MARKER = re.compile(r"(?:\d{1,2}|[ivxIVX]{1,4}|[A-Za-z])$")  # «1.», «iv.», «b.» at the head of a statement


@lru_cache(maxsize=1 << 12)  # the layers and compilers ask for the same passages one after the other
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Spans (start, end) of the sentences of `text`, in order, without the white space around them.

    A line break always ends one (the rows of a table). «et al.», «cf.», «p. ex.», «vs.», initials, decimals, list
    markers («1.») and points inside a closed parenthesis do not. Every printed character is in exactly one span.
    """
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in (*_ends(line[0], line.start()), line.end()):
            piece = text[start:end]
            if piece.strip():
                lead = len(piece) - len(piece.lstrip())
                found.append((start + lead, start + lead + len(piece.strip())))
            start = end
    return tuple(found)


def sentence_at(spans: tuple[tuple[int, int], ...], offset: int) -> int:
    """Index of the sentence that holds `offset`, or the last that begins before it (0 where none does)."""
    return max(0, bisect_right(spans, offset, key=lambda span: span[0]) - 1)


def _ends(line: str, offset: int) -> Iterator[int]:
    """Offsets at which a sentence of `line` ends, the last one left out."""
    depth = _bracketed(line)
    start = 0
    for match in _END.finditer(line):
        if depth[match.start()]:
            continue
        opening = _OPENING.match(line, match.end())
        if opening is None or not _may_open(opening["first"]):
            continue
        if match["mark"] == "." and _holds(line[start : match.start()], opening["first"], bool(match["close"])):
            continue
        start = match.end()
        yield offset + start


def _may_open(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _holds(before: str, following: str, closes: bool) -> bool:
    """Whether the full stop after `before` belongs to an abbreviation, an initial or a list marker."""
    found = _WORD_BEFORE.search(before)
    if found is None or closes:
        return False
    word, ahead = found[1], before[: found.start()].rstrip()
    if not ahead and _MARKER.match(word):
        return True
    folded = word.casefold()
    if len(word) == 1 and word.isupper():
        return _is_initial(word, ahead, following)
    if folded in _ABBREVIATIONS:
        return True
    return folded in _BEFORE_NUMBERS and following[0].isdigit()


def _is_initial(letter: str, ahead: str, following: str) -> bool:
    """Whether a capital after `ahead` abbreviates a first name or «Monsieur»: «E. M. Dunne», not «vitamine D. Il»."""
    if following.casefold().replace("’", "'") in _OPENERS or following[0].isdigit():
        return False
    if letter == "M" or not ahead or ahead[-1] in "(,;[«-.:":
        return True
    previous = _WORD_BEFORE.search(ahead)
    word = previous[1].replace("’", "'") if previous else ""
    return word.casefold() in _BEFORE_INITIALS or word[:1].isupper()


def _bracketed(line: str) -> list[int]:
    """For each character, how many brackets that close again it stands in; one left open holds nothing together."""
    open_at: list[int] = []
    steps = [0] * (len(line) + 1)
    for at, char in enumerate(line):
        if char in "([":
            open_at.append(at)
        elif char in ")]" and open_at:
            steps[open_at.pop() + 1] += 1
            steps[at] -= 1
    return list(accumulate(steps))
