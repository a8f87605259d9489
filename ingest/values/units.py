"""Units as printed → normalised names, read from lexicon/quantities.toml.

One regular expression for what may follow a number, and the way from its match to a name and a factor. Reads no
number itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ingest.lexicon import read_lexicon


@dataclass(frozen=True, slots=True)
class Unit:
    """A normalised unit; `factor` turns the printed number into it. `counts`: it numbers things, «3 lésions».

    `short` is its name behind a slash: «mL/min», though alone it is «minute».
    """

    name: str
    factor: float = 1.0
    counts: bool = False
    short: str = ""


_TABLES: list[dict[str, Any]] = read_lexicon("quantities")["unit"]
_SLASH = re.compile(r"\s?/\s?|\s+par\s+")


def _alternatives(tables: list[dict[str, Any]]) -> str:
    """The forms of `tables`, longest first; words without regard to case."""
    forms = sorted((form for t in tables for form in t.get("forms", ())), key=lambda form: (-len(form), form))
    words = sorted((word for t in tables for word in t.get("words", ())), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, forms))}|(?i:{'|'.join(words)}))"


_BOUNDARY = r"(?:(?<=[%‰°])|(?![^\W_]|_))(?![⁰¹²³⁴-⁹]/)"  # «Gy10» is a biological dose, no Gy; «20%de» is a percentage
_DIVISORS = _alternatives([t for t in _TABLES if t.get("per")])
_UNITS = _alternatives([t for t in _TABLES if not t.get("only_per")])
UNIT = rf"{_UNITS}{_BOUNDARY}(?:(?:\s?/\s?|\s+par\s+){_DIVISORS}{_BOUNDARY})*"


def _unit(table: dict[str, Any]) -> Unit:
    return Unit(table["name"], table.get("factor", 1.0), table.get("count", False), table.get("short", table["name"]))


_EXACT = {form: _unit(t) for t in _TABLES for form in t.get("forms", ())}
_WORDS = [(re.compile(word, re.IGNORECASE), _unit(t)) for t in _TABLES for word in t.get("words", ())]


def read_unit(printed: str) -> Unit:
    """The unit that `printed` (a match of UNIT) names: «ml/minute» → mL/min, «cGy» → Gy with factor 0.01.

    Raises ValueError for a text that is no unit.
    """
    whole = _EXACT.get(printed)  # «/mm³», «10⁹/L»: the slash is part of the form
    if whole:
        return whole
    first, *divisors = (_single(part.strip()) for part in _SLASH.split(printed))
    return Unit("/".join((first.name, *(d.short for d in divisors))), first.factor, first.counts and not divisors)


def _single(printed: str) -> Unit:
    if printed in _EXACT:
        return _EXACT[printed]
    for pattern, unit in _WORDS:
        if pattern.fullmatch(printed):
            return unit
    raise ValueError(f"no unit: {printed!r}")
