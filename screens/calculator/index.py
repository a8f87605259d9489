"""The list of all calculators: by kind, document and state, by the words of their names, each with what is known of it.

Hides none: what did not compile is listed with the others, and its page says why.
"""

from __future__ import annotations

import streamlit as st

from kb.calculators.answers import flat
from kb.calculators.model import Calculator, Kind, Status
from kb.calculators.wording import printed
from kb.knowledge import KnowledgeBase
from screens.calculator.address import LONGEST_WORDS, CalculatorAddress, IndexAddress
from screens.calculator.naming import GROUPS, STATES, WARNED
from screens.parts import chrome
from screens.parts.boxes import choice, follow, problems
from screens.parts.french import count
from screens.parts.html import Html, tag
from screens.parts.knowledge import titles

_NO_DOCUMENT = "formules"  # in the address, for those that belong to no document


def draw_index(base: KnowledgeBase, address: IndexAddress) -> None:
    """The list, as the address narrows it."""
    names = titles(base) | {_NO_DOCUMENT: "Formules publiées, sans référentiel"}
    intro = (
        "Scores, critères et doses lus dans les tableaux des référentiels\u00a0;"
        " chaque point ramène à sa case imprimée."
    )
    st.html(tag("header", tag("h1", "Calculateurs"), tag("p", intro, class_="lead")).code)
    _filters(address, names)
    known = base.calculators(address.every)
    found = [each for each in known if _kept(each, address, names)]
    st.html(tag("p", f"{count(len(found), 'calculateur')}", class_="quiet", role="status").code)
    if not found:
        chrome.message("Aucun calculateur ne correspond", "Enlevez un filtre, ou cherchez d’autres mots.")
        return
    st.html(tag("div", *(_group(kind, found, names) for kind in GROUPS), class_="index").code)


def _group(kind: Kind, found: list[Calculator], names: dict[str, str]) -> Html | None:
    of = [each for each in found if each.kind is kind]
    if not of:
        return None
    cards = (_card(each, names) for each in of)
    return tag("section", tag("h2", GROUPS[kind]), tag("ul", *cards, class_="tiles"), aria_label=GROUPS[kind])


def _card(calculator: Calculator, names: dict[str, str]) -> Html:
    where = names.get(calculator.document or "", calculator.document) if calculator.document else None
    source = f"{where}, éd.\u00a0{calculator.edition}" if where else "Formule publiée"
    page = f", p.\u00a0{calculator.page}" if calculator.page and where else ""
    facts = []
    if calculator.items and calculator.kind is not Kind.LOOKUP:
        facts.append(count(len(calculator.items), "item" if calculator.kind is Kind.SCORE else "question"))
    if calculator.range:
        facts.append("{} à {}".format(*map(printed, calculator.range)))
    chips = [
        tag("span", STATES[calculator.status], class_="chip against")
        if calculator.status is not Status.READY
        else None,
        tag("span", count(len(calculator.findings), WARNED), class_="chip option") if calculator.findings else None,
        tag("span", "édition remplacée", class_="chip old") if "@" in calculator.id else None,
    ]
    return tag(
        "li",
        tag("a", calculator.name, href=CalculatorAddress(calculator.id).href),
        tag("p", source + page, class_="path"),
        tag("div", *(tag("span", fact, class_="chip") for fact in facts), *chips, class_="chips"),
    )


def _kept(calculator: Calculator, address: IndexAddress, names: dict[str, str]) -> bool:
    said = flat(f"{calculator.name} {calculator.id} {names.get(calculator.document or '', '')}")
    document = calculator.document or _NO_DOCUMENT
    return (
        all(flat(word) in said for word in address.query.split())
        and address.kind in (None, calculator.kind.value)
        and address.document in (None, document)
        and address.status in (None, calculator.status.value, *([WARNED] if calculator.findings else []))
    )


def _filters(address: IndexAddress, names: dict[str, str]) -> None:
    states = {status.value: label for status, label in STATES.items()} | {WARNED: "avec avertissement"}
    kinds = {kind.value: label for kind, label in GROUPS.items()}
    bound = follow(
        "calculators", address, IndexAddress, query=address.query, kind=address.kind, document=address.document,
        status=address.status, every=address.every,
    )  # fmt: skip
    st.text_input(
        "Chercher un calculateur",
        type="search",
        max_chars=LONGEST_WORDS,
        placeholder="Par exemple\u00a0: Mirels, moelle, clairance",
        icon=":material/search:",
        **bound("query"),
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="calculator-filters"):
        wrong = (
            choice("Genre", "Tous les genres", kinds, address.kind, bound("kind")),
            choice("Référentiel", "Tous les référentiels", names, address.document, bound("document")),
            choice("État", "Tous les états", states, address.status, bound("status")),
        )
        st.toggle("Toutes les éditions", **bound("every"))
    problems(*wrong)
