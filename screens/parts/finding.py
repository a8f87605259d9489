"""Words looked for in a text as one looks on a page: whatever the case and the accents, from the start of a word.

Finds what is written and nothing akin to it: meaning is the search's affair.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

Span = tuple[int, int]
_WORD = re.compile(r"[^\W_]+(?:[.,’'-][^\W_]+)*")
_LIGATURES = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'"}


@dataclass(frozen=True, slots=True)
class Words:
    """What is looked for: every word must be there, in any order."""

    patterns: tuple[re.Pattern[str], ...]

    def spans(self, text: str) -> tuple[Span, ...] | None:
        """Where the words stand in `text`, in code points; None where one of them is missing."""
        folded, origin = _fold(text)
        found: list[Span] = []
        for pattern in self.patterns:
            here = [(origin[m.start()], origin[m.end() - 1] + 1) for m in pattern.finditer(folded)]
            if not here:
                return None
            found += here
        return tuple(sorted(found))

    def __bool__(self) -> bool:
        return bool(self.patterns)


def words(query: str) -> Words:
    """The words of `query`; none where it has none."""
    found = dict.fromkeys(_WORD.findall(_fold(query)[0]))
    return Words(tuple(re.compile(rf"(?<![^\W_]){re.escape(word)}") for word in found))


def folded(text: str) -> str:
    """`text` as it is put in alphabetical order: whatever the case, the accents and the quotes before it."""
    return _fold(text)[0].lstrip("«\"'( \u00a0")


def _fold(text: str) -> tuple[str, list[int]]:
    """`text` without case or accents, and for each character the position it comes from."""
    letters: list[str] = []
    origin: list[int] = []
    for position, character in enumerate(text):
        plain = _LIGATURES.get(character) or unicodedata.normalize("NFKD", character).casefold()
        for letter in plain:
            if not unicodedata.combining(letter):
                letters.append(letter)
                origin.append(position)
    return "".join(letters), origin
