"""Comparer: two editions of a guideline side by side, what changed first by what it means to who treats.

Everything it shows stands in the address; it compares nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from ingest.errors import CallError
from kb.diff.door import Compared
from kb.diff.french import MEANINGS
from kb.diff.model import FOLDED, Change, Meaning
from kb.diff.news import news_csv, news_markdown, section_name
from kb.diff.printout import summary_line
from kb.knowledge import KnowledgeBase
from kb.notice import quoted_edition
from kb.store.catalogue import Document
from screens.parts import chrome
from screens.parts.boxes import choice, follow, problems
from screens.parts.compare_address import CompareAddress
from screens.parts.compared import change_card, chart, compared_of, file_name, page_button
from screens.parts.compared_scores import draw_scores, scores_of
from screens.parts.french import count
from screens.parts.history import draw_history
from screens.parts.html import tag
from screens.parts.knowledge import knowledge_base
from screens.parts.lineage import lineages_of
from screens.parts.links import to_comparison, to_library

SHOWN = 20  # changes on a screen: each has two pictures


def draw() -> None:
    """The screen, as the address asks."""
    base = knowledge_base()
    address = CompareAddress.read(st.query_params)
    several = {d.id: d for d in base.documents() if len(d.editions) > 1}
    st.html(tag("header", tag("h1", "Comparer deux éditions")).code)
    if not several:
        chrome.message(
            "Aucun référentiel n’a deux éditions",
            "Ajoutez une seconde édition au dossier et à son manifest.toml, puis reconstruisez la base.",
        )
        to_library("Voir la bibliothèque")
        return
    document = _chosen(address, several, base)
    if document is None:
        return
    labels = [edition.label for edition in document.editions]
    a, b = address.a or labels[1], address.b or labels[0]
    for label in (a, b):
        if label not in labels:
            chrome.unknown_edition(label, document)
            to_comparison(CompareAddress(document.id), "Comparer les deux dernières éditions")
            return
    address = replace(address, document=document.id, a=a, b=b)
    _pickers(address, several)
    if a == b:
        chrome.message("Deux fois la même édition", "Rien ne peut y avoir changé\u00a0: choisissez-en deux.")
        return
    try:
        with st.spinner("Comparaison des deux éditions…"):
            compared = compared_of(base, document.id, a, b)
    except CallError as error:
        chrome.message(
            "Ces deux textes ne se comparent pas",
            "Ils n’ont presque rien en commun.",
            tag("p", error.message, class_="quiet"),
        )
        return
    _overview(base, compared)
    _changes(base, compared, address)
    draw_history(lineages_of(base, document.id, b), compared.b)
    draw_scores(scores_of(base, document.id, a, b), compared.a, compared.b)


def _chosen(address: CompareAddress, several: dict[str, Document], base: KnowledgeBase) -> Document | None:
    """The document that the address names, the first where it names none; None once it was said why not."""
    if not address.document:
        return next(iter(several.values()))
    if address.document in several:
        return several[address.document]
    known = {d.id for d in base.documents()}
    if address.document in known:
        chrome.message("Ce référentiel n’a qu’une édition", "Il n’y a rien à quoi la comparer.")
    else:
        chrome.unknown("Référentiel", address.document)
    to_comparison(CompareAddress(), "Comparer un autre référentiel")
    return None


def _pickers(address: CompareAddress, several: dict[str, Document]) -> None:
    """Document and editions; another document begins with its last two editions."""

    def become(document: str, a: str, b: str) -> CompareAddress:
        return CompareAddress(document, a, b) if document == address.document else CompareAddress(document)

    bound = follow("compared", address, become, document=address.document, a=address.a, b=address.b)
    labels = [edition.label for edition in several[address.document].editions]
    with st.container(horizontal=True, vertical_alignment="bottom", key="editions"):
        st.selectbox("Référentiel", list(several), format_func=lambda name: several[name].title, **bound("document"))
        st.selectbox("De l’édition", labels, width=160, **bound("a"))
        st.selectbox("à l’édition", labels, width=160, **bound("b"))


def _overview(base: KnowledgeBase, compared: Compared) -> None:
    st.html(tag("p", f"{summary_line(compared)}.", class_="lead", role="status").code)
    st.html(tag("p", f"{quoted_edition(compared.a)} → {quoted_edition(compared.b)}", class_="path").code)
    if compared.a.date and compared.b.date and compared.a.date > compared.b.date:
        said = "La première édition est la plus récente\u00a0: ce qui se lit comme un ajout a été supprimé."
        st.html(tag("p", said, class_="doubt").code)
    if not compared.difference.changes:
        return
    chart(compared)
    with st.container(horizontal=True, gap="small", key="exports"):
        page_button("Page HTML complète", compared, base)
        for label, write, ending, media in (
            ("«\u00a0Quoi de neuf\u00a0» (Markdown)", news_markdown, "md", "text/markdown"),
            ("«\u00a0Quoi de neuf\u00a0» (CSV)", news_csv, "csv", "text/csv"),
        ):
            st.download_button(label, write(compared), file_name(compared, ending), media, on_click="ignore")


def _changes(base: KnowledgeBase, compared: Compared, address: CompareAddress) -> None:
    changes = compared.difference.changes
    if not changes:
        return
    sections = list(dict.fromkeys(section_name(change, compared) for change in changes))
    _filters(address, compared.difference.summary, sections)
    chosen = [c for c in changes if address.meaning in (None, c.meaning.value)]
    chosen = [c for c in chosen if address.section in (None, section_name(c, compared))]
    open_, folded = _parted(chosen, address)
    if not chosen:
        chrome.message("Aucun changement de ce genre", "Enlevez un filtre.")
    shown = open_[: address.shown or SHOWN]
    for change in shown:
        st.html(change_card(change, compared, base).code)
    if len(shown) < len(open_):
        rest = len(open_) - len(shown)
        to_comparison(replace(address, shown=len(shown) + SHOWN), f"Afficher la suite (encore {rest})")
    for meaning in Meaning:
        found = [change for change in folded if change.meaning is meaning]
        if found:
            with st.expander(f"{MEANINGS[meaning].capitalize()}\u00a0: {count(len(found), 'changement')}"):
                for change in found:
                    st.html(change_card(change, compared, base).code)


def _parted(changes: Sequence[Change], address: CompareAddress) -> tuple[list[Change], list[Change]]:
    """The changes that are shown at once, and those that are folded away unless they were asked for."""
    if address.meaning is not None:
        return list(changes), []
    return [c for c in changes if c.meaning not in FOLDED], [c for c in changes if c.meaning in FOLDED]


def _filters(address: CompareAddress, meanings: Iterable[str], sections: Iterable[str]) -> None:
    become = partial(replace, address, shown=None)
    bound = follow("narrowed", address, become, meaning=address.meaning, section=address.section)
    named = {meaning: MEANINGS[Meaning(meaning)] for meaning in meanings}
    with st.container(horizontal=True, vertical_alignment="bottom", key="narrowing"):
        wrong = (
            choice("Sens", "Tous les sens", named, address.meaning, bound("meaning")),
            choice(
                "Section",
                "Toutes les sections",
                {section: section for section in sections},
                address.section,
                bound("section"),
            ),
        )
    problems(*wrong)


if __name__ == "__main__":
    draw()
