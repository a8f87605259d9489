"""The address of the screen *Calculateurs*, read and written: which calculator, with which answers, beside which other.

Answers are keys, never labels; what is none is kept as it is written, and `answers` says what is wrong with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote, unquote, urlencode

from screens.parts.address import Address, flag, made, text, word

PATH = "/calculateurs"
LONGEST_ANSWER = 60  # characters of one answer: a key, or a number
MOST_ANSWERS = 40  # answers of an address; the longest form there is has a dozen
LONGEST_WORDS = 100  # characters of the words looked for
_SAFE = "/.-"

Pairs = tuple[tuple[str, str], ...]


def _pairs(text: str) -> Pairs:
    found = []
    for part in text.split(",")[:MOST_ANSWERS]:
        key, _, value = part.partition(":")
        if part:
            found.append((unquote(key)[:LONGEST_ANSWER].strip(), unquote(value)[:LONGEST_ANSWER].strip()))
    return tuple(found)


def _written(pairs: Pairs) -> str:
    return ",".join(f"{quote(key, safe=_SAFE)}:{quote(value, safe=_SAFE)}" for key, value in pairs)


@dataclass(frozen=True, slots=True)
class CalculatorAddress(Address):
    """`?calc=…&a=item:option,…&voir=item:option&avec=…&report=item:source.value`.

    `seen` is the answer whose cell is shown, `beside` the calculator to compare with, `carried` says which answers
    were brought from another calculator: its slug, a point, its grade or total.
    """

    calculator: str = text("calc")
    answers: tuple[tuple[str, str], ...] = made("a", (), _pairs, _written)
    seen: tuple[str, str] | None = made(
        "voir", None, lambda said: next(iter(_pairs(said)), None), lambda pair: _written((pair,) if pair else ())
    )
    beside: str | None = word("avec")
    carried: tuple[tuple[str, str], ...] = made("report", (), _pairs, _written)

    @property
    def href(self) -> str:
        """The path that opens it."""
        return f"{PATH}?{urlencode(self.written())}" if self.written() else PATH

    def answered(self, answers: Pairs) -> CalculatorAddress:
        """The same view with other answers; what was carried to an answer that changed is carried no more."""
        before, now = dict(self.answers), dict(answers)
        carried = tuple((item, source) for item, source in self.carried if before.get(item) == now.get(item))
        return replace(self, answers=answers, carried=carried)


@dataclass(frozen=True, slots=True)
class IndexAddress(Address):
    """`?q=…&genre=…&document=…&etat=…&editions=toutes`: which calculators are listed; nothing: those of all."""

    query: str = text("q", LONGEST_WORDS)
    kind: str | None = word("genre")
    document: str | None = word("document")
    status: str | None = word("etat")
    every: bool = flag("editions", "toutes")
