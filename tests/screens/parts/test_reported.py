"""What the build reports of a file, as a reader is told it."""

from __future__ import annotations

from ingest.model import Dropped
from kb.report import FileReport, Status
from screens.parts.reported import counts, dropped_table, dropped_title


def report(*dropped: Dropped) -> FileReport:
    return FileReport("guide", "2024", "guide.pdf", Status.PARSED, None, 12, 1, 4, 0, 60, dropped)


def test_counts_in_french() -> None:
    nb = "\u00a0"
    assert counts(report()) == (f"12{nb}pages · 1{nb}section · 4{nb}tableaux · 0{nb}recommandation · 60{nb}références")


def test_each_thing_left_out_is_a_row_and_what_has_no_page_says_so() -> None:
    lost = report(Dropped(3, "un <b>", "illisible"), Dropped(None, "autre", "vide"))
    assert dropped_title(lost) == "Laissé de côté\u00a0: 2\u00a0éléments"
    drawn = dropped_table(lost).code
    assert "<tr><td>3</td><td>un &lt;b&gt;</td><td>illisible</td></tr>" in drawn
    assert "<tr><td>–</td><td>autre</td><td>vide</td></tr>" in drawn
