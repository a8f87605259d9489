"""How an upload was read, before it is published: what is in it, what was left out, what to mend, what changes.

Draws what the trial says; judges and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from ingest.model import Dropped
from kb.administration.trial import Reading
from kb.audit.model import RULES, Finding, Severity
from kb.diff.door import Compared
from kb.diff.french import MEANINGS, TYPES
from kb.diff.model import FOLDED, Change, Side
from kb.diff.news import place_text
from kb.diff.printout import summary_line
from kb.knowledge import KnowledgeBase
from screens.parts.audited import SEVERITIES, summary
from screens.parts.compared import exported
from screens.parts.french import count
from screens.parts.html import Html, tag

SHOWN = 40  # findings, and changes: the first ones are the gravest; the rest is counted, or in the page to download
_LONGEST = 300  # characters of a quotation in a row


def draw_reading(reading: Reading, base: KnowledgeBase) -> None:
    """The report; `base` is the one the trial was read into."""
    report = reading.report
    counts = (
        count(report.pages, "page"),
        count(report.sections, "section"),
        count(report.tables, "tableau", "tableaux"),
        count(report.recommendations, "recommandation"),
        count(report.references, "référence"),
    )
    whole = None if report.dropped else tag("p", "Rien n’a été laissé de côté.", class_="quiet")
    lead = tag("p", " · ".join(counts), class_="lead", role="status")
    st.html(tag("section", tag("h2", "Ce qui a été lu"), lead, whole).code)
    if report.dropped:
        with st.expander(f"Laissé de côté\u00a0: {count(len(report.dropped), 'élément')}"):
            st.html(table(("Page", "Quoi", "Pourquoi"), map(_lost, report.dropped)).code)
    _audit(reading)
    _changes(reading, base)


def _audit(reading: Reading) -> None:
    st.html(tag("section", tag("h2", "À corriger"), tag("p", f"{summary(reading.audit)}.")).code)
    findings = [each for each in reading.audit.sorted.findings if each.severity is not Severity.INFO]
    if findings:
        with st.expander("Erreurs et avertissements", expanded=any(f.severity is Severity.ERROR for f in findings)):
            st.html(table(("Gravité", "Page", "Constat", "Texte"), map(_found, findings[:SHOWN])).code)
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
            st.html(table(heads, (_change(change, compared) for change in graver[:SHOWN])).code)
            if len(graver) > SHOWN:
                st.html(tag("p", f"Et {len(graver) - SHOWN} autres, dans la page à télécharger.", class_="quiet").code)
    st.download_button(
        "Comparaison complète (HTML)",
        lambda: exported(base, compared),
        f"{compared.a.document}-{compared.a.label}-{compared.b.label}.html",
        "text/html",
        icon=":material/download:",
        on_click="ignore",
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str | Html]]) -> Html:
    """A table that scrolls inside itself."""
    head = tag("tr", *(tag("th", head, scope="col") for head in heads))
    body = (tag("tr", *(tag("td", cell) for cell in row)) for row in rows)
    return tag("div", tag("table", head, *body), class_="scroll", tabindex="0")


def _lost(lost: Dropped) -> tuple[str, str, str]:
    return str(lost.page or "–"), lost.what, lost.why


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
