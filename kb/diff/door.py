"""Two editions of a knowledge base, compared; and what is said when they cannot be.

Refuses two texts that have nothing in common instead of calling all of one removed and all of the other added.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ingest.errors import CallError
from ingest.model import Guideline, PassageKind
from kb.diff.compare import compare
from kb.diff.contract import Json, difference_json
from kb.diff.lexicon import lexicon
from kb.diff.model import Difference, Meaning
from kb.diff.words import folded
from kb.knowledge import KnowledgeBase
from kb.store.catalogue import Edition

# Share of the shorter text that both say. Two documents on one subject share up to 0.17 in statements that read alike
# (a two-page sheet beside a guideline of the corpus, 2026-11); the two most distant editions at hand 0.75.
ALIKE_ENOUGH = 0.35
EDITIONS_ALIKE = 0.08  # the same where the corpus itself says that they are editions of one document
_FEWEST_WORDS = 12  # function words from which a language is told
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Compared:
    """Two editions and what changed between them; `notes` say what a reader should know of the answer."""

    a: Edition
    b: Edition
    first: Guideline
    second: Guideline
    difference: Difference
    notes: tuple[str, ...] = ()

    def as_json(self) -> Json:
        """As the contract prints it."""
        return difference_json(self.difference, self.first, self.second)


def compare_named(base: KnowledgeBase, a: str, b: str) -> Compared:
    """What changed from the edition «DOC@A» to «DOC@B»; «DOC» alone is its latest.

    Raises CallError for an unknown edition, for texts in two languages, and for two texts that share next to nothing.
    """
    return compare_editions(base, base.named(a), base.named(b))


def compare_editions(base: KnowledgeBase, a: Edition, b: Edition) -> Compared:
    """What changed from `a` to `b`. Raises CallError as `compare_named` does."""
    first, second = (base.show(each.document, each.label).guideline for each in (a, b))
    difference = compare(first, second, (a.name, b.name))
    least = EDITIONS_ALIKE if a.document == b.document else ALIKE_ENOUGH
    if difference.alike < least and a.name != b.name:
        raise _not_editions(base, a, b, first, second, difference.alike)
    notes = []
    if a.name == b.name:
        notes.append(f"both sides are «{a.name}»: nothing can have changed")
    elif a.document != b.document:
        notes.append(f"«{a.document}» and «{b.document}» are two documents; they are compared as two editions of one")
    elif a.date and b.date and a.date > b.date:
        notes.append(f"«{a.name}» is newer than «{b.name}»: what reads as added was removed")
    if not first.sections or not second.sections:
        notes.append("no section was found in one of them: nothing is reported as moved")
    if bool(first.references) != bool(second.references):
        notes.append("only one of them lists its references: citations are not compared")
    return Compared(a, b, first, second, difference, tuple(notes))


def meaning_named(name: str) -> Meaning:
    """The meaning called `name`. Raises CallError, naming those there are."""
    for meaning in Meaning:
        if meaning.value == name.strip().casefold():
            return meaning
    raise CallError(f"no meaning «{name}»", f"There is: {', '.join(Meaning)}")


def language(guideline: Guideline) -> str | None:
    """«fr» or «en» by the function words of its text; None where there are too few, or neither is clear."""
    known, counts = lexicon(), Counter[str]()
    for passage in guideline.passages:
        if passage.kind is not PassageKind.REFERENCE:
            for word in _LETTERS.findall(passage.text.text):
                plain = folded(word)
                counts["en"] += plain in known.english
                counts["fr"] += plain in known.french
    best, other = max(counts.values(), default=0), min(counts.values(), default=0)
    if best < _FEWEST_WORDS or best < 3 * other:
        return None
    return counts.most_common(1)[0][0]


def _not_editions(
    base: KnowledgeBase, a: Edition, b: Edition, first: Guideline, second: Guideline, alike: float
) -> CallError:
    spoken = language(first), language(second)
    if None not in spoken and spoken[0] != spoken[1]:
        names = {"fr": "French", "en": "English"}
        return CallError(
            f"«{a.name}» is in {names[spoken[0] or '']}, «{b.name}» in {names[spoken[1] or '']}",
            "Two editions are compared in one language: name two in the same.",
        )
    several = [d.id for d in base.documents() if len(d.editions) > 1]
    if a.document != b.document:
        why = f"«{a.name}» and «{b.name}» are two documents, not two editions: they share {alike:.0%} of their text"
    else:
        why = f"«{a.name}» and «{b.name}» share {alike:.0%} of their text: too little to tell what changed"
    advice = (
        f"With several editions there is: {', '.join(several)}" if several else "No document here has two editions."
    )
    return CallError(why, advice)
