"""The proof names every gap, overlap and contradiction of a score, and none where there is none."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.calculators.model import Band, Calculator, Item, Kind, Option, Status
from kb.calculators.prove import absent_points, findings, proved, reachable


def item(*labels: str, name: str = "Taille") -> Item:
    return Item("taille", name, tuple(Option(str(n), label, float(n)) for n, label in enumerate(labels)))


def band(low: float | None, high: float | None, label: str) -> Band:
    return Band(low, high, label, (), 1, ())


def made(*items: Item, bands: tuple[Band, ...] = (), stated: tuple[float, float] | None = None) -> Calculator:
    totals = reachable(items)
    return Calculator(
        "d/s", Kind.SCORE, "Score", "d", "1", Status.READY, items=items, bands=bands,
        range=(totals[0], totals[-1]), stated_range=stated,
    )  # fmt: skip


def found(calculator: Calculator) -> list[tuple[str, str]]:
    return [(finding.rule, finding.text) for finding in findings(calculator)]


# --- options ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "left_out"),
    [
        (["<15 mois", ">15 mois"], "15 mois n’est"),
        (["moins de 15 mois", "plus de 15 mois"], "15 mois n’est"),
        (["> 50 %", "< 50 %", "pas de collapsus mais atteinte du corps > 50 %", "aucune"], "50 % n’est"),
        (["Collapsus > 50 %", "Collapsus < 50 %"], "50 % n’est"),
        ([">3", "1-2", "0"], "3 n’est"),
        (["0", "1 ou 2", "plus de 3"], "3 n’est"),
        (["0-2", "5 ou plus"], "de 3 à 4 n’est"),
        (["≤ 60 ans", "≥ 70 ans"], "de 61 à 69 ans n’est"),
        (["Karnofsky < 70", "Karnofsky > 70"], "70 n’est"),
        (["< 0,5 cm", "> 0,5 cm"], "0,5 cm n’est"),
        (["< 1/3", "> 1/3"], "1/3 n’est"),
        (["< 1 an", "> 12 mois"], "n’est couvert"),
        (["1-7 jours", "> 14 jours"], "de 8 à 14 jours n’est"),
        (["Mauvais (10-40)", "Moyen (51-70)", "Bon (80-100)"], "de 41 à 50 n’est"),
    ],
)
def test_a_gap_between_options_is_named(labels: list[str], left_out: str) -> None:
    (rule, text), *_ = found(made(item(*labels)))
    assert rule == "score-gap" and left_out in text and labels[0] in text


@pytest.mark.parametrize(
    "labels",
    [
        ["Karnofsky 10-40", "Karnofsky 50-70", "Karnofsky 80-100"],
        ["10-40 %", "50-70 %", "80-100 %"],
        ["IK ≤ 60", "IK ≥ 70"],
        ["1-7 jours", "8-14 jours", ">14 jours"],
        ["≤ 15 mois", ">15 mois"],
        ["<15 mois", "15 mois ou plus"],
        ["< 1/3 de la corticale", "1/3 à 2/3 de la corticale", "> 2/3 de la corticale"],
        ["<1/3", "1/3-2/3", ">2/3"],
        ["≥3", "2", "1"],
        ["≥ 3", "1-2", "0"],
        ["0", "1", "≥ 2"],
        ["0-4,9", "5-9,9", "≥ 10"],
        ["< 2,5 cm", "≥ 2,5 cm"],
        ["< 6 mois", "6 à 12 mois", "> 1 an"],
        ["S2-S5", "T3-T10", "C3-C6, L2-L4"],
        ["complet (Frankel A, B)", "incomplet (Frankel C, D)", "aucun (Frankel E)"],
        ["aucune", "curable(s)", "non curable(s)"],
        ["oui", "non"],
        ["sein", "T2", "T4"],
        ["avant 2010", "depuis 2010"],
        ["fièvre > 38 °", "fréquence > 100"],
        ["< 65 ans", "65 à 74 ans", "75 ans et plus"],
    ],
)
def test_options_that_cover_everything_or_state_no_number_have_no_finding(labels: list[str]) -> None:
    assert found(made(item(*labels))) == []


@pytest.mark.parametrize(
    ("labels", "shared"),
    [
        (["0-3 cm", "3-5 cm", "> 5 cm"], "(3 cm)"),
        (["≤ 50 %", "≥ 50 %"], "(50 %)"),
        (["1-7 jours", "7-14 jours"], "(7 jours)"),
        (["0-2", "1-3"], "(de 1 à 2)"),
        (["> 3", "> 5"], "(au-delà de 6)"),
        (["< 1 an", "6-18 mois"], "se recouvrent"),
        (["≤ 2/3", "1/3 à 2/3"], "se recouvrent"),
    ],
)
def test_an_overlap_of_options_is_named(labels: list[str], shared: str) -> None:
    rules = found(made(item(*labels)))
    assert [rule for rule, _ in rules] == ["score-overlap"]
    assert shared in rules[0][1] and labels[0] in rules[0][1] and labels[1] in rules[0][1]


# --- totals and bands ---------------------------------------------------------------------------------------------


@given(st.lists(st.lists(st.sampled_from([-2.0, -0.5, 0.0, 0.5, 1.0, 3.0]), min_size=1, max_size=4), max_size=4))
def test_reachable_totals_are_those_of_all_combinations(options: list[list[float]]) -> None:
    items = [
        Item(str(n), str(n), tuple(Option(str(k), "x", p) for k, p in enumerate(o))) for n, o in enumerate(options)
    ]
    assert reachable(items) == (tuple(sorted({sum(c) for c in product(*options)})) if options else ())


def test_bands_that_leave_a_total_share_one_or_cannot_be_reached_are_named() -> None:
    two = (item("a", "b", "c"), item("d", "e", "f"))  # 0 to 4
    assert found(made(*two, bands=(band(0, 1, "bas"), band(2, 4, "haut")))) == []
    assert found(made(*two, bands=(band(None, 1, "bas"), band(2, None, "haut")))) == []
    gap = found(made(*two, bands=(band(0, 1, "bas"), band(3, 4, "haut"))))
    assert gap == [("score-gap", "Aucun verdict n’est imprimé pour le total 2.")]
    (rule, text), *_ = found(made(*two, bands=(band(0, 2, "bas"), band(2, 4, "haut"))))
    assert rule == "score-overlap" and "« bas »" in text and "« haut »" in text and "le total 2" in text
    (rule, text), *_ = found(made(*two, bands=(band(0, 4, "bas"), band(9, None, "haut"))))
    assert rule == "band-unreachable" and "« haut » (≥ 9)" in text


def test_a_total_that_no_combination_gives_leaves_no_gap() -> None:
    twos = Item("x", "x", (Option("a", "a", 0.0), Option("b", "b", 2.0)))
    assert found(made(twos, bands=(band(0, 0, "bas"), band(2, 2, "haut")))) == []


def test_the_stated_range_is_held_against_the_computed_one() -> None:
    two = (item("a", "b", "c"), item("d", "e", "f"))
    bands = (band(0, 1, "bas"), band(2, None, "haut"))
    assert found(made(*two, bands=bands, stated=(0, 4))) == []
    low = made(*two, bands=bands, stated=(1, 4))
    assert found(low) == [
        ("score-range-mismatch", "Le texte annonce un score de 1 à 4 ; les points de la table vont de 0 à 4.")
    ]
    assert absent_points(low) == 0
    short = made(*two, bands=bands, stated=(0, 6))
    assert "Des points manquent" in found(short)[0][1] and absent_points(short) == 2
    by_band = made(*two, bands=(band(0, 1, "bas"), band(2, 6, "haut")))
    assert found(by_band)[0][0] == "score-range-mismatch" and absent_points(by_band) == 2
    assert absent_points(made(*two, bands=bands)) == 0


@pytest.mark.parametrize(
    ("labels", "ordered"),
    [
        (["survie < 6 mois", "survie ≥ 6 mois", "survie ≥ 1 an"], True),
        (["survie > 1 an", "survie de 6 à 12 mois", "survie < 6 mois"], True),
        (["survie < 6 mois", "survie ≥ 1 an", "survie ≥ 6 mois"], False),
        (["stable", "survie ≥ 1 an", "survie ≥ 6 mois"], True),
    ],
)
def test_verdicts_that_state_durations_follow_the_total(labels: list[str], ordered: bool) -> None:
    bands = tuple(band(n, n, label) for n, label in enumerate(labels))
    rules = [rule for rule, _ in found(made(item("a", "b", "c"), bands=bands))]
    assert rules == ([] if ordered else ["band-order"])


def test_what_is_found_becomes_a_warning_before_others() -> None:
    gap = replace(made(item("<15", ">15")), warnings=("autre",))
    assert proved(gap).warnings == (findings_text := proved(gap).findings[0].text, "autre") and "15" in findings_text
