"""Two-column tables of grades → classifications: the grade chosen, its printed description.

A grade whose description prints grades of its own («D1 … D2 …») has them as options besides. Quotes; sums nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.model import Cell, Guideline
from kb.calculators.keys import plain_key, slug, unique_keys
from kb.calculators.lookups import Sheet, cell_value, is_classification, option, read_sheets, table_name
from kb.calculators.model import Calculator, Item, Kind, Row, Status, Value
from kb.calculators.patterns import pattern
from kb.calculators.quoting import of_section, quoted

_GRADE = re.compile(r"(?P<grade>[A-Z0-9]{1,4}[a-z+*-]?)$")
_BULLETS = " •·-–:;,.()\t"


def compile_classifications(guideline: Guideline, document: str, edition: str) -> tuple[Calculator, ...]:
    """Every classification among the guideline's tables, in their order; scores should not be among them."""
    return tuple(
        _classification(sheet, guideline, document, edition)
        for sheet in read_sheets(guideline)
        if is_classification(sheet, guideline)
    )


def _classification(sheet: Sheet, guideline: Guideline, document: str, edition: str) -> Calculator:
    name = table_name(sheet, guideline)
    described = [grade for row in sheet.lines for grade in _grades(sheet, row)]
    keys = unique_keys([label for label, _, _ in described])
    head = sheet.heads[0] or name
    options = tuple(option(key, label, cell) for key, (label, cell, _) in zip(keys, described, strict=True))
    return Calculator(
        f"{document}/{slug(name)}", Kind.CLASSIFICATION, name, document, edition, Status.READY,
        items=(Item(plain_key(head), head, options, page=sheet.table.pages[0]),),
        rows=tuple(Row((key,), (value,)) for key, (_, _, value) in zip(keys, described, strict=True)),
        limits=quoted(guideline, of_section(guideline, sheet.table.section), pattern("limits", "sentence")),
        section=sheet.table.section, table=sheet.table.id, page=sheet.table.pages[0],
    )  # fmt: skip


def _grades(sheet: Sheet, row: int) -> Iterator[tuple[str, Cell | None, Value]]:
    """The grade of a row with its description, then those printed inside the description."""
    label, cell = sheet.grid.text(row, 0), sheet.cell(row, 1)
    key, head = plain_key(sheet.heads[1]), sheet.heads[1]
    yield label, sheet.cell(row, 0), cell_value(key, head, cell)
    if cell is None or not (match := _GRADE.search(label)):
        return
    text = cell.text.text
    parts = _inner(match.group("grade"), text)
    for n, (_, end, grade) in enumerate(parts):
        stop = parts[n + 1][0] if n + 1 < len(parts) else len(text)
        said = text[end:stop].strip(_BULLETS)
        if said:
            yield grade, cell, Value(key, head, said, None, cell.page, cell.box)


def _inner(grade: str, text: str) -> list[tuple[int, int, str]]:
    """Spans of «D1», «D2» … in the description of grade D, where they are numbered from one on."""
    found = [(m.start(), m.end(), m.group()) for m in re.finditer(rf"\b{re.escape(grade)}[1-9]\b", text)]
    return (
        found if len(found) > 1 and [g for *_, g in found] == [f"{grade}{n}" for n in range(1, len(found) + 1)] else []
    )
