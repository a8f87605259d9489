"""The calculator a question names, and the row of a table that answers it: where they stand in the guideline.

Reckons nothing: it shows what is printed and links to its page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import streamlit as st

from ingest.geometry import Box, union
from kb.calculators.model import Calculator, Status
from kb.calculators.reasons import sentence
from kb.knowledge import KnowledgeBase
from kb.search.answers import CalculatorCard, LookupCard
from screens.calculator.address import CalculatorAddress
from screens.calculator.naming import KINDS, ROLES
from screens.parts.address import ReaderAddress
from screens.parts.french import number
from screens.parts.html import Html, tag
from screens.parts.knowledge import edition_of
from screens.parts.links import to_calculator, to_page

Printed = Mapping[int | None, Box | None]  # pages, with the box of what is quoted first on each
_DECIMALS = 2  # of a number that is no whole one: formulas are not answered here, tables print no more


def calculator_card(position: int, card: CalculatorCard, base: KnowledgeBase, names: Mapping[str, str]) -> None:
    """The card of a score by its name; `names` are the documents' titles."""
    calculator = base.calculator(card.id)
    source = tag("p", f"Source\u00a0: {calculator.source}", class_="path") if calculator.source else None
    said = (_doubt(calculator), *_verdicts(calculator, card.total), *_listed(calculator), source)
    with _card(position, KINDS[calculator.kind], card.name, *said):
        _to_source(position, calculator, _criteria(calculator) or {calculator.page: None}, base, names)
        _to_form(position, CalculatorAddress(card.id), "Ouvrir le calculateur")


def lookup_card(position: int, card: LookupCard, base: KnowledgeBase, names: Mapping[str, str]) -> None:
    """The card of a lookup's row, value by value as printed."""
    calculator = base.calculator(card.id)
    nature = "Ligne de tableau" if calculator.table else "Phrases du référentiel"
    said = (*_row(calculator, card.options), _doubt(calculator), *(_value(value) for value in card.values))
    with _card(position, nature, calculator.name, *said):
        _to_source(position, calculator, _cited(card) or {calculator.page: None}, base, names)
        answers = tuple((item.key, key) for item, key in zip(calculator.items, card.options, strict=False) if key)
        _to_form(position, CalculatorAddress(card.id, answers), "Ouvrir la fiche")


@contextmanager
def _card(position: int, kind: str, name: str, *said: Html | None) -> Iterator[None]:
    """A card with its kind, its name and what it says; its links are drawn inside."""
    with st.container(key=f"card-direct-{position}", gap=None):
        chips = tag("div", tag("span", kind, class_="chip strong"), class_="chips")
        st.html(tag("section", chips, tag("h2", name), *said, aria_label=f"{kind}\u00a0: {name}").code)
        yield


def _to_form(position: int, address: CalculatorAddress, label: str) -> None:
    """The link to the calculator's own page, with the answers that the question gave."""
    with st.container(horizontal=True, key=f"also-form-{position}"):
        to_calculator(address, label)


def _verdicts(calculator: Calculator, total: int | None) -> Iterator[Html]:
    """What the document says of a total; nothing where points are known to be missing, for the total may be another."""
    if total is None or calculator.status is not Status.READY or calculator.absent_points or not calculator.range:
        return
    low, high = calculator.range
    for band in calculator.bands if low <= total <= high else ():
        if band.holds(total):
            said = " ; ".join((band.label, *band.details))
            yield tag("p", tag("span", f"Pour {number(total)}\u00a0: ", class_="path"), tag("strong", said))


def _listed(calculator: Calculator) -> Iterator[Html]:
    """The criteria of a checklist, in the document's words, those of one role together."""
    for role, title in ROLES.items():
        criteria = [item.label for item in calculator.items if item.role is role]
        if criteria:
            yield tag("p", tag("span", f"{title}\u00a0: ", class_="path"), " ; ".join(criteria))


def _row(calculator: Calculator, options: Sequence[str]) -> Iterator[Html]:
    """Which row it is, in the table's own words: «Indication : Ré-irradiation»."""
    for item, key in zip(calculator.items, options, strict=False):
        label = next((option.label for option in item.options if option.key == key), None)
        if label is not None:
            yield tag("p", tag("span", f"{item.label}\u00a0: ", class_="path"), label)


def _doubt(calculator: Calculator) -> Html | None:
    if calculator.status is Status.READY:
        return None
    return tag("p", sentence(calculator.why or ""), class_="doubt")


def _value(value: Mapping[str, Any]) -> Html:
    printed = value["value"]
    if printed is None:
        printed = "non précisé"
    elif not isinstance(printed, str):
        printed = number(printed) if float(printed).is_integer() else number(printed, _DECIMALS)
    unit = f"\u00a0{value['unit']}" if value.get("unit") else ""
    return tag("p", tag("span", f"{value['label']}\u00a0: ", class_="path"), tag("strong", f"{printed}{unit}"))


def _cited(card: LookupCard) -> Printed:
    """The pages on which the values are printed, each with the box of its first one."""
    printed = [(v["page"], Box(*v["box"]) if v.get("box") else None) for v in card.values if v.get("page")]
    return dict(sorted(dict(reversed(printed)).items()))


def _criteria(calculator: Calculator) -> Printed:
    """Where the first criterion of a checklist is printed."""
    first = next((item.places[0] for item in calculator.items if item.places), None)
    return {first.page: union(first.boxes)} if first else {}


def _to_source(
    position: int, calculator: Calculator, printed: Printed, base: KnowledgeBase, names: Mapping[str, str]
) -> None:
    """A link to each page of `printed`, its table framed, or the passage in which the box lies; a published formula has
    none. The first is the card's own, which a click anywhere follows."""
    document, edition = calculator.document, calculator.edition
    if document is None or edition is None:
        return
    shown = edition_of(base, document, edition)

    def address(page: int | None, box: Box | None) -> ReaderAddress:
        passage = shown.table_at(calculator.table) or (shown.passage_at(page, box) if page and box else None)
        return ReaderAddress(document, edition, page, passage)

    first, *others = (address(page, box) for page, box in printed.items())
    where = f", p. {first.page}" if first.page else ""
    to_page(first, f"{names.get(document, document)}, éd. {edition}{where}", icon=":material/menu_book:")
    if others:
        with st.container(horizontal=True, gap="small", key=f"also-pages-{position}"):
            for other in others:
                to_page(other, f"et p. {other.page}")
