"""Whether two entries of a bibliography are one work, however it is abbreviated, dated or spelt.

An erratum, an answer, an update, a second part and a yearly report are other works.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from ingest.bibliography.targets import fold
from ingest.model import Reference

SAME_TITLE = 92.0  # RapidFuzz ratio of two folded titles: slips and translated brackets pass, another subtitle does not
SAME_ENTRY = 96.0  # the same of whole entries without a title that was read
LEAST_TITLE = 20  # folded letters: shorter titles («Bone metastases») are many works'
YEARS_APART = 1  # online first and printed
# What tells a work from the one it is about or goes on from.
_OTHER_WORK = re.compile(
    r"\b(?:erratum|errata|corrig(?:endum|enda)|correction|rectificatif|retraction|reply|response|r[ée]ponse|comment|"
    r"commentaire|letter|lettre|editorial|[ée]ditorial|update|updated|actualisation|mise à jour|addendum|part|partie|"
    r"protocol|protocole|follow-up|abstract|preprint)\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d+|\b[IVX]+\b")


def same_work(a: Reference, b: Reference) -> bool:
    """Whether two entries are one work."""
    if a.doi and b.doi:
        return a.doi.casefold() == b.doi.casefold()
    if a.title is None or b.title is None or len(fold(a.title)) < LEAST_TITLE or len(fold(b.title)) < LEAST_TITLE:
        return a.text.text == b.text.text or (
            a.title is None and b.title is None and fuzz.ratio(fold(a.text.text), fold(b.text.text)) >= SAME_ENTRY
        )
    if not _same_author(a.authors, b.authors):
        return False
    if _marks(a) != _marks(b) or _NUMBERS.findall(a.title) != _NUMBERS.findall(b.title):
        return False
    if a.year and b.year and abs(a.year - b.year) > YEARS_APART:
        return False
    if _elsewhere(a, b):
        return False
    return fuzz.ratio(fold(a.title), fold(b.title), score_cutoff=SAME_TITLE) > 0


def _elsewhere(a: Reference, b: Reference) -> bool:
    """Whether both print where they stand, volume and pages, and nothing of it agrees: a report of each year."""
    if not (a.volume and b.volume and a.pages and b.pages):
        return False
    return a.volume != b.volume and _first_page(a) != _first_page(b)


def _first_page(reference: Reference) -> str:
    return re.split(r"[-–—]", reference.pages or "")[0].strip().casefold()


def _same_author(a: Sequence[str], b: Sequence[str]) -> bool:
    if not a or not b:
        return not a and not b
    return fuzz.ratio(fold(a[0].split()[0]), fold(b[0].split()[0])) >= SAME_TITLE or fold(a[0]) == fold(b[0])


def _marks(reference: Reference) -> frozenset[str]:
    """Words that make another work of it, wherever in the entry."""
    return frozenset(word.casefold() for word in _OTHER_WORK.findall(reference.text.text))
