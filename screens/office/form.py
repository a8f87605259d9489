"""The form in which an editor says which edition an upload is; what the file itself says stands there already.

Checks nothing: `describe` does, and names the field.
"""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from kb.administration.acts import LONGEST_TEXT
from kb.administration.staging import Card, Upload
from kb.administration.trial import Guess
from kb.corpus import slug
from kb.store.catalogue import Document

_NEW = ""  # the choice that is no document's id
_DAY = "%d/%m/%Y"  # as French writes a date in figures
_HOW = "jj/mm/aaaa"


def card_form(upload: Upload, guess: Guess, documents: tuple[Document, ...]) -> Card | None:
    """Draws the form; the card once it is sent."""
    named = {document.id: document for document in sorted(documents, key=lambda document: document.title)}
    card = upload.card
    choices = [_NEW, *named]
    before = (_NEW if card.new else card.document) if card else guess.document or _NEW
    chosen = st.selectbox(
        "Référentiel",
        choices,
        index=choices.index(before) if before in choices else 0,
        format_func=lambda id_: named[id_].title if id_ else "Un nouveau référentiel",
        key=f"document-{upload.sha256}",
    )
    document = named.get(chosen)
    if card and chosen == before:
        first = card
    else:  # the document's own title, publisher and scope
        label, day = (card.label, card.date) if card else (guess.label or "", guess.date)
        title = (document.title if document else guess.title) or ""
        publisher, scope = (document.publisher, document.scope) if document else (None, None)
        first = Card(chosen, not document, title, label, day, publisher, scope)

    def text(label: str, value: str | None, example: str = "", most: int = LONGEST_TEXT) -> str:
        key = f"{label}-{upload.sha256}-{chosen}"  # another document brings its own
        return st.text_input(label, value or "", key=key, max_chars=most, placeholder=example)

    with st.form(f"card-{upload.sha256}-{chosen}", border=False):
        title = text("Titre", first.title)
        with st.container(horizontal=True):
            label = text("Édition", first.label, "2026")
            published = text("Date de parution", _written(first.date), _HOW)
        with st.container(horizontal=True):
            publisher = text("Éditeur", first.publisher)
            scope = text("Population", first.scope, "cancers bronchiques")
        with st.container(horizontal=True):
            until = text("Données jusqu’au", _written(first.data_until), _HOW)
            valid = text("Valable jusqu’au", _written(first.valid_until), _HOW)
        sent = st.form_submit_button("Lire et comparer", type="primary", icon=":material/fact_check:")
    if not sent:
        return None
    days = (_read(published), _read(until), _read(valid))
    return Card(chosen or slug(title), not chosen, title, label, days[0], publisher, scope, days[1], days[2])


def _written(iso: str | None) -> str:
    return date.fromisoformat(iso).strftime(_DAY) if iso else ""


def _read(text: str) -> str | None:
    """ISO; what is no date stays as it is, and is refused by name."""
    try:
        return datetime.strptime(text.strip(), _DAY).date().isoformat() if text.strip() else None  # noqa: DTZ007
    except ValueError:
        return text
