"""The words of everyday French with how often they are met, from the word list of pyspellchecker.

A word that stands here is not a misspelling, whatever resembles it in the documents; and an everyday word («égal»,
«vite») that no document has says less about a question than a rare one. Corrects nothing itself.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_FROM = "àâäáãçéèêëíìîïñóòôöõúùûüýÿ"
_TO = "aaaaaceeeeiiiinooooouuuuyy"
_FOLDED = str.maketrans(_FROM, _TO) | {ord("œ"): "oe", ord("æ"): "ae"}


def everyday_frequency(folded: str) -> int:
    """How often the word (lower case, no accents) is met in the list's texts; 0 for one that is not in it."""
    return _frequencies().get(folded, 0)


@cache
def _frequencies() -> Mapping[str, int]:
    data = (files("spellchecker") / "resources" / "fr.json.gz").read_bytes()
    listed: dict[str, int] = json.loads(gzip.decompress(data))
    folded = "\n".join(listed).translate(_FOLDED).split("\n")  # in one pass: 140,000 words
    found: dict[str, int] = {}
    for word, count in zip(folded, listed.values(), strict=True):
        found[word] = max(count, found.get(word, 0))
    return found
