"""The scores of two editions side by side: what moved, and the answers for which the verdict is another.

Shows what was enumerated; reckons nothing.
"""

from __future__ import annotations

import streamlit as st

from kb.calculators.editions import Comparison, Differing
from kb.calculators.model import Band
from kb.diff.scores import ComparedScores, compare_calculators
from kb.knowledge import KnowledgeBase
from kb.store.catalogue import Edition
from screens.parts.french import count, number
from screens.parts.html import Html, plain_label, tag
from screens.parts.kept import per_build
from screens.parts.table import plain_table

EXAMPLES = 25  # answers shown of those whose verdict differs; all are counted
_KINDS = {"item": "question", "option": "réponse", "points": "points", "band": "seuils", "range": "étendue"}


@per_build(16)
def scores_of(base: KnowledgeBase, document: str, a: str, b: str) -> ComparedScores:
    """The scores of two editions of a document, paired."""
    return compare_calculators(base, base.edition(document, a), base.edition(document, b))


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


def moved_table(comparison: Comparison, a: str, b: str) -> Html:
    """What moved between the scores of `a` and `b`, a line each."""
    rows = ((_KINDS.get(m.kind, m.kind), m.item or "", m.a or "–", m.b or "–") for m in comparison.moved)
    return plain_table([("Quoi", "Question", a, b), *rows], 1)


def _told(comparison: Comparison) -> str:
    moved = count(len(comparison.moved), "élément changé", "éléments changés")
    if comparison.combinations is None:
        return f"{moved}, trop de combinaisons pour les compter"
    if not comparison.differing:
        return f"{moved}, aucun verdict ne change"
    many = number(comparison.combinations)
    return f"{moved}, le verdict diffère pour {number(len(comparison.differing))} des {many} combinaisons"


def _draw(comparison: Comparison, a: Edition, b: Edition) -> None:
    if comparison.moved:
        st.html(moved_table(comparison, f"Édition {a.label}", f"Édition {b.label}").code)
    if not comparison.differing:
        return
    asked = list(comparison.differing[0].answers)
    heads = (*asked, f"Édition {a.label}", f"Édition {b.label}")
    shown = [_row(each, asked) for each in comparison.differing[:EXAMPLES]]
    st.html(plain_table([heads, *shown], 1).code)
    rest = len(comparison.differing) - len(shown)
    if rest > 0:
        st.html(tag("p", f"… et {count(rest, 'autre combinaison')}.", class_="quiet").code)


def _row(differing: Differing, asked: list[str]) -> tuple[str, ...]:
    answers = (differing.answers.get(label, "–") for label in asked)
    return (*answers, _verdict(*differing.a), _verdict(*differing.b))


def _verdict(total: float, band: Band | None) -> str:
    return f"{number(total)}\u00a0: {band.label if band else 'aucun verdict'}"
