"""What a calculator answers: the total on its scale, the printed verdict or what is still open, what limits it.

A verdict is shown once everything is answered, and never without the sentences that limit it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import streamlit as st

from ingest.geometry import Box
from kb.calculators.model import Band, Calculator, Kind, Quote, Result, Status, Value, Verdict
from kb.calculators.reasons import reason
from kb.calculators.report import NO_VERDICT, value_text
from kb.calculators.run import UNCERTAIN
from kb.calculators.wording import band_range, printed
from kb.knowledge import KnowledgeBase
from screens.calculator.scale import scale
from screens.calculator.source import page_link, strip, to_page
from screens.parts.address import ReaderAddress
from screens.parts.french import count, quoted
from screens.parts.html import Html, joined, lines, tag

_QUOTED = " : «"  # between a document and its sentence, in a formula's warnings
_LONG = 60  # characters: a longer value is a quotation, not a figure


def in_titles(result: Result, base: KnowledgeBase) -> Result:
    """The result with documents called by their titles in what it says."""
    names = [
        (f"{e.document} {e.label}", f"{e.title}, éd.\u00a0{e.label}") for d in base.documents() for e in d.editions
    ]

    def named(text: str) -> str:
        for short, title in sorted(names, key=lambda pair: -len(pair[0])):
            text = text.replace(short, title)
        return text

    return replace(result, warnings=tuple(named(each) for each in result.warnings))


def draw_result(base: KnowledgeBase, calculator: Calculator, result: Result) -> None:
    """The result, as far as the answers go."""
    if calculator.kind is Kind.SCORE:
        _score(base, calculator, result)
    elif calculator.kind is Kind.CHECKLIST:
        _checklist(result)
    elif calculator.kind is Kind.FORMULA:
        _numbers(calculator, result)
    else:
        _printed(base, calculator, result)
    if result.complete or result.values or result.verdict is Verdict.CONTRAINDICATED:
        _limits(base, calculator, result.quotes)


def warnings_box(warnings: Sequence[str], heading: str = "À savoir avant de s’y fier") -> None:
    """What must be known before the calculator, or its result, is trusted."""
    if not warnings:
        return
    told = tag("ul", *(tag("li", each) for each in warnings))
    st.html(tag("section", tag("h2", heading), told, class_="warnings").code)


def running(calculator: Calculator, result: Result) -> Html:
    """The total so far in a line, for a screen on which the form hides the result."""
    answered = len(calculator.items) - len(result.missing)
    said = f"{count(answered, 'réponse')} sur {len(calculator.items)}"
    if calculator.kind is Kind.SCORE:
        total = sum(step.points or 0.0 for step in result.trace)
        name = "Total" if result.complete else "Total provisoire"
        return tag("p", tag("strong", f"{name}\u00a0: {printed(total)}"), f" · {said}", class_="running")
    return tag("p", said, class_="running")


def _score(base: KnowledgeBase, calculator: Calculator, result: Result) -> None:
    total = sum(step.points or 0.0 for step in result.trace)
    span = calculator.range
    parts: list[Html | None] = []
    if result.complete:
        reach = f"de {printed(span[0])} à {printed(span[1])}" if span else ""
        parts += [tag("p", tag("span", printed(total), class_="total"), f" total ({reach})"), *_verdict(result)]
    else:
        left = count(len(result.missing), "item")
        parts.append(tag("p", tag("span", printed(total), class_="total"), f" total provisoire, {left} sans réponse"))
        if result.possible:
            low, high = map(printed, result.possible)
            parts.append(
                tag("p", f"Encore possible\u00a0: de {low} à {high}. Pas de verdict avant la dernière réponse.")
            )
    st.html(tag("div", *parts, class_="outcome", role="status", aria_live="polite").code)
    scale(calculator, result)
    if calculator.bands:
        st.html(_bands(base, calculator, result).code)
    else:
        st.html(tag("p", "Ce document n’imprime aucun verdict pour ce score.", class_="quiet").code)


def _verdict(result: Result) -> Iterator[Html]:
    if result.alternatives:
        yield tag("p", UNCERTAIN, class_="verdict uncertain")
        yield tag("p", "Avec les points qui manquent à la table, chacun de ces verdicts reste possible\u00a0:")
        yield tag("ul", *(tag("li", f"{band_range(b)}\u00a0: {b.label}") for b in result.alternatives))
    elif result.band is not None:
        yield tag("p", result.band.label, class_="verdict")
        if result.band.details:
            yield tag("ul", *(tag("li", detail) for detail in result.band.details))
    else:
        yield tag("p", NO_VERDICT, class_="verdict uncertain")


def _bands(base: KnowledgeBase, calculator: Calculator, result: Result) -> Html:
    """The printed verdicts in words, the one that holds marked, each with its page."""
    return tag("ul", *(_band(base, calculator, band, result) for band in calculator.bands), class_="bands")


def _band(base: KnowledgeBase, calculator: Calculator, band: Band, result: Result) -> Html:
    here = result.complete and not result.alternatives and band is result.band
    possible = band in result.alternatives or (result.possible is not None and _reached(band, result.possible))
    note = None
    if here:
        note = tag("span", "verdict imprimé", class_="chip strong")
    elif possible and (result.trace or result.alternatives):
        note = tag("span", "possible", class_="chip")
    page = to_page(base, calculator, band.page) if band.page else None
    return tag(
        "li", tag("strong", band_range(band)), f" {band.label} ", note, " ", page, class_="here" if here else None
    )


def _reached(band: Band, possible: tuple[float, float]) -> bool:
    low, high = possible
    return (band.low is None or band.low <= high) and (band.high is None or low <= band.high)


def _checklist(result: Result) -> None:
    said = result.warnings[0] if result.warnings else ""
    style = {Verdict.CONTRAINDICATED: "verdict against", Verdict.INCOMPLETE: "verdict open"}.get(
        result.verdict or Verdict.INCOMPLETE, "verdict"
    )
    left = count(len(result.missing), "critère sans réponse", "critères sans réponse ou inconnus")
    parts = [tag("p", said, class_=style)]
    if result.missing:
        parts.append(tag("p", left, class_="quiet"))
    parts.append(tag("p", "Une absence de contre-indication n’est pas une indication.", class_="quiet"))
    st.html(tag("div", *parts, class_="outcome", role="status", aria_live="polite").code)


def _numbers(calculator: Calculator, result: Result) -> None:
    if not result.values:
        names = {each.key: each.label for each in calculator.inputs}
        asked = ", ".join(names[key] for key in result.missing)
        said = f"Il manque\u00a0: {asked}." if asked else "Corrigez la valeur signalée."
        st.html(tag("div", tag("p", said, class_="quiet"), class_="outcome", role="status", aria_live="polite").code)
        return
    rows = []
    for value in result.values:
        name = tag("dt", value.label)
        rows += [name, tag("dd", value_text(value))]
    st.html(tag("div", tag("dl", *rows, class_="numbers"), class_="outcome", role="status", aria_live="polite").code)
    own = [each for each in result.warnings if each not in calculator.warnings]
    warnings_box([each for each in own if _QUOTED not in each], "Attention")
    quotes = [each for each in own if _QUOTED in each]
    if quotes:
        told = (
            tag("p", tag("span", head, class_="path"), tag("br"), quote, class_="quote small")
            for head, quote in map(_parted, quotes)
        )
        st.html(
            tag("section", tag("h2", "Ce que disent les référentiels pour cette valeur"), *told, class_="limits").code
        )


def _parted(said: str) -> tuple[str, str]:
    """«Référentiel X, éd. 2024, p. 4» and the sentence."""
    head, _, quote = said.partition(_QUOTED)
    return head, f"«{quote}"


def _printed(base: KnowledgeBase, calculator: Calculator, result: Result) -> None:
    """The row or the sentences of a lookup, and where they are printed."""
    parts: list[Html | None] = []
    if result.complete and result.warnings and not result.values:
        parts.append(tag("p", result.warnings[0], class_="verdict uncertain"))
    elif result.complete and result.warnings and result.warnings[0] not in calculator.warnings:
        parts.append(tag("p", result.warnings[0], class_="verdict against"))
    if not result.values and not result.complete:
        parts.append(tag("p", "Choisissez une réponse\u00a0: le document est cité ici.", class_="quiet"))
    rows: list[Html] = []
    for value in result.values:
        text = lines(joined([value_text(value)]))
        long = len(str(value.value)) > _LONG
        shown = tag("blockquote", text, class_="quote small") if long else tag("strong", text)
        page = tag("span", f" p.\u00a0{value.page}", class_="path") if value.page else None
        rows += [tag("dt", value.label), tag("dd", shown, page)]
    if rows:
        parts.append(tag("dl", *rows, class_="printed"))
    st.html(tag("div", *parts, class_="outcome", role="status", aria_live="polite").code)
    for page_number, boxes in _places(result.values).items():
        printed_there = strip(base, calculator, page_number, boxes, "ce qui est cité")
        if printed_there is not None:
            st.html(printed_there.code)


def _places(values: Sequence[Value]) -> dict[int, list[Box]]:
    found: dict[int, list[Box]] = {}
    for value in values:
        if value.page and value.box and value.box not in found.get(value.page, []):
            found.setdefault(value.page, []).append(value.box)
    return found


def _limits(base: KnowledgeBase, calculator: Calculator, quotes: Sequence[Quote]) -> None:
    """The sentences that limit a verdict, as printed."""
    if not quotes or calculator.kind is Kind.FORMULA:  # a formula's come with their documents, among the warnings
        return
    said = []
    for quote in quotes:
        address = ReaderAddress(calculator.document or "", calculator.edition, quote.page, quote.passage)
        link = page_link(address, f"p.\u00a0{quote.page}")
        said.append(tag("blockquote", quoted(quote.text), " ", link, class_="quote small"))
    st.html(tag("section", tag("h2", "Ce que dit le document à côté"), *said, class_="limits").code)


def refused(base: KnowledgeBase, calculator: Calculator) -> bool:
    """Whether the table did not become a calculator, once it was said why and where to read it."""
    if calculator.status is not Status.REFUSED:
        return False
    said = "Ce tableau n’a pas pu devenir un calculateur\u00a0: lisez-le tel qu’il est imprimé."
    st.html(
        tag(
            "section",
            tag("h2", "Pas de calcul possible"),
            tag("p", said),
            tag("p", f"Détail\u00a0: {reason(calculator.why)}.", class_="quiet") if calculator.why else None,
            tag("p", to_page(base, calculator, calculator.page)),
            class_="message",
        ).code
    )
    return True
