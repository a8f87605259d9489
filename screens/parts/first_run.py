"""What is shown where there is no knowledge base yet: what Sourcier does, how a base is made of one's own guidelines,
and, on this very machine, a button that makes one of the demonstration guidelines.

Starts a build and tells how far it is; builds nothing itself, and never where a knowledge base stands.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from ingest.errors import CallError
from kb.build_beside import BuildBeside
from kb.corpus import read_corpus
from kb.settings import Settings, settings
from screens.parts.french import count
from screens.parts.html import Html, tag
from screens.parts.progress import EVERY, progress

_CORPUS = Path(__file__).parents[2] / "corpus"
_HERE = frozenset(("127.0.0.1", "localhost", "::1"))


def draw() -> None:
    """The screen, whatever the address names."""
    chosen = settings(os.environ)
    workshop = _workshop(chosen.kb.absolute())
    with st.container(key="narrow"):
        st.html(
            tag(
                "header",
                tag("h1", "Bienvenue dans Sourcier"),
                tag(
                    "p",
                    "Il n’y a pas encore de base de connaissances. Sourcier la construit à partir de référentiels en"
                    " PDF, sur cette machine, sans rien envoyer ailleurs.",
                    class_="lead",
                ),
            ).code
        )
        if here(st.get_option("server.address"), st.context.url):
            _demonstration(workshop)
        st.html(_own(chosen).code)


def here(address: str | None, url: str | None) -> bool:
    """Whether the app listens on this machine only, and is asked by a name of it: whoever asks sits here."""
    return address in _HERE and urlsplit(url or "").hostname in _HERE


def _demonstration(workshop: BuildBeside) -> None:
    try:
        sources = read_corpus(_CORPUS).sources
    except CallError:
        return  # installed without them
    documents = count(len({source.document for source in sources}), "référentiel")
    with st.container(key="demonstration"):
        st.html(
            tag(
                "section",
                tag("h2", "Essayer tout de suite"),
                tag(
                    "p",
                    f"{documents} de démonstration, {count(len(sources), 'édition')}\u00a0: des textes fictifs, à ne"
                    " pas utiliser pour soigner. Il faut moins d’une minute.",
                ),
            ).code
        )
        if workshop.state.step:
            _watch(workshop)
            return
        if workshop.state.why:
            st.html(_failed(workshop.state.why).code)
        st.button(
            "Réessayer" if workshop.state.why else "Construire la base de démonstration",
            type="primary",
            icon=":material/build:",
            on_click=workshop.start,
            args=(_CORPUS,),
        )


@st.fragment(run_every=EVERY)
def _watch(workshop: BuildBeside) -> None:
    """How far the build is; the whole screen again once it has ended."""
    step = workshop.state.step
    if step is None:
        st.rerun()
    st.html(progress(step, "Construction de la base").code)


def _failed(why: str) -> Html:
    return tag(
        "div",
        tag("p", tag("strong", "La construction n’a pas abouti\u00a0; rien n’a été publié.")),
        tag("p", "Libérez de la place ou vérifiez les droits du dossier, puis réessayez.", class_="quiet"),
        tag("p", why, class_="quiet"),
        class_="superseded",
        role="alert",
    )


def _own(chosen: Settings) -> Html:
    """One's own guidelines in three lines."""
    where = "" if chosen.kb == Settings().kb else f" --kb {shlex.quote(str(chosen.kb))}"
    return tag(
        "section",
        tag("h2", "Vos propres référentiels"),
        tag(
            "ol",
            tag(
                "li",
                "Rangez les fichiers PDF (ou .txt, .md) dans un dossier, ",
                tag("code", "mes-referentiels"),
                ".",
            ),
            tag("li", "Dans un terminal\u00a0: ", tag("code", f"sourcier build mes-referentiels{where}")),
            tag(
                "li",
                "Rechargez cette page\u00a0: la Bibliothèque dit ce qui a été lu, laissé de côté ou refusé.",
            ),
        ),
        tag(
            "p",
            "Un fichier manifest.toml dans le dossier, facultatif, donne les titres, les dates et les éditions d’un"
            " même référentiel.",
            class_="quiet",
        ),
        class_="message",
    )


@st.cache_resource(show_spinner=False)
def _workshop(kb: Path) -> BuildBeside:
    return BuildBeside(kb)
