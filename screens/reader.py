"""Lecture: a guideline as text with its tables, beside the printed page with the cited passage framed on it.

The frame is drawn from stored geometry; what the address names and the knowledge base does not hold is said, with a
way out.
"""

from __future__ import annotations

import streamlit as st

from kb.knowledge import KnowledgeBase, PageView
from screens.parts import chrome
from screens.parts.address import ReaderAddress
from screens.parts.edition import Edition, Json
from screens.parts.french import day, quoted
from screens.parts.html import Html, lines, marked, tag
from screens.parts.knowledge import edition_of, knowledge_base, picture_of
from screens.parts.lineage import tags_of
from screens.parts.links import to_library, to_page
from screens.parts.outline import draw_outline
from screens.parts.picture import framed
from screens.parts.table import stored_table
from screens.parts.text import page_text


def draw() -> None:
    """The screen, as the address asks."""
    base = knowledge_base()
    address = ReaderAddress.read(st.query_params)
    edition = _edition(base, address)
    if edition is None:
        return
    passage = edition.passages.get(address.passage or "")
    number = address.page if address.page is not None else passage["page"] if passage else 1
    if address.bad_page or not 1 <= number <= edition.pages:
        _no_such_page(edition, address.bad_page or str(number))
        return
    view = base.page(edition.facts["document"], edition.facts["edition"], number)
    with st.sidebar:
        draw_outline(edition, number, passage)
    _title(edition)
    if address.passage and passage is None:
        st.html(tag("p", "Le passage demandé n’est pas dans cette édition\u00a0; voici la page.", class_="doubt").code)
    if view.ocr:
        scanned = "Page numérisée, lue par reconnaissance de caractères\u00a0: comparez avec la page imprimée."
        st.html(tag("p", scanned, class_="doubt").code)
    _turn(edition, view, "above")
    text, paper = st.columns([6, 7], gap="large")
    with text:
        if passage:
            _cited(edition, passage)
        _text(edition, number, address.passage)
    with paper, st.container(key="paper"):
        _paper(base, edition, view, passage, address.row)
    _turn(edition, view, "below")


def _edition(base: KnowledgeBase, address: ReaderAddress) -> Edition | None:
    """The edition that the address names; None once it was said that there is none."""
    document = next((document for document in base.documents() if document.id == address.document), None)
    if not address.document:
        chrome.message("Quel référentiel voulez-vous lire\u00a0?", "Choisissez-le dans la bibliothèque.")
        to_library("Ouvrir la bibliothèque")
        return None
    if document is None:
        chrome.message(
            f"Référentiel inconnu\u00a0: {address.document}",
            "Il a peut-être été renommé ou retiré depuis que cette adresse a été copiée.",
        )
        to_library("Voir les référentiels qu’il y a")
        return None
    labels = [edition.label for edition in document.editions]
    label = address.edition or labels[0]
    if label not in labels:
        chrome.message(f"Édition inconnue\u00a0: {label}", f"{document.title}\u00a0: il y a {', '.join(labels)}.")
        to_page(ReaderAddress(address.document, labels[0]), f"Lire l’édition {labels[0]}")
        return None
    return edition_of(base, address.document, label)


def _no_such_page(edition: Edition, page: str) -> None:
    facts = edition.facts
    chrome.message(
        f"Page inconnue\u00a0: {page}",
        f"{facts['title']}, édition {facts['edition']}\u00a0: pages 1 à {edition.pages}.",
    )
    to_page(_page(edition, 1), "Lire depuis la première page")


def _page(edition: Edition, number: int) -> ReaderAddress:
    return ReaderAddress(edition.facts["document"], edition.facts["edition"], number)


def _title(edition: Edition) -> None:
    facts = edition.facts
    until, valid = day(facts["data_until"]), day(facts["valid_until"])
    chips = [
        tag("span", f"édition {facts['edition']}", class_="chip"),
        None if facts["latest"] else tag("span", "édition remplacée", class_="chip old"),
        tag("span", facts["publisher"], class_="chip") if facts["publisher"] else None,
        tag("span", f"données jusqu’au {until}", class_="chip") if until else None,
        tag("span", f"valable jusqu’au {valid}", class_="chip") if valid else None,
    ]
    st.html(tag("header", tag("h1", facts["title"]), tag("div", *chips, class_="chips")).code)
    if not facts["latest"]:
        to_page(ReaderAddress(facts["document"]), "Lire la dernière édition")


def _turn(edition: Edition, view: PageView, where: str) -> None:
    """Previous and next page."""
    number = view.number
    printed = f" (imprimée {view.label})" if view.label and view.label != str(number) else ""
    with st.container(horizontal=True, vertical_alignment="center", key=f"turn-{where}"):
        if number > 1:
            to_page(_page(edition, number - 1), "Précédente", icon=":material/chevron_left:")
        st.html(tag("p", f"Page {number} sur {edition.pages}{printed}", class_="quiet").code, width="content")
        if number < edition.pages:
            to_page(_page(edition, number + 1), "Suivante", icon=":material/chevron_right:")


def _cited(edition: Edition, passage: Json) -> None:
    """The cited passage, with the reference to copy below it."""
    facts = edition.facts
    table = edition.tables.get(passage["id"])
    quotation: Html = stored_table(table) if table else lines(marked(passage["text"], ()))
    reference = f"{facts['title']}, éd. {facts['edition']}, {edition.where(passage)}"
    with st.container(key="cited"):
        st.html(
            tag(
                "figure", tag("blockquote", quotation, class_="quote"), tag("figcaption", reference, class_="path")
            ).code
        )


def _text(edition: Edition, number: int, cited: str | None) -> None:
    found = edition.by_page.get(number)
    if not found:
        st.html(tag("p", "Rien à lire sur cette page\u00a0: voyez la page imprimée.", class_="quiet").code)
        return
    tags = tags_of(edition.facts["document"], edition.facts["edition"])
    st.html(page_text(found, edition.sections, edition.tables, edition.recommendations, cited, tags).code)


def _paper(base: KnowledgeBase, edition: Edition, view: PageView, passage: Json | None, row: int | None) -> None:
    document, label = edition.facts["document"], edition.facts["edition"]
    if base.edition(document, label).media != "pdf":
        st.html(tag("p", "La source est un texte, sans pages imprimées.", class_="quiet").code)
        return
    boxes = edition.boxes(passage, view.number, row) if passage else ()
    alt = f"Page {view.number} imprimée de {edition.facts['title']}, édition {label}"
    if boxes and passage:
        alt += f"\u00a0; encadré\u00a0: {quoted(passage['text'][:80])}"
    picture = picture_of(base, document, label, view.number)
    st.html(framed(picture, view.width, view.height, boxes, alt).code)


if __name__ == "__main__":
    draw()
