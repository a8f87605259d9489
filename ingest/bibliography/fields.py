"""One entry of a bibliography → its fields: authors, title, container, year, volume, pages, DOI.

Cuts the entry at its authors and at its source, then parts title and journal by punctuation, capitals and italics.
What cannot be told is None: never a guess, never a list of journals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.bibliography.authors import LOWER, SPACES, UPPER, Authors, read_authors
from ingest.bibliography.source import BOOK_PAGES, MONTH, Source, early_year, read_source, without_links
from ingest.model import PrintedText, Reference

_BREAK = re.compile(rf"([.?!…])[\"»”’)\]*]*\s+(?=[{UPPER}\d\[(«\"“'‘-]|[{LOWER}]{{1,3}}[{UPPER}]|npj )")
_SHORT = re.compile(
    r"\b(?:[Vv]s|e\.?g|i\.?e|[Cc]f|Dr|St|Mr|Prof|no?|vol|approx|resp|[Ff]ig|min|max|et al|spp?|subsp|var|ed|p)\.$"
)
_IN = re.compile(r"(?:(?<=[.?!\])»”\"])|(?<=,))\s*(?:In|Dans|in|dans)\s*(?::|(?=\s[A-Z«\"]))\s*|\s\bIn:\s*")
_EDITION = re.compile(
    r"^(?:\d+\s?(?:st|nd|rd|th|e|è|ère|ème|re)\b\.?\s*(?:éd|ed)|(?:nouvelle|revised|rev)\b.{0,12}éd"
    r"|éd(?:ition)?\.? \d)",
    re.I,
)
_PUBLISHER = re.compile(rf"^[{UPPER}][^:]{{1,60}}?\s?:\s*[{UPPER}]")
_NOTES = re.compile(r"^\s*(?:\d+\s*p\b|[Pp]\.\s?\d|vol\b|n°)")
_CONNECTIVE = re.compile(r"(?:of|the|and|in|on|for|de|des|du|la|le|les|et|en|der|die|und|für|y|a|to|d|l|&|[-–—/|:])$")
_QUOTED = re.compile(rf"^[«\"“]\s?(?P<title>[^»\"”]+?)[\s,.]*[»\"”][\s,.]*(?=[{UPPER}])")
_LANGUAGE = re.compile(  # «[article in French]»
    r"\s*[\[(](?:article\s+)?(?:in|en)\s+[^\W\d_]+(?:\s+(?:and|et)\s+[^\W\d_]+)?[\])]", re.I
)
_LEADING_DATE = re.compile(rf"(?<=[.,?!\]])\s+(?:\d{{1,2}}(?:er)?(?:\s?[–-]\s?\d{{1,2}})?\s+)?{MONTH}\s*$", re.I)
_PERSON_TOKEN = re.compile(rf"(?<![\w-])[{UPPER}]{{1,3}}(?:\.|(?=[\s,]))")
_ROMAN = re.compile(r"[IVX]+$")
_EDS = re.compile(r"\(?\b(?:eds?|éds?|editors?|éditeurs?|dir|coord)\b\.?\)?[.,:]?\s*", re.I)
LONGEST_CONTAINER = 14  # words: «… : the official journal of the International Association of the Study of Lung Cancer»
LONGEST_ABBREVIATION = 10  # letters of a dotted word of a journal's name: «Endocrinol.»


def parse_reference(label: str | None, text: PrintedText) -> Reference:
    """The fields of one entry; `text` is without its label. Nothing is taken that the entry does not print;
    a note of the work's language («[article in French]») is not part of its title."""
    printed = text.text.translate(SPACES)
    body, doi, web = without_links(printed)
    body = _LANGUAGE.sub(lambda note: " " * len(note[0]), body)
    authors = read_authors(body, len(body) - len(body.lstrip()))
    dated = early_year(body, authors.end) if authors.names else None
    at = dated[1] if dated else authors.end
    source = read_source(body, at, dated is not None)
    if not authors.persons and dated is None and not _is_body(body, authors, source):
        authors = Authors((), len(body) - len(body.lstrip()))
        at = authors.end
    year = dated[0] if dated else source.year if source else None
    start = source.start if source else len(body)
    title, container, pages = _title_and_container(body, at, start, authors, source, dated is not None, text, web)
    return Reference(
        label=label,
        text=text,
        authors=authors.names,
        title=title,
        container=container,
        year=year,
        volume=source.volume if source else None,
        pages=(source.pages if source else None) or pages,
        doi=doi,
    )


def _is_body(text: str, authors: Authors, source: Source | None) -> bool:
    """Whether what stands first is a body that wrote the work: then a title, and in a journal its name, must follow."""
    if not authors.names:
        return False
    rest = _clean(text[authors.end : source.start if source else len(text)])
    pieces = len(_segments(rest))
    if authors.sure:
        return pieces >= 1 and bool(rest)
    if source is not None and source.journal is False:
        return pieces >= 2 or (pieces == 1 and bool(rest))
    return pieces >= 2


