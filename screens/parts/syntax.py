"""How to ask precisely: the operators of the query language, each with an example that is a link.

Says what `kb/search/query.py` reads and nothing else; an example need not have an answer in this knowledge base.
"""

from __future__ import annotations

import streamlit as st

from screens.parts.address import SearchAddress
from screens.parts.html import tag
from screens.parts.links import to_search


def operators(document: str | None) -> tuple[tuple[str, str], ...]:
    """An example of each operator with what it asks for; `document` is the id of one there is."""
    return (
        ('"douleur osseuse"', "ces mots, côte à côte"),
        ("radiothérapie -stéréotaxie", "sans ce mot"),
        ("titre:radiothérapie douleur", "dans une section dont le titre a ce mot"),
        *((f"document:{name} douleur", "dans ce référentiel") for name in [document] if name),
        ("radiothérapie page:2", "à cette page du PDF"),
        ("radiothérapie dose:>=30Gy", "avec une dose de 30\u00a0Gy ou plus (aussi\u00a0: >, =, <, <=)"),
        ("radiothérapie fractions:10", "en dix fractions"),
    )


def syntax(document: str | None) -> None:
    """The operators, folded away until they are asked for."""
    with st.expander("Syntaxe de recherche", key="syntax"):
        st.html(
            tag(
                "p",
                "Des mots simples suffisent. Pour préciser, combinez\u00a0:",
                class_="quiet",
            ).code
        )
        draw_operators(document)
        st.html(tag("p", "Une écriture incomplète est cherchée comme des mots simples.", class_="quiet").code)


def draw_operators(document: str | None) -> None:
    """The operators, each an example to click."""
    for position, (example, meaning) in enumerate(operators(document)):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"operator-{position}"):
            to_search(SearchAddress(example), example)
            st.html(tag("p", meaning, class_="quiet").code, width="content")
