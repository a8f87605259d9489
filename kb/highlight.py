"""Which characters of a quoted text answered the question: exact code points, never a changed text."""

from __future__ import annotations

from collections.abc import Collection

from kb.analysis import Lexicon, analyse


def highlights(text: str, terms: Collection[str], lexicon: Lexicon) -> tuple[tuple[int, int], ...]:
    """The spans `[start, end)` of `text`, in order, whose tokens hold one of `terms`; none empty, none overlapping."""
    spans: list[tuple[int, int]] = []
    for token in analyse(text, lexicon):
        if any(term in terms for term in token.terms):
            if spans and token.start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(token.end, spans[-1][1]))
            else:
                spans.append((token.start, token.end))
    return tuple(spans)
