"""Aide: what Sourcier can and cannot do, how it is asked, and how what it shows is verified.

States what the program does; which guidelines this knowledge base holds is the library's affair.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

import streamlit as st

from screens.parts.guide import guide_again
from screens.parts.html import Html, joined, tag
from screens.parts.knowledge import knowledge_base, titles
from screens.parts.links import BIBLIOGRAPHY, LIBRARY, TABLES, to_screen
from screens.parts.syntax import draw_operators


def draw() -> None:
    """The screen."""
    base = knowledge_base()
    names = titles(base)
    told = tomllib.loads(files("screens.parts").joinpath("help.toml").read_text(encoding="utf-8"))
    with st.container(key="narrow"):
        st.html(tag("header", tag("h1", "Aide"), tag("p", told["lead"], class_="lead")).code)
        for section in told["section"]:
            st.html(_section(section).code)
            if section.get("operators"):
                draw_operators(next(iter(names), None))
        st.html(joined([tag("h2", "Par où commencer"), guide_again(base)]).code)
        with st.container(horizontal=True, gap="small", key="starts"):
            to_screen(LIBRARY, "Les référentiels de cette base", icon=":material/library_books:")
            to_screen(TABLES, "Tous les tableaux", icon=":material/table:")
            to_screen(BIBLIOGRAPHY, "Tous les travaux cités", icon=":material/menu_book:")


def _section(section: dict[str, object]) -> Html:
    paragraphs = [tag("p", str(text)) for text in _list(section, "text")]
    items = [tag("li", str(text)) for text in _list(section, "items")]
    rows = [tag("tr", tag("th", keys, scope="row"), tag("td", does)) for keys, does in _pairs(section)]
    return tag(
        "section",
        tag("h2", str(section["title"])),
        *paragraphs,
        tag("ul", *items) if items else None,
        tag("div", tag("table", *rows), class_="scroll", tabindex="0") if rows else None,
        class_="help",
    )


def _list(section: dict[str, object], key: str) -> list[object]:
    found = section.get(key, [])
    return found if isinstance(found, list) else [found]


def _pairs(section: dict[str, object]) -> list[tuple[str, str]]:
    found = section.get("keys", {})
    return [(str(keys), str(does)) for keys, does in found.items()] if isinstance(found, dict) else []


if __name__ == "__main__":
    draw()
