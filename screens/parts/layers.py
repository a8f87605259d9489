"""A text with what lies over it: words found, recommendations, doses, links. Offsets are code points of the text.

Layers may overlap; the words of the text stay as they are and in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from screens.parts.html import Html, joined, lines, tag


@dataclass(frozen=True, slots=True)
class Layer:
    """`start:end` of a text and the class of its mark, "" for a word that was found."""

    start: int
    end: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """`start:end` of a text that leads to `href`; `name` is its id, to come back to, `title` is told beside it."""

    start: int
    end: int
    href: str
    name: str | None = None
    title: str | None = None


def layered(text: str, layers: Iterable[Layer] = (), links: Iterable[Link] = ()) -> Html:
    """The text, its line breaks shown. Of two links that overlap the first is kept; what lies outside is cut."""
    cut = [each for each in layers if each.start < each.end]
    parts: list[Html] = []
    done = 0
    for link in sorted(links, key=lambda link: link.start):
        start, end = max(link.start, 0), min(link.end, len(text))
        if start < done or start >= end:
            continue
        parts.append(_marked(text, done, start, cut))
        inner = _marked(text, start, end, cut)
        parts.append(tag("a", inner, href=link.href, id=link.name, title=link.title, class_="ref"))
        done = end
    parts.append(_marked(text, done, len(text), cut))
    return lines(joined(parts))


def _marked(text: str, start: int, end: int, layers: Sequence[Layer]) -> Html:
    """`text[start:end]` with the marks of each piece."""
    edges = {start, end, *(edge for each in layers for edge in (each.start, each.end) if start < edge < end)}
    ordered = sorted(edges)
    parts: list[Html | str] = []
    for left, right in pairwise(ordered):
        kinds = sorted({each.kind for each in layers if each.start <= left and right <= each.end})
        piece = text[left:right]
        parts.append(tag("mark", piece, class_=" ".join(kinds).strip() or None) if kinds else piece)
    return joined(parts)
