"""Bibliothèque: every guideline and edition there is, what was read of it, and what was refused or left out, and why.

Tells what the build reported; hides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb.catalogue import Document, Edition
from kb.report import FileReport, Status
from screens.parts.address import ReaderAddress
from screens.parts.compare_address import CompareAddress
from screens.parts.french import count, day, number
from screens.parts.html import Html, tag
from screens.parts.knowledge import knowledge_base
from screens.parts.links import to_comparison, to_page
from screens.parts.refusals import in_french, note_in_french
from screens.parts.timeline import timeline


def draw() -> None:
    """The screen."""
    base = knowledge_base()
    reports = base.report()
    read = {(report.document, report.edition): report for report in reports if report.status is not Status.REFUSED}
    refused = [report for report in reports if report.status is Status.REFUSED]
    documents = base.documents()
    with st.container(key="narrow"):
        _title(documents, len(refused))
        if refused:
            _refused(refused)
        _line(documents)
        for document in sorted(documents, key=lambda document: document.title):
            _document(document, read)
        _aside(base.notes())


def _line(documents: tuple[Document, ...]) -> None:
    """Editions on a line of time, a row a document: when each appeared, until when it holds, what it knows of."""
    drawn = timeline(documents)
    if drawn is not None:
        st.html(drawn.code)


def _aside(notes: tuple[str, ...]) -> None:
    if notes:
        with st.expander(f"Laissé de côté dans le dossier\u00a0: {count(len(notes), 'élément')}"):
            st.html(tag("ul", *(tag("li", note_in_french(note)) for note in notes), class_="quiet").code)


def _title(documents: tuple[Document, ...], refused: int) -> None:
    editions = sum(len(document.editions) for document in documents)
    pages = sum(edition.pages for document in documents for edition in document.editions)
    parts = [count(len(documents), "référentiel"), count(editions, "édition"), count(pages, "page")]
    if refused:
        parts.append(count(refused, "fichier refusé"))
    st.html(tag("header", tag("h1", "Bibliothèque"), tag("p", " · ".join(parts), class_="lead")).code)


def _document(document: Document, read: dict[tuple[str, str | None], FileReport]) -> None:
    with st.container(key=f"document-{document.id}"):
        details = [part for part in (document.publisher, document.scope and f"pour\u00a0: {document.scope}") if part]
        heading = tag("h2", document.title)
        st.html(tag("div", heading, tag("p", " · ".join(details), class_="path") if details else None).code)
        for edition in document.editions:
            _edition(edition, read.get((document.id, edition.label)))
        if len(document.editions) > 1:
            to_comparison(CompareAddress(document.id), "Comparer les éditions")


def _edition(edition: Edition, report: FileReport | None) -> None:
    with st.container(key=f"card-{edition.document}-{edition.number}", gap="xsmall"):
        st.html(tag("div", _identity(edition), _counts(edition, report), class_="edition").code)
        to_page(ReaderAddress(edition.document, edition.label), "Lire", icon=":material/menu_book:")
        if report and report.dropped:
            with st.expander(f"Laissé de côté\u00a0: {count(len(report.dropped), 'élément')}"):
                rows = [(str(lost.page or "–"), lost.what, lost.why) for lost in report.dropped]
                st.html(_table(("Page", "Quoi", "Pourquoi"), rows).code)


def _identity(edition: Edition) -> Html:
    dated = day(edition.date or edition.date_found)
    until = day(edition.data_until)
    return tag(
        "div",
        tag("span", f"Édition {edition.label}", class_="source"),
        None if edition.latest else tag("span", "remplacée", class_="chip old"),
        tag("span", dated, class_="chip") if dated else None,
        tag("span", f"données jusqu’au {until}", class_="chip") if until else None,
        tag("span", edition.file, class_="chip"),
        class_="chips",
    )


def _counts(edition: Edition, report: FileReport | None) -> Html:
    parts = [count(edition.pages, "page")]
    if report:
        parts += [
            count(report.sections, "section"),
            count(report.tables, "tableau", "tableaux"),
            count(report.recommendations, "recommandation"),
            count(report.references, "référence"),
        ]
    return tag("p", " · ".join(parts), class_="path")


def _refused(refused: list[FileReport]) -> None:
    rows = []
    for report in refused:
        if report.refusal is None:
            continue
        why, advice = in_french(report.refusal.kind)
        page = f" (page {number(report.refusal.page)})" if report.refusal.page else ""
        rows.append((report.file, why + page, advice, report.refusal.why))
    st.html(
        tag(
            "section",
            tag("h2", "Fichiers refusés"),
            tag("p", "Ils ne sont pas dans la base\u00a0: aucune réponse n’en vient.", class_="quiet"),
            _table(("Fichier", "Pourquoi", "Que faire", "Détail"), rows),
        ).code
    )


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Html:
    head = tag("tr", *(tag("th", head, scope="col") for head in heads))
    body = (tag("tr", *(tag("td", cell) for cell in row)) for row in rows)
    return tag("div", tag("table", head, *body), class_="scroll", tabindex="0")


if __name__ == "__main__":
    draw()
