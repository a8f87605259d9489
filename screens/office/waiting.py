"""Uploads that wait: the list of them, and one with its form, its report, and the button that publishes it.

What takes longer than a click is a job, found again after a reload.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import streamlit as st

from ingest.errors import KnowledgeBaseError
from kb.administration.acts import Office, describe, discard, fresh, publish
from kb.administration.staging import Card, Upload
from kb.administration.trial import Guess, Reading, guess, reading_of
from kb.build import Tell
from kb.days import today
from kb.knowledge import KnowledgeBase, open_kb
from kb.store.folder import Folder, current
from screens.office import said
from screens.office.done import attempt, done
from screens.office.draft import draw_reading
from screens.office.form import card_form
from screens.office.jobs import jobs
from screens.parts import chrome
from screens.parts.address import ReaderAddress
from screens.parts.french import count, moment, number
from screens.parts.html import Html, tag
from screens.parts.knowledge import knowledge_base
from screens.parts.progress import EVERY, progress

UPLOAD = "depot"  # in the address: the digest of the upload that is looked at


def draw_waiting(office: Office) -> None:
    """All that waits, each a click away."""
    waiting = office.staging.waiting()
    if not waiting:
        return
    st.html(tag("h2", f"En attente\u00a0: {count(len(waiting), 'dépôt')}").code)
    for each in waiting:
        with st.container(key=f"waiting-{each.sha256}", gap="xsmall", border=True):
            st.html(_named(each).code)
            st.button(
                "Relire et publier",
                key=f"open-{each.sha256}",
                icon=":material/fact_check:",
                on_click=_go,
                args=(each.sha256,),
            )


def draw_upload(office: Office, sha256: str) -> None:
    """One upload: what is being done with it, else its form, else its report."""
    st.button("Tous les dépôts", icon=":material/arrow_back:", on_click=_go)
    job = jobs().state(sha256)
    if job and not job.ended:
        _watch(sha256)
        return
    jobs().told(sha256)
    if job and job.error:
        chrome.message(*said.failure(job.error))
    elif job and isinstance(card := job.answer, Card):
        done("L’édition est publiée\u00a0: elle répond dès maintenant.", ReaderAddress(card.document, card.label))
        st.query_params.clear()
        st.rerun()
    waits = office.staging.find(sha256)
    if waits:
        _draw(office, waits)
    elif not job:
        chrome.message("Ce dépôt n’attend plus", "Il a été publié ou retiré. La bibliothèque montre ce qui est publié.")


def _go(sha256: str | None = None) -> None:
    """To an upload, or to all of them. A link from this screen to itself loses its parameters at the next rerun."""
    st.query_params.from_dict({UPLOAD: sha256} if sha256 else {})


def _draw(office: Office, upload: Upload) -> None:
    st.html(_named(upload).code)
    trial, documents = _trial(office, upload), knowledge_base().documents()
    card = upload.card
    as_read = fresh(office, upload)
    with st.expander("Quelle édition est-ce\u00a0?", expanded=not as_read):
        first = guess(trial, documents) if trial else Guess()
        if sent := card_form(upload, first, documents):
            jobs().start(upload.sha256, said.READING, lambda tell: describe(office, upload.sha256, sent, tell))
            st.rerun()
    if card and not as_read:
        stale = (
            "Cette fiche n’a pas été lue jusqu’au bout, ou la base a changé depuis\u00a0: relisez-la, puis"
            " «\u00a0Lire et comparer\u00a0»."
        )
        st.html(tag("p", stale, class_="doubt").code)
    elif card and trial:
        draw_reading(_reading(trial.path, trial.build_id, card, today(), trial), trial)
        _decide(office, upload, card)
    st.button("Retirer ce dépôt", icon=":material/delete:", key="discard", on_click=partial(_discard, office, upload))


def _decide(office: Office, upload: Upload, card: Card) -> None:
    told = (
        "L’édition s’ajoute à la base telle qu’elle a été lue ci-dessus\u00a0; la version d’avant reste, et vous"
        " pouvez y revenir. La publication est inscrite au journal sous votre nom."
    )
    st.html(tag("section", tag("h2", "Publier"), tag("p", told, class_="quiet")).code)

    def publication(tell: Tell) -> Card:
        publish(office, upload.sha256, tell)
        return card

    st.button(
        "Publier cette édition",
        type="primary",
        icon=":material/publish:",
        key="publish",
        on_click=jobs().start,
        args=(upload.sha256, said.PUBLISHING, publication),
    )


def _discard(office: Office, upload: Upload) -> None:
    if attempt(partial(discard, office, upload.sha256), "Le dépôt a été retiré."):
        st.query_params.clear()


@st.fragment(run_every=EVERY)
def _watch(sha256: str) -> None:
    """How far the job is; the whole screen again once it has ended."""
    job = jobs().state(sha256)
    if job is None or job.ended:
        st.rerun()
    st.html(progress(job.step, job.what, f"{job.what}\u00a0: ").code)


def _named(upload: Upload) -> Html:
    card = upload.card
    return tag(
        "div",
        tag("span", f"{card.title}, édition {card.label}" if card else upload.name, class_="source"),
        tag("span", upload.name, class_="chip") if card else None,
        tag("span", _size(upload.size), class_="chip"),
        tag("span", f"déposé par {upload.who}, {moment(upload.at)}", class_="chip"),
        class_="chips",
    )


def _size(size: int) -> str:
    return f"{number(size / 2**20, 1)}\u00a0Mo" if size >= 2**20 else f"{number(size / 2**10)}\u00a0ko"


def _trial(office: Office, upload: Upload) -> KnowledgeBase | None:
    """The knowledge base the upload was read into; None where it was not read to its end."""
    folder = office.staging.trial(upload)
    try:
        return _opened(folder, current(Folder(folder)))
    except KnowledgeBaseError:
        return None


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(folder: Path, build: str) -> KnowledgeBase:
    return open_kb(folder)


@st.cache_resource(max_entries=4, show_spinner="Comparaison avec l’édition publiée…")
def _reading(folder: Path, build: str, card: Card, on: date, _trial: KnowledgeBase) -> Reading:
    return reading_of(_trial, card, on)
