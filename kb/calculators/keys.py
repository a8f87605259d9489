"""Printed labels → names that the command line and addresses take: ASCII words joined by hyphens.

Never shown beside the printed label as if it were one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

_LONGEST = 60  # characters of a key: what is typed on a command line
_MOST_WORDS = 5  # of a slug
# Signs that tell labels apart, as words; letters that have no accent to lose.
_SPELT = {
    "≥": " gte ", ">=": " gte ", "≤": " lte ", "<=": " lte ", ">": " gt ", "<": " lt ", "%": " pc ", "+": " plus ",
    "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": "'",
}  # fmt: skip
_GENERIC = frozenset(
    "score scores de du des d l la le un une ou index indice echelle grille classification systeme".split()
)


def slug(name: str) -> str:
    """The words of `name` that tell it from others: «Score de Mirels modifié» → mirels-modifie."""
    words = _words(name)
    return "-".join([word for word in words if word not in _GENERIC][:_MOST_WORDS] or words[:_MOST_WORDS]) or "score"


def plain_key(label: str) -> str:
    """The words of `label`, cut at a word: «> 1 an» → gt-1-an."""
    key = ""
    for word in _words(label):
        if key and len(key) + len(word) >= _LONGEST:
            break
        key = f"{key}-{word}" if key else word[:_LONGEST]
    return key or "option"


def unique_keys(labels: Iterable[str], key: Callable[[str], str] = plain_key) -> list[str]:
    """A key for each label, no two alike: a number behind those that would be."""
    keys: list[str] = []
    for label in labels:
        first = name = key(label)
        n = 1
        while name in keys:
            n += 1
            name = f"{first}-{n}"
        keys.append(name)
    return keys


def _words(text: str) -> list[str]:
    for sign, spelt in _SPELT.items():
        text = text.replace(sign, spelt)
    flat = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.findall(r"[a-z0-9]+", flat)
