"""How an upload was read, before it is published: what is in it, what was left out, what to mend, what changes.

Draws what the trial says; judges and changes nothing.
"""

from __future__ import annotations

import streamlit as st

from kb.administration.trial import Reading
from kb.audit.model import RULES, Finding, Severity
from kb.diff.door import Compared
from kb.diff.french import MEANINGS, TYPES
from kb.diff.model import FOLDED, Change, Side
from kb.diff.news import place_text
from kb.diff.printout import summary_line
from kb.knowledge import KnowledgeBase
from screens.parts.audited import SEVERITIES, summary
from screens.parts.compared import page_button
from screens.parts.html import Html, tag
from screens.parts.reported import counts, dropped_table, dropped_title
from screens.parts.table import plain_table

SHOWN = 40  # findings, and changes: the first ones are the gravest; the rest is counted, or in the page to download
_LONGEST = 300  # characters of a quotation in a row


def draw_reading(reading: Reading, base: KnowledgeBase) -> None:
    """The report; `base` is the one the trial was read into."""
    report = reading.report
    whole = None if report.dropped else tag("p", "Rien n’a été laissé de côté.", class_="quiet")
    lead = tag("p", counts(report), class_="lead", role="status")
    st.html(tag("section", tag("h2", "Ce qui a été lu"), lead, whole).code)
    if report.dropped:
        with st.expander(dropped_title(report)):
            st.html(dropped_table(report).code)
    _audit(reading)
    _changes(reading, base)


def _audit(reading: Reading) -> None:
    st.html(tag("section", tag("h2", "À corriger"), tag("p", f"{summary(reading.audit)}.")).code)
    findings = [each for each in reading.audit.sorted.findings if each.severity is not Severity.INFO]
    if findings:
        with st.expander("Erreurs et avertissements", expanded=any(f.severity is Severity.ERROR for f in findings)):
            heads = ("Gravité", "Page", "Constat", "Texte")
            st.html(plain_table([heads, *map(_found, findings[:SHOWN])], 1).code)
            if len(findings) > SHOWN:
                st.html(tag("p", f"Et {len(findings) - SHOWN} autres.", class_="quiet").code)


def _changes(reading: Reading, base: KnowledgeBase) -> None:
    compared = reading.compared
    if compared is None:
        why = (
            "Ce texte et l’édition publiée n’ont presque rien en commun\u00a0: est-ce bien le même référentiel\u00a0?"
            if reading.alone
            else "C’est la première édition de ce référentiel\u00a0: il n’y a rien à quoi la comparer."
        )
        told = tag("p", why, class_="doubt" if reading.alone else "quiet")
        st.html(tag("section", tag("h2", "Ce qui change"), told).code)
        return
    title = f"Ce qui change de {compared.a.label} à {compared.b.label}"
    st.html(tag("section", tag("h2", title), tag("p", f"{summary_line(compared)}.")).code)
    graver = [change for change in compared.difference.changes if change.meaning not in FOLDED]
    if graver:
        with st.expander("Changements, les plus graves d’abord", expanded=True):
            heads = ("Sens", "Où", f"Édition {compared.a.label}", f"Édition {compared.b.label}")
            st.html(plain_table([heads, *(_change(change, compared) for change in graver[:SHOWN])], 1).code)
            if len(graver) > SHOWN:
                st.html(tag("p", f"Et {len(graver) - SHOWN} autres, dans la page à télécharger.", class_="quiet").code)
    page_button("Comparaison complète (HTML)", compared, base)


def _found(finding: Finding) -> tuple[str, str, str | Html, str]:
    said = tag("span", tag("strong", RULES[finding.rule].name), tag("br"), finding.detail)
    return SEVERITIES[finding.severity], str(finding.page), said, _cut(finding.text)


def _change(change: Change, compared: Compared) -> tuple[str, str, str, str]:
    meaning = f"{MEANINGS[change.meaning]} ({TYPES[change.type]})"
    return meaning, place_text(change, compared), _side(change.a), _side(change.b)


def _side(side: Side | None) -> str:
    return _cut(side.text) if side else "–"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]} […]"
