"""Concordance: for one question, what each guideline says — they agree, differ, or one is silent — every cell cited.

Everything it shows stands in the address; it compares nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import streamlit as st

from kb.concordance.model import Verdict
from kb.knowledge import KnowledgeBase
from screens.parts import chrome
from screens.parts.address import LONGEST_QUERY
from screens.parts.boxes import choice, follow, problems
from screens.parts.concordance_address import ConcordanceAddress
from screens.parts.concorded import VERDICTS, concordance_of, proposed, silence, summary, table
from screens.parts.french import quoted
from screens.parts.html import tag
from screens.parts.knowledge import knowledge_base, titles
from screens.parts.links import to_concordance, to_library

FEWEST = 2  # guidelines that can be compared


def draw() -> None:
    """The screen, as the address asks."""
    base = knowledge_base()
    address = ConcordanceAddress.read(st.query_params)
    st.html(
        tag(
            "header",
            tag("h1", "Concordance des référentiels"),
            tag(
                "p",
                "Une question, et ce que chaque référentiel en dit dans sa dernière édition\u00a0: les différences de "
                "dose, de seuil et de force d’abord.",
                class_="lead",
            ),
        ).code
    )
    if len(base.documents()) < FEWEST:
        chrome.message("Il n’y a qu’un référentiel", "Ajoutez-en un second au dossier, puis reconstruisez la base.")
        to_library("Voir la bibliothèque")
        return
    unknown = [name for name in address.documents if name not in titles(base)]
    if unknown:
        chrome.unknown("Référentiel", ", ".join(unknown))
        to_concordance(ConcordanceAddress(address.query), "Comparer tous les référentiels")
        return
    _asked(base, address)
    if not address.query:
        _examples(base)
        return
    _answer(base, address)


def _asked(base: KnowledgeBase, address: ConcordanceAddress) -> None:
    """The question and the guidelines."""
    names = titles(base)

    def become(query: str, documents: list[str]) -> ConcordanceAddress:
        return ConcordanceAddress(query, tuple(documents))

    bound = follow("concorded", address, become, query=address.query, documents=list(address.documents))
    with st.container(horizontal=True, vertical_alignment="bottom", key="asking"):
        st.text_input(
            "Une indication, un score ou un médicament",
            placeholder="Par exemple\u00a0: radiothérapie post-opératoire",
            max_chars=LONGEST_QUERY,
            **bound("query"),
        )
        st.multiselect(
            "Référentiels", list(names), format_func=names.__getitem__, placeholder="Tous", **bound("documents")
        )


def _examples(base: KnowledgeBase) -> None:
    questions = proposed(base)
    if not questions:
        chrome.message("Posez une question", "Nommez une indication, un score ou un médicament.")
        return
    st.html(tag("p", "Sur quoi ces référentiels se comparent\u00a0:", class_="quiet").code)
    with st.container(horizontal=True, gap="small", key="examples"):
        for question in questions:
            to_concordance(ConcordanceAddress(question), question)


def _answer(base: KnowledgeBase, address: ConcordanceAddress) -> None:
    found = concordance_of(base, address.query, address.documents)
    names = titles(base)
    if not found.lines:
        chrome.message(
            f"Aucun référentiel ne dit rien de comparable sur {quoted(found.question)}",
            "La concordance lit des doses, des seuils, des forces de recommandation et des posologies. Nommez une "
            "indication, un score ou un médicament, ou cherchez vos mots dans le texte.",
        )
        _examples(base)
        return
    st.html(tag("p", f"{summary(found)}.", class_="lead", role="status").code)
    _filter(address, dict.fromkeys(line.verdict for line in found.lines))
    lines = tuple(line for line in found.lines if address.only in (None, line.verdict.value))
    if lines:
        st.html(table(found, lines, names).code)
    else:
        chrome.message("Aucune ligne de ce genre", "Enlevez le filtre.")
    if (said := silence(found, names)) is not None:
        st.html(said.code)
    st.html(
        tag(
            "p",
            "Comparé d’après ce qui est imprimé, sans préférer un référentiel. «\u00a0Silencieux\u00a0»\u00a0: rien "
            "n’y a été lu sur ce point. Lisez la page avant de conclure.",
            class_="quiet",
        ).code
    )


def _filter(address: ConcordanceAddress, verdicts: Iterable[Verdict]) -> None:
    named = {verdict.value: VERDICTS[verdict].capitalize() for verdict in verdicts}
    bound = follow("narrowed", address, partial(replace, address), only=address.only)
    problems(choice("Montrer", "Toutes les lignes", named, address.only, bound("only"), width=260))


if __name__ == "__main__":
    draw()
