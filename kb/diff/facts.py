"""What a statement says that can be compared as a value: doses, thresholds, other numbers.

«30/10» and «30 Gy en 10 fractions», «> 8 points» and «≥ 9 points», «1 an» and «12 mois» are the same value. Reads what
the layers of an edition have found; finds no quantity by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ingest.model import Quantity
from ingest.values.numbers import flatten
from kb.diff.lexicon import lexicon
from kb.diff.statements import Statement
from kb.diff.words import Word, folded

Value = tuple[object, ...]
_TIMES = {"minute": (1.0, "time"), "hour": (60.0, "time"), "day": (1440.0, "time"), "week": (10080.0, "time")}
_LONG_TIMES = {"month": (1.0, "months"), "year": (12.0, "months")}
_PER_VOLUME = re.compile(r"/(?:[dcmµ]?L|mm³|min)$")
_EVERY = re.compile(r"(?:\btou(?:s|tes) les|\bchaque|\bpar)\s+$", re.IGNORECASE)
_BACK = 12  # characters before a quantity in which «toutes les» stands


@dataclass(frozen=True, slots=True)
class Fact:
    """A value at `start:end` of a statement."""

    value: Value
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Facts:
    """The values of a statement by what they mean; every number in one kind at most."""

    doses: tuple[Fact, ...]
    thresholds: tuple[Fact, ...]
    others: tuple[Fact, ...]


def facts(said: Statement) -> Facts:
    """The doses of `said` (of radiation or of a drug, with how often it is given), its thresholds, its other values."""
    doses = [Fact(("Gy", d.low, d.high, d.fractions_low, d.fractions_high), d.start, d.end) for d in said.doses]
    taken = [(d.start, d.end) for d in said.doses]
    free = [q for q in said.quantities if not any(s <= q.start and q.end <= e for s, e in taken)]
    radiation = bool(said.doses) or any(q.unit.startswith("Gy") for q in free)
    drug = any(_is_drug(q.unit) for q in free)
    whole = _counts_points(said)
    thresholds: list[Fact] = []
    others: list[Fact] = []
    for q in free:
        fact = Fact(_value(q, whole), q.start, q.end)
        if q.unit.startswith("Gy") or _is_drug(q.unit) or (q.unit == "fraction" and radiation):
            doses.append(fact)
        elif drug and _EVERY.search(said.text.text[max(0, q.start - _BACK) : q.start]):
            doses.append(fact)  # «4 mg toutes les 4 semaines»: how often is part of how much
        elif q.low is None or q.high is None:
            if q.unit == "" and not any(w.kind == "number" and q.start <= w.start < q.end for w in said.words):
                continue  # «supérieure à une autre»
            thresholds.append(fact)
        else:
            others.append(fact)
    return Facts(tuple(doses), tuple(thresholds), tuple(others))


def left_over(first: tuple[Fact, ...], second: tuple[Fact, ...]) -> tuple[list[Fact], list[Fact]]:
    """What either says that the other does not, as many times as it says it more often."""
    return _without(first, second), _without(second, first)


def numbers_outside(found: tuple[Word, ...], inside: list[Fact]) -> Counter[str]:
    """The numbers among `found` that stand in none of the facts."""
    spans = [(fact.start, fact.end) for fact in inside]
    return Counter(
        w.norm for w in found if w.kind == "number" and not any(s <= w.start and w.end <= e for s, e in spans)
    )


def _without(facts_: tuple[Fact, ...], others: tuple[Fact, ...]) -> list[Fact]:
    counts = Counter(fact.value for fact in others)
    left = []
    for fact in facts_:
        if counts[fact.value] > 0:
            counts[fact.value] -= 1
        else:
            left.append(fact)
    return left


def _value(q: Quantity, whole: bool) -> Value:
    """The value in a unit in which equal amounts are equal; whole points as «at least» and «at most»."""
    factor, unit = (_TIMES | _LONG_TIMES).get(q.unit, (1.0, q.unit))
    low = None if q.low is None else round(q.low * factor, 6)
    high = None if q.high is None else round(q.high * factor, 6)
    strict_low, strict_high = q.strict_low, q.strict_high
    if whole and (unit in ("", "point") or unit.startswith("/")):
        unit = "point" if unit in ("", "point") else unit
        if strict_low and low is not None and float(low).is_integer():
            low, strict_low = low + 1, False
        if strict_high and high is not None and float(high).is_integer():
            high, strict_high = high - 1, False
    return (unit, low, high, strict_low, strict_high)


def _is_drug(unit: str) -> bool:
    return unit.split("/")[0] in lexicon().drug_units and not _PER_VOLUME.search(unit)


def _counts_points(said: Statement) -> bool:
    """Whether the statement speaks of scores or of things counted, with nothing between 8 and 9."""
    stems = lexicon().integers
    return any(folded(word).startswith(stems) for word in re.findall(r"[^\W\d_]+", flatten(said.text.text)))
