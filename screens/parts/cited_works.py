"""The works a page cites: a mention leads to its entry under the text, an entry back and to where it is printed.

An uncertain mention says so; none is resolved here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.citing.works import Entry, doi_link
from screens.parts.address import ReaderAddress
from screens.parts.edition import Edition, Json
from screens.parts.html import Html, joined, tag
from screens.parts.layers import Link
from screens.parts.links import href

_DOUBT = {
    "corrected": "Renvoi corrigé",
    "ambiguous": "Renvoi ambigu\u00a0: plusieurs travaux possibles",
    "unresolved": "Renvoi sans entrée dans la bibliographie",
}
_STATUS = {"corrected": "corrigé", "ambiguous": "ambigu"}


@dataclass(frozen=True, slots=True)
class CitedWorks:
    """The mentions on a page by passage, and the entries they mean in the order of the bibliography."""

    links: dict[str, tuple[Link, ...]]
    entries: tuple[tuple[Entry, str], ...]  # with the id of the first mention


def cited_works(edition: Edition, passages: Iterable[Json]) -> CitedWorks:
    """What the passages of a page cite."""
    known = {entry.label: entry for entry in edition.entries}
    links: dict[str, tuple[Link, ...]] = {}
    first: dict[str, str] = {}
    n = 0
    for passage in passages:
        found = []
        for citation in edition.citations.get(passage["id"], ()):
            targets = [label for label in citation["targets"] if label in known]
            if not targets:
                continue
            n += 1
            name = f"renvoi-{n}"
            for label in targets:
                first.setdefault(label, name)
            told = _DOUBT.get(citation["status"])
            found.append(Link(citation["start"], citation["end"], f"#{_name(known[targets[0]])}", name, told))
        links[passage["id"]] = tuple(found)
    entries = tuple((entry, first[entry.label]) for entry in edition.entries if entry.label in first)
    return CitedWorks(links, entries)


def entries_list(cited: CitedWorks) -> Html | None:
    """The entries under the text, each with the way back to its mention."""
    if not cited.entries:
        return None
    items = (_entry(entry, mention) for entry, mention in cited.entries)
    return tag("section", tag("h3", "Travaux cités sur cette page"), *items, class_="cited-works")


def mentions_of(edition: Edition, passage: Json) -> Html | None:
    """Where the work that `passage` prints is cited; None where it prints none."""
    entry = next((each for each in edition.entries if each.passage == passage["id"]), None)
    if entry is None:
        return None
    if not entry.mentions:
        return tag("p", "Jamais citée dans le texte.", class_="doubt")
    return tag("p", "Citée\u00a0: ", joined(mention_links(edition, entry), ", "), class_="path")


def mention_links(edition: Edition, entry: Entry) -> list[Html]:
    """A link to each place where the entry is cited, «§ 2.2, p. 5»; several on one page of a section are one."""
    links: dict[str, Html] = {}
    for mention in entry.mentions:
        section = edition.sections.get(mention.section or "")
        number = f"§\u00a0{section['number']}, " if section and section["number"] else ""
        status = f" ({_STATUS[mention.status]})" if mention.status in _STATUS else ""
        where = f"{number}p.\u00a0{mention.page}{status}"
        address = ReaderAddress(entry.document, entry.edition, mention.page, mention.passage)
        links.setdefault(where, tag("a", where, href=href(address), title=mention.why))
    return list(links.values())


def _entry(entry: Entry, mention: str) -> Html:
    reference = entry.reference
    printed = href(ReaderAddress(entry.document, entry.edition, reference["page"], entry.passage))
    doi = doi_link(reference)
    return tag(
        "p",
        tag("a", "↑", href=f"#{mention}", aria_label=f"Revenir au renvoi vers [{entry.label}]"),
        f" [{entry.label}] {reference['text']} ",
        tag(
            "a",
            f"p.\u00a0{reference['page']}",
            href=printed,
            aria_label=f"Entrée [{entry.label}] page {reference['page']}",
        ),
        " " if doi else None,
        tag("a", "DOI", href=doi, target="_blank", rel="noopener noreferrer") if doi else None,
        id=_name(entry),
        class_="reference",
    )


def _name(entry: Entry) -> str:
    return f"travail-{entry.position}"
