"""A row that a page break leaves alone at the top of a page belongs to the table before the break."""

from __future__ import annotations

from ingest.geometry import Box
from ingest.lines import Line
from ingest.pages import Rule
from ingest.tables import Evidence, FoundTable, tail
from ingest.tables.found import Slot
from tests.ingest.printed import line

COLUMNS = (50.0, 200.0, 300.0, 400.0)
ABOVE = FoundTable(
    1, Box(50, 600, 400, 760), (Slot(0, 0, 1, 1, Box(50, 600, 200, 620), ()),), 0, Evidence.BANDED, COLUMNS, (), 0.9, ()
)
END = Rule(Box(50, 130, 400, 130), True)


def rest(lines: list[Line], *rules: Rule) -> list[list[str]] | None:
    part = tail(ABOVE, lines, rules)
    if part is None:
        return None
    return [
        [" ".join(one.text.text for one in slot.lines) for slot in part.slots if slot.row == row]
        for row in range(part.height)
    ]


def test_the_last_row_alone_is_found_by_the_columns_before_the_break() -> None:
    lines = [line("Aucun", 210, 120, page=2), line("2", 310, 120, page=2), line("Le total", 50, 160, page=2)]
    assert rest(lines, END) == [["", "Aucun", "2"]]


def test_without_a_rule_that_ends_it_or_over_its_columns_there_is_none() -> None:
    row = [line("Aucun", 210, 120, page=2), line("2", 310, 120, page=2)]
    assert rest(row) is None
    assert rest([line("une phrase qui passe par-dessus les colonnes", 60, 120, page=2)], END) is None
