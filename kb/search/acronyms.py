"""Acronyms learnt from the documents themselves: «Skeletal Related Events (SRE)», «métastases osseuses (MO)».

An acronym is believed only when its letters are found, in order, at the heads of the words before it. Curated ones are
data (`kb/lexicon`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

from kb.lexicon import Group
from kb.search.tokens import fold

LEARNT_WEIGHT = 0.9  # of the long form for the acronym, and back: the document itself says they are one
_ACRONYM = re.compile(r"\(\s*\**([A-ZÉÈ][A-Za-zÉÈ]*[A-ZÉÈ][a-z]?|[A-Z]{2,8}s?|(?:[A-Z]\.){2,8})\**\s*\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LONGEST = 8  # letters of an acronym
_REACH = 120  # characters before the parenthesis in which the long form is looked for


def learn_acronyms(texts: Iterable[str], small: Collection[str]) -> tuple[Group, ...]:
    """One group an acronym, with the long form met most often; in alphabetical order.

    `small` are the words an acronym may skip (articles, prepositions), in lower case.
    """
    found: dict[str, Counter[str]] = {}
    for text in texts:
        if "(" not in text:
            continue
        for match in _ACRONYM.finditer(text):
            acronym = match.group(1).replace(".", "")
            long_form = _long_form(acronym, text[max(0, match.start() - _REACH) : match.start()], small)
            if long_form:
                found.setdefault(acronym, Counter())[long_form] += 1
    return tuple(
        Group(f"sigle.{fold(acronym)}", (acronym, forms.most_common(1)[0][0]), LEARNT_WEIGHT)
        for acronym, forms in sorted(found.items())
    )


def _long_form(acronym: str, before: str, small: Collection[str]) -> str | None:
    """The words right before the acronym whose heads spell it, small words skipped; None where they do not."""
    letters = [fold(c) for c in acronym if c.isupper()]
    if not 2 <= len(letters) <= _LONGEST:
        return None
    segment = re.split(r"[.;:()]", before)[-1]
    words = list(_WORD.finditer(segment))
    start = len(segment)
    last = True
    for letter in reversed(letters):
        while words and not _head(words[-1].group()).startswith(letter):
            if last or _head(words[-1].group()) not in small:
                return None
            words.pop()
        if not words:
            return None
        start = words.pop().start()
        last = False
    return segment[start:].strip(' *«»"')


def _head(word: str) -> str:
    """The word without its elided article, folded: «l’os» → «os»."""
    return fold(re.split(r"['’]", word)[-1])
