"""The patterns of `patterns.toml`, read once. Words live in the file, never in code; what they decide is said there."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def pattern(group: str, name: str) -> re.Pattern[str]:
    """The pattern `name` of the table `group`. Raises KeyError for one that is not in the file."""
    return re.compile(_tables()[group][name], re.IGNORECASE)


@cache
def techniques() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The techniques that have several names, each with the pattern of them, in the order in which they are tried."""
    return tuple((name, re.compile(forms, re.IGNORECASE)) for name, forms in _tables()["techniques"].items())


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("kb.calculators") / "patterns.toml").read_text(encoding="utf-8"))
