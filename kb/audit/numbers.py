"""Printed numbers of sections, tables and figures: their parts, whether the document is an excerpt, what bears a label.

Reads numbers; judges none.
"""

from __future__ import annotations

import re

from ingest.model import Guideline, PassageKind

_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_WORDS_OF = {
    "tableau": r"(?:tableaux?|tab\.)",
    "figure": r"(?:figures?|fig\.)",
    "section": r"(?:sections?|chapitres?|paragraphes?|parties?|§)",
    "annexe": r"annexes?",
    "encadre": r"encadrés?",
}


def parts(number: str) -> tuple[int, ...] | None:
    """«3.5.2» → (3, 5, 2); None for what is no decimal number."""
    return tuple(map(int, number.split("."))) if _DECIMAL.fullmatch(number) else None


def roman(number: str) -> int | None:
    """«IV» → 4; None for what is no roman number up to L."""
    if not number or any(letter not in _ROMAN for letter in number):
        return None
    values = [_ROMAN[letter] for letter in number]
    return sum(-a if n + 1 < len(values) and a < values[n + 1] else a for n, a in enumerate(values))


def is_excerpt(guideline: Guideline) -> bool:
    """Whether the sections begin later than at 1: what is printed before is elsewhere, and may be referred to."""
    first = next((found for s in guideline.sections if s.number and (found := parts(s.number))), None)
    return first is not None and any(part > 1 for part in first)


def first_section(guideline: Guideline) -> tuple[int, ...]:
    """The first decimal section number, () where there is none."""
    return next((found for s in guideline.sections if s.number and (found := parts(s.number))), ())


def bears(guideline: Guideline, kind: str, number: str) -> bool:
    """Whether anything printed begins with that label: «Tableau 3» before a caption, a title, a line of a drawing.

    `kind` is «tableau», «figure», «section», «annexe» or «encadre». Says what the reader may have taken for text.
    """
    word = _WORDS_OF[kind] + r"\s*(?:n°\s*)?" if kind != "section" else _WORDS_OF[kind] + r"?\s*"
    label = re.compile(rf"\s*{word}{re.escape(number)}(?![\w]|\.\d)", re.IGNORECASE)
    texts = [
        *(p.text.text for p in guideline.passages if p.kind is not PassageKind.REFERENCE),
        *(section.title.text for section in guideline.sections),
        *(thing.text.text for thing in guideline.furniture),
        *(table.caption.text for table in guideline.tables if table.caption),
        *(figure.caption.text for figure in guideline.figures if figure.caption),
    ]
    return any(label.match(text) for text in texts)
