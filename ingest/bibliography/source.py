"""Where the work of an entry appeared, as printed: year, volume, pages, DOI, and which stretch of the entry says so.

Knows the orders of Vancouver, AMA, APA, Harvard, Springer, Nature, IEEE and French journals. A year is taken only from
a place where such styles print it, never from a title.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_DASH = r"\-–—‑−"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
MONTH = (
    r"(?:jan(?:uary|v(?:ier)?)?|feb(?:ruary)?|f[ée]v(?:r(?:ier)?)?|mar(?:ch|s)?|a[pv]r(?:il)?|may|mai|june?|juin|july?|juil(?:let)?"
    r"|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre)?|oct(?:ober|obre)?|nov(?:ember|embre)?|d[ée]c(?:ember|embre)?"
    r"|spring|summer|autumn|fall|winter|printemps|été|automne|hiver)\b\.?"
)
_DATE = (
    rf"(?:[\s,]{{1,2}}{MONTH}(?:\s?[{_DASH}/]\s?{MONTH})?(?:\s+\d{{1,2}}(?:er)?\b(?:\s?[{_DASH}]\s?\d{{1,2}}\b)?)?"
    r"|\s+\d{1,2}\b(?![\s,]*[:(]))?"
)
_PAGE = r"(?:[A-Za-z]{1,5}\d+|\d+)(?:\.e\d+|[A-Za-z]{1,2}\d{0,2})?(?![A-Za-z\d])"
PAGES = (
    rf"{_PAGE}(?:\s?[{_DASH}]\s?{_PAGE})?(?:,\s?{_PAGE}\s?[{_DASH}]\s?{_PAGE})*"
    rf"|[ivxlc]{{1,6}}\s?[{_DASH}]\s?[ivxlc]{{1,6}}\b"
)
_SUPPLEMENT = r"(?:suppl(?:ement|ément)?|supp|pt|part|spec(?:ial)? no|hors[- ]série|hs)\b\.?(?:\s?[A-Z]?\d{1,3}\b)?"
_VOLUME = (
    rf"(?:(?:\d{{1,4}}[A-Z]{{0,2}}|[IVXLC]{{2,6}})(?![A-Za-z\d])(?:\s?[{_DASH}/]\s?\d{{1,4}}\b)?(?:\s+{_SUPPLEMENT})?"
    rf"|{_SUPPLEMENT})"
)
_VOL_WORD = r"(?:\b(?:vol(?:ume)?|tome|t)\b\.?\s*)"
_ISSUE = (
    r"\s*(?:\([^()]{1,40}\)|[,;]?\s*(?:n[°º]|(?:nos?|num(?:éro)?|issue|iss)\b)\.?\s*"
    rf"(?:{_SUPPLEMENT}|[\w–-]+(?:\s+{_SUPPLEMENT})?)(?:\s*\([^()]*\))?)?"
)
_PAGE_WORD = r"(?:\b(?:pp?|pages?|art(?:icle)?(?:\s+(?:no|ID|e))?)\b\.?\s*)?"
_NOTE = r"(?:\s*(?:\[[^\]]{1,40}\]|\((?:epub|online|en ligne)[^)]{0,40}\)))?"

_FORWARD = re.compile(
    rf"(?<![\d{_DASH}/.])(?P<paren>\()?{_YEAR}[a-z]?(?(paren)\)\s*[;,:]?|{_DATE}{_NOTE}\s*[;,:])\s*"
    rf"{_VOL_WORD}?(?P<volume>{_VOLUME})?{_ISSUE}\s*[:;,]\s*{_PAGE_WORD}(?P<pages>{PAGES})",
    re.I,
)
_NO_VOLUME = re.compile(rf"(?<![\d{_DASH}/.]){_YEAR}[a-z]?{_DATE}\s*:\s*{_PAGE_WORD}(?P<pages>{PAGES})", re.I)
_VOLUME_ONLY = re.compile(
    rf"(?<![\d{_DASH}/.]){_YEAR}[a-z]?{_DATE}{_NOTE}\s*(?:;\s*{_VOL_WORD}?|,\s*{_VOL_WORD})"
    rf"(?P<volume>{_VOLUME}){_ISSUE}\s*(?=[.;,]|$)",
    re.I,
)
_YEAR_INSIDE = re.compile(
    rf"(?:(?<=[\s,.;])|(?<=^)){_VOL_WORD}?(?P<volume>{_VOLUME}){_ISSUE}\s*,?\s*\((?:{MONTH}\s+)?{_YEAR}\)\s*[,:]?\s*{_PAGE_WORD}(?P<pages>{PAGES})?",
    re.I,
)
_YEAR_LAST = re.compile(
    rf"(?<=[\s,;]){_VOL_WORD}?(?P<volume>{_VOLUME}){_ISSUE}\s*[,:;]\s*{_PAGE_WORD}(?P<pages>{PAGES})\s*[,;.]?\s*"
    rf"\(?(?:\d{{1,2}}\s+)?(?:{MONTH}(?:\s?[{_DASH}/]\s?{MONTH})?(?:\s\d{{1,2}})?[\s,]*)?\b{_YEAR}\b(?!\s?[{_DASH}])\)?",
    re.I,
)
_LOCATOR = re.compile(
    rf"[\s,]{_VOL_WORD}?(?P<volume>{_VOLUME}){_ISSUE}\s*[,:;]\s*{_PAGE_WORD}(?P<pages>{PAGES})(?=\s*(?:[.;,\[(]|$))",
    re.I,
)
_LOCATOR_VOLUME = re.compile(rf",\s*{_VOL_WORD}?(?P<volume>{_VOLUME}){_ISSUE}(?=\s*\.?\s*$)", re.I)
_EARLY_YEAR = re.compile(rf"\s*(?P<paren>\()?{_YEAR}[a-z]?(?(paren)(?:,[^()]{{1,30}})?\)|(?=[.,:]\s))\s*[.,:;]?\s*")
_PUBLISHED = re.compile(
    rf"(?P<mark>[;,.(]|\s)\s*(?:©\s*|c)?(?:{MONTH}\s+)?\b{_YEAR}[a-z]?(?P<date>{_DATE})\b\.?\)?(?P<after>\s*(?:[.;,:\[(]|$))",
    re.I,
)
BOOK_PAGES = re.compile(rf"\bpp?\.\s*(?P<pages>{PAGES})(?!\s*p\b)", re.I)

_DOI = re.compile(
    r"(?:https?\s?:\s?//\s?)?(?:dx\.\s?)?(?:\bdoi\s?(?:\.\s?org\s?/|:|\s)\s*)*(?P<doi>10\.\s?\d{4,9}\s?/\s?[^\s\"<>]+)",
    re.I,
)
_ONE_YEAR = re.compile(r"(?:18|19|20)\d\d$")
_DOI_MORE = re.compile(r"\s(?P<more>(?=\S*\d)[a-z\d][\w.()/:;-]*[\w)])(?=[.,;]?(?:\s*$|\s+PM))")
# Addresses, dates of access and marks of medium (`web`); identifiers and marks of what is ahead of print.
_ASIDE = re.compile(
    r"(?P<web><?\b(?:https?://|www\.|file:///)\S+"
    r"|\[(?:cited|cité|citée|accessed|consulté|consultée|page consultée|updated|mis à jour)[^\]]*\]"
    r"|\((?:accessed|consulté|consultée|cité|accès|dernier accès)[^)]*\)"
    r"|\b(?:available (?:from|at)|disponible (?:sur|à|en ligne|depuis|via|au)|accessible (?:sur|à|en ligne)"
    r"|retrieved\b.{0,30}\bfrom|consultée? le|accessed(?: on)?|accès le|url\b)"
    r"\s*:?(?:(?!<?https?:|<?www\.|<?file:)[^.;])*"
    r"|\s*\[(?:internet|en ligne|on ?line|cd-rom|web|site web)\])"
    r"|\b(?:PMID|PMCID|ISBN|ISSN|PubMed)\b\s*:?\s*[\w-]+|\s*\[(?:e-?pub[^\]]*|sous presse|in press)\]",
    re.I,
)
# One of these stands in whatever `_ASIDE` finds, and in few entries: the search costs as much as several fields.
_ASIDE_HINTS = (
    "http", "www.", "file:", "avail", "dispon", "accessi", "accès", "accessed", "retriev", "consult", "cited", "cité",
    "url", "updated", "mis à jour", "[internet", "ligne]", "line]", "rom]", "web]", "pub", "presse]", "press]", "pmid",
    "pmcid", "isbn", "issn",
)  # fmt: skip
_LATER = re.compile(
    r"\b(?:erratum in|corrigendum in|comment in|published erratum|retraction in|republished in)\b", re.I
)


class Source(NamedTuple):
    """The stretch `start:end` that says where the work appeared; `start` is where a journal's name has ended.

    `journal` is True where volume or pages stand as journals print them, False where a publisher's year does, and None
    where the form leaves it open.
    """

    start: int
    end: int
    year: int | None
    volume: str | None
    pages: str | None
    journal: bool | None


def early_year(text: str, at: int) -> tuple[int, int] | None:
    """A year right behind the authors, as in APA and Harvard, and where the text goes on after it."""
    match = _EARLY_YEAR.match(text, at)
    return (int(match["year"]), match.end()) if match else None


def read_source(text: str, at: int, dated: bool) -> Source | None:
    """What tells volume, pages and, unless the entry is `dated` already, year, in `text` from `at` on."""
    limit = later.start() if (later := _LATER.search(text, at + 1)) else len(text)  # the entry may be the erratum
    if dated:
        patterns: tuple[re.Pattern[str], ...] = (_LOCATOR, _LOCATOR_VOLUME)
    else:
        patterns = (_FORWARD, _YEAR_LAST, _YEAR_INSIDE, _NO_VOLUME, _VOLUME_ONLY)
    for pattern in patterns:
        found = None
        for match in pattern.finditer(text, at, limit):
            found = match
            if not dated:
                break
        if found:
            return _source(found)
    return None if dated else _published(text, at, limit)


def _source(match: re.Match[str]) -> Source:
    groups = match.groupdict()
    year = groups.get("year")
    volume, pages = groups.get("volume"), groups.get("pages")
    return Source(
        match.start(),
        match.end(),
        int(year) if year else None,
        " ".join(volume.split()).rstrip(".") if volume else None,
        " ".join(pages.split()) if pages else None,
        True,
    )


def _published(text: str, at: int, limit: int) -> Source | None:
    """A year without volume and pages: a publisher's («Masson; 2001»), or an article ahead of print."""
    found = None
    for match in _PUBLISHED.finditer(text, at, limit):
        mark, after = match["mark"], match["after"].strip()
        if not mark.strip() and not (match["date"] or after) and match.end() < limit:
            continue  # «Référentiels 2019 inter-régionaux»: a year of the title
        found = match
        if mark == ";":
            break
    if not found:
        return None
    journal = None
    if found["mark"] == ";":
        journal = False
    elif found["date"].strip() or found["after"].strip() == ";":
        journal = True
    return Source(found.start(), found.end(), int(found["year"]), None, None, journal)


