"""Drawings are located with their labels; frames around text are no figures."""

from __future__ import annotations

from ingest.geometry import Box
from ingest.layout.figures import FoundFigure, find_figures
from ingest.pages import PageContent, Rule, Shade
from tests.ingest.printed import column, line


def page(
    *, shades: tuple[Box, ...] = (), drawings: tuple[Box, ...] = (), painted: tuple[Box, ...] = (),
    rules: tuple[Rule, ...] = (), images: tuple[Box, ...] = (),
) -> PageContent:  # fmt: skip
    grounds = tuple(Shade(box, 0xEEEEFF) for box in shades)
    return PageContent(1, 595, 842, (), rules, grounds, images, drawings, painted=painted)


def corners(box: Box) -> tuple[Box, ...]:
    """The arcs of a rounded rectangle."""
    x0, y0, x1, y1 = box
    return tuple(Box(x, y, x + 3, y + 3) for x in (x0, x1 - 3) for y in (y0, y1 - 3))


def texts(figures: tuple[FoundFigure, ...]) -> list[list[str]]:
    return [[one.text.text for one in figure.lines] for figure in figures]


NODES = (Box(100, 100, 200, 130), Box(40, 160, 140, 190), Box(160, 160, 260, 190))
WORDS = [line("Patient", 130, 118), line("Avis A", 70, 178), line("Avis B", 190, 178)]
ARROWS = (Box(90, 130, 150, 160), Box(150, 130, 210, 160))


def test_boxes_joined_by_strokes_are_one_figure_with_their_words() -> None:
    (found,) = find_figures(page(shades=NODES, drawings=ARROWS), WORDS, ())
    assert {one.text.text for one in found.lines} == {"Patient", "Avis A", "Avis B"}


def test_a_rounded_frame_around_text_is_no_figure() -> None:
    frame = Box(40, 90, 400, 160)
    text = column(["Une séance unique de 8 Gy est une option."] * 3, 60, 110)
    assert find_figures(page(painted=(frame,), drawings=corners(frame)), text, ()) == ()


def test_headings_on_rounded_grounds_are_no_figures() -> None:
    grounds = (Box(40, 90, 400, 112), Box(40, 200, 400, 222))
    text = [line("Radiothérapie", 60, 105), line("Chirurgie", 60, 215)]
    assert find_figures(page(painted=grounds, drawings=corners(grounds[0]) + corners(grounds[1])), text, ()) == ()


def test_bullets_are_no_figure() -> None:
    dots = tuple(Box(50 + dx, 95 + 12 * n, 51.5 + dx, 98 + 12 * n) for n in range(9) for dx in (0, 1.5))
    assert find_figures(page(drawings=dots), column(["un item"] * 9, 60), ()) == ()


def test_a_short_word_right_beside_a_drawing_is_its_label() -> None:
    arcs = (Box(100, 100, 150, 150), Box(150, 100, 200, 150), Box(100, 150, 150, 200), Box(150, 150, 200, 200))
    text = [line("50 %", 206, 150), line("Le texte au-dessous du dessin reprend.", 50, 220)]
    assert texts(find_figures(page(drawings=arcs), text, ())) == [["50 %"]]


def test_text_of_the_other_column_beside_a_drawing_stays_text() -> None:
    arcs = (Box(100, 100, 150, 150), Box(150, 100, 200, 150), Box(100, 150, 150, 200), Box(150, 150, 200, 200))
    text = [line("est faite.", 208, 112), *column(["Une phrase de la seconde colonne qui passe"] * 5, 208, 124)]
    assert texts(find_figures(page(drawings=arcs), text, ())) == [[]]


def test_an_image_is_a_figure_and_a_logo_is_none() -> None:
    assert len(find_figures(page(images=(Box(50, 50, 250, 200), Box(400, 30, 430, 50))), (), ())) == 1


def test_a_rule_above_a_drawing_never_takes_the_text_of_the_other_column_into_it() -> None:
    arcs = (Box(100, 100, 150, 150), Box(150, 100, 200, 150), Box(100, 150, 150, 200), Box(150, 150, 200, 200))
    rule = Rule(Box(50, 84, 540, 84.5), True)
    text = column(["Une phrase de la seconde colonne"] * 8, 320, 92)
    assert texts(find_figures(page(drawings=arcs, rules=(rule,)), text, ())) == [[]]
