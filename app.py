"""The browser's door: which screens there are, what stands around each, and what is said when one cannot be drawn.

Never answers a question itself: a screen does, from the knowledge base. Streamlit imports this file to serve it
(`app`), and runs it as a script for each view (`main`).
"""

from __future__ import annotations

import os

import streamlit as st

from ingest.errors import AbsentBase, SourcierError
from screens.office import session
from screens.parts import chrome, completion, downloads, knowledge, vouched, watched
from screens.parts import tray as collected
from screens.parts.front import TITLE, Front
from screens.parts.links import (
    ADMINISTRATION,
    AUDIT,
    BIBLIOGRAPHY,
    CALCULATORS,
    COMPARE,
    CONCORDANCE,
    HELP,
    LIBRARY,
    READER,
    SEARCH,
    TABLES,
    TRAY,
)
from screens.parts.listening import at_once


def main() -> None:
    """Draw the screen that the address names."""
    search = st.Page(SEARCH, title="Recherche", default=True)
    reader = st.Page(READER, title="Lecture", url_path="lecture")
    library = st.Page(LIBRARY, title="Bibliothèque", url_path="bibliotheque")
    calculators = st.Page(CALCULATORS, title="Calculateurs", url_path="calculateurs")
    compare = st.Page(COMPARE, title="Comparer", url_path="comparer")
    concordance = st.Page(CONCORDANCE, title="Concordance", url_path="concordance")
    audit = st.Page(AUDIT, title="Audit", url_path="audit")
    tables = st.Page(TABLES, title="Tableaux", url_path="tableaux")
    works = st.Page(BIBLIOGRAPHY, title="Bibliographie", url_path="bibliographie")
    tray = st.Page(TRAY, title=collected.title(), url_path="recueil")
    guide = st.Page(HELP, title="Aide", url_path="aide")
    screens = [search, reader, calculators, tables, compare, concordance, audit, works, library, tray, guide]
    if session.offered():
        screens.append(st.Page(ADMINISTRATION, title="Administration", url_path="administration"))
    page = st.navigation(screens, position="top")
    st.set_page_config(page_title=f"{page.title} · {TITLE}", page_icon=str(chrome.ICON), layout="wide")
    chrome.above(finder=page is not search)
    knowledge.begin()
    vouched.begin()
    if page.url_path == "" and "doc" in st.query_params:  # a page of a guideline, whichever screen was named
        st.switch_page(reader, query_params=st.query_params.to_dict())
    try:
        with watched.drawing(page.url_path or "recherche"):
            page.run()
    except AbsentBase:
        from screens.parts import first_run  # what builds is not loaded where there is something to read

        first_run.draw()
    except SourcierError as error:
        chrome.problem(error)
    except Exception:  # noqa: BLE001 - whatever a screen meets, its reader gets a sentence; the operator was told
        chrome.accident()
    chrome.below()


if __name__ == "__main__":
    main()
else:
    from starlette.middleware import Middleware

    from kb.events import write_events
    from kb.settings import settings
    from screens.office.gate import Gate

    write_events(settings(os.environ).log)

    app = st.App(
        __file__,
        lifespan=at_once,
        routes=[completion.ROUTE, *downloads.ROUTES],
        middleware=[Middleware(watched.Watch), Middleware(Front), Middleware(Gate)],
        secrets=session.sign_in_settings(),
    )
