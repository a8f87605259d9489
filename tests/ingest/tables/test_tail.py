"""A row that a page break leaves alone at the top of a page belongs to the table before the break."""

from __future__ import annotations

from ingest.geometry import Box
from ingest.layout.lines import Line
from ingest.pages import Rule
from ingest.tables.found import Evidence, FoundTable, Slot
from ingest.tables.tail import tail
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


SET = FoundTable(
    1, Box(50, 600, 400, 760),
    tuple(
        Slot(n, col, 1, 1, Box(x, 600, x + 90, 612), (line(text, x + 5, 610 + 12 * n),))
        for n, row in enumerate((("Organe", "Dose maximale", "Séances"), ("Moelle", "20 Gy", "3")))
        for (col, x), text in zip(enumerate(COLUMNS), row, strict=False)
    ),
    1, Evidence.ALIGNED, COLUMNS, (), 0.7, (),
)  # fmt: skip


def test_without_a_rule_rows_set_as_those_above_the_break_go_on() -> None:
    row = [line("Foie", 55, 60, page=2), line("15 Gy", 205, 60, page=2), line("5", 305, 60, page=2)]
    prose = line("La suite du texte commence ici, sur toute la largeur de la page.", 50, 100, page=2)
    part = tail(SET, [*row, prose], ())
    assert part is not None
    assert [slot.lines[0].text.text for slot in part.slots] == ["Foie", "15 Gy", "5"]


def test_a_row_cut_into_lines_at_the_top_of_a_page_is_one_row() -> None:
    lines = [
        line("Plexus", 55, 60, page=2), line("32 Gy en", 205, 60, page=2), line("5", 305, 60, page=2),
        line("sacral", 55, 72, page=2), line("cinq fois", 205, 72, page=2),
    ]  # fmt: skip
    part = tail(SET, lines, ())
    assert part is not None and part.height == 1


def test_prose_at_the_top_of_a_page_is_no_row() -> None:
    assert tail(SET, [line("Une phrase.", 55, 60, page=2), line("Une autre.", 55, 72, page=2)], ()) is None
    assert tail(SET, [line("Une phrase", 58, 60, page=2), line("et ailleurs", 240, 60, page=2)], ()) is None
