"""Audit: what an editor should mend in an edition, the gravest first, each finding with its place and its reason.

Everything it shows stands in the address; it judges nothing by itself.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from kb.audit.contract import audit_json
from kb.audit.desk import Audit
from kb.audit.model import RULES, Finding, Severity
from kb.audit.sarif import sarif
from kb.days import today
from kb.knowledge import KnowledgeBase
from kb.notice import quoted_edition
from kb.store.catalogue import Document
from kb.store.versions import program_version
from screens.parts import chrome
from screens.parts.audit_address import AuditAddress
from screens.parts.audited import SEVERITIES, accepted_card, audit_of, counted, finding_card, how_to_accept, summary
from screens.parts.boxes import choice, follow, problems
from screens.parts.french import count
from screens.parts.html import tag
from screens.parts.knowledge import knowledge_base, titles
from screens.parts.links import to_audit

SHOWN = 40  # findings on a screen; the filters lead to the rest


def draw() -> None:
    """The screen, as the address asks."""
    base = knowledge_base()
    address = AuditAddress.read(st.query_params)
    with st.container(key="narrow"):
        st.html(
            tag(
                "header",
                tag("h1", "Audit d’une édition"),
                tag("p", "Ce qu’un comité de rédaction devrait corriger, avec l’endroit et la raison.", class_="lead"),
            ).code
        )
        document = _chosen(address, base)
        if document is None:
            return
        labels = [edition.label for edition in document.editions]
        label = address.edition or labels[0]
        if label not in labels:
            chrome.unknown_edition(label, document)
            to_audit(AuditAddress(document.id), "Voir l’audit de la dernière édition")
            return
        address = replace(address, document=document.id, edition=label)
        _pickers(base, address)
        audit = audit_of(base, base.edition(document.id, label), today())
        _overview(audit)
        _findings(audit, address)
        _aside(audit)


def _chosen(address: AuditAddress, base: KnowledgeBase) -> Document | None:
    """The document that the address names, the first by title where it names none; None once it was said why not."""
    documents = {document.id: document for document in sorted(base.documents(), key=lambda d: d.title)}
    if not address.document:
        return next(iter(documents.values()), None)
    if address.document not in documents:
        chrome.unknown("Référentiel", address.document)
        to_audit(AuditAddress(), "Voir l’audit d’un autre référentiel")
        return None
    return documents[address.document]


def _pickers(base: KnowledgeBase, address: AuditAddress) -> None:
    """Document and edition; another document begins with its newest edition."""

    def become(document: str, edition: str) -> AuditAddress:
        return AuditAddress(document, edition) if document == address.document else AuditAddress(document)

    names = titles(base)
    bound = follow("audited", address, become, document=address.document, edition=address.edition)
    labels = [edition.label for edition in base.document(address.document).editions]
    with st.container(horizontal=True, vertical_alignment="bottom", key="editions"):
        st.selectbox("Référentiel", list(names), format_func=names.__getitem__, **bound("document"))
        st.selectbox("Édition", labels, width=160, **bound("edition"))


def _overview(audit: Audit) -> None:
    told = tag("p", f"{summary(audit)}.", class_="lead", role="status")
    st.html(tag("div", told, tag("p", quoted_edition(audit.edition), class_="path")).code)
    findings = audit.sorted.findings
    if not findings:
        return
    with st.expander("Constats par règle"):
        st.html(counted(findings).code)
    name = f"audit-{audit.edition.document}-{audit.edition.label}"
    with st.container(horizontal=True, gap="small", key="exports"):
        for label, made, ending, media in (
            ("JSON", audit_json([audit]), "json", "application/json"),
            ("SARIF", sarif([audit], program_version()), "sarif", "application/sarif+json"),
        ):
            data = json.dumps(made, ensure_ascii=False, indent=1)
            st.download_button(label, data, f"{name}.{ending}", media, icon=":material/download:", on_click="ignore")


def _findings(audit: Audit, address: AuditAddress) -> None:
    findings = audit.sorted.findings
    if not findings:
        chrome.message(
            "Aucun constat",
            "Les règles n’ont rien trouvé à corriger dans cette édition. Elles ne relisent pas le sens du texte.",
        )
        return
    _filters(findings, address)
    chosen = [f for f in findings if address.severity in (None, f.severity.value) and address.rule in (None, f.rule)]
    if not chosen:
        chrome.message("Aucun constat de ce genre", "Enlevez un filtre.")
        to_audit(AuditAddress(address.document, address.edition), "Voir tous les constats")
    st.html(tag("div", *(finding_card(each, audit.edition) for each in chosen[:SHOWN]), class_="works walk").code)
    if len(chosen) > SHOWN:
        rest = count(len(chosen) - SHOWN, "constat")
        st.html(tag("p", f"Encore {rest}\u00a0: choisissez une règle, ou prenez l’export JSON.", class_="quiet").code)


def _filters(findings: Sequence[Finding], address: AuditAddress) -> None:
    severities = {
        each.value: SEVERITIES[each].capitalize() for each in Severity if any(f.severity is each for f in findings)
    }
    rules = {f.rule: RULES[f.rule].name for f in findings if address.severity in (None, f.severity.value)}
    bound = follow("narrowed", address, partial(replace, address), severity=address.severity, rule=address.rule)
    with st.container(horizontal=True, vertical_alignment="bottom", key="narrowing"):
        wrong = (
            choice("Gravité", "Toutes", severities, address.severity, bound("severity")),
            choice("Règle", "Toutes les règles", rules, address.rule, bound("rule")),
        )
    problems(*wrong)


def _aside(audit: Audit) -> None:
    """What was accepted, what was accepted once and is gone, and how to accept."""
    accepted, stale = audit.sorted.accepted, audit.sorted.stale
    if accepted:
        with st.expander(f"Acceptés\u00a0: {count(len(accepted), 'constat')}"):
            st.html(tag("ul", *(accepted_card(finding, who) for finding, who in accepted)).code)
    if stale:
        with st.expander(f"Acceptations sans objet\u00a0: {len(stale)}"):
            items = (tag("li", f"{who.text or who.fingerprint} ({who.by}\u00a0: {who.reason})") for who in stale)
            st.html(tag("ul", *items, class_="quiet").code)
    if audit.sorted.findings:
        with st.expander("Accepter un constat"):
            st.html(how_to_accept(audit.edition).code)


if __name__ == "__main__":
    draw()
