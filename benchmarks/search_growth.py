"""A corpus of any size with a realistic vocabulary, grown from a small one: the same for the same seed.

Copies of documents in which words are exchanged for words of everyday French, rare ones rarely (their frequencies are
the word list's), and numbers moved. Timing only: nothing is judged on these texts.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from itertools import accumulate

from kb.search.entries import Entry

EXCHANGED = 0.45  # share of a copy's words that are exchanged: copies share the field's words, not their sentences
_TOKEN = re.compile(r"[^\W\d_]{4,}|\d+")


def grow(entries: Sequence[Entry], size: int, seed: int = 7) -> Iterator[Entry]:
    """`size` entries: those given first, then altered copies as documents of their own, one edition each."""
    chance = random.Random(seed)
    packed = (files("spellchecker") / "resources" / "fr.json.gz").read_bytes()
    listed: dict[str, int] = json.loads(gzip.decompress(packed))
    words = [word for word in sorted(listed) if len(word) >= 4]
    weights = list(accumulate(listed[word] ** 0.75 for word in words))

    def exchange(match: re.Match[str]) -> str:
        found = match.group()
        if chance.random() >= EXCHANGED:
            return found
        if found.isdigit():
            return str(max(0, int(found) + chance.randint(-3, 3)))
        return words[bisect(weights, chance.random() * weights[-1])]

    made = 0
    copy = 0
    while made < size:
        for entry in entries:
            if made == size:
                return
            made += 1
            if not copy:
                yield entry
                continue
            yield replace(
                entry,
                document=f"{entry.document}-{copy}",
                text=_TOKEN.sub(exchange, entry.text),
                section_path=tuple(_TOKEN.sub(exchange, title) for title in entry.section_path),
                lead=entry.lead and _TOKEN.sub(exchange, entry.lead),
            )
        copy += 1
