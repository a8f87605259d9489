"""The scores that an edition speaks of: those whose table compiled, and those that the text only names.

Finds names; what is said of their values is the rule's affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.audit.subject import SPOKEN, Subject
from kb.calculators.model import Calculator, Kind
from kb.lexicon import load_words
from kb.search.tokens import fold

_NAMED = re.compile(
    r"\b(?:score|indice|échelle)s?\s+(?:du\s+|de\s+la\s+|de\s+l['’]|de\s+|d['’])?(?P<name>[A-ZÉ][\w-]{2,})"
)


@dataclass(frozen=True, slots=True)
class NamedScore:
    """A score by the word that names it, with its calculator where its table compiled."""

    name: str
    calculator: Calculator | None = None

    def called_in(self, text: str) -> list[int]:
        """Where mentions of it end."""
        return [m.end() for m in re.finditer(rf"(?<!\w){re.escape(self.name)}(?!\w)", text, re.IGNORECASE)]


def named_scores(subject: Subject) -> tuple[NamedScore, ...]:
    """Each score once, those with a calculator first."""
    found: dict[str, NamedScore] = {}
    for calculator in subject.calculators:
        if calculator.kind is Kind.SCORE and (name := _name(calculator)):
            found.setdefault(fold(name), NamedScore(name, calculator))
    for name in _in_text(subject):
        found.setdefault(fold(name), NamedScore(name))
    return tuple(found.values())


def _in_text(subject: Subject) -> Iterator[str]:
    for passage in subject.guideline.passages:
        if passage.kind in SPOKEN:
            yield from (match["name"] for match in _NAMED.finditer(passage.text.text))


def _name(calculator: Calculator) -> str | None:
    """The word that names the score: its acronym, else the longest that is no common word of such names."""
    acronyms = re.findall(r"\b[A-Z]{3,6}\b", calculator.name)
    if acronyms:
        return str(acronyms[-1])
    common = {fold(word) for word in load_words().calculator_words} | {fold(word) for word in load_words().stop}
    words = [word for word in re.findall(r"[^\W\d_]{4,}", calculator.name) if fold(word) not in common]
    return max((word for word in words if word[0].isupper()), key=len, default=None)
