"""Recherche: one box, and what the guidelines say, quoted.

Everything it shows stands in the address; it answers nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import streamlit as st

from kb.knowledge import KnowledgeBase
from kb.search.answers import CalculatorCard, DosesCard
from kb.search.find import Answer
from screens.parts import chrome
from screens.parts.address import LONGEST_QUERY, SearchAddress
from screens.parts.calculators import calculator_card, lookup_card
from screens.parts.cards import result_card
from screens.parts.doses import doses_card
from screens.parts.french import KINDS, count, quoted
from screens.parts.guide import guide
from screens.parts.html import joined, tag
from screens.parts.knowledge import examples, figure_of, knowledge_base, titles
from screens.parts.links import href_to, to_library, to_search
from screens.parts.syntax import syntax

LIMIT = 20  # results shown: more are asked for with better words, not with more pages


def draw() -> None:
    """The screen, as the address asks."""
    base = knowledge_base()
    address = SearchAddress.read(st.query_params)
    names = titles(base)
    with st.container(key="narrow"):
        _draw(base, address, names)


def _draw(base: KnowledgeBase, address: SearchAddress, names: dict[str, str]) -> None:
    _heading(address)
    _box(address)
    if address.query:
        _filters(address, names)
        _answer(base, address, names)
    else:
        _welcome(base, names)
    syntax(next(iter(names), None))


def _answer(base: KnowledgeBase, address: SearchAddress, names: dict[str, str]) -> None:
    if address.document and address.document not in names:
        _unknown(address, f"Référentiel inconnu\u00a0: {address.document}", names.values())
        return
    if address.kind and address.kind not in KINDS:
        _unknown(address, f"Nature de passage inconnue\u00a0: {address.kind}", KINDS.values())
        return
    answer = base.search(
        address.query,
        limit=LIMIT,
        all_editions=address.all_editions,
        document=address.document,
        kind=address.kind,
        correct=not address.exact,
    )
    if answer.results:
        _found(base, address, answer, names)
    else:
        _none(address, answer)


def _heading(address: SearchAddress) -> None:
    if address.query:
        return
    st.html(
        joined(
            [
                tag("h1", "Que disent les référentiels\u00a0?"),
                tag(
                    "p",
                    "Posez une question ou tapez quelques mots\u00a0: Sourcier cite les passages des référentiels, avec"
                    " leur page. Il n’invente rien\u00a0; quand les textes ne disent rien, il le dit.",
                    class_="lead",
                ),
            ]
        ).code
    )


def _box(address: SearchAddress) -> None:
    # The address is the truth: the box follows it, so that going back brings the question back. Streamlit forgets a
    # box while another screen is shown.
    if st.session_state.get("asked") != address.query or "question" not in st.session_state:
        st.session_state["asked"] = st.session_state["question"] = address.query
    st.text_input(
        "Question",
        key="question",
        type="search",
        max_chars=LONGEST_QUERY,
        placeholder="Par exemple\u00a0: dose de radiothérapie antalgique",
        icon=":material/search:",
        label_visibility="collapsed",
        on_change=_ask,
    )


def _ask() -> None:
    """A new question keeps the filters."""
    address = SearchAddress.read(st.query_params)
    query = " ".join(st.session_state["question"].split())
    _go(replace(address, query=query, exact=False) if query else SearchAddress())


def _go(address: SearchAddress) -> None:
    st.query_params.from_dict(address.written())


def _welcome(base: KnowledgeBase, names: dict[str, str]) -> None:
    questions = examples(base)
    if questions:
        st.html(tag("p", "Par exemple", class_="quiet").code)
        with st.container(horizontal=True, gap="small", key="examples"):
            for question in questions:
                to_search(SearchAddress(question), question)
    editions = sum(len(document.editions) for document in base.documents())
    known = f"{count(len(names), 'référentiel')}, {count(editions, 'édition')}"
    to_library(f"{known} dans la bibliothèque")
    st.html(guide(base).code)


def _filters(address: SearchAddress, names: dict[str, str]) -> None:
    # As with the box: the address is the truth, the widgets follow it.
    wanted = (address.document, address.kind, address.all_editions)
    if st.session_state.get("filtered") != wanted or "every" not in st.session_state:
        st.session_state["filtered"] = wanted
        st.session_state["document"] = address.document if address.document in names else None
        st.session_state["kind"] = address.kind if address.kind in KINDS else None
        st.session_state["every"] = address.all_editions
    with st.container(horizontal=True, vertical_alignment="center", key="asked-in"):
        _choice("Référentiel", "document", names, "Tous les référentiels")
        _choice("Nature des passages", "kind", KINDS, "Tous les passages")
        st.toggle("Toutes les éditions", key="every", on_change=_filter)


def _choice(label: str, key: str, named: Mapping[str, str], every: str) -> None:
    """A filter without a visible label; nothing chosen: `every`."""
    st.selectbox(
        label,
        list(named),
        key=key,
        index=None,
        format_func=lambda name: named[name],
        placeholder=every,
        label_visibility="collapsed",
        on_change=_filter,
    )


def _filter() -> None:
    state = st.session_state
    address = SearchAddress.read(st.query_params)
    _go(replace(address, document=state["document"], kind=state["kind"], all_editions=state["every"]))


def _found(base: KnowledgeBase, address: SearchAddress, answer: Answer, names: dict[str, str]) -> None:
    if answer.corrected:
        st.html(tag("p", "Résultats pour ", tag("strong", answer.corrected), class_="lead", role="status").code)
        to_search(replace(address, exact=True), f"Chercher plutôt {quoted(address.query)}")
    for position, card in enumerate(answer.cards, 1):
        if isinstance(card, DosesCard):
            doses_card(card, names)
        elif isinstance(card, CalculatorCard):
            calculator_card(position, card, base, names)
        else:
            lookup_card(position, card, base, names)
    many = count(len(answer.results), "passage") + (" au moins" if len(answer.results) == LIMIT else "")
    st.html(tag("p", many, class_="quiet", role="status").code)
    cards = (
        result_card(position, result, names, figure_of(base, result.entry))
        for position, result in enumerate(answer.results, 1)
    )
    st.html(tag("div", *cards, class_="cards").code)  # at once: a part of them would push the rest about


def _none(address: SearchAddress, answer: Answer) -> None:
    advice = "Essayez d’autres mots, ou moins de mots."
    if address.document or address.kind:
        advice = "Essayez d’autres mots, ou sans filtre."
    nearest = (
        tag("li", tag("a", title, href=href_to("/", SearchAddress(title).written()), class_="entry"))
        for title in answer.nearest
    )
    st.html(
        tag(
            "section",
            tag("h2", f"Rien dans ces référentiels sur {quoted(address.query)}"),
            tag("p", advice),
            tag("p", "Les sections les plus proches\u00a0:", class_="quiet") if answer.nearest else None,
            tag("ul", *nearest, class_="walk") if answer.nearest else None,
            class_="message",
            role="status",
        ).code
    )
    if address.document or address.kind:
        to_search(SearchAddress(address.query, all_editions=address.all_editions), "Chercher sans filtre")


def _unknown(address: SearchAddress, what: str, known: Iterable[str]) -> None:
    chrome.message(what, f"Il y a\u00a0: {', '.join(known)}.")
    to_search(SearchAddress(address.query, all_editions=address.all_editions), "Chercher sans filtre")


if __name__ == "__main__":
    draw()
