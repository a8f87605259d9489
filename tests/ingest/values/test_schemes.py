"""The grammar of radiation schemes: any spelling of a scheme is the same scheme."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.values.numbers import NUMBER_WORDS, flatten
from ingest.values.schemes import find_schemes

WORDS = {value: word for word, value in NUMBER_WORDS.items() if word not in ("une", "quatre-vingt")}
Read = tuple[float, float, int | None, int | None]


def read(text: str) -> list[Read]:
    return [(s.low, s.high, s.fractions_low, s.fractions_high) for s in find_schemes(flatten(text))]


@pytest.mark.parametrize(
    ("text", "schemes"),
    [
        ("20Gy en cinq fractions", [(20, 20, 5, 5)]),
        ("1x8Gy", [(8, 8, 1, 1)]),
        ("8 Gy x 1", [(8, 8, 1, 1)]),
        ("5 × 4 Gy", [(20, 20, 5, 5)]),
        ("4 Gy × 5 fractions", [(20, 20, 5, 5)]),
        ("8 Gy en une séance", [(8, 8, 1, 1)]),
        ("une séance unique de 8 Gy", [(8, 8, 1, 1)]),
        ("dose unique de 8 Gy", [(8, 8, 1, 1)]),
        ("une seule fraction de 8 Gy", [(8, 8, 1, 1)]),
        ("8 Gy en monofraction", [(8, 8, 1, 1)]),
        ("8 Gy (séance unique)", [(8, 8, 1, 1)]),
        ("18 à 24 Gy en 1 ou 2 fractions", [(18, 24, 1, 2)]),
        ("24-50 Gy en 3 à 5 fractions", [(24, 50, 3, 5)]),
        ("entre 18 et 24 Gy en 2 fractions", [(18, 24, 2, 2)]),
        ("20 Gy en 5 ou 30 Gy en 10, (ou 8 Gy en 1 fraction)", [(20, 20, 5, 5), (30, 30, 10, 10), (8, 8, 1, 1)]),
        ("12 à 14 Gy en une séance, 17Gy en 2 fractions et 20,3Gy en 3 fractions",
         [(12, 14, 1, 1), (17, 17, 2, 2), (20.3, 20.3, 3, 3)]),
        ("20 Gy en cinq fractions 8 Gy en une séance 6 Gy en une séance", [(20, 20, 5, 5), (8, 8, 1, 1), (6, 6, 1, 1)]),
        ("30 Gy en 10 fractions de 3 Gy", [(30, 30, 10, 10)]),
        ("50 Gy (25 x 2 Gy)", [(50, 50, 25, 25)]),
        ("60 Gy (2 Gy x 30)", [(60, 60, 30, 30)]),
        ("10 fractions de 3 Gy (30 Gy)", [(30, 30, 10, 10)]),
        ("30 Gy/10", [(30, 30, 10, 10)]),
        ("3000 cGy en 10 fractions", [(30, 30, 10, 10)]),
        ("le schéma 30/10 ou 20/5", [(30, 30, 10, 10), (20, 20, 5, 5)]),
        ("20 ou 30 Gy en 5 fractions", [(20, 20, 5, 5), (30, 30, 5, 5)]),
        ("20 Gy en 5 ou 10 fractions", [(20, 20, 5, 5), (20, 20, 10, 10)]),
        ("8 Gy ou 20 Gy en 5 fractions", [(8, 8, None, None), (20, 20, 5, 5)]),
        ("30 Gy en 2 semaines", [(30, 30, None, None)]),
        ("45 Gy (1,8 Gy/fraction)", [(45, 45, None, None)]),
    ],
)  # fmt: skip
def test_scheme(text: str, schemes: list[Read]) -> None:
    assert read(text) == schemes


@pytest.mark.parametrize(
    "text",
    [
        "2 Gy par fraction", "dose par fraction > 20 Gy", "une BED ≥ 50 Gy", "α/β = 3 Gy", "EQD2 de 60 Gy", "50 Gy10",
        "EVA à 4/10", "le 30/10", "V20 < 30 %", "12/2019", "0 Gy", "9 999 Gy", "un schéma de 4/10",
    ],
)  # fmt: skip
def test_no_scheme(text: str) -> None:
    assert read(text) == []


def test_a_comparison_is_part_of_the_scheme_it_bounds() -> None:
    text = "sans dépasser 45 Gy à la moelle"
    (scheme,) = find_schemes(text)
    assert (text[scheme.start : scheme.end], scheme.compared) == ("sans dépasser 45 Gy", "at_most")


@given(st.integers(1, 70), st.sampled_from([0.0, 0.5]), st.integers(1, 40), st.data())
def test_any_spelling_of_a_total_in_fractions_is_the_same_scheme(
    dose: int, half: float, count: int, data: st.DataObject
) -> None:
    value = dose + half
    printed = f"{value:g}".replace(".", data.draw(st.sampled_from([",", "."])))
    space = data.draw(st.sampled_from(["", " ", "\u00a0", "\u202f"]))
    counted = data.draw(st.sampled_from([str(count), WORDS[count]]))
    noun = data.draw(st.sampled_from(["fraction", "fractions", "séance", "séances", "fx"]))
    link = data.draw(st.sampled_from([" en ", " délivrés en ", ", ", " en\u00a0"]))
    ending = data.draw(st.sampled_from(["", ".", ", puis", " ou plus", " (12)"]))
    assert read(f"une dose de {printed}{space}Gy{link}{counted} {noun}{ending}") == [(value, value, count, count)]


@given(st.integers(1, 20), st.integers(1, 30), st.sampled_from(["x", "×", " x ", " × ", "*"]))
def test_a_multiplication_is_the_total_in_either_order(dose: int, count: int, times: str) -> None:
    if dose * count <= 200:
        expected: list[Read] = [(dose * count, dose * count, count, count)]
        assert read(f"{count}{times}{dose} Gy") == read(f"{dose} Gy{times}{count}") == expected


@given(st.text("0123456789 ,.-–/×xGycenfractionsséu()à", max_size=50))
def test_every_scheme_lies_in_its_text(text: str) -> None:
    for scheme in find_schemes(flatten(text)):
        assert 0 <= scheme.start < scheme.end <= len(text) and 0 < scheme.low <= scheme.high
        assert (scheme.fractions_low is None) == (scheme.fractions_high is None)
        assert any(c.isdigit() for c in text[scheme.start : scheme.end])


def test_doses_that_are_compared_are_no_range_and_a_detail_must_add_up() -> None:
    def doses(text: str) -> list[tuple[float, float, int | None]]:
        return [(s.low, s.high, s.fractions_low) for s in find_schemes(text)]

    assert doses("a comparé 8 Gy à 20 Gy en 5 fractions") == [(8, 8, None), (20, 20, 5)]
    assert doses("16 Gy (8 Gy x 2)") == [(16, 16, 2)]
    assert doses("9 Gy, 8 Gy x 2") == [(9, 9, None), (16, 16, 2)]
