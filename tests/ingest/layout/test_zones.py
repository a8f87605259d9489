"""Tables are looked for in each column by itself, and across where something drawn runs across."""

from __future__ import annotations

from ingest.geometry import Box
from ingest.layout.lines import Line
from ingest.layout.zones import file_gutter, zones
from ingest.pages import PageContent, Rule
from tests.ingest.printed import column, line

PROSE = "une ligne de prose assez longue pour la colonne"


def page(number: int = 1) -> list[Line]:
    return [*column([PROSE] * 14, 50, 100, page=number), *column([PROSE] * 14, 330, 100, page=number)]


def content(*rules: Rule) -> PageContent:
    return PageContent(1, 595.0, 842.0, (), rules, (), (), ())


def test_each_column_is_a_zone_of_its_own() -> None:
    lines = page()
    gutter = file_gutter([lines, page(2)])
    assert [len(zone.lines) for zone in zones(content(), lines, gutter)] == [0, 14, 14]


def test_what_is_ruled_across_the_gutter_is_a_zone_over_both_columns() -> None:
    rules = [Rule(Box(50, y, 560, y), True) for y in (140.0, 200.0)]
    lines = page()
    across, *_ = zones(content(*rules), lines, file_gutter([lines, page(2)]))
    assert across.content.rules == tuple(rules) and across.lines


def test_a_file_in_one_column_is_one_zone() -> None:
    lines = column([PROSE + " " + PROSE] * 20)
    assert file_gutter([lines]) is None
    assert [len(zone.lines) for zone in zones(content(), lines, None)] == [20]


def test_captions_and_numbered_headings_part_zones_outside_drawn_grids() -> None:
    above, below = column([PROSE] * 4, 50, 100), column([PROSE] * 4, 50, 200)
    caption = line("Tableau 2 – Score de Rades", 50, 160, italic=True)
    assert [len(zone.lines) for zone in zones(content(), [*above, caption, *below], None)] == [4, 4]
    heading = line("3.7.4. Score de Tomita", 50, 160, size=12, bold=True)
    assert [len(zone.lines) for zone in zones(content(), [*above, heading, *below], None)] == [4, 4]
    posts = [Rule(Box(45, 90, 45, 260), False)]
    assert [len(zone.lines) for zone in zones(content(*posts), [*above, heading, *below], None)] == [9]


def test_a_zone_knows_the_caption_that_bounds_it() -> None:
    caption = line("Tableau 2 – Score de Rades", 50, 160, italic=True)
    lines = [*column([PROSE] * 4, 50, 100), caption, *column([PROSE] * 4, 50, 200)]
    assert [zone.barriers for zone in zones(content(), lines, None)] == [[caption], [caption]]
