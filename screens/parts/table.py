"""Tables as tables: a stored one from its cells, a quoted one from its text.

Scrolls inside itself on a narrow screen; never drops a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ingest.tables.table_text import COLUMN_BREAK, ROW_BREAK
from kb.citing.workbook import confidence
from screens.parts.html import Html, marked, tag
from screens.parts.layers import Layer, Link, layered

# Of a table's confidence: below it the reader is told to compare with the printed page.
DOUBT = 0.7
# From here on nothing is said: every line of the table is drawn.
CERTAIN = 1.0


def stored_table(
    table: Mapping[str, Any], said: bool = True, layers: Sequence[Layer] = (), links: Sequence[Link] = ()
) -> Html:
    """A table of an edition (the contract's `tables`), with merged cells and header rows.

    With `said`, its caption and how sure its reading is. Offsets of `layers` and `links` are of its passage's text.
    """
    rows: dict[int, list[Html]] = {}
    starts = _starts(table["rows"])
    for cell in table["cells"]:
        heading = cell["row"] < table["header_rows"] and bool(cell["text"].strip())  # an empty one heads nothing
        rows.setdefault(cell["row"], []).append(
            tag(
                "th" if heading else "td",
                _cell(cell["text"], starts.get((cell["row"], cell["col"])), layers, links),
                scope="col" if heading else None,
                rowspan=cell["rowspan"] if cell["rowspan"] > 1 else None,
                colspan=cell["colspan"] if cell["colspan"] > 1 else None,
            )
        )
    caption = tag("caption", table["caption"]) if said and table["caption"] else None
    body = tag("table", caption, *(tag("tr", *rows[row]) for row in sorted(rows)))
    return tag("div", tag("div", body, class_="scroll", tabindex="0"), _doubt(table) if said else None)


def quoted_table(text: str, highlights: Iterable[Sequence[int]], header_rows: int = 0) -> Html:
    """The rows of a table's quoted text, lines of cells, with the matched words marked; offsets are of `text`."""
    spans = [(pair[0], pair[1]) for pair in highlights]
    rows = []
    for n, (row_start, row) in enumerate(_split(text, ROW_BREAK)):
        cells = [
            tag("th" if n < header_rows else "td", _part(cell, row_start + start, spans))
            for start, cell in _split(row, COLUMN_BREAK)
        ]
        rows.append(tag("tr", *cells))
    return tag("div", tag("table", *rows), class_="scroll", tabindex="0")


def plain_table(rows: Sequence[Sequence[str | Html]], header_rows: int) -> Html:
    """The dense rows of a table, the first of them headings."""
    head = (tag("tr", *(tag("th", cell, scope="col") for cell in row)) for row in rows[:header_rows])
    body = (tag("tr", *(tag("td", cell) for cell in row)) for row in rows[header_rows:])
    return tag("div", tag("table", *head, *body), class_="scroll", tabindex="0")


def _cell(text: str, start: int | None, layers: Sequence[Layer], links: Sequence[Link]) -> Html:
    """The text of a cell, which begins at `start` of the passage's, with what lies over it."""
    if start is None:
        return layered(text)
    return layered(
        text,
        [replace(each, start=each.start - start, end=each.end - start) for each in layers],
        [replace(each, start=each.start - start, end=each.end - start) for each in links],
    )


def _starts(rows: Sequence[Sequence[str]]) -> dict[tuple[int, int], int]:
    """Where the text of each cell begins in the table's passage: the dense rows, joined."""
    starts: dict[tuple[int, int], int] = {}
    at = 0
    for n, row in enumerate(rows):
        for m, text in enumerate(row):
            starts[n, m] = at
            at += len(text) + len(COLUMN_BREAK)
        at += len(ROW_BREAK) - len(COLUMN_BREAK)
    return starts


def _part(text: str, start: int, spans: Iterable[tuple[int, int]]) -> Html:
    return marked(text, [(a - start, b - start) for a, b in spans])


def _split(text: str, separator: str) -> Iterable[tuple[int, str]]:
    """The parts of `text` with where each starts."""
    at = 0
    for found in re.finditer(re.escape(separator), text):
        yield at, text[at : found.start()]
        at = found.end()
    yield at, text[at:]


def _doubt(table: Mapping[str, Any]) -> Html | None:
    """How sure the reading is, where it is not quite, with what lowers it."""
    if table["confidence"] >= CERTAIN:
        return None
    advice = "Lecture incertaine de ce tableau" if table["confidence"] < DOUBT else "Lecture de ce tableau"
    return tag("p", f"{advice} ({confidence(table)})\u00a0: comparez avec la page imprimée.", class_="doubt")
