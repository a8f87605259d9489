"""The words of an index as they are printed: what spelling is corrected towards and what completion offers.

Gathered while entries are analysed; knows neither engine nor ranking.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from kb.search.analysis import Token

KINDRED_LETTERS = 7  # that two words of a family begin with at least; «hépatite» and «hépatique» share six
KINDRED_SHARE = 0.58  # of the longer word
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        *((r"ph", "f"), (r"th", "t"), (r"rh", "r"), (r"sch", "ch"), (r"qu|q|ck|c(?![eiyh])", "k")),
        *((r"sc(?=[eiy])|c(?=[eiy])|ç", "s"), (r"g(?=[eiy])", "j"), (r"y", "i"), (r"z", "s"), (r"x", "ks")),
        *((r"eau|au", "o"), (r"ai|ei", "e"), (r"[ea]m(?=[bp])", "an"), (r"en(?=[^aeiouhn]|$)", "an")),
        *((r"(?<!c)h", ""), (r"(.)\1+", r"\1"), (r"(?<=..)(?:es?|s|t)$", "")),
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the corpus: as printed most often, its stems, how often it stands there, how it is heard."""

    printed: str
    stems: tuple[str, ...]
    count: int
    sound: str


class Gatherer:
    """Collects the words of texts as they are analysed."""

    def __init__(self) -> None:
        self._printed: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._stems: defaultdict[str, set[str]] = defaultdict(set)

    def learn(self, text: str, tokens: Sequence[Token]) -> None:
        """Note the words of `text`, whose tokens these are."""
        for token in tokens:
            if token.surface:
                self._printed[token.surface][text[token.start : token.end]] += 1
                self._stems[token.surface].add(token.term)

    def words(self) -> dict[str, Word]:
        """What was learnt, by the folded word, in alphabetical order."""
        return {
            folded: Word(
                min(printed, key=lambda form: (-printed[form], form != form.lower(), form)),
                tuple(sorted(self._stems[folded])),
                printed.total(),
                sound(folded),
            )
            for folded, printed in sorted(self._printed.items())
        }


def longer(start: str, words: Mapping[str, Word], spelling: Sequence[str]) -> list[str]:
    """The words that begin with `start`, the commonest first: what «sup» or «toku» may have been cut from."""
    found = []
    for folded in spelling[bisect_left(spelling, start) :]:
        if not folded.startswith(start):
            break
        found.append(folded)
    return sorted(found, key=lambda folded: (-words[folded].count, folded))


def kindred(word: str, spelling: Sequence[str]) -> list[str]:
    """The words of the same family by their beginning: «desceller» for «descellement»; in alphabetical order."""
    if len(word) < KINDRED_LETTERS:
        return []
    start = word[:KINDRED_LETTERS]
    found = []
    for other in spelling[bisect_left(spelling, start) :]:
        if not other.startswith(start):
            break
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
        if shared >= KINDRED_SHARE * max(len(word), len(other)):
            found.append(other)
    return found


def rows(words: Mapping[str, Word]) -> list[list[object]]:
    """The words as JSON keeps them."""
    return [[folded, w.printed, " ".join(w.stems), w.count, w.sound] for folded, w in words.items()]


def words_from(listed: Sequence[tuple[str, str, str, int, str]]) -> dict[str, Word]:
    """The inverse of `rows`. Raises ValueError or TypeError where that is not what was listed."""
    return {
        folded: Word(printed, tuple(stems.split()), count, heard) for folded, printed, stems, count, heard in listed
    }


@lru_cache(maxsize=1 << 12)
def sound(folded: str) -> str:
    """How a folded word is heard, roughly: «sintigraphie» and «scintigraphie» are the same."""
    for pattern, heard in _SOUNDS:
        folded = pattern.sub(heard, folded)
    return folded
