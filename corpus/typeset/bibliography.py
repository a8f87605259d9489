"""Works: read from TOML, and printed in each reference style.

The printed entry is made of pieces, so that the page and the golden text come from the same place.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

from .model import ReferenceStyle, Text, Work

_AUTHORS = {ReferenceStyle.VANCOUVER: 6, ReferenceStyle.LINES: 4, ReferenceStyle.JOURNAL: 3}
# «van der Linden YM», «Di Maio M»: what precedes the initials is the name.
_NAME = re.compile(r"(?P<name>.+?) [A-ZÉ][A-Za-zÉ’.-]{0,3}$")


def read_works(path: Path) -> dict[str, Work]:
    """Every entry of `path`, by key. `like = "other"` is the same work listed a second time."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    entries = {key: entries[entry["like"]] if "like" in entry else entry for key, entry in entries.items()}
    empty = {f.name: False if f.type == "bool" else "" for f in fields(Work)} | {"kind": "article"}
    return {
        key: Work(**{**empty, **entry, "key": key, "authors": tuple(entry["authors"])})
        for key, entry in entries.items()
    }


def surname(work: Work) -> str:
    """The first author's name, as author–year citations print it."""
    match = _NAME.match(work.authors[0])
    return match["name"] if match and not work.collective else work.authors[0]


def printed_authors(work: Work, style: ReferenceStyle) -> tuple[str, ...]:
    """The authors whom this style prints by name."""
    return work.authors[: _AUTHORS[style]]


def entry_lines(work: Work, style: ReferenceStyle) -> tuple[tuple[Text, ...], ...]:
    """The printed entry: one line for most styles, three for `LINES`."""
    authors, title = _authors(work, style), _title(work)
    match style:
        case ReferenceStyle.LINES:
            return (authors, (Text(title),), _where(work, style))
        case ReferenceStyle.VANCOUVER | ReferenceStyle.JOURNAL:
            return ((*authors, Text(f" {title} "), *_where(work, style)),)


def entry_text(work: Work, style: ReferenceStyle) -> str:
    """The printed entry as plain text."""
    return " ".join("".join(run.text for run in line) for line in entry_lines(work, style))


def _authors(work: Work, style: ReferenceStyle) -> tuple[Text, ...]:
    names = printed_authors(work, style)
    listed = ", ".join(names)
    if not (work.et_al or len(names) < len(work.authors)):
        return (Text(f"{listed}."),)
    if style is ReferenceStyle.VANCOUVER:
        return (Text(f"{listed}, et al."),)
    comma = ", " if style is ReferenceStyle.JOURNAL else " "
    return (Text(f"{listed}{comma}"), Text("et al.", italic=True))


def printed_title(work: Work) -> str:
    """The title as the entry prints it, without its final stop: translated titles stand in brackets."""
    match work.kind:
        case "article-fr":
            return f"[{work.title}]"
        case "erratum":
            return f"Erratum to: {work.title}"
    return work.title


def _title(work: Work) -> str:
    note = " [article in French]" if work.kind == "article-in-french" else ""
    title = f"{printed_title(work)}{note}"
    return title if title.endswith(("?", "!")) else f"{title}."


def _where(work: Work, style: ReferenceStyle) -> tuple[Text, ...]:
    if work.kind in ("book", "report"):
        return (Text(f"{work.publisher}; {work.year}."),)
    if work.kind == "chapter":
        return (
            Text("In: "),
            Text(work.container, italic=True),
            Text(f" [Internet]. {work.editors}, eds. {work.publisher}; {work.year}. p. {work.pages}."),
            Text(f" Available from: {work.url}"),
        )
    if style is ReferenceStyle.JOURNAL:
        issue = f" ({work.issue})" if work.issue else ""
        pages = f" : {work.pages}" if work.pages else ""
        issued = f" {work.year} ; {work.volume}{issue}{pages}." if work.volume else f" {work.year}."
    elif style is ReferenceStyle.LINES:
        issued = f". {work.year};{work.volume}" + (f":{work.pages}." if work.pages else ".")
    else:
        issue = f"({work.issue})" if work.issue else ""
        date = " ".join(str(part) for part in (work.year, work.month) if part)
        tail = f";{work.volume}{issue}" + (f":{work.pages}." if work.pages else ".") if work.volume else "."
        issued = f". {date}{tail}"
    runs = [Text(work.container, italic=True), Text(issued)]
    if work.url:
        runs.append(Text(f" [Internet]. Available from: {work.url}"))
    if work.doi and style.prints_doi:
        runs.append(Text(f" doi: {work.doi}"))
    return tuple(runs)
