"""Editions on a line of time: a row a document, a bar an edition, from its date to the next one's or its end.

A drawing of what the list below says in words, in HTML: it prints in grey, and every bar has its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kb.store.catalogue import Document, Edition
from screens.parts.address import ReaderAddress
from screens.parts.french import day
from screens.parts.html import Html, tag
from screens.parts.links import href

SHORTEST = 4.0  # percent of the line: a bar that can be clicked


@dataclass(frozen=True, slots=True)
class Bar:
    """An edition from `start` to `end`; `open` where nobody said when it ends."""

    edition: Edition
    start: date
    end: date
    open: bool


def timeline(documents: Sequence[Document]) -> Html | None:
    """The drawing; None where no edition is dated."""
    rows = [(document, bars) for document in documents if (bars := list(bars_of(document)))]
    if not rows:
        return None
    first = min(bar.start for _, bars in rows for bar in bars).replace(month=1, day=1)
    last = max(bar.end for _, bars in rows for bar in bars)
    last = date(last.year + 1, 1, 1)
    drawn = [_row(document, bars, first, last) for document, bars in sorted(rows, key=lambda row: row[0].title)]
    return tag(
        "section",
        tag("h2", "Éditions dans le temps"),
        tag("div", *_years(first, last), class_="years", aria_hidden="true"),
        tag("ul", *drawn, class_="timeline"),
    )


def bars_of(document: Document) -> Iterator[Bar]:
    """The dated editions, oldest first: each until the next appears, the newest until its end where one is printed."""
    found = ((_date(edition.date or edition.date_found), edition) for edition in document.editions)
    dated = sorted(((when, edition) for when, edition in found if when), key=lambda pair: pair[0])
    for n, (start, edition) in enumerate(dated):
        following = dated[n + 1][0] if n + 1 < len(dated) else None
        end = following or _date(edition.valid_until)
        yield Bar(edition, start, max(end or start, start), end is None)


def _row(document: Document, bars: Sequence[Bar], first: date, last: date) -> Html:
    return tag(
        "li",
        tag("span", document.title, class_="source"),
        tag("span", *(_bar(bar, first, last) for bar in bars), class_="track"),
    )


def _bar(bar: Bar, first: date, last: date) -> Html:
    whole = (last - first).days
    left = min(100 * (bar.start - first).days / whole, 100 - SHORTEST)
    width = 100 * (bar.end - bar.start).days / whole
    width = 100 - left if bar.open else min(max(SHORTEST, width), 100 - left)  # open: to the edge, and fading
    edition = bar.edition
    ends = "sans date de fin" if bar.open else f"jusqu’au {day(bar.end)}"
    known = f", données jusqu’au {day(edition.data_until)}" if edition.data_until else ""
    state = "" if edition.latest else ", remplacée"
    told = f"Édition {edition.label}, du {day(bar.start)}, {ends}{known}{state}"
    return tag(
        "a",
        f"{edition.label} →" if bar.open else edition.label,
        href=href(ReaderAddress(edition.document, edition.label)),
        class_="bar" + ("" if edition.latest else " old") + (" open" if bar.open else ""),
        style=f"left:{left:.2f}%;width:{width:.2f}%",
        aria_label=told,
        title=told,
    )


def _years(first: date, last: date) -> Iterator[Html]:
    """The years over the line, at most eight of them."""
    many = last.year - first.year
    step = max(1, -(-many // 8))
    whole = (last - first).days
    for year in range(first.year, last.year, step):
        left = 100 * (date(year, 1, 1) - first).days / whole
        yield tag("span", str(year), style=f"left:{left:.2f}%")


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
