"""One table printed in many ways is read as the same cells: ruled, ruled across, unruled, cut by a page, in a column.

The tables and their looks are those of `tabledoc`; what a look hides (a table without rules, caption or bold head) may
be left unread, but is never read wrongly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import product

import pytest

from ingest.reader import read_guideline
from tests.ingest.tabledoc import Look, Sheet, sheets, story_pdf, typst_pdf
from tests.sizes import some

Grid = list[list[str]]
PRINTED = [  # all sheets in each
    Look("ruled", rules="full", caption="above"),
    Look("inner rules", rules="inner", caption="above"),
    Look("between columns", rules="columns", caption="above"),
    Look("between rows", rules="rows", caption="below", inset=(4, 1.5), size=9),
    Look("three rules", rules="booktabs", caption="above", middle=True, align="center"),
    Look("under the header", rules="header", caption="above"),
    Look("no rule", rules="none", caption="above"),
    Look("shaded rows", rules="none", fill="zebra", caption="above"),
]
CUT = [
    Look("ruled", rules="full", caption="above", fill_lines=12, repeat=True),
    Look("three rules", rules="booktabs", caption="above", fill_lines=12, repeat=False),
    Look("between columns", rules="columns", caption="above", fill_lines=12, repeat=False),
    Look("no rule", rules="none", caption="above", fill_lines=12, repeat=False),
]
BARE = [  # hard ones: nothing but places tells the columns, and not all of the rows
    Look("no rule, no bold", rules="none", caption="above", bold=False, align="right", full=False),
    Look("no rule, centred in height", rules="none", caption="above", middle=True, align="center"),
    Look("no rule, in two columns", rules="none", caption="above", columns=2, size=8, fill_lines=3),
    Look("three rules, in two columns", rules="booktabs", caption="above", columns=2, size=8, fill_lines=3),
]


def clean(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().replace("’", "'")


def read(pdf: bytes) -> list[Grid]:
    found = read_guideline(pdf, name="tables.pdf", document="tables").tables
    return [[[clean(text) for text in row] for row in table.rows] for table in found]


def wanted(sheet: Sheet) -> Grid:
    return [[clean(text) for text in row] for row in sheet.grid()]


def crossed(looks: list[Look]) -> Sequence[tuple[Sheet, Look]]:
    """Every sheet in every look; in the short run each sheet in a few looks, and each look on a few sheets."""
    return some(list(product(sheets(), looks)), 4 * len(looks))


def named(value: Sheet | Look) -> str:
    return value.name


@pytest.mark.long
@pytest.mark.parametrize(("sheet", "look"), crossed(PRINTED), ids=named)
def test_a_table_is_read_however_it_is_ruled(sheet: Sheet, look: Look) -> None:
    pytest.importorskip("typst")
    assert read(typst_pdf(sheet, look)) == [wanted(sheet)]


@pytest.mark.long
@pytest.mark.parametrize(("sheet", "look"), crossed(CUT), ids=named)
def test_a_table_cut_by_a_page_is_one(sheet: Sheet, look: Look) -> None:
    pytest.importorskip("typst")
    assert read(typst_pdf(sheet, look)) == [wanted(sheet)]


@pytest.mark.long
@pytest.mark.parametrize(("sheet", "look"), crossed(BARE), ids=named)
def test_a_table_that_is_hard_to_tell_is_read_rightly_or_not_at_all(sheet: Sheet, look: Look) -> None:
    pytest.importorskip("typst")
    assert read(typst_pdf(sheet, look)) in ([wanted(sheet)], [])


@pytest.mark.parametrize("sheet", sheets(), ids=named)
@pytest.mark.parametrize("rules", ["full", "rows", "columns"])
def test_a_table_of_a_web_page_is_read(sheet: Sheet, rules: str) -> None:
    assert read(story_pdf(sheet, Look(rules, rules=rules, caption="above"))) == [wanted(sheet)]
