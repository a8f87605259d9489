"""Calculateurs: the list of all there are, and a page for each, whose answers stand in its address.

Every point, verdict and dose it shows was printed and leads back to its place; it reckons nothing by itself.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from ingest.errors import CallError
from kb.calculators.model import Calculator, Kind, Result, Status, Verdict
from kb.calculators.reasons import sentence
from kb.calculators.report import Source, report_text
from kb.calculators.run import prepare, run
from kb.citing.cited import Cited
from kb.citing.cited import Kind as Cites
from kb.days import today
from kb.knowledge import KnowledgeBase
from screens.calculator import beside, chained, known, state
from screens.calculator.address import PATH, CalculatorAddress, IndexAddress
from screens.calculator.answers import Checked, check
from screens.calculator.form import draw_form, reset_button
from screens.calculator.index import draw_index
from screens.calculator.naming import KINDS
from screens.calculator.ratios import draw_ratios
from screens.calculator.source import to_page
from screens.calculator.verdict import draw_result, in_titles, refused, running, warnings_box
from screens.parts import chrome
from screens.parts.french import day
from screens.parts.hand import copy_button, print_button
from screens.parts.html import Html, tag
from screens.parts.knowledge import knowledge_base
from screens.parts.tray import SUPERSEDED, add_button

_STYLE = Path(__file__).parent / "calculator" / "calculator.css"


def draw() -> None:
    """The screen, as the address asks."""
    st.html(_STYLE)
    base = knowledge_base()
    address = CalculatorAddress.read(st.query_params)
    if not address.calculator:
        draw_index(base, IndexAddress.read(st.query_params))
        return
    try:
        calculator = base.calculator(address.calculator)
    except CallError:
        _unknown(address.calculator)
        return
    _heading(base, calculator)
    if not refused(base, calculator):
        _filled(base, calculator, address)


def _filled(base: KnowledgeBase, calculator: Calculator, address: CalculatorAddress) -> None:
    checked = check(calculator, address.answers)
    answers = dict(checked.answers)
    if calculator.kind is Kind.LOOKUP and all(len(item.options) == 1 for item in calculator.items):
        answers = {item.key: item.options[0].key for item in calculator.items}  # it asks nothing: it quotes
        checked = Checked(dict(answers), checked.problems, checked.wrong)
    result = in_titles(run(prepare(calculator), answers), base)
    state.remember(calculator, address, result.total if result.certain else None)
    source, on = known.source(base, calculator), day(today()) or ""
    report = report_text(calculator, result, source, on, chained.marks(base, calculator, address))
    warnings_box(_before(calculator, result))
    form, outcome = st.columns([6, 5], gap="large")
    with form:
        draw_form(base, calculator, address, checked)
        draw_ratios(base, calculator, address)
        reset_button(calculator)
        if calculator.kind is not Kind.FORMULA:
            st.html(running(calculator, result).code)
    with outcome, st.container(key="outcome"):
        draw_result(base, calculator, result)
        _report(base, calculator, result, address, report)
        chained.hand_on(base, calculator, result)
        if result.complete or result.verdict is Verdict.CONTRAINDICATED:
            beside.draw_elsewhere(base, calculator, result)
    beside.draw_editions(base, calculator, result, address)
    st.html(tag("pre", report, class_="print-report", aria_hidden="true").code)


def _before(calculator: Calculator, result: Result) -> list[str]:
    """The warnings that hold whatever is answered; those of this result stand beside it."""
    if calculator.kind is Kind.SCORE:
        part = [sentence(calculator.why or "")] if calculator.status is Status.INCOMPLETE else []
        return [*part, *result.warnings]
    if calculator.kind is Kind.CHECKLIST:
        return list(result.warnings[1:])  # the first is the verdict
    if calculator.kind is Kind.FORMULA:
        return list(calculator.warnings)
    return [each for each in result.warnings if each in calculator.warnings]


def _heading(base: KnowledgeBase, calculator: Calculator) -> None:
    source = known.source(base, calculator)
    chips: list[Html | None] = [tag("span", KINDS[calculator.kind], class_="chip strong")]
    if source is not None:
        until = f"données jusqu’au {source.data_until}" if source.data_until else "date des données non indiquée"
        chips += [
            tag("span", f"{source.title}, éd.\u00a0{source.edition}", class_="chip"),
            None if source.latest else tag("span", "édition remplacée", class_="chip old"),
            tag("span", until, class_="chip"),
            to_page(base, calculator, calculator.page),
        ]
    published = tag("p", f"Source\u00a0: {calculator.source}", class_="path") if calculator.source else None
    current = _current(base, calculator)
    st.html(
        tag(
            "header",
            tag("p", tag("a", "Tous les calculateurs", href=PATH), class_="path back"),
            tag("h1", calculator.name),
            tag("div", *chips, class_="chips"),
            published,
            tag("p", "Une édition plus récente existe. ", current, class_="problem") if current else None,
            class_="calculator-head",
        ).code
    )


def _current(base: KnowledgeBase, calculator: Calculator) -> Html | None:
    """From a superseded edition, the way to the same calculator, or to those, of the latest."""
    source = known.source(base, calculator)
    if source is None or source.latest or calculator.document is None:
        return None
    latest = known.find(base, f"{calculator.document}/{calculator.id.rpartition('/')[2]}")
    if latest is None:
        others = [each for each in base.calculators() if each.document == calculator.document]
        latest = beside.twin(calculator, others)
    if latest is None:
        return tag("a", "Voir ses calculateurs", href=f"{PATH}?document={calculator.document}")
    return tag("a", f"Ouvrir {latest.name}, éd.\u00a0{latest.edition}", href=CalculatorAddress(latest.id).href)


def _report(base: KnowledgeBase, calculator: Calculator, result: Result, address: CalculatorAddress, text: str) -> None:
    """The report to copy, print, set aside or read."""
    with st.container(key="report", horizontal=True, vertical_alignment="center"):
        st.html(copy_button(text, "Copier le compte rendu").code, width="content")
        st.html(print_button("Imprimer").code, width="content")
        if result.complete or result.verdict is Verdict.CONTRAINDICATED:
            add_button(_collected(calculator, known.source(base, calculator), text, address), "calculator")
        if not result.complete:
            st.html(tag("p", "Incomplet\u00a0: le compte rendu le dira.", class_="quiet").code, width="content")
    with st.expander("Lire le compte rendu"):
        st.html(tag("pre", text, class_="report-text", tabindex="0").code)


def _collected(calculator: Calculator, source: Source | None, text: str, address: CalculatorAddress) -> Cited:
    """The report as the collection of the session holds it."""
    reference = source.at(calculator.page) if source else calculator.source or calculator.id
    note = None if source is None or source.latest else SUPERSEDED
    until = source.data_until if source else None
    kept = replace(address, seen=None, beside=None)
    return Cited(Cites.RESULT, calculator.name, text, reference, until, address=kept.href, note=note)


def _unknown(name: str) -> None:
    st.html(tag("h1", "Calculateurs").code)
    chrome.unknown("Calculateur", name, tag("p", tag("a", "Voir tous les calculateurs", href=PATH)))


if __name__ == "__main__":
    draw()
