"""Bibliographie: every work the guidelines cite: as printed, where it is cited, which entries are one work, and files.

Links lead to publishers and PubMed; nothing is fetched from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

from kb.citing.works import Entry, doi_link, pubmed_link
from screens.parts import scope
from screens.parts.address import ReaderAddress
from screens.parts.cited_works import mention_links
from screens.parts.downloads import to_references
from screens.parts.french import count
from screens.parts.hand import copy_button
from screens.parts.html import Html, joined, marked, tag
from screens.parts.knowledge import knowledge_base, titles
from screens.parts.links import BIBLIOGRAPHY, href
from screens.parts.list_address import ListAddress
from screens.parts.selection import WORK_ORDERS, Work, works_of

STEP = 50  # references at once
MENTIONS = 8  # places shown of a work that is cited often; the others are unfolded
_FORMATS = (("bib", "BibTeX"), ("ris", "RIS"), ("json", "CSL-JSON"))


def draw() -> None:
    """The screen, as the address asks."""
    base = knowledge_base()
    address = ListAddress.read(st.query_params)
    with st.container(key="narrow"):
        scope.title(
            "Bibliographie",
            "Les travaux que citent les référentiels, où ils sont cités, et leurs notices pour Zotero ou BibTeX.",
        )
        if not scope.known(base, address, BIBLIOGRAPHY):
            return
        scope.filters(base, address, "works", WORK_ORDERS, only="Doublons seulement")
        found = works_of(base, address)
        if not found:
            scope.nothing(address, BIBLIOGRAPHY, "Aucune référence", "Voir toutes les références")
            return
        files = {name: to_references(replace(address, shown=None), ending) for ending, name in _FORMATS}
        scope.summary(_told(found), files)
        names = titles(base)
        shown = found[: address.shown or STEP]
        cards = _groups(shown, names) if address.order is None else (_work(work, names, True) for work in shown)
        st.html(tag("div", *cards, class_="works walk").code)
        scope.more(BIBLIOGRAPHY, address, len(shown), len(found), STEP)


def _told(found: list[Work]) -> str:
    """«176 références · 63 en double · 34 jamais citées»."""
    uncited = sum(not work.entry.mentions for work in found)
    twins = sum(bool(work.same) for work in found)
    parts = [count(len(found), "référence")]
    parts += [count(twins, "en double", "en double")] if twins else []
    parts += [count(uncited, "jamais citée", "jamais citées")] if uncited else []
    return " · ".join(parts)


def _groups(works: list[Work], names: dict[str, str]) -> Iterator[Html]:
    """The works, those of each edition under its name."""
    last = None
    for work in works:
        if work.edition is not last:
            last = work.edition
            yield tag("h2", *_edition(work))
        yield _work(work, names)


def _edition(work: Work) -> tuple[str | Html | None, ...]:
    facts = work.edition.facts
    superseded = None if facts["latest"] else tag("span", "édition remplacée", class_="chip old")
    return f"{facts['title']}, éd.\u00a0{facts['edition']}", " ", superseded


def _work(work: Work, names: dict[str, str], with_edition: bool = False) -> Html:
    reference, entry = work.entry.reference, work.entry
    printed = href(ReaderAddress(entry.document, entry.edition, reference["page"], entry.passage))
    doi, pubmed = doi_link(reference), pubmed_link(reference)
    label = f"[{entry.label}]"
    return tag(
        "article",
        tag("p", *_edition(work), class_="path") if with_edition else None,
        tag("p", tag("span", label, class_="label"), " ", marked(reference["text"], work.spans), class_="quote small"),
        tag(
            "div",
            tag("a", f"Imprimée p.\u00a0{reference['page']}", href=printed, class_="entry"),
            _outside(doi, "DOI", label),
            _outside(pubmed, "PubMed", label),
            copy_button(reference["text"], "Copier"),
            class_="acts",
        ),
        _cited(work),
        _same(work.same, names),
        class_="item-card",
        id=f"r-{entry.position}",
    )


def _outside(address: str | None, name: str, label: str) -> Html | None:
    if address is None:
        return None
    return tag("a", name, href=address, target="_blank", rel="noopener noreferrer", aria_label=f"{name} de {label}")


def _cited(work: Work) -> Html:
    links = mention_links(work.edition, work.entry)
    if not links:
        return tag("p", "Jamais citée dans le texte.", class_="doubt")
    shown = joined(links[:MENTIONS], ", ")
    rest = (
        tag("details", tag("summary", f"et {len(links) - MENTIONS} autres"), tag("p", joined(links[MENTIONS:], ", ")))
        if len(links) > MENTIONS
        else None
    )
    return tag("div", tag("p", "Citée\u00a0: ", shown, class_="path"), rest)


def _same(same: tuple[Entry, ...], names: dict[str, str]) -> Html | None:
    if not same:
        return None
    links = [
        tag(
            "a",
            f"{names.get(twin.document, twin.document)}, éd. {twin.edition}, [{twin.label}]",
            href=href(ReaderAddress(twin.document, twin.edition, twin.reference["page"], twin.passage)),
        )
        for twin in same
    ]
    return tag("p", "Même travail\u00a0: ", joined(links, " ; "), class_="path")


if __name__ == "__main__":
    draw()
