"""Bibliothèque: every guideline and edition there is, what was read of it, and what was refused or left out, and why.

Tells what the build reported; hides nothing.
"""

from __future__ import annotations

import streamlit as st

from kb.days import today
from kb.report import FileReport, Status
from kb.store.catalogue import Document, Edition
from screens.parts import vouched
from screens.parts.address import ReaderAddress
from screens.parts.audit_address import AuditAddress
from screens.parts.compare_address import CompareAddress
from screens.parts.dated import date_chips
from screens.parts.french import count, number
from screens.parts.html import Html, tag
from screens.parts.knowledge import knowledge_base
from screens.parts.links import href, href_to
from screens.parts.list_address import ListAddress
from screens.parts.refusals import in_french, note_in_french
from screens.parts.reported import counts, dropped_table, dropped_title
from screens.parts.table import plain_table
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
        shelves = (_document(document, read) for document in sorted(documents, key=lambda document: document.title))
        st.html(tag("div", *shelves).code)
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


def _document(document: Document, read: dict[tuple[str, str | None], FileReport]) -> Html:
    details = [part for part in (document.publisher, document.scope and f"pour\u00a0: {document.scope}") if part]
    compared = href_to("/comparer", CompareAddress(document.id).written())
    return tag(
        "section",
        tag("h2", document.title),
        tag("p", " · ".join(details), class_="path") if details else None,
        *(_edition(edition, read.get((document.id, edition.label))) for edition in document.editions),
        tag("p", tag("a", "Comparer les éditions", href=compared)) if len(document.editions) > 1 else None,
        class_="shelf",
    )


def _edition(edition: Edition, report: FileReport | None) -> Html:
    listed = ListAddress(document=edition.document, edition=edition.label).written()
    audited = AuditAddress(edition.document, edition.label).written()
    return tag(
        "article",
        _identity(edition),
        _counts(edition, report),
        _coverage(edition, report) if report else None,
        _verified(edition),
        tag(
            "div",
            tag("a", "Lire", href=href(ReaderAddress(edition.document, edition.label)), class_="open"),
            tag("a", "Tableaux", href=href_to("/tableaux", listed)) if report and report.tables else None,
            tag("a", "Bibliographie", href=href_to("/bibliographie", listed)) if report and report.references else None,
            tag("a", "Audit", href=href_to("/audit", audited)),
            class_="acts",
        ),
        _dropped(report) if report and report.dropped else None,
        class_="card",
        aria_label=f"Édition {edition.label}",
    )


def _identity(edition: Edition) -> Html:
    return tag(
        "div",
        tag("span", f"Édition {edition.label}", class_="source"),
        None if edition.latest else tag("span", "remplacée", class_="chip old"),
        *date_chips(edition.date or edition.date_found, edition.data_until, edition.valid_until, today()),
        tag("span", edition.file, class_="chip file"),
        class_="chips",
    )


def _counts(edition: Edition, report: FileReport | None) -> Html:
    return tag("p", counts(report) if report else count(edition.pages, "page"), class_="path")


def _coverage(edition: Edition, report: FileReport) -> Html:
    """What was read, and what was not: pages without text, figures, tables to compare, what was left aside."""
    missing = edition.pages - report.pages_read if edition.media == "pdf" else 0
    parts = [
        count(missing, "page sans texte lu", "pages sans texte lu") if missing else "Toutes les pages lues",
        f"{count(report.figures, 'figure')} à regarder sur la page" if report.figures else None,
        f"{count(report.doubtful_tables, 'tableau', 'tableaux')} à comparer avec la page"
        if report.doubtful_tables
        else None,
        count(len(report.dropped), "élément laissé de côté", "éléments laissés de côté") if report.dropped else None,
    ]
    told = " · ".join(part for part in parts if part)
    return tag("p", tag("span", "Couverture\u00a0: ", class_="label"), told, class_="doubt" if missing else "path")


def _verified(edition: Edition) -> Html:
    """How many passages the second engine found where they are said to stand; the others are shown without a frame."""
    known = vouched.known(edition.document, edition.label)
    if edition.media != "pdf":
        told, kind = "source sans pages, rien à encadrer", "path"
    elif known is None:
        told, kind = "en cours", "path"
    elif known[1]:
        told, kind = f"{count(known[0], 'passage retrouvé')}, {number(known[1])} sans cadre car non retrouvés", "doubt"
    else:
        told, kind = f"✓ {count(known[0], 'passage relu')} dans l’original, à leur place", "path"
    return tag("p", tag("span", "Vérification\u00a0: ", class_="label"), told, class_=kind)


def _dropped(report: FileReport) -> Html:
    return tag("details", tag("summary", dropped_title(report)), dropped_table(report))


def _refused(refused: list[FileReport]) -> None:
    rows = [("Fichier", "Pourquoi", "Que faire", "Détail")]
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
            plain_table(rows, 1),
        ).code
    )


if __name__ == "__main__":
    draw()
