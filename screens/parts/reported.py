"""What the build reports of a file, as a reader is told it: how much there is in it, and what was left out and why.

Words and tables only; the screen says where they go.
"""

from __future__ import annotations

from kb.report import FileReport
from screens.parts.french import count
from screens.parts.html import Html
from screens.parts.table import plain_table


def counts(report: FileReport) -> str:
    """«12 pages · 30 sections · 4 tableaux · 25 recommandations · 60 références»."""
    return " · ".join(
        (
            count(report.pages, "page"),
            count(report.sections, "section"),
            count(report.tables, "tableau", "tableaux"),
            count(report.recommendations, "recommandation"),
            count(report.references, "référence"),
        )
    )


def dropped_title(report: FileReport) -> str:
    """«Laissé de côté : 3 éléments»."""
    return f"Laissé de côté\u00a0: {count(len(report.dropped), 'élément')}"


def dropped_table(report: FileReport) -> Html:
    """What was left out, where it stands, and why."""
    rows = ((str(lost.page or "–"), lost.what, lost.why) for lost in report.dropped)
    return plain_table([("Page", "Quoi", "Pourquoi"), *rows], 1)
