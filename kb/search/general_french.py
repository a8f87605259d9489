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

_FOLDED = bytes.maketrans("àâäáãçéèêëíìîïñóòôöõúùûüýÿ".encode("latin-1"), b"aaaaaceeeeiiiinooooouuuuyy")


def everyday_frequency(folded: str) -> int:
    """How often the word (lower case, no accents) is met in the list's texts; 0 for one that is not in it."""
    return _frequencies().get(folded, 0)


@cache
def _frequencies() -> Mapping[str, int]:
    data = (files("spellchecker") / "resources" / "fr.json.gz").read_bytes()
    listed: dict[str, int] = json.loads(gzip.decompress(data))
    joined = "\n".join(listed).replace("œ", "oe").replace("æ", "ae")
    folded = joined.encode("latin-1", "replace").translate(_FOLDED).decode("latin-1").split("\n")  # 140,000 at once
    found: dict[str, int] = {}
    for word, count in zip(folded, listed.values(), strict=True):
        found[word] = max(count, found.get(word, 0))
    return found
