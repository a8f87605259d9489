"""Looking for words within one edition: every passage that holds them, with its page.

Finds the words as written; what a guideline says of a question is the search's affair.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from screens.parts.address import LONGEST_QUERY, MARKS, ReaderAddress
from screens.parts.cards import excerpt
from screens.parts.edition import Edition, Json
from screens.parts.finding import Span, words
from screens.parts.french import count
from screens.parts.html import Html, tag
from screens.parts.links import href

MOST = 40  # passages listed: more are narrowed by another word
_EXCERPT = 180  # characters
_LABELS = {"recommandations": "Recommandations", "doses": "Doses"}


def controls(address: ReaderAddress) -> None:
    """The box and the switches. The address is the truth, they follow it."""
    state = st.session_state
    if state.get("within-seen") != address or "within-words" not in state:
        state["within-seen"] = address
        state["within-words"] = address.find
        for mark in MARKS:
            state[f"mark-{mark}"] = mark in address.marks
    with st.container(horizontal=True, vertical_alignment="center", key="within"):
        st.text_input(
            "Chercher dans ce référentiel",
            key="within-words",
            max_chars=LONGEST_QUERY,
            placeholder="Chercher dans ce référentiel",
            label_visibility="collapsed",
            icon=":material/find_in_page:",
            on_change=_follow,
        )
        for mark in MARKS:
            st.toggle(_LABELS[mark], key=f"mark-{mark}", on_change=_follow)


def found_list(edition: Edition, address: ReaderAddress) -> None:
    """The passages that hold the words of the address, each a link to its page."""
    wanted = words(address.find)
    if not wanted:
        return
    found = [(p, spans) for p in edition.passages.values() if (spans := wanted.spans(p["text"])) is not None]
    many = count(len(found), "passage") if found else "Aucun passage"
    told = f"{many} avec «\u00a0{address.find}\u00a0»"
    items = (_item(edition, address, passage, spans) for passage, spans in found[:MOST])
    rest = f"… et {count(len(found) - MOST, 'autre')}\u00a0: ajoutez un mot." if len(found) > MOST else None
    st.html(
        tag(
            "details",
            tag("summary", told),
            tag("ul", *items, class_="walk"),
            tag("p", rest, class_="quiet") if rest else None,
            class_="found",
            open=bool(found) and not address.passage,
        ).code
    )


def _item(edition: Edition, address: ReaderAddress, passage: Json, spans: tuple[Span, ...]) -> Html:
    to = replace(address, edition=edition.facts["edition"], page=passage["page"], passage=passage["id"], row=None)
    return tag(
        "li",
        tag("a", edition.where(passage), href=href(to), class_="entry"),
        " ",
        excerpt(passage["text"], spans, _EXCERPT),
    )


def _follow() -> None:
    state = st.session_state
    address = ReaderAddress.read(st.query_params)
    chosen = tuple(mark for mark in MARKS if state[f"mark-{mark}"])
    written = replace(address, find=" ".join(state["within-words"].split()), marks=chosen).written()
    st.query_params.from_dict(written)
