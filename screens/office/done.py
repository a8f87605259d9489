"""What was just done, or why not, told once, above what the screen then shows."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ingest.errors import SourcierError
from screens.office import said
from screens.parts.address import ReaderAddress
from screens.parts.html import tag
from screens.parts.links import to_page

_TOLD = "administration-told"


def done(text: str, read: ReaderAddress | None = None) -> None:
    """Keep what was done for the next drawing, with where it can be read."""
    st.session_state[_TOLD] = (text, read)


def draw_done() -> None:
    """Tell it."""
    text, read = st.session_state.pop(_TOLD, (None, None))
    if text:
        st.html(tag("p", text, class_="done", role="status").code)
    if read:
        to_page(read, "Lire cette édition", icon=":material/menu_book:")


def attempt(act: Callable[[], None], text: str) -> bool:
    """Do what takes an instant; whether it was done."""
    try:
        act()
    except (SourcierError, OSError) as error:
        title, advice = said.failure(error)
        done(f"{title}. {advice}")
        return False
    done(text)
    return True
