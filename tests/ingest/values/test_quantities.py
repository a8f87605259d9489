"""Numbers with their units, as French guidelines print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Passage, PassageKind, Quantity, plain
from ingest.values.quantities import find_quantities, quantities_in


def passage(text: str, kind: PassageKind = PassageKind.PARAGRAPH) -> Passage:
    return Passage("p", kind, None, plain(text))


def read(text: str) -> list[tuple[float | None, float | None, str]]:
    return [(q.low, q.high, q.unit) for q in quantities_in(text)]


def only(text: str) -> Quantity:
    (quantity,) = quantities_in(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("30 Gy", 30, 30, "Gy"),
        ("20Gy", 20, 20, "Gy"),
        ("3000 cGy", 30, 30, "Gy"),
        ("cinq fractions", 5, 5, "fraction"),
        ("une séance", 1, 1, "fraction"),
        ("4 mg", 4, 4, "mg"),
        ("1,5 mg/dL", 1.5, 1.5, "mg/dL"),
        ("120 µmol/l", 120, 120, "µmol/L"),
        ("60 ml/min/1,73 m²", 60, 60, "mL/min/1.73m²"),
        ("1 g par jour", 1, 1, "g/day"),
        ("0,5 mg/kg/j", 0.5, 0.5, "mg/kg/day"),
        ("100.000 UI", 100_000, 100_000, "UI"),
        ("3\u202f059 patients", 3059, 3059, "patient"),
        ("50 × 10⁹/L", 50, 50, "G/L"),
        ("2 Gy par fraction", 2, 2, "Gy/fraction"),
        ("vingt et un jours", 21, 21, "day"),
        ("70-80 °C", 70, 80, "°C"),
        ("12,4–14,0 Gy", 12.4, 14, "Gy"),
        ("18 à 24 Gy", 18, 24, "Gy"),
        ("75 % à 100 %", 75, 100, "%"),
        ("deux à trois semaines", 2, 3, "week"),
        ("1 ou 2 fractions", 1, 2, "fraction"),
        ("entre 84 et 88%", 84, 88, "%"),
        ("entre 15 jours et 3 semaines", 15, 21, "day"),
        ("entre 18 mois et 2 ans", 18, 24, "month"),
        ("de 21 à 28 points", 21, 28, "point"),
        ("stable de 0 à 6", 0, 6, ""),
        ("9-11", 9, 11, ""),
        ("EVA à 1/10", 1, 1, "/10"),
        ("α/β=0,87", 0.87, 0.87, ""),
        ("score = 8", 8, 8, ""),
    ],
)
def test_one_quantity(text: str, low: float, high: float, unit: str) -> None:
    assert read(text) == [(low, high, unit)]


@pytest.mark.parametrize(
    ("text", "low", "high", "strict"),
    [
        ("< 30 mL/min", None, 30, True),
        ("≥ 9", 9, None, False),
        (">25 %", 25, None, True),
        (">4/10", 4, None, True),
        ("<1/3 de la corticale", None, 1 / 3, True),
        ("inférieure à 6 semaines", None, 6, True),
        ("supérieur ou égal à 9", 9, None, False),
        ("moins d'un mois", None, 1, True),
        ("au-delà de 6 mois", 6, None, True),
        ("jusqu’à 9,1 %", None, 9.1, False),
        ("au moins 15 min", 15, None, False),
        ("6 mois ou plus", 6, None, False),
        ("2 vertèbres au maximum", None, 2, False),
        ("un maximum de 2 régions", None, 2, False),
        ("ne pas dépasser 45 Gy", None, 45, False),
        ("pas plus de 3 lésions", None, 3, False),
        ("(< 3-4 cm)", None, 4, True),
        ("T-score < -2,5", None, -2.5, True),
        ("à partir de 7.", 7, None, False),
    ],
)
def test_a_comparison_leaves_one_end_open(text: str, low: float | None, high: float | None, strict: bool) -> None:
    found = only(text)
    assert (found.low, found.high) == (low, high)
    assert (found.strict_low or found.strict_high) is strict


@pytest.mark.parametrize(
    "text",
    [
        "(90–92)", "[2, 3, 7]", "de T12-L1 à L3", "IL-6 et CD34+", "18F-FDG", "75006 Paris", "le 30 juillet 2022",
        "le 10-04-2019", "à partir de 2015", "figures 1 à 3", "p. 165-172", "en 3D", "BED 50 Gy10", "une lésion",
        "une fraction des patients", "03 80 12 34 56", "2.2.1 Doses", "1er avril", "le groupe II",
    ],
)  # fmt: skip
def test_no_quantity(text: str) -> None:
    assert read(f"Voir {text} ici") == []


def test_a_list_shares_the_unit_of_its_last_number() -> None:
    assert read("5,7%, 7,2 et 13,5% à 1, 2 et 3 ans") == [
        (5.7, 5.7, "%"), (7.2, 7.2, "%"), (13.5, 13.5, "%"), (1, 1, "year"), (2, 2, "year"), (3, 3, "year")
    ]  # fmt: skip


def test_alternatives_that_do_not_follow_one_another_are_no_range() -> None:
    assert read("20 ou 30 Gy") == [(20, 20, "Gy"), (30, 30, "Gy")]
    assert read("diminue de 50 à 30 %") == [(50, 50, "%"), (30, 30, "%")]


def test_weeks_and_years_have_no_common_unit() -> None:
    assert read("entre 6 semaines et 1 an") == [(6, None, "week"), (None, 1, "year")]


def test_each_fraction_scheme_counts_once() -> None:
    assert read("1x8Gy") == [(8, 8, "Gy")]


def test_a_bare_range_needs_a_reason() -> None:
    assert read("Un score de 9-11 est intermédiaire") == [(9, 11, "")]
    assert read("Les auteurs 9-11 sont cités") == []


def test_a_cell_is_read_alone() -> None:
    (found,) = find_quantities([passage("Score | 9-11\nDose | grade", PassageKind.TABLE)])
    assert (found.low, found.high, found.text.text) == (9, 11, "9-11")


def test_the_bibliography_has_no_quantities() -> None:
    assert find_quantities([passage("Bone. 2014;3 mg:580.", PassageKind.REFERENCE)]) == ()


UNITS = {"Gy": "Gy", "mg": "mg", "%": "%", "mois": "month", "ml/min": "mL/min", "points": "point", "°C": "°C"}


@given(
    st.integers(0, 400),
    st.integers(1, 400),
    st.sampled_from(sorted(UNITS)),
    st.sampled_from([" à ", "-", " – ", "–", "‑"]),
    st.sampled_from([" ", "\u00a0", "\u202f"]),
)
def test_a_range_in_any_spelling_is_one_quantity(low: int, more: int, unit: str, to: str, space: str) -> None:
    assert read(f"de {low}{to}{low + more}{space}{unit}") == [(low, low + more, UNITS[unit])]


@given(st.text("0123456789 ,.-–/àetou%GymgFab()<>≥=x×un|\n", max_size=40), st.sampled_from(list(PassageKind)))
def test_every_quantity_quotes_its_passage(text: str, kind: PassageKind) -> None:
    for q in find_quantities([passage(text, kind)]):
        assert 0 <= q.start < q.end <= len(text) and q.text.text == text[q.start : q.end]
        assert q.low is None or q.high is None or q.low <= q.high
        assert q.text.text.strip() == q.text.text and any(c.isalnum() for c in q.text.text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("calcémie > à 2,6 mmol/L", [(2.6, None, "mmol/L")]),
        ("10 ± 2 mois", [(10, 10, "month")]),
        ("une glace à -5 °C", [(-5, -5, "°C")]),
        ("-5 mg de morphine", [(5, 5, "mg")]),
        ("ECOG 0-1 ; 15 à 20 %", [(0, 1, ""), (15, 20, "%")]),
        ("8 Gy x 2 à une semaine d'intervalle", [(8, 8, "Gy"), (1, 1, "week")]),
    ],
)
def test_signs_and_what_stands_apart(text: str, wanted: list[tuple[float | None, float | None, str]]) -> None:
    assert [(q.low, q.high, q.unit) for q in quantities_in(text)] == wanted
