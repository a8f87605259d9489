"""The sample guidelines, where they stand beside the repository: their tables as the gold files have them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.layout.healing import vocabulary
from ingest.layout.lines import fragments
from ingest.pages import open_pdf, read_page
from ingest.tables.find import find_tables
from ingest.tables.found import FoundTable, WholeTable
from ingest.tables.stitch import stitch

SHARED = Path(__file__).parents[4] / "shared"
SAMPLES = [("000-bureautique", "000"), ("000-sobre", "000"), ("001-bureautique", "001"), ("003-bureautique", "003")]


def read(path: Path) -> tuple[WholeTable, ...]:
    """All tables of a file; the first of a page may go on from the page before."""
    found: list[FoundTable] = []
    follows: list[bool] = []
    texts: list[str] = []
    with open_pdf(path.read_bytes(), path.name) as document:
        for number in range(1, document.page_count + 1):
            content = read_page(document, number)
            lines = fragments(content.runs, [rule.box for rule in content.rules if not rule.horizontal])
            texts += [line.text.text for line in lines]
            for n, table in enumerate(find_tables(content, lines)):
                follows.append(n == 0 and bool(found) and found[-1].page == number - 1)
                found.append(table)
    return stitch(found, follows, vocabulary(texts))


def grid(table: WholeTable) -> list[list[str]]:
    width = max(c.col + c.colspan for c in table.cells)
    rows = [[""] * width for _ in range(max(c.row + c.rowspan for c in table.cells))]
    for cell in table.cells:
        rows[cell.row][cell.col] = cell.text.text
    return rows


@pytest.mark.parametrize(("file", "gold"), SAMPLES)
def test_the_tables_of_the_samples_are_exact(file: str, gold: str) -> None:
    path, wanted = SHARED / "referentials" / f"{file}.pdf", SHARED / "gold" / f"{gold}.json"
    if not path.exists() or not wanted.exists():
        pytest.skip("the samples do not stand beside this checkout")
    expected = [table["rows"] for table in json.loads(wanted.read_text(encoding="utf8"))["tables"]]
    assert [grid(table) for table in read(path)] == expected
