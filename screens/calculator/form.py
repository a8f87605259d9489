"""The questions of a calculator in the source's words, each answer with its points and the way to its printed cell.

Nothing is chosen for the reader; a wrong answer of the address is said and left out.
"""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from kb.calculators.model import Calculator, Input, Item, Kind, Option
from kb.calculators.report import value_text
from kb.calculators.wording import printed
from kb.knowledge import KnowledgeBase
from screens.calculator import chained, state
from screens.calculator.address import CalculatorAddress
from screens.calculator.answers import COURSE, Checked
from screens.calculator.naming import ROLES, points
from screens.calculator.source import strip
from screens.parts.boxes import problems
from screens.parts.french import quoted
from screens.parts.html import plain_label, tag

_MOST_RADIOS = 12  # options of a lookup that are shown at once; a longer list is searched


def draw_form(base: KnowledgeBase, calculator: Calculator, address: CalculatorAddress, checked: Checked) -> None:
    """The form, filled in as the address says."""
    state.hold(calculator, address, checked)
    problems(*checked.problems)
    if calculator.kind is Kind.FORMULA:
        _inputs(calculator, address, checked)
        return
    for role, items in groupby(calculator.items, key=lambda item: item.role):
        if role is not None:
            st.html(tag("h2", ROLES[role]).code)
        for item in items:
            _question(base, calculator, item, address)


def reset_button(calculator: Calculator) -> None:
    """Empties the form."""
    st.button(
        "Réinitialiser",
        key=state.key(calculator, "reset", "button"),
        icon=":material/restart_alt:",
        on_click=lambda: state.go(CalculatorAddress(calculator.id)),
    )


def _question(base: KnowledgeBase, calculator: Calculator, item: Item, address: CalculatorAddress) -> None:
    options = {option.key: option for option in item.options}
    number = calculator.items.index(item)
    with st.container(key=f"question-{number}", gap="xsmall"):
        if calculator.kind is Kind.LOOKUP and len(options) > _MOST_RADIOS:
            st.selectbox(
                plain_label(item.label),
                list(options),
                key=state.key(calculator, item.key),
                index=None,
                format_func=lambda key: options[key].label,
                placeholder="Choisir",
                on_change=state.answered,
                args=(calculator,),
            )
        else:
            st.radio(
                plain_label(item.label),
                list(options),
                key=state.key(calculator, item.key),
                index=None,
                format_func=lambda key: _option(options[key]),
                captions=_described(calculator, list(options)),
                horizontal=calculator.kind is Kind.CHECKLIST,
                on_change=state.answered,
                args=(calculator,),
            )
        chained.bring(base, calculator, item, address)
        if calculator.kind is Kind.CHECKLIST:
            _sentence(base, calculator, item)
        elif calculator.kind is Kind.SCORE:  # what the others print is framed beside the answer
            _sources(base, calculator, item, address)


def _option(option: Option) -> str:
    """«jambe **2 points**»: the printed words, the points at the end of the line."""
    label = plain_label(option.label)
    return f"{label} **{points(option.points)}**" if option.points is not None else label


def _described(calculator: Calculator, keys: list[str]) -> list[str] | None:
    """What the printed grades of a classification mean, under each of them."""
    if calculator.kind is not Kind.CLASSIFICATION:
        return None
    said = {row.options[0]: " ".join(value_text(value) for value in row.values) for row in calculator.rows}
    return [plain_label(said.get(key, "")) for key in keys]


def _sources(base: KnowledgeBase, calculator: Calculator, item: Item, address: CalculatorAddress) -> None:
    """One chip for each printed answer: its cell is shown below, framed on its page."""
    placed = {option.key: option for option in item.options if option.box is not None and option.page}
    if not placed or base.edition(calculator.document or "", calculator.edition).media != "pdf":
        return
    pages = {option.page for option in placed.values() if option.page}
    paged = len(pages) > 1
    where = "" if paged else f" (p.\u00a0{min(pages)})"
    st.pills(
        f"Voir la source{where}",
        list(placed),
        key=state.key(calculator, item.key, "source"),
        format_func=lambda key: _chip(placed[key], paged),
        on_change=state.look,
        args=(calculator, item.key),
    )
    if address.seen and address.seen[0] == item.key and address.seen[1] in placed:
        option = placed[address.seen[1]]
        if option.page is not None and option.box is not None:
            shown = strip(base, calculator, option.page, [option.box], quoted(option.label))
            if shown is not None:
                st.html(shown.code)


def _chip(option: Option, paged: bool) -> str:
    said = printed(option.points or 0.0)
    return f"{said} (p.\u00a0{option.page})" if paged else said


def _sentence(base: KnowledgeBase, calculator: Calculator, item: Item) -> None:
    """The criterion's sentence as printed, folded away, with its frame once it is opened."""
    boxes = [box for place in item.places if place.page == item.page for box in place.boxes]
    opened = st.expander("Voir la source", key=state.key(calculator, item.key, "sentence"), on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.html(tag("blockquote", item.quote or item.label, class_="quote small").code)
        shown = strip(base, calculator, item.page or 1, boxes, quoted(item.label))
        if shown is not None:
            st.html(shown.code)


def _inputs(calculator: Calculator, address: CalculatorAddress, checked: Checked) -> None:
    for each in calculator.inputs:
        if each.key == COURSE:
            _courses(calculator, address)
        elif each.choices:
            st.radio(
                plain_label(each.label),
                list(each.choices),
                key=state.key(calculator, each.key),
                index=None,
                horizontal=True,
                on_change=state.answered,
                args=(calculator,),
            )
        else:
            st.text_input(
                plain_label(_asked(each)),
                key=state.key(calculator, each.key),
                max_chars=20,
                help=_domain(each),
                on_change=state.answered,
                args=(calculator,),
            )


def _courses(calculator: Calculator, address: CalculatorAddress) -> None:
    st.html(
        tag(
            "p",
            tag("strong", "Irradiations"),
            "\u00a0: pour chacune, la dose ",
            tag("strong", "reçue par l’organe"),
            " (non la dose prescrite) et le nombre de fractions.",
        ).code
    )
    for n in range(state.course_rows(address)):
        with st.container(horizontal=True, key=f"course-{n}", gap="small"):
            for name, label in (("dose", "dose reçue par l’organe (Gy)"), ("fractions", "nombre de fractions")):
                st.text_input(
                    f"Irradiation {n + 1}\u00a0: {label}",
                    key=state.key(calculator, f"{name}-{n}"),
                    max_chars=20,
                    on_change=state.answered,
                    args=(calculator,),
                )


def _asked(each: Input) -> str:
    unit = f" ({each.unit})" if each.unit and each.unit != each.key else ""
    return f"{each.label}{unit}"


def _domain(each: Input) -> str | None:
    if each.minimum is None or each.maximum is None:
        return None
    kind = "Nombre entier" if each.whole else "Nombre"
    return f"{kind} de {printed(each.minimum)} à {printed(each.maximum)}\u00a0; la virgule est acceptée."
