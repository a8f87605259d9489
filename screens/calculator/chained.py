"""What one calculator brings to another: a grade to an item, a total to a row. Shown as such, never silent.

A carried answer keeps its mark for as long as it is what the source says; another answer takes the mark away.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kb.calculators.chaining import Link, fed, option_for
from kb.calculators.model import Calculator, Item, Kind, Result
from kb.calculators.wording import printed
from kb.knowledge import KnowledgeBase
from screens.calculator import known, state
from screens.calculator.address import CalculatorAddress
from screens.calculator.naming import option_label
from screens.parts.french import quoted
from screens.parts.html import Html, plain_label, tag

_MARK = "."  # between a source's slug and its grade or total


def bring(base: KnowledgeBase, calculator: Calculator, item: Item, address: CalculatorAddress) -> None:
    """Under an item: what another calculator can answer for it, and the mark of what was carried."""
    for link in known.links(base, calculator):
        if link.target == calculator.id and link.item == item.key and (source := known.find(base, link.source)):
            if source.kind is Kind.CLASSIFICATION:
                _grades(calculator, item, link, source, address)
            else:
                _total(calculator, item, link, source, address)
            if said := mark(calculator, item, link, source, address):
                st.html(tag("p", said, " ", _open(source, "Ouvrir"), class_="carried", role="status").code)


def marks(base: KnowledgeBase, calculator: Calculator, address: CalculatorAddress) -> tuple[str, ...]:
    """The marks of all that was carried, for the report."""
    found = []
    for link in known.links(base, calculator):
        item = next((i for i in calculator.items if i.key == link.item), None)
        source = known.find(base, link.source)
        if link.target == calculator.id and item is not None and source is not None:
            found.append(mark(calculator, item, link, source, address))
    return tuple(said for said in found if said)


def mark(calculator: Calculator, item: Item, link: Link, source: Calculator, address: CalculatorAddress) -> str | None:
    """«Report de Classification de Frankel : C»; None where the answer is not what the source leads to."""
    value = _carried(address, item, source)
    if value is None or dict(address.answers).get(item.key) != _leads_to(link, source, value):
        return None
    what = option_label(source, source.items[0].key, value) if source.kind is Kind.CLASSIFICATION else value
    return f"{item.label}\u00a0: report de {quoted(source.name)}, {what.replace('.', ',')}"


def hand_on(base: KnowledgeBase, calculator: Calculator, result: Result) -> None:
    """Beside a result: the calculators that it may be carried to, each a link that says what it carries."""
    for link in known.links(base, calculator):
        target = known.find(base, link.target) if link.source == calculator.id else None
        if target is None or not result.complete:
            continue
        item = next(i for i in target.items if i.key == link.item)
        option = fed(link, calculator, result)
        if option is None:
            said = f"Aucun report vers {quoted(target.name)}\u00a0: ce résultat ne désigne aucune réponse à lui seul."
            st.html(tag("p", said, class_="quiet").code)
            continue
        value = printed(result.total).replace(",", ".") if result.total is not None else result.trace[0].option
        before, _ = state.remembered(target.id)
        answers = (*((k, v) for k, v in before.answers if k != item.key), (item.key, option))
        carried = ((item.key, _slug(calculator) + _MARK + value),)
        kept = tuple(pair for pair in before.carried if pair[0] != item.key)
        to = CalculatorAddress(target.id, answers, carried=(*kept, *carried))
        label = f"Reporter dans {quoted(target.name)} ({item.label}\u00a0: {option_label(target, item.key, option)})"
        st.html(tag("p", tag("a", label, href=to.href), class_="hand-on").code)


def _grades(calculator: Calculator, item: Item, link: Link, source: Calculator, address: CalculatorAddress) -> None:
    widget = state.key(calculator, item.key, "grade")
    grades = [grade for grade, _ in link.options]
    carried = _carried(address, item, source)
    held = mark(calculator, item, link, source, address) is not None
    st.session_state[widget] = carried if held and carried in grades else None
    st.pills(
        plain_label(f"Reporter depuis {quoted(source.name)}"),
        grades,
        key=widget,
        format_func=lambda grade: plain_label(option_label(source, source.items[0].key, grade)),
        on_change=_carry_grade,
        args=(calculator, item, link, source),
    )


def _carry_grade(calculator: Calculator, item: Item, link: Link, source: Calculator) -> None:
    grade = st.session_state[state.key(calculator, item.key, "grade")]
    if grade is not None:
        _carry(calculator, item, dict(link.options)[grade], _slug(source) + _MARK + grade)


def _total(calculator: Calculator, item: Item, link: Link, source: Calculator, address: CalculatorAddress) -> None:
    before, total = state.remembered(source.id)
    option = None if total is None else option_for(link, total)
    if total is None or option is None:
        said = f"Calculer\u00a0: {source.name}"
        st.html(tag("p", tag("a", said, href=before.href), class_="hand-on").code)
    elif dict(address.answers).get(item.key) != option or _carried(address, item, source) is None:
        said = f"Reporter le total {printed(total)} de {quoted(source.name)}"
        st.button(
            plain_label(said),
            key=state.key(calculator, item.key, "total"),
            on_click=_carry,
            args=(calculator, item, option, _slug(source) + _MARK + printed(total).replace(",", ".")),
        )


def _carry(calculator: Calculator, item: Item, option: str, source: str) -> None:
    address = state.shown(calculator)
    answers = (*(pair for pair in address.answers if pair[0] != item.key), (item.key, option))
    carried = (*(pair for pair in address.carried if pair[0] != item.key), (item.key, source))
    state.go(replace(address, answers=answers, carried=carried))


def _carried(address: CalculatorAddress, item: Item, source: Calculator) -> str | None:
    """What the address says was brought to the item from the source: a grade or a total."""
    said = dict(address.carried).get(item.key, "")
    slug = _slug(source) + _MARK
    return said.removeprefix(slug) if said.startswith(slug) else None


def _leads_to(link: Link, source: Calculator, value: str) -> str | None:
    if source.kind is Kind.CLASSIFICATION:
        return dict(link.options).get(value)
    try:
        return option_for(link, float(value))
    except ValueError:
        return None


def _open(source: Calculator, label: str) -> Html:
    return tag("a", label, href=state.remembered(source.id)[0].href)


def _slug(calculator: Calculator) -> str:
    return calculator.id.rpartition("/")[2]
