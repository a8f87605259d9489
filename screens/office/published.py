"""The builds an editor can go back to, and the journal of what was done from the application."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st

from kb.administration import journal
from kb.administration.acts import Office, go_back
from kb.administration.journal import Act
from kb.store import history
from kb.store.folder import current_or_none, published
from kb.store.history import PublishedBuild
from screens.office import said
from screens.office.done import attempt
from screens.parts.french import count, moment
from screens.parts.html import Html, tag
from screens.parts.table import plain_table

ACTS_SHOWN = 20


def draw_builds(office: Office) -> None:
    """All builds, the newest first, each with the way back to it."""
    st.html(tag("h2", "Versions publiées").code)
    at = office.folder
    for build in _described(office.settings.kb, current_or_none(at), published(at)):
        with st.container(
            horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key=f"build-{build.build}"
        ):
            st.html(_named(build).code)
            if not build.current and not build.wrong:
                with st.popover("Revenir à cette version"):
                    st.html(tag("p", "Elle répondra tout de suite, à tout le monde. Rien n’est effacé.").code)
                    st.button(
                        "Confirmer le retour",
                        type="primary",
                        key=f"back-{build.build}",
                        on_click=attempt,
                        args=(partial(go_back, office, build.build), "Cette version répond de nouveau."),
                    )


def draw_journal(office: Office) -> None:
    """The last acts, and whether the journal is as it was written."""
    held = journal.read(office.folder.journal)
    wrong = f"Le journal a été modifié ({held.wrong})\u00a0: prévenez votre service informatique."
    st.html(
        tag(
            "section",
            tag("h2", "Journal"),
            tag("p", wrong, class_="doubt", role="alert") if held.wrong else None,
            None if held.acts else tag("p", "Rien n’a encore été fait depuis l’application.", class_="quiet"),
        ).code
    )
    if acts := journal.outcomes(held.acts):
        with st.expander(f"Les derniers actes, sur {len(acts)}", key="journal"):
            heads = ("Quand", "Qui", "Quoi", "Sur quoi")
            st.html(plain_table([heads, *map(_row, reversed(acts[-ACTS_SHOWN:]))], 1).code)
            st.html(tag("p", f"Empreinte de la dernière ligne\u00a0: {held.head}", class_="quiet digest").code)


def _named(build: PublishedBuild) -> Html:
    counts = f"{count(build.documents, 'référentiel')}, {count(build.editions, 'édition')}"
    return tag(
        "div",
        tag("span", moment(build.made) if build.made else build.build, class_="source"),
        tag("span", "répond aujourd’hui", class_="chip strong") if build.current else None,
        tag("span", "inutilisable" if build.wrong else counts, class_="chip"),
        tag("span", f"n°\u00a0{build.build.partition('-')[0].lstrip('0')}", class_="chip"),
        class_="chips",
    )


def _row(act: Act) -> tuple[str, str, str, str]:
    meant = f"{act.document}@{act.edition}" if act.document else (act.sha256 or act.build or act.before or "–")[:20]
    return moment(act.at), act.who, f"{said.act_name(act)}\u00a0: {said.stage_name(act)}", meant


@st.cache_resource(max_entries=4, show_spinner=False)  # each build's seal is checked: a second for a large one
def _described(kb: Path, now: str | None, names: tuple[str, ...]) -> tuple[PublishedBuild, ...]:
    return history.builds(kb)
