"""The scores of two editions side by side: what moved, and the answers for which the verdict is another.

Shows what was enumerated; reckons nothing.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.calculators.editions import Comparison, Differing
from kb.calculators.model import Band
from kb.catalogue import Edition
from kb.diff.scores import ComparedScores, compare_calculators
from kb.knowledge import KnowledgeBase
from screens.parts.french import count, number
from screens.parts.html import Html, plain_label, tag

EXAMPLES = 25  # answers shown of those whose verdict differs; all are counted
_KINDS = {"item": "question", "option": "réponse", "points": "points", "band": "seuils", "range": "étendue"}


def scores_of(base: KnowledgeBase, document: str, a: str, b: str) -> ComparedScores:
    """The scores of two editions of a document, paired."""
    return _scores(base.path, base.build_id, document, a, b, base)


def draw_scores(found: ComparedScores, a: Edition, b: Edition) -> None:
    """Every score that moved, opened one by one; those that did not, in a line."""
    if not (found.both or found.only_a or found.only_b):
        return
    st.html(tag("h2", "Scores sous les deux éditions").code)
    for comparison in found.both:
        if comparison.moved or comparison.differing:
            with st.expander(plain_label(f"{comparison.b.name}\u00a0: {_told(comparison)}")):
                _draw(comparison, a, b)
    still = [c.b.name for c in found.both if not c.moved and not c.differing]
    lines = [("Inchangés", still)]
    lines += [(f"Seulement dans l’édition {a.label}", [c.name for c in found.only_a])]
    lines += [(f"Seulement dans l’édition {b.label}", [c.name for c in found.only_b])]
    for head, names in lines:
        if names:
            st.html(tag("p", f"{head}\u00a0: {', '.join(names)}.", class_="quiet").code)


def _told(comparison: Comparison) -> str:
    moved = count(len(comparison.moved), "élément changé", "éléments changés")
    if comparison.combinations is None:
        return f"{moved}, trop de combinaisons pour les compter"
    if not comparison.differing:
        return f"{moved}, aucun verdict ne change"
    many = number(comparison.combinations)
    return f"{moved}, le verdict diffère pour {number(len(comparison.differing))} des {many} combinaisons"


def _draw(comparison: Comparison, a: Edition, b: Edition) -> None:
    rows = [(_KINDS.get(m.kind, m.kind), m.item or "", m.a or "–", m.b or "–") for m in comparison.moved]
    if rows:
        st.html(_table(("Quoi", "Question", f"Édition {a.label}", f"Édition {b.label}"), rows).code)
    if not comparison.differing:
        return
    asked = list(comparison.differing[0].answers)
    heads = (*asked, f"Édition {a.label}", f"Édition {b.label}")
    shown = [_row(each, asked) for each in comparison.differing[:EXAMPLES]]
    st.html(_table(heads, shown).code)
    rest = len(comparison.differing) - len(shown)
    if rest > 0:
        st.html(tag("p", f"… et {count(rest, 'autre combinaison')}.", class_="quiet").code)


def _row(differing: Differing, asked: list[str]) -> tuple[str, ...]:
    answers = (differing.answers.get(label, "–") for label in asked)
    return (*answers, _verdict(*differing.a), _verdict(*differing.b))


def _verdict(total: float, band: Band | None) -> str:
    return f"{number(total)}\u00a0: {band.label if band else 'aucun verdict'}"


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> Html:
    head = tag("tr", *(tag("th", each, scope="col") for each in heads))
    body = (tag("tr", *(tag("td", cell) for cell in row)) for row in rows)
    return tag("div", tag("table", head, *body), class_="scroll", tabindex="0")


@st.cache_resource(max_entries=16, show_spinner="Comparaison des scores…")
def _scores(kb: Path, build: str, document: str, a: str, b: str, _base: KnowledgeBase) -> ComparedScores:
    return compare_calculators(_base, _base.edition(document, a), _base.edition(document, b))
