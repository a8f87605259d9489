"""The number that a heading begins with: decimal, roman, letters, «Chapitre 2».

Tells it from what counts or measures (doses, dates, postal codes); what stands below what is `levels`' affair.
"""

from __future__ import annotations

import re

from ingest.model import PrintedText

HYPHENED = "hyphened"

_DECIMAL = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,5})(\.?)[)]?(?:\s+|\s*[-–—]\s+|(?<=\.))(?=\S)")
_HYPHENED = re.compile(r"^(\d{1,2}(?:-\d{1,2}){1,4})([.)]?)(?:\s*[:–—-])?\s+(?=[A-ZÀ-Þ«])")  # «2-1 Bilan»
_ROMAN = re.compile(
    r"^((?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})(?:\.(?:[A-Z]|\d{1,2}))*)(\.|\)|\s*[-–—]|(?<=\.[A-Z0-9])(?=\s)|(?=\s+[A-ZÀ-Þ«]))\s*(?=\S)"
)
_LETTER = re.compile(r"^([A-Z](?:\.\d{1,2})*)(\.|\)|\s*[-–—])\s+(?=\S)")
_SMALL = re.compile(r"^([a-z])(\)|\.)\s+(?=\S)")
PATTERNS = (("decimal", _DECIMAL), (HYPHENED, _HYPHENED), ("roman", _ROMAN), ("letter", _LETTER), ("small", _SMALL))
_WORDED = re.compile(
    r"^((?:chapitre|partie|annexe|article|titre|section)\s+(?:\d{1,3}(?:(?:\.\d{1,2})*|er|re|ère)|[IVX]{1,5}|[A-Z]))\b"
    r"\s*[.:–—-]{0,2}\s*",
    re.IGNORECASE,
)

# What follows a number that counts or measures, and so is no heading.
MEASURE = re.compile(
    r"^(?:°|%|‰|Gy|cGy|mg|µg|g|kg|ml|mL|cm|mm|mSv|UI|ans?|mois|semaines?|jours?|heures?|min|séances?|fractions?|patients?|"
    r"points?|lésions?|cas|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?!\w)"
)


def split_number(text: PrintedText) -> tuple[str | None, str | None, PrintedText]:
    """The numbering scheme, the number without its final dot, and the title of a heading's text.

    A worded number that stands alone («TITRE 6», «Article 3.») is its own title.
    """
    if match := _WORDED.match(text.text):
        scheme = match.group(1).split()[0].casefold()
        if any(c.isalpha() for c in text.text[match.end() :]):
            return scheme, match.group(1), text[match.end() :]
        if match.end() == len(text):
            return scheme, match.group(1), text
    for scheme, pattern in PATTERNS:
        if match := pattern.match(text.text):
            number, stop = match.group(1), match.group(2)
            if not number or (scheme == "decimal" and _is_quantity(number, stop, text.text[match.end() :])):
                continue
            return scheme, number, text[match.end() :]
    return None, None, text


def depth(number: str) -> int:
    """How many parts a number has beyond its first: «2.1», «2-1» and «II.A» have one."""
    return number.count(".") + number.count("-")


def _is_quantity(number: str, stop: str, rest: str) -> bool:
    return bool(MEASURE.match(rest)) or (not stop and "." not in number and rest[:1].islower())
