"""Editions in time: each bar from its date to the next one's, whatever is missing."""

from __future__ import annotations

import re

from kb.store.catalogue import Document, Edition
from screens.parts.timeline import bars_of, timeline


def edition(label: str, date: str | None, valid_until: str | None = None, latest: bool = False) -> Edition:
    return Edition(
        1, "d", label, latest, "Titre <b>", None, None, date, None, valid_until, None, "f.pdf", "0" * 64, "pdf", 3
    )


def document(*editions: Edition) -> Document:
    return Document("d", "Titre <b>", None, None, editions)


def test_an_edition_lasts_until_the_next_and_the_newest_until_its_printed_end() -> None:
    bars = list(bars_of(document(edition("2024", "2024-06-01", "2026-06-01", True), edition("2022", "2022-06-01"))))
    assert [(str(bar.start), str(bar.end), bar.open) for bar in bars] == [
        ("2022-06-01", "2024-06-01", False), ("2024-06-01", "2026-06-01", False),
    ]  # fmt: skip


def test_an_end_that_nobody_said_is_not_made_up() -> None:
    (bar,) = bars_of(document(edition("2024", "2024-06-01", latest=True)))
    assert bar.open
    html = timeline([document(edition("2024", "2024-06-01", latest=True))])
    assert html and "sans date de fin" in html.code and "Titre &lt;b&gt;" in html.code
    assert 'class="bar open"' in html.code


def test_what_has_no_date_or_a_broken_one_is_not_drawn() -> None:
    assert timeline([document(edition("a", None), edition("b", "jadis"))]) is None


def test_no_bar_leaves_the_line() -> None:
    html = timeline([document(edition("2024", "2024-12-31", "2024-12-31", True), edition("1990", "1990-01-01"))])
    assert html
    for left, width in re.findall(r"left:([\d.]+)%;width:([\d.]+)%", html.code):
        assert 0 <= float(left) <= float(left) + float(width) <= 100.01
