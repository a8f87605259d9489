"""Glyph maps come back as they were, to a hundredth of a point."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.geometry import Box
from ingest.model import Glyph, PrintedText, join, plain
from kb.store.codec import box_list, decode, encode, printed_places
from tests.kb.making import STYLE, printed

hundredths = st.integers(-1_000, 1_440_000).map(lambda n: n / 100)
widths = st.integers(0, 20_000)


@st.composite
def glyphs(draw: st.DrawFn) -> Glyph:
    x, y, wide, high = draw(hundredths), draw(hundredths), draw(widths), draw(widths)
    page, line = draw(st.integers(1, 5_000)), draw(st.integers(0, 1_000_000))
    return Glyph(page, line, x, y, (round(x * 100) + wide) / 100, (round(y * 100) + high) / 100, STYLE)


@given(st.lists(st.tuples(st.characters(exclude_categories=["Cs"]), st.none() | glyphs())))
def test_text_and_boxes_come_back(characters: list[tuple[str, Glyph | None]]) -> None:
    text = PrintedText("".join(c for c, _ in characters), tuple(g for _, g in characters))
    back = decode(text.text, encode(text))
    assert back == text
    assert [g and g[:6] for g in back.glyphs] == [g and g[:6] for g in text.glyphs]
    assert printed_places(back, {}) == printed_places(text, {})


@given(st.lists(st.tuples(st.sampled_from("ab \u00a0é"), st.none() | glyphs())))
def test_places_are_those_of_the_model(characters: list[tuple[str, Glyph | None]]) -> None:
    text = PrintedText("".join(c for c, _ in characters), tuple(g for _, g in characters))
    assert json.loads(printed_places(text, {1: "i"})) == [
        {"page": place.page, "printed_page": place.printed_page, "boxes": [box_list(box) for box in place.boxes]}
        for place in text.places({1: "i"})
    ]


@given(st.floats(0, 14_400), st.floats(0, 14_400), st.floats(0.0001, 500))
def test_a_place_is_the_same_from_the_reader_and_from_the_store(x: float, y: float, width: float) -> None:
    text = PrintedText("Gy", (Glyph(1, 1, x, y, x + width, y + 11, STYLE),) * 2)
    assert printed_places(decode("Gy", encode(text)), {}) == printed_places(text, {})


def test_a_slice_of_what_was_stored_finds_its_box() -> None:
    text = join([printed("une dose de", 1, 1), printed("8 Gy", 2, 2)])
    back = decode(text.text, encode(text))
    assert json.loads(printed_places(back[text.text.index("8") :], {2: "IV"})) == [
        {"page": 2, "printed_page": "IV", "boxes": [[72.0, 108.0, 91.6, 119.5]]}
    ]


def test_text_of_a_plain_source_costs_nothing() -> None:
    assert encode(plain("Un texte.")) == b""
    assert decode("Un texte.", b"") == plain("Un texte.")


def test_no_box_is_empty_however_thin_the_ink() -> None:
    left, top, right, bottom = box_list(Box(10.001, 20.002, 10.002, 20.0021))
    assert left < right and top < bottom


def test_a_label_in_any_script_is_kept() -> None:
    assert '"printed_page":"ⅳ"' in printed_places(printed("a"), {1: "ⅳ"})


@pytest.mark.parametrize("blob", [b"x", encode(printed("abc"))[:-3], encode(printed("ab"))])
def test_bytes_that_are_no_glyph_map_of_the_text_are_refused(blob: bytes) -> None:
    with pytest.raises(ValueError, match=r"glyph"):
        decode("abc", blob)
