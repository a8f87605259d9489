"""The address of the screen *Calculateurs*, read and written: which calculator, with which answers, beside which other.

Answers are keys, never labels; what is none is kept as it is written, and `answers` says what is wrong with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote, unquote, urlencode

from screens.parts.address import Parameters

PATH = "/calculateurs"
LONGEST_ANSWER = 60  # characters of one answer: a key, or a number
MOST_ANSWERS = 40  # answers of an address; the longest form there is has a dozen
_LONGEST_WORDS = 100  # characters of the words looked for
_SAFE = "/.-"

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CalculatorAddress:
    """`?calc=…&a=item:option,…&voir=item:option&avec=…&report=item:source.value`.

    `seen` is the answer whose cell is shown, `beside` the calculator to compare with, `carried` says which answers
    were brought from another calculator: its slug, a point, its grade or total.
    """

    calculator: str = ""
    answers: Pairs = ()
    seen: tuple[str, str] | None = None
    beside: str | None = None
    carried: Pairs = ()

    @classmethod
    def read(cls, parameters: Parameters) -> CalculatorAddress:
        seen = _pairs(one(parameters, "voir"))
        return cls(
            one(parameters, "calc"),
            _pairs(one(parameters, "a")),
            seen[0] if seen else None,
            one(parameters, "avec") or None,
            _pairs(one(parameters, "report")),
        )

    def written(self) -> dict[str, str]:
        """The query parameters, without those that say nothing."""
        parameters = {
            "calc": self.calculator,
            "a": _written(self.answers),
            "voir": _written((self.seen,)) if self.seen else "",
            "avec": self.beside or "",
            "report": _written(self.carried),
        }
        return {key: value for key, value in parameters.items() if value}

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
class IndexAddress:
    """`?q=…&genre=…&document=…&etat=…&editions=toutes`: which calculators are listed; nothing: those of all."""

    query: str = ""
    kind: str | None = None
    document: str | None = None
    status: str | None = None
    every: bool = False

    @classmethod
    def read(cls, parameters: Parameters) -> IndexAddress:
        return cls(
            " ".join(one(parameters, "q").split())[:_LONGEST_WORDS],
            one(parameters, "genre") or None,
            one(parameters, "document") or None,
            one(parameters, "etat") or None,
            one(parameters, "editions") == "toutes",
        )

    def written(self) -> dict[str, str]:
        """The query parameters, without those that say nothing."""
        parameters = {
            "q": self.query,
            "genre": self.kind or "",
            "document": self.document or "",
            "etat": self.status or "",
            "editions": "toutes" if self.every else "",
        }
        return {key: value for key, value in parameters.items() if value}


def one(parameters: Parameters, key: str) -> str:
    """The last value of a parameter, "" without one."""
    found = parameters.get_all(key)
    return found[-1].strip() if found else ""


def _pairs(text: str) -> Pairs:
    found = []
    for part in text.split(",")[:MOST_ANSWERS]:
        key, _, value = part.partition(":")
        if part:
            found.append((unquote(key)[:LONGEST_ANSWER].strip(), unquote(value)[:LONGEST_ANSWER].strip()))
    return tuple(found)


def _written(pairs: Pairs) -> str:
    return ",".join(f"{quote(key, safe=_SAFE)}:{quote(value, safe=_SAFE)}" for key, value in pairs)
