"""The filter over a list: which editions, and which words. The address is the truth, the widgets follow it.

Knows no guideline; a list's own choices are drawn beside it by its screen.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kb.catalogue import Edition
from kb.knowledge import KnowledgeBase
from screens.parts.address import LONGEST_QUERY
from screens.parts.html import tag
from screens.parts.links import to_list
from screens.parts.list_address import ListAddress

_EVERY = "*"


def title(name: str, lead: str) -> None:
    """The heading of a list screen."""
    st.html(tag("header", tag("h1", name), tag("p", lead, class_="lead")).code)


def filters(base: KnowledgeBase, address: ListAddress, key: str, only: str | None = None) -> None:
    """The boxes over a list; `key` names the list, `only` is the label of a switch that keeps some of it."""
    named = {f"{each.document}@{each.label}": f"{each.title}, éd. {each.label}" for each in _editions(base)}
    wanted = _chosen(base, address)
    state = st.session_state
    if state.get(f"{key}-seen") != address or f"{key}-words" not in state:
        state[f"{key}-seen"] = address
        state[f"{key}-words"] = address.query
        state[f"{key}-editions"] = wanted
        state[f"{key}-only"] = address.only
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        st.text_input(
            "Mots",
            key=f"{key}-words",
            max_chars=LONGEST_QUERY,
            placeholder="Filtrer par mots",
            icon=":material/filter_alt:",
            on_change=_follow,
            args=(key,),
        )
        st.selectbox(
            "Référentiel et édition",
            [_EVERY, *named],
            key=f"{key}-editions",
            index=None,
            format_func=lambda each: "Toutes les éditions" if each == _EVERY else named[each],
            placeholder="Dernière édition de chacun",
            on_change=_follow,
            args=(key,),
        )
        if only:
            st.toggle(only, key=f"{key}-only", on_change=_follow, args=(key,))


def more(screen: str, address: ListAddress, shown: int, all_of_them: int, step: int) -> None:
    """A link that shows the next entries of a long list."""
    if shown < all_of_them:
        rest = min(step, all_of_them - shown)
        to_list(screen, replace(address, shown=shown + step), f"Afficher {rest} de plus")


def _editions(base: KnowledgeBase) -> list[Edition]:
    documents = sorted(base.documents(), key=lambda document: document.title)
    return [edition for document in documents for edition in document.editions]


def _chosen(base: KnowledgeBase, address: ListAddress) -> str | None:
    if address.document:
        return base.edition(address.document, address.edition).name
    return _EVERY if address.every else None


def _follow(key: str) -> None:
    """The widgets become the address."""
    state = st.session_state
    chosen = state[f"{key}-editions"] or ""
    document, _, edition = chosen.partition("@")
    every = chosen == _EVERY
    address = ListAddress(
        " ".join(state[f"{key}-words"].split()),
        None if every else document or None,
        None if every else edition or None,
        every,
        only=bool(state.get(f"{key}-only")),
    )
    st.query_params.from_dict(address.written())
