"""Layers over a text: they may overlap, and never change a word."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from screens.parts.layers import Layer, Link, layered

spans = st.tuples(st.integers(-3, 25), st.integers(-3, 25))


def test_layers_that_overlap_share_their_words() -> None:
    html = layered("huit Gy en une fois", [Layer(0, 10, "reco"), Layer(5, 7, "dose")]).code
    assert (
        html == '<mark class="reco">huit </mark><mark class="dose reco">Gy</mark><mark class="reco"> en</mark> une fois'
    )


def test_a_link_keeps_its_marks_inside() -> None:
    html = layered("voir (12).", [Layer(0, 6)], [Link(5, 9, "#travail-12", "renvoi-1")]).code
    assert html == ('<mark>voir </mark><a href="#travail-12" id="renvoi-1" class="ref"><mark>(</mark>12)</a>.')


@given(
    st.text(max_size=20),
    st.lists(st.tuples(spans, st.sampled_from(["", "dose", "reco"])), max_size=5),
    st.lists(spans, max_size=4),
)
def test_the_words_stay_as_they_are(
    text: str, layers: list[tuple[tuple[int, int], str]], links: list[tuple[int, int]]
) -> None:
    html = layered(text, [Layer(*span, kind) for span, kind in layers], [Link(*span, "#x") for span in links]).code
    assert unescape(re.sub(r"<[^>]*>", "", html.replace("<br>", "\n"))) == text.replace("\r", "\r")
