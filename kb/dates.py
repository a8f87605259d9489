"""The newest date a guideline prints about itself: what names an edition that nobody labelled.

A guess, kept apart from the manifest's dates. Never looks at the clock, nor into the bibliography.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ingest.model import Guideline, PassageKind

EARLIEST, LATEST = 1990, 2099  # years a guideline in PDF can be of; others are figures
_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            ("janvier", "janv"), ("fevrier", "fevr", "fev"), ("mars",), ("avril", "avr"), ("mai",), ("juin",),
            ("juillet", "juil"), ("aout",), ("septembre", "sept"), ("octobre", "oct"), ("novembre", "nov"),
            ("decembre", "dec"),
        ],
        1,
    )
    for name in names
}  # fmt: skip
_DAY = r"(?:(?P<day>\d{1,2})\s?(?:er)?\s+)?"
_PATTERNS = (
    re.compile(rf"\b{_DAY}(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?\s+(?P<year>\d{{4}})\b"),
    re.compile(r"(?<![\d/.-])(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?(?![\d/-])"),
    re.compile(
        r"(?<![\d/.,-])(?:(?P<day>\d{1,2})(?P<mark>[/.]))?(?P<month>\d{1,2})(?(mark)(?P=mark)|/)(?P<year>\d{4})(?![\d/-])"
    ),
)
_YEAR = re.compile(
    r"\b(?:edition|version|referentiel|actualisation|actualise|mise a jour|mis a jour|maj|revision|publication|publie)"
    r"\w*\W{0,3}(?:(?:en|de|du|le|:)\W{0,2}){0,2}(?P<year>\d{4})\b"
)
# A date that follows one of these is a deadline or an intention, not when the text was written
_AHEAD = re.compile(
    r"(?:jusqu\W?(?:a|au|en|a la fin)?|avant|d\W?ici|prochaine?\b.{0,30}|a revoir|echeance|expir\w*"
    r"|valable\b.{0,20}|validite)"
    r"\W*(?:fin|le|la|en|au|de|du|:)?\W*(?:fin|le)?\W*$"
)


def newest_date(guideline: Guideline) -> str | None:
    """The newest date printed on the first page, else in the rest of the file, as «2022-07-30», «2022-07» or «2022».

    Looked for in running heads, titles and text; not in the bibliography (the date of somebody else's work), not after
    «jusqu'à», «prochaine» and their like. A bare year counts only beside «édition», «version», «mise à jour»…, and
    where the same page says no fuller date. None where nothing is found.
    """
    places = list(_texts(guideline))
    for texts in ([text for page, text in places if page == 1], [text for page, text in places if page != 1]):
        if found := max((date for text in texts for date in _full(text)), default=None):
            return found
        if found := max((date for text in texts for date in _years(text)), default=None):
            return found
    return None


def _texts(guideline: Guideline) -> Iterator[tuple[int, str]]:
    if guideline.title:
        yield 1, _folded(guideline.title)
    for layer in (guideline.furniture, guideline.passages):
        for thing in layer:
            if getattr(thing, "kind", None) != PassageKind.REFERENCE:
                yield thing.text.page, _folded(thing.text.text)
    for section in guideline.sections:
        yield section.title.page, _folded(section.title.text)


def _full(text: str) -> Iterator[str]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            facts = match.groupdict()
            year, month = int(facts["year"]), _MONTHS.get(facts["month"]) or int(facts["month"])
            day = int(facts["day"] or 0)
            plausible = EARLIEST <= year <= LATEST and 1 <= month <= 12 and day <= 31
            if plausible and not _ahead(text, match.start()):
                yield f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"


def _years(text: str) -> Iterator[str]:
    for match in _YEAR.finditer(text):
        if EARLIEST <= int(match["year"]) <= LATEST and not _ahead(text, match.start("year")):
            yield match["year"]


def _ahead(text: str, at: int) -> bool:
    return _AHEAD.search(text[max(0, at - 80) : at]) is not None


def _folded(text: str) -> str:
    """Lower case without accents."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
