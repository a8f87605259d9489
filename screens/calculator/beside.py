"""What stands beside a verdict: the same score in other editions and documents, and what the others recommend.

Puts side by side; decides for none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from kb.calculators.alongside import Alongside, alongside, counterparts, reasons
from kb.calculators.elsewhere import elsewhere
from kb.calculators.model import Calculator, Kind, Result, Status
from kb.calculators.wording import band_range, printed
from kb.knowledge import KnowledgeBase
from screens.calculator import known
from screens.calculator.address import CalculatorAddress
from screens.calculator.naming import option_of
from screens.calculator.source import page_link
from screens.parts.address import ReaderAddress
from screens.parts.cards import strength_chip
from screens.parts.compared_scores import moved_table
from screens.parts.french import count, day, typeset
from screens.parts.html import Html, tag

_REASONS = {
    "points": "des points ont changé",
    "items": "un item est absent d’un côté",
    "bands": "les seuils ont changé",
    "words": "le verdict est formulé autrement",
}


def draw_elsewhere(base: KnowledgeBase, calculator: Calculator, result: Result) -> None:
    """The recommendations of the other documents on the same indication, newest first."""
    said = [str(value.value) for value in result.values]
    if result.band is not None and not result.alternatives:
        said = [result.band.label, *result.band.details]
    chosen = [o for step in result.trace if (o := option_of(calculator, step.item, step.option))]
    titles = known.section_titles(base, calculator)
    found = elsewhere(calculator, titles, said, chosen, known.said_elsewhere(base))
    if not found:
        return
    shown = []
    for each in found:
        it = each.statement
        edition = base.edition(it.document, it.edition)
        address = ReaderAddress(it.document, it.edition, it.page, it.passage, it.row)
        dated = day(it.date)
        differs = tag("span", f"diffère\u00a0: {each.differs}", class_="chip against") if each.differs else None
        chips = [strength_chip(it.strength), tag("span", dated, class_="chip") if dated else None, differs]
        link = page_link(address, f"{edition.title}, éd.\u00a0{it.edition}, p.\u00a0{it.page}")
        shown.append(
            tag("li", tag("div", *chips, class_="chips"), tag("p", typeset(it.text), class_="quote small"), link)
        )
    st.html(
        tag(
            "section",
            tag("h2", "Sur la même indication, dans les autres référentiels"),
            tag("p", "Citées telles qu’imprimées, la plus récente d’abord.", class_="quiet"),
            tag("ul", *shown, class_="elsewhere"),
        ).code
    )


def twin(calculator: Calculator, others: Sequence[Calculator]) -> Calculator | None:
    """The score among `others` that asks the same; None for what is no score."""
    if calculator.kind is not Kind.SCORE:
        return None
    return next(iter(counterparts(calculator, others)), None)


def draw_editions(base: KnowledgeBase, calculator: Calculator, result: Result, address: CalculatorAddress) -> None:
    """The same score in other editions and documents, to be put side by side."""
    if calculator.kind is not Kind.SCORE or calculator.status is Status.REFUSED:
        return
    others = known.counterparts(base, calculator)
    other = next((each for each in others if each.id == address.beside), None)
    if not others:
        return
    links = [
        tag(
            "a",
            _named(base, each),
            href=replace(address, beside=None if each is other else each.id, seen=None).href,
            aria_current="true" if each is other else None,
            class_="pick",
        )
        for each in others
    ]
    parts = [tag("h2", "Le même score ailleurs"), tag("p", *links, class_="picks")]
    if address.beside and other is None:
        parts.append(tag("p", f"Pas de score comparable nommé {address.beside}.", class_="problem"))
    st.html(tag("section", *parts).code)
    if other is not None:
        answers = {step.item: step.option for step in result.trace}
        st.html(_side_by_side(base, alongside(calculator, other, answers)).code)
        _moved(base, calculator, other)


def _named(base: KnowledgeBase, calculator: Calculator) -> str:
    source = known.source(base, calculator)
    return f"{calculator.name}, {source.title}, éd.\u00a0{source.edition}" if source else calculator.name


def _side_by_side(base: KnowledgeBase, both: Alongside) -> Html:
    """Answers, points and verdicts of both, line by line."""
    heads = [_short(base, both.a), _short(base, both.b)]
    rows = [tag("tr", tag("th", "Item", scope="col"), *(tag("th", head, scope="col") for head in heads))]
    for each in both.weighed:
        cells = [_cell(each.a), _cell(each.b)]
        rows.append(tag("tr", tag("th", each.item, scope="row"), *cells, class_="moved" if each.moved else None))
    if not both.weighed:
        rows.append(tag("tr", tag("td", "Répondez au formulaire\u00a0: les deux scores se liront ici.", colspan=3)))
    for label in both.unanswered if both.weighed else ():
        rows.append(tag("tr", tag("th", label, scope="row"), tag("td", "–"), tag("td", "sans réponse"), class_="moved"))
    if both.weighed:
        rows.append(tag("tr", tag("th", "Total", scope="row"), *(tag("td", _total(r)) for r in both.results)))
        rows.append(tag("tr", tag("th", "Verdict", scope="row"), *(tag("td", _verdict(r)) for r in both.results)))
    why = [_REASONS[reason] for reason in reasons(both)]
    complete = all(result.complete for result in both.results)
    said = None
    if why:
        said = f"Les verdicts diffèrent\u00a0: {', '.join(why)}."
    elif complete:
        said = "Même verdict des deux côtés pour ces réponses."
    note = tag("p", tag("strong", said), role="status") if said else None
    return tag("div", tag("div", tag("table", *rows), class_="scroll", tabindex="0"), note, class_="beside")


def _moved(base: KnowledgeBase, a: Calculator, b: Calculator) -> None:
    """What moved between the two, over all answers."""
    comparison = known.compared(base, a, b)
    reckoned = None
    if comparison.combinations is not None:
        differing = count(len(comparison.differing), "verdict diffère", "verdicts diffèrent")
        reckoned = tag("p", f"Sur {count(comparison.combinations, 'combinaison')} de réponses, {differing}.")
    nothing = tag("p", "Ni les items, ni les points, ni les verdicts n’ont changé.", class_="quiet")
    moved = moved_table(comparison, _short(base, a), _short(base, b)) if comparison.moved else nothing
    st.html(tag("div", reckoned, moved, class_="beside").code)


def _short(base: KnowledgeBase, calculator: Calculator) -> str:
    source = known.source(base, calculator)
    return f"{source.title}, éd.\u00a0{source.edition}" if source else calculator.name


def _cell(side: tuple[str, float] | None) -> Html:
    if side is None:
        return tag("td", "pas demandé, ou pas proposé")
    return tag("td", side[0], " ", tag("strong", printed(side[1])))


def _total(result: Result) -> str:
    if result.total is not None:
        return printed(result.total)
    return "incomplet" if result.possible is None else "de {} à {}".format(*map(printed, result.possible))


def _verdict(result: Result) -> str:
    if not result.complete:
        return "pas de verdict"
    if result.alternatives:
        return f"incertain\u00a0: {' ou '.join(band.label for band in result.alternatives)}"
    return f"{result.band.label} ({band_range(result.band)})" if result.band else "aucun verdict imprimé"