def _title_and_container(
    text: str, at: int, end: int, authors: Authors, source: Source | None, dated: bool, printed: PrintedText, web: bool
) -> tuple[str | None, str | None, str | None]:
    """Title, container and, of a chapter, its pages."""
    chapter = _IN.search(text, at, len(text))
    if chapter and (source is None or source.journal is not True or chapter.start() < end):
        return _chapter(text, at, chapter, source, dated)
    region = _LEADING_DATE.sub("", text[at:end])  # «Cancer. févr 2022;26:368-76»
    quoted = _QUOTED.match(region)
    if quoted and (rest := _clean(region[quoted.end() :])):
        return _clean(quoted["title"]) or None, rest if _like_container(rest) else None, None
    if not _clean(region):
        return None, None, None
    journal = source is not None and source.journal is not False and not _publisher_last(region)
    if source is not None and source.journal is None and not dated and _like_publisher(region, authors):
        journal = False
    if dated and source is None:
        journal = False
    if not journal:
        title, publisher = _report(region)
        book = BOOK_PAGES.search(text, end)
        return title, publisher if web else None, book["pages"] if book else None
    title, container = _article(region, at, authors, printed, dated)
    return _without_unread_names(title) if not authors.names else title, container, None


def _without_unread_names(title: str | None) -> str | None:
    """A title without the names before it that no form of author list explains: «S. Roy M-HV S Petit, JL Gros»."""
    segments = _segments(title or "")
    names = "".join(segments[:-1])
    if "," in names and len(_PERSON_TOKEN.findall(names)) > 1 and all(word[:1].isupper() for word in names.split()):
        return _clean(segments[-1]) or None
    return title


def _article(
    region: str, at: int, authors: Authors, printed: PrintedText, dated: bool
) -> tuple[str | None, str | None]:
    """Part «Title. Journal» (or «Title, J. Abbrev.») at the place the style marks."""
    if cut := _style_cut(printed, at, at + len(region)):
        title, container = _clean(region[: cut - at]), _clean(region[cut - at :])
        if title and container and _like_container(container):
            return title, container
    segments = _segments(region)
    if authors.commas_only and not dated and (parted := _by_comma(region)):
        return parted
    if len(segments) == 1:
        return _unparted(_clean(region))
    first = len(segments) - 1
    while first > 1 and _abbreviated(segments[first - 1]) and _may_go_on(segments[first]):
        first -= 1
    container = _clean(region[_offset(region, segments, first) :])
    title = _clean(region[: _offset(region, segments, first)])
    if not _like_container(container):
        return _clean(region), None
    return title or None, container or None


def _unparted(region: str) -> tuple[str | None, str | None]:
    """No full stop between title and journal: the journal is the run of capitals at the end, or not there."""
    words = region.split()
    if len(words) <= 6 and all(w[:1].isupper() or _CONNECTIVE.match(w) for w in words) and len(words[-1]) <= 12:
        return (None, region) if len(words) <= 4 else (region, None)
    run = 0
    while run < len(words) and (words[-1 - run][:1].isupper() or words[-1 - run][:1] in "(&"):
        run += 1
        if words[-1 - run : len(words) - run] and words[-1 - run][-1] in ".:,;?!":
            break
    before = words[-1 - run] if run < len(words) else ""
    if run == 0 or run == len(words):
        return region, None
    if run >= 2 and before[-1].islower() and run <= 7:
        return " ".join(words[:-run]), " ".join(words[-run:])
    if run >= 2:
        return None, None  # a title in capitals runs into its journal: where it ends cannot be told
    return region, None


def _by_comma(region: str) -> tuple[str, str] | None:
    """«Title, J. Clin. Oncol.»: where commas part everything, the journal stands after the last of them."""
    cut = _clean(region).rfind(", ")
    if cut <= 0:
        return None
    title, container = _clean(region[:cut]), _clean(region[cut + 1 :])
    words = container.split()
    if title and words and all(w.lstrip("(")[:1].isupper() or w.endswith(")") or _CONNECTIVE.match(w) for w in words):
        return title, container
    return None


def _chapter(
    text: str, at: int, chapter: re.Match[str], source: Source | None, dated: bool
) -> tuple[str | None, str | None, str | None]:
    """«Title. In: Editors, eds. Book. Place: Publisher; 2010. p. 55–67.»"""
    title = _clean(text[at : chapter.start()])
    end = source.start if source and source.start > chapter.end() else len(text)
    start = chapter.end()
    editors = read_authors(text, start)
    if editors.names and editors.persons:
        start = editors.end
    if more := _EDS.match(text, start):
        start = more.end()
    rest = text[start:end]
    book = re.split(r"\s*\((?:\d|pp?\.|vol)|,?\s*\bpp?\.\s*\d", rest, maxsplit=1)[0] if dated else rest
    segments = _segments(book)
    container = _clean(segments[0]) if segments else ""
    comma = re.search(rf",\s*(?:[{UPPER}][\w-]+(?:,|\s*:|$)|\d+[eè])", container)
    if comma and len(segments) == 1:
        container = _clean(container[: comma.start()])
    pages = BOOK_PAGES.search(text, chapter.end())
    return title or None, container or None, pages["pages"] if pages else None


