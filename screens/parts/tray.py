"""The collection of a session: what was set aside, added by any screen, kept until the tab is closed.

Holds citations, each with its reference; exports are the screen's affair (`screens/tray.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from kb.citing.cited import Cited, Kind
from kb.citing.workbook import confidence
from screens.parts.address import ReaderAddress
from screens.parts.edition import Edition, Json
from screens.parts.french import day
from screens.parts.links import href
from screens.parts.table import CERTAIN

_KEY = "recueil"
MOST = 200  # items: a file for a meeting, not a copy of the guideline
_HEADING = 80  # characters of a passage's first words, where it stands in no section
SUPERSEDED = "Édition remplacée par une plus récente."


def items() -> tuple[Cited, ...]:
    """What was collected, in the order it was."""
    return tuple(st.session_state.get(_KEY, ()))


def add(item: Cited) -> bool:
    """Collect `item`; False where it was there already, or the collection is full."""
    held = items()
    if item in held or len(held) >= MOST:
        return False
    st.session_state[_KEY] = (*held, item)
    return True


def remove(position: int) -> None:
    """Take out the item at `position`, from 0; nothing where there is none."""
    st.session_state[_KEY] = tuple(item for n, item in enumerate(items()) if n != position)


def move(position: int, by: int) -> None:
    """Move the item at `position` by so many places, as far as there are places."""
    held = list(items())
    if 0 <= position < len(held) and 0 <= position + by < len(held):
        held.insert(position + by, held.pop(position))
        st.session_state[_KEY] = tuple(held)


def clear() -> None:
    """Forget all."""
    st.session_state[_KEY] = ()


def add_button(item: Cited, key: str, label: str = "Ajouter au recueil") -> None:
    """A button that collects `item`; it says so where it is there already."""
    held = item in items()
    st.button(
        "Dans le recueil" if held else label,
        key=f"tray-{key}",
        icon=":material/check:" if held else ":material/add:",
        disabled=held,
        on_click=_add,
        args=(item,),
    )


def passage_item(edition: Edition, passage: Json) -> Cited:
    """A passage as it is collected; one that is a table's text, as the table."""
    table = edition.tables.get(passage["id"])
    if table is not None:
        return table_item(edition, table)
    section = edition.sections.get(passage["section"] or "")
    heading = section["title"] if section else _shortened(passage["text"])
    address = ReaderAddress(edition.facts["document"], edition.facts["edition"], passage["page"], passage["id"])
    item = Cited(Kind.PASSAGE, heading, passage["text"], edition.reference(passage), address=href(address))
    return _dated(edition, item)


def table_item(edition: Edition, table: Json, rows: Sequence[int] | None = None) -> Cited:
    """A table as it is collected, whole or only the `rows` (0-based) of it with its heading ones."""
    passage = edition.passages[table["passage"]]
    head = table["header_rows"]
    kept = [n for n in range(len(table["rows"])) if rows is None or n < head or n in set(rows)]
    number = f"Tableau {table['number']}" if table["number"] else "Tableau"
    row = kept[head] if rows is not None and len(kept) == head + 1 else None
    address = ReaderAddress(edition.facts["document"], edition.facts["edition"], table["page"], table["passage"], row)
    doubt = None if table["confidence"] >= CERTAIN else f"Lecture du tableau\u00a0: {confidence(table)}."
    item = Cited(
        Kind.TABLE, table["caption"] or number, "\n".join(" | ".join(table["rows"][n]) for n in kept),
        edition.reference(passage), None, tuple(tuple(table["rows"][n]) for n in kept), head, href(address), doubt,
    )  # fmt: skip
    return _dated(edition, item)


def title() -> str:
    """«Recueil», with how many items it holds: «Recueil (3)»."""
    many = len(items())
    return f"Recueil ({many})" if many else "Recueil"


def _add(item: Cited) -> None:
    if add(item):
        st.toast("Ajouté au recueil", icon=":material/check:")
    elif item not in items():
        st.toast(f"Le recueil est plein\u00a0: {MOST} éléments.")


def _dated(edition: Edition, item: Cited) -> Cited:
    """With the edition's cut-off, and a warning where it is superseded."""
    notes = [note for note in (item.note, None if edition.facts["latest"] else SUPERSEDED) if note]
    return replace(item, data_until=day(edition.facts["data_until"]), note=" ".join(notes) or None)


def _shortened(text: str) -> str:
    return text if len(text) <= _HEADING else text[:_HEADING].rsplit(" ", 1)[0] + " […]"
