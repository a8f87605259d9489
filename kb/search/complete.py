"""Completion while typing: words of the documents and titles of their sections.

Offers only what stands in the index, so that what is chosen has an answer.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from kb.search.index import Index
from kb.search.tokens import fold

SHORTEST = 2  # letters before anything is offered
_MOST_WORDS = 400  # words looked at for one beginning


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` is the whole question as it would become; `kind` is «word» or «title»."""

    text: str
    kind: str


def complete(typed: str, index: Index, limit: int = 8) -> tuple[Suggestion, ...]:
    """At most `limit` ways to go on from `typed`: its last word completed, the commonest first, then section titles."""
    head, _, last = typed.rpartition(" ")
    start = fold(last.strip())
    if len(start) < SHORTEST or not start.isalpha():
        return ()
    at = bisect_left(index.spelling, start)
    near = []
    for folded in index.spelling[at : at + _MOST_WORDS]:
        if not folded.startswith(start):
            break
        near.append((-index.words[folded].count, folded))
    before = f"{head} " if head else ""
    words = [Suggestion(before + _lower(index.words[folded].printed), "word") for _, folded in sorted(near)]
    wanted = fold(typed).split()
    titles = [Suggestion(t, "title") for t in index.titles if all(_starts(word, fold(t).split()) for word in wanted)]
    share = max(limit - len(titles), limit // 2)
    return tuple(dict.fromkeys((*words[:share], *titles)))[:limit]


def _lower(word: str) -> str:
    """Without the capital of a sentence's start; acronyms keep theirs."""
    return word if word[1:] != word[1:].lower() else word.lower()


def _starts(beginning: str, words: list[str]) -> bool:
    return any(word.lstrip("«(\"'").startswith(beginning) or f"'{beginning}" in word for word in words)