def _report(region: str) -> tuple[str | None, str | None]:
    """Title and publisher (or site) of what is no article: «Title. 2nd ed. Place: Publisher»."""
    parts = _segments(region)
    segments = [_clean(part) for part in parts]
    publisher = None
    if len(segments) > 1 and not _EDITION.match(segments[-1]):
        publisher = segments.pop()
        if ":" in publisher:
            publisher = publisher.split(":", 1)[1].strip() or None
    while len(segments) > 1 and (
        _EDITION.match(segments[-1])
        or _NOTES.match(segments[-1])
        or (_PUBLISHER.match(segments[-1]) and len(segments) > 2)
    ):
        segments.pop()
    stopped = (f"{s}." if part.rstrip().endswith(".") else s for s, part in zip(segments[:-1], parts, strict=False))
    title = " ".join([*stopped, *segments[-1:]])  # «Quel avenir ? Un rapport», and no stop that is not printed
    return title or None, publisher


# --- evidence -----------------------------------------------------------------------------------------------------


def _segments(region: str) -> list[str]:
    """The sentences of `region`, each with the space that follows it; abbreviations end none."""
    out, start = [], 0
    for match in _BREAK.finditer(region):
        if match.group(1) == "." and _SHORT.search(region[start : match.start() + 1]):
            continue
        before = region[start : match.start()]
        if any(before.count(a) > before.count(b) and b in region[match.end() :] for a, b in ("()", "[]")):
            continue  # «Clin. Oncol. (R. Coll. Radiol.)»
        out.append(region[start : match.end()])
        start = match.end()
    if _clean(region[start:]):
        out.append(region[start:])
    return out


def _offset(region: str, segments: Sequence[str], first: int) -> int:
    return sum(len(segment) for segment in segments[:first])


def _abbreviated(segment: str) -> bool:
    """Whether a segment is words of an abbreviated journal name: «Clin.», «Bone Miner.», «J.»."""
    words = segment.strip().rstrip(".").split()
    if not 1 <= len(words) <= 3 or not segment.strip().endswith(".") or _ROMAN.match(words[-1]):
        return False
    last = words[-1]
    return (
        all(word[:1].isupper() and word.isalpha() for word in words)
        and len(last) <= LONGEST_ABBREVIATION
        and (len(last) == 1 or (last[-1] not in "aeiouyé" and not last.isupper()))
    )


def _may_go_on(segment: str) -> bool:
    """Whether a dotted name may run into `segment`: one of several undotted words is a name of its own."""
    words = segment.strip().rstrip(".").split()
    return len(words) <= 3 and all(w[:1].isupper() or w[:1] == "(" or _CONNECTIVE.match(w) for w in words)


def _like_container(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= LONGEST_CONTAINER and not text.endswith(("?", "!")) and not _EDITION.match(text)


def _publisher_last(region: str) -> bool:
    segments = _segments(region)
    return len(segments) > 1 and bool(_PUBLISHER.match(_clean(segments[-1])))


def _like_publisher(region: str, authors: Authors) -> bool:
    """A lone year behind «Paris, Masson» or behind the body that wrote the work, or with no full stop before it."""
    segments = _segments(region)
    last = _clean(segments[-1]) if segments else ""
    return len(segments) < 2 or "," in last or last in authors.names


def _style_cut(printed: PrintedText, start: int, end: int) -> int | None:
    """Where type turns italic (or changes colour) for good before `end`: journals are often set so, titles are not."""
    runs: list[tuple[tuple[bool, int], int]] = []  # each with the place of its first letter
    for n in range(start, end):
        glyph = printed.glyphs[n]
        if glyph is not None and printed.text[n].isalnum():
            look = (glyph.style.italic, glyph.style.color)
            if not runs or runs[-1][0] != look:
                runs.append((look, n))
    if len(runs) < 2 or runs[0][0] == runs[-1][0]:
        return None
    return runs[-1][1]


def _clean(text: str) -> str:
    """Without the punctuation that parts fields; what belongs to the field stays («?», «]», «U.S»)."""
    text = " ".join(text.split()).strip(" ,;:–—-")
    text = text.removesuffix("(").rstrip(" ,;:")
    while text.endswith("."):
        text = text[:-1].rstrip(" ,;:")
    return text.lstrip(".*").strip()
