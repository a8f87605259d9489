"""The audit's own words about thresholds, read once from `thresholds.toml`. Words live in the file, never in code."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def advised_acts() -> frozenset[str]:
    """Groups of words that a threshold decides on: «chirurgie», «denosumab»."""
    return _acts()


@cache
def sites() -> frozenset[str]:
    """Groups of words that name where a treatment is given."""
    return frozenset(_words()["sites"])


@cache
def measured() -> re.Pattern[str]:
    """What a threshold measures, as the group `what`."""
    return re.compile(rf"\b(?P<what>{'|'.join(_words()['mesures'])})\b", re.IGNORECASE)


@cache
def situations() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Indications that a sentence names without a word that leads in to them: group of the lexicon, pattern."""
    found = _words()["situations"].items()
    return tuple((name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)) for name, pattern in found)


@cache
def own_groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Groups that the lexicon of the search has otherwise: name, forms."""
    return tuple((group["nom"], tuple(group["formes"])) for group in _words()["groupe"])


@cache
def _acts() -> frozenset[str]:
    return frozenset(_words()["conduites"])


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("kb.audit") / "thresholds.toml").read_text(encoding="utf-8"))
