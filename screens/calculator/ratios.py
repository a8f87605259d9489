"""The α/β ratios that the guidelines print, offered under a formula that asks for one, each with its sentence.

Fills in nothing by itself: a ratio is taken by a link that says which document it is from.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kb.calculators.model import Calculator, Kind
from kb.knowledge import KnowledgeBase
from screens.calculator.address import CalculatorAddress
from screens.parts.french import quoted
from screens.parts.html import tag

_RATIO = "alpha_beta"


def draw_ratios(base: KnowledgeBase, calculator: Calculator, address: CalculatorAddress) -> None:
    """The printed ratios; nothing where the formula asks for none, or no document prints one."""
    if calculator.kind is not Kind.FORMULA:
        return
    named = {f"{e.document} {e.label}": e for d in base.documents() for e in d.editions}
    offered = []
    for row in calculator.rows:
        if row.options[:2] != (_RATIO, "="):
            continue
        printed = row.options[2]
        answers = (*(pair for pair in address.answers if pair[0] != _RATIO), (_RATIO, printed.replace(",", ".")))
        for value in row.values[:1]:
            edition = named.get(value.label)
            if edition is None or not edition.latest:
                continue
            take = tag("a", f"Prendre α/β = {printed}", href=replace(address, answers=answers).href)
            where = f"{edition.title}, éd.\u00a0{edition.label}, p.\u00a0{value.page}"
            said = tag("p", quoted(str(value.value)), class_="quote small")
            offered.append(tag("li", said, tag("p", where, " · ", take, class_="path")))
    if offered:
        st.html(
            tag("section", tag("h2", "Imprimé dans les référentiels"), tag("ul", *offered, class_="elsewhere")).code
        )
