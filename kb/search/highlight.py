"""Which characters of a quoted text answered the question: exact code points, never a changed text."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kb.search.analysis import Lexicon, analyse
from kb.search.shelves import Shelf

Span = tuple[int, int]  # code points, [start, end)


def highlights(text: str, terms: Collection[str], lexicon: Lexicon) -> tuple[Span, ...]:
    """The spans of `text`, in order, whose tokens hold one of `terms`; none empty, none overlapping."""
    tokens = analyse(text, lexicon)
    return _joined((t.start, t.end) for t in tokens if any(term in terms for term in t.terms))


def shelf_highlights(shelf: Shelf, terms: Collection[str]) -> tuple[Span, ...]:
    """The same for the text of an entry of the index, from the tokens that are kept there."""
    found = []
    at = 0
    for token, span in zip(shelf.body.split(), shelf.spans.split(), strict=True):
        skipped, length = span.split(",")
        start = at + int(skipped)
        at = start + int(length)
        if any(term in terms for term in token.split("|")):
            found.append((start, at))
    return _joined(found)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans with those that touch made one."""
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