class Body(NamedTuple):
    """An entry with its DOI, addresses, dates of access and marks of medium blanked out in place."""

    text: str
    doi: str | None
    web: bool  # it is to be had on the web


def without_links(text: str) -> Body:
    """Part the words of an entry from its links, which are full of years, numbers and dots that mean nothing else."""
    doi = _find_doi(text) if "10." in text else None
    if doi:
        text = _blank(text, doi[1], doi[2])
    web = False
    lowered = text.lower()
    if any(hint in lowered for hint in _ASIDE_HINTS):
        for match in list(_ASIDE.finditer(text)):
            web = web or match["web"] is not None
            text = _blank(text, match.start(), match.end())
    return Body(text, doi[0] if doi else None, web)


def _find_doi(text: str) -> tuple[str, int, int] | None:
    """The DOI as printed, without what announces it, and where it stands; mended where a line break cut it."""
    match = _DOI.search(text)
    if not match:
        return None
    doi, end = match["doi"], match.end()
    if more := _DOI_MORE.match(text, end):
        open_end = doi[-1] in "./-_("
        if open_end or (more["more"][0].isdigit() and not _ONE_YEAR.match(more["more"])):
            doi, end = doi + more["more"], more.end()
    doi = "".join(doi.split()).rstrip(".,;:]>»”'")
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;")
    return doi, match.start(), end


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
