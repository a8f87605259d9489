"""Tables → an Excel workbook: one sheet a table, each with where it is printed, and a first sheet that lists them.

Cells are written as text, as printed: «1-2» becomes no date, «=…» no formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from kb.citing.cited import NO_BREAK
from kb.notice import NOTICE, cut_off

Json = Mapping[str, Any]
CELL = 32_767  # characters: Excel's limit, far beyond a printed cell
# What the reader says lowers the confidence in a table, in French.
_REASONS = {
    "no drawn lines: rows and columns from alignment": "aucun filet imprimé : lignes et colonnes d’après l’alignement",
    "no vertical rules: columns from alignment": "pas de filet vertical : colonnes d’après l’alignement",
    "some ruled places are no rectangles": "certaines cases tracées ne sont pas des rectangles",
    "its rows have different numbers of cells": "ses lignes n’ont pas toutes le même nombre de cases",
}
_WIDEST = 60  # characters of a column, then its text wraps
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A table (the contract's) and the edition it is printed in; `data_until` is already French."""

    table: Json
    title: str
    edition: str
    data_until: str | None

    @property
    def name(self) -> str:
        """«Tableau 5 · caption»."""
        number = f"Tableau {self.table['number']}" if self.table["number"] else "Tableau"
        return f"{number} · {self.table['caption']}" if self.table["caption"] else number

    @property
    def source(self) -> str:
        pages = self.table["pages"]
        where = f"p. {pages[0]}" if len(pages) == 1 else f"p. {pages[0]}-{pages[-1]}"
        return f"{self.title}, éd. {self.edition}, {where}"

    @property
    def cut_off(self) -> str:
        return cut_off(self.data_until)


def workbook(tables: Iterable[Printed]) -> bytes:
    """The workbook of the tables, in their order."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E4F0F0", "border": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    quiet = book.add_format({"italic": True, "font_color": "#566064"})
    index = book.add_worksheet("Sommaire")
    index.set_column(0, 0, 8)
    index.set_column(1, 3, _WIDEST)
    index.write_string(0, 0, NOTICE, quiet)
    for column, head in enumerate(("Feuille", "Tableau", "Source", "Données", "Lecture")):
        index.write_string(2, column, head, bold)
    for n, each in enumerate(tables, 1):
        name = f"{n}"
        sheet = book.add_worksheet(name)
        told = (each.name, each.source, each.cut_off, confidence(each.table))
        index.write_string(2 + n, 0, name, plain)
        for column, text in enumerate(told, 1):
            index.write_string(2 + n, column, _fit(text), plain)
        for row, text in enumerate((each.name, f"{each.source} · {each.cut_off} · {NOTICE}")):
            sheet.write_string(row, 0, _fit(text), quiet)
        rows = each.table["rows"]
        for column in range(max((len(row) for row in rows), default=0)):
            longest = max(len(row[column]) for row in rows if column < len(row))
            sheet.set_column(column, column, min(_WIDEST, max(10, longest)))
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                style = bold if row < each.table["header_rows"] else plain
                sheet.write_string(3 + row, column, _fit(text), style)
    book.close()
    return out.getvalue()


def file_name(text: str, ending: str) -> str:
    """A name that every system takes: letters, digits and dashes."""
    stem = re.sub(r"[^\w.-]+", "-", text).strip("-.")[:80] or "tableau"
    return f"{stem}{ending}"


def confidence(table: Json) -> str:
    """«confiance 90 % : pas de filet vertical…»: how sure the reading is, and what lowers it."""
    said = f"confiance {round(100 * table['confidence'])}{NO_BREAK}%"
    reasons = [_REASONS.get(reason, reason) for reason in table["reasons"]]
    return f"{said}{NO_BREAK}: {' ; '.join(reasons)}" if reasons else said


def _fit(text: str) -> str:
    return text[:CELL]
