"""The words of `scores.toml`, read once. Words live in the file, never in code; what they decide is said there."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern `name`. Raises KeyError for one that is not in the file."""
    return re.compile(_tables()["patterns"][name], re.IGNORECASE)


@cache
def words(name: str) -> frozenset[str]:
    """The list of words `name`, without accents. Raises KeyError for one that is not in the file."""
    return frozenset(_tables()["words"][name].split())


def plain(text: str) -> str:
    """`text` without case and accents."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in flat if not unicodedata.combining(char))


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("kb.calculators") / "scores.toml").read_text(encoding="utf-8"))
