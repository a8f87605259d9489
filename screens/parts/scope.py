"""The filter over a list: which editions, and which words, in which order.

Knows no guideline; a list's own choices are drawn beside it by its screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from ingest.errors import CallError
from kb.knowledge import KnowledgeBase
from screens.parts import chrome
from screens.parts.address import LONGEST_QUERY
from screens.parts.boxes import choice, follow, problems
from screens.parts.french import quoted
from screens.parts.html import tag
from screens.parts.links import to_list
from screens.parts.list_address import ListAddress
from screens.parts.selection import editions_of

_EVERY = "*"


def title(name: str, lead: str) -> None:
    """The heading of a list screen."""
    st.html(tag("header", tag("h1", name), tag("p", lead, class_="lead")).code)


def known(base: KnowledgeBase, address: ListAddress, screen: str) -> bool:
    """Whether there is what the address names; where there is not, it was said."""
    try:
        editions_of(base, address)
    except CallError:
        chrome.unknown("Référentiel ou édition", "@".join(filter(None, (address.document, address.edition))))
        to_list(screen, ListAddress(address.query), "Chercher dans tous les référentiels")
        return False
    return True


def filters(
    base: KnowledgeBase, address: ListAddress, name: str, orders: Mapping[str, str], only: str | None = None
) -> None:
    """The boxes over the list called `name`; `orders` are its other ones than as printed, `only` a switch's label."""
    editions = editions_of(base, ListAddress(every=True))
    named = {f"{each.document}@{each.label}": f"{each.title}, éd. {each.label}" for each in editions}

    def become(query: str, scope: str | None, order: str | None, only: bool = False) -> ListAddress:
        every = scope == _EVERY
        document, _, edition = ("" if every else scope or "").partition("@")
        return ListAddress(query, document or None, edition or None, every, only=only, order=order)

    switch = {"only": address.only} if only else {}
    bound = follow(
        name, address, become, query=address.query, scope=_chosen(base, address), order=address.order, **switch
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        st.text_input(
            "Mots",
            max_chars=LONGEST_QUERY,
            placeholder="Filtrer par mots",
            icon=":material/filter_alt:",
            **bound("query"),
        )
        choice(
            "Référentiel et édition",
            "Dernière édition de chacun",
            {_EVERY: "Toutes les éditions", **named},
            None,
            bound("scope"),
        )
        wrong = choice("Ordre", "Comme imprimé", orders, address.order, bound("order"), width=220)
        if only:
            st.toggle(only, **bound("only"))
    problems(wrong)


def summary(told: str, files: Mapping[str, str]) -> None:
    """How much there is, and the files that hold it: what a format is called, its address."""
    links = (tag("a", name, href=at, download=True, aria_label=f"Télécharger en {name}") for name, at in files.items())
    st.html(tag("div", tag("p", told, class_="quiet", role="status"), *links, class_="acts").code)


def nothing(address: ListAddress, screen: str, none: str, every: str) -> None:
    """The message where nothing is listed: «Aucun tableau», and the label of the way to all of them."""
    if address.query or address.only:
        told = f" avec {quoted(address.query)}" if address.query else " en double"
        chrome.message(f"{none}{told}", "Essayez moins de mots, ou une autre édition.")
        to_list(screen, replace(address, query="", only=False, table=None), f"{every} de ce choix")
    else:
        chrome.message(f"{none} ici", "Rien n’a été lu dans ce choix. Essayez une autre édition.")
        to_list(screen, ListAddress(), every)


def more(screen: str, address: ListAddress, shown: int, all_of_them: int, step: int) -> None:
    """A link that shows the next entries of a long list."""
    if shown < all_of_them:
        rest = min(step, all_of_them - shown)
        to_list(screen, replace(address, shown=shown + step), f"Afficher {rest} de plus")


def _chosen(base: KnowledgeBase, address: ListAddress) -> str | None:
    if address.document:
        return base.edition(address.document, address.edition).name
    return _EVERY if address.every else None
