"""Whether characters make text in a Latin script: the judgement of letters, without any word of any language.

A font without its character map yields signs, private code points or letters that stand for others. Never repairs.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from math import log2

JUNK_SHARE = 0.15  # of the characters: from here on too many have no meaning for the rest to be trusted
FOREIGN_SHARE = 0.5  # of the letters: more of another script, and the text is not what this program reads
SAID_SHARE = (
    0.45  # of the characters, leaders aside: fewer letters and digits are in no text (tables of signs have 0.6)
)
# Bits a letter (see `surprise`): 0.4 above the worst of 172 pages of eight sources, below 98 % of the same pages with
# their letters exchanged at random (2026-11).
UNLIKELY = 4.75
ENOUGH = 80  # letters: fewer say nothing about their statistics
_FEW = 20  # characters: fewer are no evidence at all

# How often each letter is used, in percent, accents folded: the mean of French and English running text
# (fr.wikipedia.org «Fréquence d'apparition des lettres», en.wikipedia.org «Letter frequency»), none below 0.3.
_FREQUENCY = dict(zip(
    "abcdefghijklmnopqrstuvwxyz",
    (8.2, 1.2, 3.1, 4.0, 14.6, 1.7, 1.6, 3.6, 7.2, 0.4, 0.4, 4.8, 2.7, 7.0, 6.7, 2.5, 0.7, 6.3, 7.2, 8.1, 4.6, 1.4,
     1.3, 0.3, 1.1, 0.3),
    strict=True,
))  # fmt: skip
_BITS = {letter: -log2(share / 100) for letter, share in _FREQUENCY.items()}
_LEADERS = frozenset("._…·-–—")  # of a table of contents, a form, a ruled line
_WORD = re.compile(r"[^\W\d_]+")
_PRIVATE = ("\ue000", "\uf8ff")


def why_junk(text: str) -> str | None:
    """Why `text` (a page's, say) cannot be trusted to be what is printed; None where nothing speaks against it."""
    counts = Counter(text)  # a page has a hundred different characters and thousands of them
    printed = {char: n for char, n in counts.items() if not char.isspace()}
    total = sum(printed.values())
    unknown = sum(n for char, n in printed.items() if is_unknown(char))
    if total < _FEW:
        return "its characters have no known meaning" if unknown > total / 2 else None
    if unknown > JUNK_SHARE * total:
        return f"{unknown} of its {total} characters have no known meaning (a font without character map)"
    letters = {char: n for char, n in printed.items() if char.isalpha()}
    foreign = sum(n for char, n in letters.items() if not _is_latin(char))
    if foreign > max(_FEW, FOREIGN_SHARE * sum(letters.values())):
        return "most of its letters are of another script than the Latin one"
    said = {char: n for char, n in printed.items() if char not in _LEADERS}
    says = sum(n for char, n in said.items() if char.isalnum())
    if sum(said.values()) >= ENOUGH and says < SAID_SHARE * sum(said.values()):
        return "signs stand where letters should (a font without character map)"
    words = frozenset(_WORD.findall(text))  # each once: a table may say «Gy» a hundred times
    if sum(map(len, words)) >= ENOUGH and surprise(words) > UNLIKELY:
        return "its letters make no words of French or English (a font with a wrong character map)"
    return None


def is_unknown(char: str) -> bool:
    """Whether a character is what a reader of PDFs puts where it knows none."""
    return char == "\ufffd" or _PRIVATE[0] <= char <= _PRIVATE[1] or unicodedata.category(char) in ("Cn", "Cs", "Cc")


def surprise(words: Iterable[str]) -> float:
    """Bits a letter that a mean of French and English would need: 4.2 for prose, 5.4 for letters at random."""
    counts: Counter[str] = Counter()
    for char, n in Counter("".join(words)).items():
        counts[unicodedata.normalize("NFD", char)[0].lower()] += n
    known = {letter: n for letter, n in counts.items() if letter in _BITS}
    total = sum(known.values())
    return sum(n * _BITS[letter] for letter, n in known.items()) / total if total else 0.0


def _is_latin(char: str) -> bool:
    return char < "\u0250" or "\u1e00" <= char <= "\u1eff" or char in "µαβγδεκλμστωΔΩ"
