"""What stands around every screen: the style, the notice at the foot, and the messages when something is missing.

Knows no guideline; every message is French and says what to do.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ingest.errors import BusyBase, DamagedBase, NewerBase, OlderBase, SourcierError
from kb.notice import NOTICE
from kb.store.catalogue import Document
from screens.parts.hand import search_form
from screens.parts.html import Html, joined, tag

_HERE = Path(__file__).parent
ICON = _HERE / "icon.svg"

_REBUILD = "sourcier build corpus"
_PROBLEMS: dict[type[SourcierError], tuple[str, str, str]] = {
    DamagedBase: (
        "La base de connaissances ne peut pas être utilisée",
        "Elle est abîmée. Revenez en arrière (sourcier rollback) ou reconstruisez-la\u00a0:",
        f"{_REBUILD} --force",
    ),
    OlderBase: (
        "La base de connaissances vient d’une version plus ancienne de Sourcier",
        "Reconstruisez-la à partir du même corpus, dans le même dossier, puis rechargez cette page\u00a0:",
        _REBUILD,
    ),
    NewerBase: (
        "La base de connaissances vient d’une version plus récente de Sourcier",
        "Mettez Sourcier à jour, ou reconstruisez la base avec cette version, puis rechargez cette page\u00a0:",
        f"{_REBUILD} --force",
    ),
    BusyBase: (
        "La base de connaissances est en cours de publication",
        "Attendez la fin de la construction, puis rechargez cette page. Pour voir les versions publiées\u00a0:",
        "sourcier builds",
    ),
}
_OTHER = (
    "La base de connaissances ne peut pas être lue",
    "Regardez ce qui manque, puis rechargez cette page\u00a0:",
    "sourcier builds",
)


def above(finder: bool = False) -> None:
    """The style and the name, before anything else is drawn; with `finder`, a search box."""
    st.html(_HERE / "style.css")
    st.html(_HERE / "lists.css")
    st.logo(_HERE / "logo.svg", size="large", link=None)
    if finder:
        with st.container(key="question"):  # by this name the page's scripts know a search box
            st.html(search_form().code)


def below() -> None:
    """The notice under every screen."""
    st.html(
        tag(
            "footer",
            tag("strong", NOTICE),
            " Sourcier cite les référentiels tels qu’ils sont imprimés\u00a0; vérifiez la page d’origine et l’édition"
            " avant toute décision. Le jugement du clinicien prévaut. Ne saisir aucune donnée identifiante.",
            class_="notice",
        ).code
    )


def problem(error: SourcierError) -> None:
    """The message for a knowledge base that cannot be used."""
    title, advice, command = next((text for kind, text in _PROBLEMS.items() if isinstance(error, kind)), _OTHER)
    message(title, advice, tag("pre", command, class_="command"), tag("p", error.message, class_="quiet"))


def accident() -> None:
    """The message for what nobody foresaw."""
    message(
        "Cet écran n’a pas pu être affiché",
        "L’incident est noté dans le journal du serveur. Rechargez la page\u00a0; si cela se reproduit, vérifiez"
        " la base de connaissances avec la commande sourcier builds.",
    )


def unknown(what: str, name: str, *more: Html) -> None:
    """The message for an address that names what there is not: «Référentiel inconnu : x»."""
    gender = "e" if what.startswith("Édition") else ""
    message(
        f"{what} inconnu{gender}\u00a0: {name}",
        "L’adresse a peut-être été copiée avant que ce nom change, ou que l’édition soit retirée.",
        *more,
    )


def unknown_edition(label: str, document: Document) -> None:
    """The message for an address that names an edition the document does not have: those it has."""
    labels = ", ".join(edition.label for edition in document.editions)
    message(f"Édition inconnue\u00a0: {label}", f"{document.title}\u00a0: il y a {labels}.")


def message(title: str, advice: str, *more: Html) -> None:
    """A state with nothing to show: what it is, what to do."""
    st.html(tag("section", tag("h2", title), tag("p", advice), joined(more), class_="message", role="status").code)
