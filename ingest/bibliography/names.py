"""Text → names with a year that may cite: «(Lipton, 2008 ; Coleman et al., 2010a)», «Erler et al. (2018)».

Reads one passage at a time and knows no bibliography: whether such a mention is a citation, and of which work, others
decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.bibliography.authors import SPACES, SURNAME, UPPER

NARRATED = 120  # characters before a year in brackets in which its authors' names stand


@dataclass(frozen=True, slots=True)
class NameMark:
    """Authors and a year that may cite, at `start:end`: «Coleman et al., 2010a», `narrative` «Erler et al. (2018)».

    `names` are the family names in order, each with the words before it that may belong to it; `initials` are the
    first author's, where printed.
    """

    start: int
    end: int
    names: tuple[str, ...]
    initials: str
    year: int
    letter: str
    et_al: bool = False
    comma: bool = False  # before the year
    narrative: bool = False
    loose: bool = False  # not in the form of a name: «Institut national du cancer, 2011»


_YEAR = r"(?:18|19|20)\d\d"
_JOINER = r"(?:et|and|&|y|und)"
_INITIALS = rf"(?:[{UPPER}]\.(?:[ -]?[{UPPER}]\.)*|[{UPPER}]{{1,3}}(?=[\s,;]))"
_ACRONYM = rf"[{UPPER}][{UPPER}\d/-]{{1,11}}[a-z]?"
_NAME = rf"(?:{_INITIALS}\s+)?(?:{SURNAME}|{_ACRONYM})(?:,?\s+{_INITIALS})?"
_ET_AL = r"(?:et\s+al|et\s+coll?|&\s*al|et\s+collaborateurs)\b\.?"
_NAMES = (
    rf"(?P<names>{_NAME}(?:\s*,\s*(?!{_YEAR}){_NAME}){{0,4}}?(?:\s*,?\s+{_JOINER}\s+(?!al\b|coll?\b){_NAME})?)"
    rf"(?P<etal>\s*,?\s+{_ET_AL})?"
)
_UNIT = re.compile(rf"{_NAMES}(?P<comma>\s*,)?\s*(?P<year>{_YEAR})(?P<letter>[a-z]?)\b")
_LOOSE = re.compile(rf"(?P<names>[^\W_][^;()\[\]]{{2,80}}?)\s*,?\s+(?P<year>{_YEAR})(?P<letter>[a-z]?)(?=\s*(?:;|$))")
_INNER = re.compile(rf"(?<=[,:] ){_UNIT.pattern}(?=\s*(?:;|$))")
_MORE_YEARS = re.compile(
    rf"\s*(?:,|&|et\b|and\b)\s*(?:(?P<year>{_YEAR})(?P<letter>[a-z]?)|(?P<only>[a-z]))\b"
    r"(?=\s*(?:[,;&)\]]|$|et\b|and\b))"
)
_AFTER_UNIT = re.compile(r"\s*(?:[;,]|$|et\b|and\b|&|:\s*\d)")
_PAGES = re.compile(r"\s*[,:]\s*pp?\.\s*\d+(?:\s?[-–]\s?\d+)?")
_LEAD_IN = re.compile(
    r"(?:[;,&\s]|\b(?:et|and|voir(?: aussi)?|cf|see(?: also)?|e\.g|i\.e|p\. ?ex|par exemple|d[’']après|selon"
    r"|adaptée? (?:de|d[’'])|adapted from|modifiée? d[’']après|in|dans|revue? (?:in|dans|de|par)|pour revue|review in"
    r"|notamment|aussi|également|source|réf)\b[.:,]?)+",
    re.I,
)
_GROUP = re.compile(rf"[(\[](?=[^()\[\]]{{2,}}{_YEAR})(?P<content>[^()\[\]]{{6,400}})[)\]]")
_YEARS_ALONE = re.compile(
    rf"[(\[](?P<years>{_YEAR}[a-z]?(?:\s*[,;&]\s*(?:{_YEAR}[a-z]?|[a-z]))*)(?:\s*[,:]\s*p+\.\s*\d+)?[)\]]"
)
_NAMES_BEFORE = re.compile(rf"(?<![\w’'-]){_NAMES}\s*,?\s*$")
_EACH_YEAR = re.compile(rf"(?P<year>{_YEAR})(?P<letter>[a-z]?)|(?<=[,;& ])(?P<only>[a-z])\b")
# Capitalised words that stand before a year without being anyone's name.
_NO_NAME = re.compile(
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|version|édition|mise"
    r"|tableau|figure|annexe|chapitre|avis|loi|décret|arrêté|circulaire|phase|depuis|en|entre|avant|après|données|année"
    r"|rapport|plan|page|étude|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|since|until|paris|journal|article)$",
    re.I,
)
_INITIALS_ALONE = re.compile(rf"[{UPPER}]\.?(?:-?[{UPPER}]\.?){{0,2}}")
_SPLIT_NAMES = re.compile(rf"\s*,\s*|\s+{_JOINER}\s+")


def name_marks(text: str) -> tuple[NameMark, ...]:
    """Names with a year that may cite, in reading order."""
    if not re.search(_YEAR, text):
        return ()
    text = text.translate(SPACES)
    marks = [*_grouped(text), *_narrated(text)]
    return tuple(sorted(marks, key=lambda mark: mark.start))


def _grouped(text: str) -> Iterator[NameMark]:
    """The works of «(Lipton, 2008 ; Coleman, 2010)», one each."""
    for group in _GROUP.finditer(text):
        at, end = group.start("content"), group.end("content")
        while at < end:
            if lead := _LEAD_IN.match(text, at, end):
                at = lead.end()
            unit = _UNIT.match(text, at, end)
            works, after = _dated(text, unit, end) if unit else ((), at)
            if works and _AFTER_UNIT.match(text, after, end):
                yield from works
                at = after
                continue
            yield from _loose(text, at, end)
            semicolon = text.find(";", at, end)
            if semicolon < 0:
                break
            at = semicolon + 1


def _dated(text: str, unit: re.Match[str], end: int) -> tuple[tuple[NameMark, ...], int]:
    """The works of one list of names («Coleman, 2010, 2012», «Smith 2012a,b»), and where the last of them ends."""
    names, initials = _family_names(unit["names"])
    if _NO_NAME.match(names[-1].split()[-1]):
        return (), unit.end()
    first = NameMark(*unit.span(), names, initials, int(unit["year"]), unit["letter"], bool(unit["etal"]))
    works, at = [replace(first, comma=bool(unit["comma"]))], unit.end()
    while more := _MORE_YEARS.match(text, at, end):
        start = more.start("year") if more["year"] else more.start("only")
        letter = more["letter"] or more["only"] or ""
        year = int(more["year"] or works[-1].year)
        works.append(replace(first, start=start, end=more.end(), year=year, letter=letter, comma=True))
        at = more.end()
    if pages := _PAGES.match(text, at, end):
        at = pages.end()
    return tuple(works), at


def _loose(text: str, at: int, end: int) -> Iterator[NameMark]:
    """A body in small letters («Institut du cancer, 2011»), or a name behind other words («essai X, Chow 2007»)."""
    match = _LOOSE.match(text, at, end)
    if match is None:
        return
    names: tuple[str, ...] = (match["names"],)
    initials = ""
    if inner := _INNER.search(text, at, match.end()):
        match = inner
        names, initials = _family_names(inner["names"])
    yield NameMark(*match.span(), names, initials, int(match["year"]), match["letter"], comma=True, loose=True)


def _narrated(text: str) -> Iterator[NameMark]:
    """«Erler et al. (2018)», «Coleman (2010, 2012)»."""
    for match in _YEARS_ALONE.finditer(text):
        before = _NAMES_BEFORE.search(text, max(0, match.start() - NARRATED), match.start())
        if not before:
            continue
        names, initials = _family_names(before["names"])
        if _NO_NAME.match(names[-1].split()[-1]):
            continue
        offset, year = match.start("years"), 0
        for part in _EACH_YEAR.finditer(match["years"]):
            year = int(part["year"] or year)
            start = offset + part.start() if part.start() else before.start()
            end = match.end() if part[0] == match["years"] else offset + part.end()
            letter = part["letter"] or part["only"] or ""
            yield NameMark(start, end, names, initials, year, letter, bool(before["etal"]), narrative=True)


def _family_names(printed: str) -> tuple[tuple[str, ...], str]:
    """«van der Linden YM et Coleman» → family names, and the initials of the first."""
    families: list[str] = []
    initials = ""
    for n, part in enumerate(_SPLIT_NAMES.split(printed)):
        words = part.split()
        family = [word for word in words if not _INITIALS_ALONE.fullmatch(word)]
        if not any(word[:1].isupper() or "'" in word or "’" in word for word in family):
            family = words  # «de la HAS»
        if family:
            families.append(" ".join(family))
            if n == 0:
                initials = "".join(word for word in words if word not in family)
    return tuple(families), "".join(char for char in initials if char.isalpha())
