"""A table across both columns of a page is told from two columns of text, ruled or not."""

from __future__ import annotations

from ingest.geometry import Box
from ingest.layout.bands import open_bands, ruled_bands
from ingest.layout.lines import Line
from tests.ingest.printed import column, line

GUTTER = (290.0, 310.0)
PROSE = "une ligne de prose qui va d'un bord à l'autre"


def prose(y: float, count: int = 10) -> list[Line]:
    """Two columns of text on one grid of lines."""
    return [*column([PROSE] * count, 50, y), *column([PROSE] * count, 310, y)]


def table(y: float, count: int, xs: tuple[float, ...] = (50, 150, 280, 420)) -> list[Line]:
    """Rows of short cells, one of which stands in the gutter."""
    return [line("8 Gy", x, y + 12 * n) for n in range(count) for x in xs]


def rule(y: float) -> Box:
    return Box(50, y, 550, y + 0.5)


def test_rules_far_apart_are_one_table_where_cells_stand_between_them() -> None:
    boxes = [rule(100), rule(115), rule(450)]
    bands = ruled_bands(boxes, table(125, 27), GUTTER)
    assert len(bands) == 1 and bands[0][0] < 100 and bands[0][1] > 450


def test_rules_with_two_columns_of_text_between_them_are_two_bands() -> None:
    boxes = [rule(100), rule(115), rule(450)]
    assert len(ruled_bands(boxes, prose(125, 27), GUTTER)) == 2


def test_rules_of_other_widths_are_not_joined() -> None:
    assert len(ruled_bands([rule(100), Box(50, 450, 400, 451)], table(125, 27), GUTTER)) == 2


def test_rows_of_cells_in_the_gutter_are_a_band_and_the_text_about_them_is_not() -> None:
    (band,) = open_bands([*table(100, 6), *prose(200)], GUTTER)
    assert band[0] < 100 and 160 < band[1] < 185


def test_two_columns_of_text_hold_no_band() -> None:
    assert not list(open_bands(prose(100, 30), GUTTER))


def test_a_title_over_both_columns_is_no_band() -> None:
    titles = [line("Un titre qui court sur les deux colonnes de la page", 100, 60 + 14 * n, size=12) for n in range(3)]
    assert not list(open_bands([*titles, *prose(120)], GUTTER))
