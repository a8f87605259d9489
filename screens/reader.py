"""Lecture: a guideline as text with its tables, beside the printed page with the cited passage framed on it.

The frame is drawn from stored geometry; what the address names and the knowledge base does not hold is said, with a
way out.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from ingest.errors import NoPicture
from kb.citing.cited import quotation
from kb.days import today
from kb.knowledge import KnowledgeBase, PageView
from screens.parts import chrome, vouched
from screens.parts.address import ReaderAddress
from screens.parts.cited_works import cited_works, entries_list, mentions_of
from screens.parts.current import current_place
from screens.parts.dated import date_chips
from screens.parts.downloads import to_sharp_page
from screens.parts.edition import Edition, Json
from screens.parts.french import count, quoted
from screens.parts.hand import copy_button, link_button
from screens.parts.html import Html, joined, lines, marked, tag
from screens.parts.knowledge import edition_of, knowledge_base, picture_of
from screens.parts.lineage import tags_of
from screens.parts.links import href, to_library, to_page
from screens.parts.outline import outline
from screens.parts.page_layers import page_layers
from screens.parts.picture import framed
from screens.parts.table import plain_table, stored_table
from screens.parts.text import page_text
from screens.parts.tray import add_button, passage_item, table_item
from screens.parts.within import controls, found_list


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
        plan = outline(edition, number, passage)
        if plan:
            st.html(plan.code)
    _title(edition)
    if not edition.facts["latest"]:
        _superseded(base, edition, number, passage)
    if address.passage and passage is None:
        st.html(tag("p", "Le passage demandé n’est pas dans cette édition\u00a0; voici la page.", class_="doubt").code)
    if view.ocr:
        scanned = "Page numérisée, lue par reconnaissance de caractères\u00a0: comparez avec la page imprimée."
        st.html(tag("p", scanned, class_="doubt").code)
    with st.container(horizontal=True, vertical_alignment="center", key="reading"):
        _turn(edition, view, "above", address)
        controls(address)
    found_list(edition, address)
    text, paper = st.columns([6, 7], gap="large")
    with text:
        if passage:
            _cited(edition, passage, address.row)
        _text(base, edition, number, address)
    _turn(edition, view, "below", address)
    with paper, st.container(key="paper"):  # last: a page may have to be painted first, and the text does not wait
        _paper(base, edition, view, passage, address.row)


def _edition(base: KnowledgeBase, address: ReaderAddress) -> Edition | None:
    """The edition that the address names; None once it was said that there is none."""
    document = next((document for document in base.documents() if document.id == address.document), None)
    if not address.document:
        _choose(base)
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
        chrome.unknown_edition(label, document)
        to_page(ReaderAddress(address.document, labels[0]), f"Lire l’édition {labels[0]}")
        return None
    return edition_of(base, address.document, label)


def _choose(base: KnowledgeBase) -> None:
    """Every guideline there is, to begin with."""
    tiles = (
        tag(
            "li",
            tag("a", document.title, href=href(ReaderAddress(document.id))),
            tag(
                "span",
                f"Édition {document.editions[0].label}, {count(document.editions[0].pages, 'page')}",
                class_="quiet",
            ),
        )
        for document in sorted(base.documents(), key=lambda document: document.title)
    )
    with st.container(key="narrow"):
        st.html(
            joined(
                [
                    tag(
                        "header",
                        tag("h1", "Lecture"),
                        tag("p", "Quel référentiel voulez-vous lire\u00a0?", class_="lead"),
                    ),
                    tag("ul", *tiles, class_="tiles walk"),
                ]
            ).code
        )
        to_library("Ouvrir la bibliothèque")


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
    chips = [
        tag("span", f"édition {facts['edition']}", class_="chip"),
        None if facts["latest"] else tag("span", "édition remplacée", class_="chip old"),
        tag("span", facts["publisher"], class_="chip") if facts["publisher"] else None,
        *date_chips(None, facts["data_until"], facts["valid_until"], today()),
    ]
    st.html(tag("header", tag("h1", facts["title"]), tag("div", *chips, class_="chips")).code)


def _superseded(base: KnowledgeBase, edition: Edition, number: int, passage: Json | None) -> None:
    """That there is a newer edition, and where it says the same; on every page."""
    facts = edition.facts
    newest = edition_of(base, facts["document"], base.edition(facts["document"]).label)
    label = newest.facts["edition"]
    place = current_place(edition, newest, number, passage)
    links = [tag("a", "Lire la dernière édition", href=href(ReaderAddress(facts["document"])))]
    if place:
        what, address = place
        links.insert(0, tag("a", f"Voir {what} dans l’édition {label}, p. {address.page}", href=href(address)))
    told = tag("strong", f"Édition {facts['edition']} remplacée par l’édition {label}.")
    st.html(tag("div", tag("p", told), tag("div", *links, class_="acts"), class_="superseded", role="note").code)


def _turn(edition: Edition, view: PageView, where: str, address: ReaderAddress) -> None:
    """Previous and next page, with what is looked for and marked."""

    def to(page: int) -> ReaderAddress:
        return replace(_page(edition, page), find=address.find, marks=address.marks)

    number = view.number
    printed = f" (imprimée {view.label})" if view.label and view.label != str(number) else ""
    with st.container(horizontal=True, vertical_alignment="center", key=f"turn-{where}"):
        if number > 1:
            to_page(to(number - 1), "Précédente", icon=":material/chevron_left:")
        st.html(tag("p", f"Page {number} sur {edition.pages}{printed}", class_="quiet").code, width="content")
        if number < edition.pages:
            to_page(to(number + 1), "Suivante", icon=":material/chevron_right:")


def _cited(edition: Edition, passage: Json, row: int | None) -> None:
    """The cited passage with its reference, the ways to take it away, and where it is cited itself if it is a work."""
    facts = edition.facts
    table = edition.tables.get(passage["id"])
    one_row = table is not None and row is not None and 0 <= row < len(table["rows"])
    item = table_item(edition, table, [row or 0]) if table and one_row else passage_item(edition, passage)
    quoted_text: Html = lines(marked(passage["text"], ()))
    if table:
        quoted_text = plain_table(item.rows, item.header_rows) if one_row else stored_table(table)
    reference = edition.reference(passage)
    vouch = vouched.mark(facts["document"], facts["edition"], passage["id"])
    here = href(ReaderAddress(facts["document"], facts["edition"], passage["page"], passage["id"], row))
    with st.container(key="cited"):
        st.html(
            tag(
                "figure",
                tag("blockquote", quoted_text, class_="quote"),
                tag("figcaption", reference, " ", vouch, class_="path"),
                mentions_of(edition, passage),
                _pages_of(edition, passage),
                tag(
                    "div",
                    copy_button(quotation(item.text, reference), "Copier avec la référence"),
                    link_button(here, "Copier le lien"),
                    class_="acts",
                ),
            ).code
        )
        add_button(item, f"{facts['document']}-{facts['edition']}-{passage['id']}-{row}")


def _pages_of(edition: Edition, passage: Json) -> Html | None:
    """The pages that a passage goes over, each with its part framed; None where it stands on one."""
    pages = list(dict.fromkeys(place["page"] for place in passage["places"]))
    if len(pages) < 2:
        return None
    links = (
        tag("a", f"p.\u00a0{page}", href=href(replace(_page(edition, page), passage=passage["id"]))) for page in pages
    )
    return tag("p", "Imprimé sur plusieurs pages\u00a0: ", joined(links, ", "), class_="path")


def _text(base: KnowledgeBase, edition: Edition, number: int, address: ReaderAddress) -> None:
    found = edition.by_page.get(number)
    if not found:
        st.html(tag("p", "Rien à lire sur cette page\u00a0: voyez la page imprimée.", class_="quiet").code)
        return
    tags = tags_of(edition.facts["document"], edition.facts["edition"])
    works = cited_works(edition, found)
    over = page_layers(base, edition, address, found, works)
    text = page_text(found, edition.sections, edition.tables, edition.recommendations, address.passage, tags, over)
    st.html(joined([text, entries_list(works)]).code)


def _paper(base: KnowledgeBase, edition: Edition, view: PageView, passage: Json | None, row: int | None) -> None:
    document, label = edition.facts["document"], edition.facts["edition"]
    if base.edition(document, label).media != "pdf":
        st.html(tag("p", "La source est un texte, sans pages imprimées.", class_="quiet").code)
        return
    stands = vouched.standing(document, label, passage["id"]) if passage else None
    boxes = edition.boxes(passage, view.number, row) if passage and stands is not False else ()
    alt = f"Page {view.number} imprimée de {edition.facts['title']}, édition {label}"
    if boxes and passage:
        alt += f"\u00a0; encadré\u00a0: {quoted(passage['text'][:80])}"
    try:
        picture = picture_of(base, document, label, view.number)
    except NoPicture:
        said = "L’image de cette page n’a pas pu être produite\u00a0; son texte reste lisible ici."
        st.html(tag("p", said, class_="doubt", role="status").code)
        return
    sharp = to_sharp_page(document, label, view.number, edition.facts["sha256"])
    zoom = tag("button", "Agrandir", type="button", class_="copy", data_zoom=True, aria_pressed="false")
    sheet = framed(picture, view.width, view.height, boxes, alt, sharp)
    st.html(joined([zoom, tag("div", sheet, class_="paper-scroll", tabindex="0")]).code)


if __name__ == "__main__":
    draw()
