"""The recommendations of an edition through all its editions, as a table: what became of each, and when.

Shows what the comparison found; judges nothing.
"""

from __future__ import annotations

from collections import Counter

import streamlit as st

from kb.diff.lineage import Lineage, Status, said
from kb.store.catalogue import Edition
from screens.parts.french import count
from screens.parts.table import plain_table


def draw_history(found: tuple[Lineage, ...], edition: Edition) -> None:
    """How many recommendations came, changed and went, and each of those that did."""
    if not any(lineage.steps for lineage in found):
        return
    tallied = Counter(_last(lineage) for lineage in found if lineage.steps)
    told = ", ".join(f"{many} {said(status)}" for status, many in tallied.most_common())
    with st.expander(f"Suivi des recommandations\u00a0: {count(len(found), 'recommandation')} ({told})"):
        rows = [_row(lineage) for lineage in found if lineage.steps and _last(lineage) is not Status.KEPT]
        heads = ("Recommandation", "Devenir", "Auparavant")
        st.html(plain_table([heads, *rows], 1).code)


def _last(lineage: Lineage) -> Status:
    return lineage.steps[0].statuses[0]


def _row(lineage: Lineage) -> tuple[str, str, str]:
    step = lineage.steps[0]
    became = "; ".join(f"{said(status, step.meaning)} {step.edition}" for status in step.statuses)
    before = "" if Status.WITHDRAWN in step.statuses else step.before or ""
    return lineage.recommendation.text.text, became, before
