"""Boxes that arrows link are a chart, whatever they are drawn with; cells, frames and cards are none."""

from __future__ import annotations

import pytest

from ingest.geometry import Box, union
from ingest.layout.charts import find_charts, without
from ingest.layout.lines import Line
from ingest.pages import PageContent, Rule, Shade
from tests.ingest.printed import column, line

TOP, LEFT, RIGHT = Box(200, 100, 320, 130), Box(80, 170, 230, 210), Box(290, 170, 440, 210)
BOXES = (TOP, LEFT, RIGHT)
WORDS = [line("Métastase", 220, 118), line("SINS ≤ 6", 100, 190), line("SINS ≥ 13", 310, 190)]
SLANTED = (Box(155, 130, 260, 170), Box(260, 130, 365, 170))


def outline(box: Box, radius: float = 0.0) -> tuple[Rule, ...]:
    """The straight sides of a stroked box; its corners are curves of `radius`."""
    x0, y0, x1, y1 = box
    level = tuple(Rule(Box(x0 + radius, y, x1 - radius, y), True) for y in (y0, y1))
    return *level, *(Rule(Box(x, y0 + radius, x, y1 - radius), False) for x in (x0, x1))


def outlines(boxes: tuple[Box, ...] = BOXES, radius: float = 0.0) -> tuple[Rule, ...]:
    return tuple(rule for box in boxes for rule in outline(box, radius))


def page(
    rules: tuple[Rule, ...] = (), shades: tuple[Box, ...] = (), drawings: tuple[Box, ...] = (),
    painted: tuple[Box, ...] = (),
) -> PageContent:  # fmt: skip
    grounds = tuple(Shade(box, 0xEEEEFF) for box in shades)
    return PageContent(1, 595, 842, (), rules, grounds, (), drawings, painted=painted)


ELBOWS = (
    Rule(Box(260, 130, 260, 150), False), Rule(Box(155, 150, 365, 150), True),
    Rule(Box(155, 150, 155, 170), False), Rule(Box(365, 150, 365, 170), False),
)  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        page(outlines(), drawings=SLANTED),
        page(outlines(radius=6), drawings=SLANTED),
        page((*outlines(), *ELBOWS)),
        page(shades=BOXES, drawings=SLANTED),
        page(painted=BOXES, drawings=SLANTED),
    ],
    ids=["stroked", "rounded", "elbows", "filled", "painted"],
)
def test_boxes_that_arrows_link_are_one_chart(content: PageContent) -> None:
    (chart,) = find_charts(content, WORDS)
    assert chart == union(BOXES)
    left = without(content, [chart])
    assert not (left.rules or left.shades or left.drawings or left.painted)


def test_printed_arrows_link_as_well() -> None:
    boxes = tuple(Box(100, 100 + 50 * n, 300, 125 + 50 * n) for n in range(3))
    words = [line(f"Étape {n}", 120, 115 + 50 * n) for n in range(3)]
    arrows = [line("▼", 195, 142 + 50 * n) for n in range(2)]
    assert find_charts(page(shades=boxes), [*words, *arrows]) == (union(boxes),)
    assert not find_charts(page(shades=boxes), words)


def test_without_arrows_a_figure_s_caption_says_what_the_boxes_are() -> None:
    below = [line("Figure 2. Conduite à tenir", 100, 232)]
    assert len(find_charts(page(outlines()), [*WORDS, *below])) == 1
    assert not find_charts(page(outlines()), [*WORDS, line("Tableau 2. Conduite à tenir", 100, 232)])


def test_cells_that_share_their_sides_are_no_chart() -> None:
    cells = tuple(Box(x, y, x + 100, y + 30) for x in (100, 200, 300) for y in (100, 130))
    words = [line("cellule", box.x0 + 10, box.y0 + 18) for box in cells]
    assert not find_charts(page(outlines(cells), drawings=SLANTED), words)


def test_a_rule_under_a_row_of_shaded_heads_links_nothing() -> None:
    heads = tuple(Box(x, 100, x + 90, 120) for x in (100, 200, 300))
    words = [line("Tête", box.x0 + 10, 114) for box in heads]
    assert not find_charts(page((Rule(Box(100, 121, 390, 121), True),), shades=heads), words)


def test_boxes_with_text_of_the_page_between_them_are_none() -> None:
    prose: list[Line] = column(["Une phrase de la page qui passe entre ces cadres et va jusqu'à la marge."], 90, 150)
    assert not find_charts(page(outlines(), drawings=SLANTED), [*WORDS, *prose])


def test_shaded_rows_between_the_rules_of_a_table_are_no_chart() -> None:
    rows = tuple(Box(60, 100 + 40 * n, 500, 118 + 40 * n) for n in range(3))
    words = [line("Localisation", 70, 113 + 40 * n) for n in range(3)]
    words += [line(cell, x, 133 + 40 * n) for n in range(3) for x, cell in ((70, "rachis mobile"), (440, "2"))]
    sides = tuple(Rule(Box(x, 100, x, 220), False) for x in (60, 430, 500))
    between = tuple(Rule(Box(60, y + 18, 500, y + 18), True) for y in (100, 120, 140, 160, 180))
    assert not find_charts(page((*sides, *between), shades=rows), words)
