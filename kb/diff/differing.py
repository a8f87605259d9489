"""The words in which two statements differ, and whether they differ in more than how they are typeset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import DamerauLevenshtein

from ingest.model import PrintedText
from kb.diff.words import Word, folded, loose

SHORTEST_MISSPELT = 6  # letters: in a shorter word one letter makes another word («sein», «soin»)
_ENDING = 2  # letters of a word's end in which a change is an inflection
_HEAD = 2  # … of its beginning in which a change is another prefix («adduction», «abduction»)
_QUOTES = {**dict.fromkeys("«»", "«"), **dict.fromkeys('"“”„‟″', '"')}
_LINKS = frozenset({"ou", "et", "puis", "voire", "soit"})
_HYPHENS = frozenset("-‐‑")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of each statement that stand in each other's place; one of the two may be empty."""

    a: tuple[Word, ...]
    b: tuple[Word, ...]


def segments(a: Sequence[Word], b: Sequence[Word]) -> tuple[Segment, ...]:
    """Where the words differ, those left out that are the same run together («post-opératoire», «postopératoire»)."""
    matcher = SequenceMatcher(None, [w.norm for w in a], [w.norm for w in b], autojunk=False)
    found = [
        Segment(_slid(a, i1, i2, op == "delete"), _slid(b, j1, j2, op == "insert"))
        for op, i1, i2, j1, j2 in matcher.get_opcodes()
        if op != "equal"
    ]
    return tuple(segment for segment in found if loose(segment.a) != loose(segment.b))


def _slid(found: Sequence[Word], start: int, end: int, alone: bool) -> tuple[Word, ...]:
    """The words `start:end`; of those that only one side has, the stretch that reads best among equal ones.

    «20 Gy en 5 [fractions ou 30 Gy en 10] fractions» may as well be «20 Gy en 5 fractions [ou 30 Gy en 10 fractions]».
    """
    if not alone:
        return tuple(found[start:end])
    low = high = start
    while low > 0 and found[low - 1].norm == found[low - 1 + end - start].norm:
        low -= 1
    while high + end - start < len(found) and found[high].norm == found[high + end - start].norm:
        high += 1
    for first in (start, *range(low, high + 1)):
        stretch = found[first : first + end - start]
        if stretch[0].norm in _LINKS or (first == start and stretch[-1].norm in _LINKS):
            return tuple(stretch)
    return tuple(found[start:end])


def misspelt(segment: Segment, a_known: frozenset[str], b_known: frozenset[str]) -> bool:
    """Whether the one word was a misspelling of the other: a letter inside a long word, and the old form is gone.

    `a_known` and `b_known` are all words of the editions: a word that either keeps beside the other is another word.
    """
    if len(segment.a) != 1 or len(segment.b) != 1:
        return False
    first, second = segment.a[0].norm, segment.b[0].norm
    if segment.a[0].kind != "word" or segment.b[0].kind != "word" or min(len(first), len(second)) < SHORTEST_MISSPELT:
        return False
    if first in b_known or (second in a_known and first in b_known):
        return False
    return (
        DamerauLevenshtein.distance(first, second) == 1
        and first[:_HEAD] == second[:_HEAD]
        and first[-_ENDING:] == second[-_ENDING:]
    )


def typeset_otherwise(
    a: PrintedText, a_words: Sequence[Word], b: PrintedText, b_words: Sequence[Word]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Spans of two statements with the same words that are written otherwise: hyphens, quotes, accents, spaces.

    What a line break may have made is no difference: a hyphen or space beside one is the typesetter's.
    """
    spans: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    first, second = _letters(a.text, a_words), _letters(b.text, b_words)
    if first is None or second is None or [c[0] for c in first] != [c[0] for c in second]:
        return _numbers(a.text, a_words, b.text, b_words)
    for n, ((_, i), (_, j)) in enumerate(zip(first, second, strict=True)):
        if a.text[i].casefold() != b.text[j].casefold() and _accented(a.text[i]) != _accented(b.text[j]):
            _note(spans, a_words, i, b_words, j)
        if n and _gap_differs(a, first[n - 1][1], i, b, second[n - 1][1], j):
            _note(spans, a_words, i, b_words, j)
    return spans


def _numbers(
    a: str, a_words: Sequence[Word], b: str, b_words: Sequence[Word]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The same for statements that write a number otherwise: «cinq» and «5», «3059» and «3 059»."""
    spans: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    first = [w for w in a_words if w.kind == "number"]
    second = [w for w in b_words if w.kind == "number"]
    for x, y in zip(first, second, strict=False):
        if folded(a[x.start : x.end]) != folded(b[y.start : y.end]):
            spans[0].append((x.start, x.end))
            spans[1].append((y.start, y.end))
    return spans


def _letters(text: str, found: Sequence[Word]) -> list[tuple[str, int]] | None:
    """Each letter, digit or sign of the words, folded, with its offset; None where folding changes their count."""
    letters = []
    for word in found:
        for at in range(word.start, word.end):
            if text[at].isspace() or text[at] == "\u00ad":
                continue
            plain = folded(text[at])
            letters.append(({"×": "x"}.get(plain, plain), at))
    return letters


def _accented(char: str) -> str:
    return char.casefold()


def _gap_differs(a: PrintedText, a0: int, a1: int, b: PrintedText, b0: int, b1: int) -> bool:
    first, second = _gap(a, a0, a1), _gap(b, b0, b1)
    if first is None or second is None or first == second:
        return False
    between_letters = a.text[a0].isalpha() and a.text[a1].isalpha()
    if {first, second} == {"", " "}:
        return not between_letters  # two words run together are a fault of the reading, not of the editor
    return True


def _gap(text: PrintedText, start: int, end: int) -> str | None:
    """What stands between two letters: "", a space, a hyphen, a quote; None beside a line break or other marks."""
    first, last = text.glyphs[start], text.glyphs[end]
    if first is not None and last is not None and (first.page, first.line) != (last.page, last.line):
        return None
    between = text.text[start + 1 : end]
    quotes = [_QUOTES[c] for c in between if c in _QUOTES]
    if quotes:
        return quotes[0]
    if any(c in _HYPHENS for c in between):
        return "-"
    if any(not c.isspace() and c != "\u00ad" for c in between):
        return None
    return " " if any(c.isspace() for c in between) else ""


def _note(
    spans: tuple[list[tuple[int, int]], list[tuple[int, int]]],
    a_words: Sequence[Word],
    i: int,
    b_words: Sequence[Word],
    j: int,
) -> None:
    for found, words_, at in ((spans[0], a_words, i), (spans[1], b_words, j)):
        span = next(((w.start, w.end) for w in words_ if w.start <= at < w.end), (at, at + 1))
        if span not in found:
            found.append(span)
