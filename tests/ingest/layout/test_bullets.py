"""Bullets that are drawn count like those that are printed."""

from __future__ import annotations

from ingest.geometry import Box
from ingest.layout.blocks import BlockKind
from ingest.layout.bullets import with_drawn_bullets
from ingest.layout.lines import Line
from tests.ingest.printed import blocks, line


def dot(x: float, baseline: float, side: float = 3.0) -> Box:
    return Box(x, baseline - 5, x + side, baseline - 5 + side)


def texts(lines: list[Line], *shapes: Box) -> list[str]:
    return [one.text.text for one in with_drawn_bullets(lines, shapes)]


def test_a_drawn_dot_left_of_a_line_makes_it_an_item() -> None:
    lines = [line("la dose", 60, 100), line("le volume", 60, 112)]
    made = blocks(list(with_drawn_bullets(lines, [dot(50, 100), dot(50, 112)])))
    assert [(b.kind, b.text.text) for b in made] == [(BlockKind.ITEM, "la dose"), (BlockKind.ITEM, "le volume")]


def test_the_depth_of_drawn_bullets_is_kept() -> None:
    lines = [line("Deux cas :", 60, 100), line("le rachis", 90, 112), line("le bassin", 90, 124)]
    made = blocks(list(with_drawn_bullets(lines, [dot(50, 100), dot(80, 112), dot(80, 124)])))
    assert [b.depth for b in made] == [1, 2, 2]


def test_a_circle_drawn_in_arcs_is_one_bullet() -> None:
    arcs = [Box(50, 95, 51.5, 96.5), Box(51.5, 95, 53, 96.5), Box(51.5, 96.5, 53, 98), Box(50, 96.5, 51.5, 98)]
    assert texts([line("la dose", 60, 100)], *arcs) == ["• la dose"]


def test_what_is_larger_or_higher_or_farther_than_a_bullet_is_none() -> None:
    one = line("la dose", 60, 100)
    for shape in (dot(45, 100, 12.0), Box(50, 80, 53, 83), dot(20, 100), Box(40, 97, 55, 98)):
        assert texts([one], shape) == ["la dose"]


def test_words_between_a_mark_and_a_line_forbid_it() -> None:
    assert texts([line("12", 54, 100), line("la dose", 68, 100)], dot(51, 100)) == ["12", "la dose"]


def test_a_printed_bullet_is_not_doubled() -> None:
    assert texts([line("• la dose", 60, 100)], dot(50, 100)) == ["• la dose"]
