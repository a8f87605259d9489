"""The browser's door: which screens there are, what stands around each, and what is said when one cannot be drawn.

Never answers a question itself: a screen does, from the knowledge base.
"""

from __future__ import annotations

import logging

import streamlit as st

from ingest.errors import SourcierError
from screens.parts import chrome
from screens.parts.links import LIBRARY, READER, SEARCH


def main() -> None:
    """Draw the screen that the address names."""
    st.set_page_config(page_title="Sourcier", page_icon=":material/water_drop:", layout="wide")
    chrome.above()
    page = st.navigation(
        [
            st.Page(SEARCH, title="Recherche", icon=":material/search:", default=True),
            st.Page(READER, title="Lecture", icon=":material/menu_book:", url_path="lecture"),
            st.Page(LIBRARY, title="Bibliothèque", icon=":material/library_books:", url_path="bibliotheque"),
        ],
        position="top",
    )
    try:
        page.run()
    except SourcierError as error:
        chrome.problem(error)
    except Exception:
        # The door's duty: whatever a screen meets, its reader gets a sentence and the operator the traceback.
        logging.getLogger("sourcier").exception("the screen %s could not be drawn", page.url_path or "recherche")
        chrome.accident()
    chrome.below()


if __name__ == "__main__":
    main()
