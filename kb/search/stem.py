"""A French word → its stem: plural, feminine and infinitive endings, decided on the accented word, then folded.

Light on purpose: «complication» and «compliquée» stay apart; families of words are data (`kb/lexicon`), not suffixes.
"""

from __future__ import annotations

from functools import lru_cache

from kb.search.tokens import fold

_SHORTEST = 3  # letters a stem keeps; below it «os», «bas», «dos» would fall together
# (ending, replacement) after the plural is gone; the first that fits and leaves enough letters is taken.
_ENDINGS = (
    ("euse", "eu"),
    ("ienne", "ien"),
    ("enne", "en"),
    ("onne", "on"),
    ("elle", "el"),
    ("ère", "er"),
    ("ive", "if"),
    ("rice", "eur"),
    ("teur", "teur"),
    ("ée", "é"),
    ("er", "é"),
    ("e", ""),
)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a normalised word (lower case, accents kept), without accents; a word with a digit is kept whole."""
    if len(word) <= _SHORTEST or any(c.isdigit() for c in word):
        return fold(word)
    base = _singular(word)
    for ending, replacement in _ENDINGS:
        if base.endswith(ending) and len(base) - len(ending) + len(replacement) >= _SHORTEST:
            base = base[: len(base) - len(ending)] + replacement
            break
    return fold(base)


def _singular(word: str) -> str:
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux") and len(word) > 5:
        return word[:-3] + "al"
    if word.endswith("eux"):
        return word[:-1]
    if word.endswith(("s", "x")) and not word.endswith("ss"):
        return word[:-1]
    return word
