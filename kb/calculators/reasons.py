"""Why a calculator is incomplete or refused, in French: the compiler says it in English, as the contract has it.

Translates what `reasons.toml` lists; judges nothing.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

UNNAMED = "le tableau n’a pas pu être lu en entier"


def reason(why: str) -> str:
    """The reason as a French clause without a full stop; a general one where the list has no words for it."""
    for said, french in _reasons():
        if found := said.fullmatch(why):
            return french.format(*found.groups())
    return UNNAMED


def sentence(why: str) -> str:
    """The reason as a sentence: «Calculateur incomplet : …»."""
    return f"Calculateur incomplet\u00a0: {reason(why)}."


@cache
def _reasons() -> tuple[tuple[re.Pattern[str], str], ...]:
    listed = tomllib.loads((files("kb.calculators") / "reasons.toml").read_text(encoding="utf-8"))["reason"]
    return tuple((re.compile(each["said"], re.DOTALL), each["french"]) for each in listed)
