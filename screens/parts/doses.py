"""The doses that the guidelines give for what was asked, side by side, each with its words and its page.

Quotes; adds no dose, no unit and no order of its own.
"""

from __future__ import annotations

import streamlit as st

from kb.search.answers import DoseFact, DosesCard
from screens.parts.address import ReaderAddress
from screens.parts.html import tag
from screens.parts.links import to_page

_ROLES = {"recommended": "Recommandée", "possible": "Possible", "exceptional": "Exceptionnelle"}
_STYLES = {"recommended": "strong", "possible": "option", "exceptional": "against"}
_TECHNIQUES = {"conventional": "conformationnelle", "stereotactic": "stéréotaxie"}


def doses_card(card: DosesCard, names: dict[str, str]) -> None:
    """The card; `names` are the documents' titles."""
    with st.container(key="doses", gap="xsmall"):
        st.html(tag("h2", "Doses citées pour cette question").code)
        for position, fact in enumerate(card.rows, 1):
            _dose(position, fact, names.get(fact.document, fact.document))


def _dose(position: int, fact: DoseFact, title: str) -> None:
    with st.container(key=f"card-dose-{position}", gap=None):
        technique = _TECHNIQUES.get(fact.technique)
        chips = [
            tag("strong", fact.dose, class_="dose"),
            tag("span", _ROLES.get(fact.role, fact.role), class_=f"chip {_STYLES.get(fact.role, '')}".strip()),
            tag("span", technique, class_="chip") if technique else None,
            tag("span", fact.condition, class_="path") if fact.condition else None,
        ]
        st.html(tag("div", tag("div", *chips, class_="chips"), tag("p", fact.text, class_="quote small")).code)
        to_page(
            ReaderAddress(fact.document, fact.edition, fact.page, fact.passage, fact.row),
            f"{title}, éd. {fact.edition}, p. {fact.page}",
            icon=":material/menu_book:",
        )
