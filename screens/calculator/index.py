"""The list of all calculators: by kind, document and state, by the words of their names, each with what is known of it.

Hides none: what did not compile is listed with the others, and its page says why.
"""

from __future__ import annotations

import streamlit as st

from kb.calculators.answers import flat
from kb.calculators.model import Calculator, Kind, Status
from kb.calculators.wording import printed
from kb.knowledge import KnowledgeBase
from screens.calculator.address import LONGEST_WORDS, PATH, CalculatorAddress, IndexAddress
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
        chrome.message(
            "Aucun calculateur ne correspond",
            "Enlevez un filtre, ou cherchez d’autres mots.",
            tag("p", tag("a", "Voir tous les calculateurs", href=PATH)),
        )
        return
    st.html(tag("div", *(_group(kind, found, names) for kind in GROUPS), class_="index").code)


def _group(kind: Kind, found: list[Calculator], names: dict[str, str]) -> Html | None:
    of = [each for each in found if each.kind is kind]
    if not of:
        return None
    if kind is Kind.LOOKUP:  # many, and told apart by their guideline
        shown = [_lines(where, [each for each in of if _source(each, names) == where]) for where in _sources(of, names)]
    else:
        shown = [tag("ul", *(_card(each, names) for each in of), class_="tiles")]
    return tag("section", tag("h2", GROUPS[kind]), *shown, aria_label=GROUPS[kind])


def _sources(calculators: list[Calculator], names: dict[str, str]) -> list[str]:
    return list(dict.fromkeys(_source(each, names) for each in calculators))


def _source(calculator: Calculator, names: dict[str, str]) -> str:
    if calculator.document is None:
        return "Formule publiée"
    return f"{names.get(calculator.document, calculator.document)}, éd.\u00a0{calculator.edition}"


def _lines(source: str, calculators: list[Calculator]) -> Html:
    """The calculators of one guideline, a line each."""
    items = (
        tag("li", _link(each), tag("span", f" p.\u00a0{each.page} ", class_="path"), *_state(each))
        for each in calculators
    )
    return tag("div", tag("h3", source), tag("ul", *items), class_="looked-up")


def _link(calculator: Calculator) -> Html:
    return tag("a", calculator.name, href=CalculatorAddress(calculator.id).href)


def _state(calculator: Calculator) -> list[Html]:
    """What is to be known before it is opened."""
    chips = []
    if calculator.status is not Status.READY:
        chips.append(tag("span", STATES[calculator.status], class_="chip against"))
    if calculator.findings:
        chips.append(tag("span", count(len(calculator.findings), WARNED), class_="chip option"))
    if "@" in calculator.id:
        chips.append(tag("span", "édition remplacée", class_="chip old"))
    return chips


def _card(calculator: Calculator, names: dict[str, str]) -> Html:
    page = f", p.\u00a0{calculator.page}" if calculator.page and calculator.document else ""
    facts = []
    if calculator.items and calculator.kind is not Kind.LOOKUP:
        facts.append(count(len(calculator.items), "item" if calculator.kind is Kind.SCORE else "question"))
    if calculator.range:
        facts.append("{} à {}".format(*map(printed, calculator.range)))
    return tag(
        "li",
        _link(calculator),
        tag("p", _source(calculator, names) + page, class_="path"),
        tag("div", *(tag("span", fact, class_="chip") for fact in facts), *_state(calculator), class_="chips"),
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
