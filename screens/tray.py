"""Recueil: what was set aside in this session, in an order, and the files it becomes.

Exports what was collected with its references; never adds a word to a quotation.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from kb.citing.cited import Cited, quotation
from kb.days import today
from screens.parts import chrome, tray
from screens.parts.french import count
from screens.parts.hand import copy_button
from screens.parts.html import Html, lines, marked, tag
from screens.parts.links import SEARCH, to_screen
from screens.parts.table import plain_table

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONGEST_TITLE = 120  # characters


def draw() -> None:
    """The screen."""
    items = tray.items()
    with st.container(key="narrow"):
        st.html(
            tag(
                "header",
                tag("h1", "Recueil"),
                tag(
                    "p",
                    "Passages, lignes de tableaux et résultats mis de côté pendant cette session, à exporter avec leurs"
                    " références. Il s’efface quand l’onglet est fermé.",
                    class_="lead",
                ),
            ).code
        )
        if not items:
            chrome.message(
                "Le recueil est vide",
                "Ouvrez un passage ou un tableau, puis choisissez «\u00a0Ajouter au recueil\u00a0».",
            )
            to_screen(SEARCH, "Chercher un passage", icon=":material/search:")
            return
        _files(items)
        for position, item in enumerate(items):
            _item(position, item, len(items))
        st.button("Vider le recueil", on_click=tray.clear, icon=":material/delete:")


def _files(items: tuple[Cited, ...]) -> None:
    title = st.text_input(
        "Titre du document", value="Dossier pour la RCP", max_chars=_LONGEST_TITLE, key="tray-title"
    ).strip()
    with st.container(horizontal=True, key="tray-files"):
        st.download_button(
            "Word (DOCX)",
            lambda: _docx(title, items),
            file_name="recueil.docx",
            mime=_DOCX,
            icon=":material/description:",
            on_click="ignore",
        )
        st.download_button(
            "PDF",
            lambda: _pdf(title, items),
            file_name="recueil.pdf",
            mime="application/pdf",
            icon=":material/picture_as_pdf:",
            on_click="ignore",
        )
    st.html(tag("p", count(len(items), "élément"), class_="quiet", role="status").code)


def _item(position: int, item: Cited, many: int) -> None:
    said: Html = (
        plain_table(item.rows, item.header_rows)
        if item.rows
        else tag("blockquote" if item.quoted else "p", lines(marked(item.text, ())), class_="quote small")
    )
    links = [copy_button(quotation(item.text, item.reference) if item.quoted else _result(item), "Copier")]
    if item.address:
        links.insert(0, tag("a", "Ouvrir", href=item.address, class_="entry"))
    with st.container(key=f"set-aside-{position}", gap="xsmall"):
        st.html(
            tag(
                "article",
                tag("h2", item.heading),
                said,
                tag("p", item.note, class_="doubt") if item.note else None,
                tag("p", f"{item.reference} · {item.cut_off}", class_="path"),
                tag("div", *links, class_="acts walk"),
                class_="item-card",
            ).code
        )
        with st.container(horizontal=True, gap="small", key=f"order-{position}"):
            move, last = tray.move, many - 1
            st.button("Monter", key=f"up-{position}", on_click=move, args=(position, -1), disabled=position == 0)
            st.button("Descendre", key=f"down-{position}", on_click=move, args=(position, 1), disabled=position == last)
            st.button("Retirer", key=f"out-{position}", on_click=tray.remove, args=(position,))


def _result(item: Cited) -> str:
    return f"{item.heading}\n{item.text}\n({item.reference})"


def _docx(title: str, items: tuple[Cited, ...]) -> bytes:
    from kb.citing.docx import docx  # loading the library takes longer than drawing the screen

    return docx(title or "Recueil", items, today(), _origin())


def _pdf(title: str, items: tuple[Cited, ...]) -> bytes:
    from kb.citing.pdf import pdf

    return pdf(title or "Recueil", items, today(), _origin())


def _origin() -> str:
    """«http://host:port» as the browser asked for it; "" where it is not known."""
    at = urlsplit(st.context.url or "")
    return f"{at.scheme}://{at.netloc}" if at.scheme in {"http", "https"} and at.netloc else ""


if __name__ == "__main__":
    draw()
