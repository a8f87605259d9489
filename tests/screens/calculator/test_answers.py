"""What stands in an address is checked: what holds is kept, the rest is said in French with what is allowed."""

from __future__ import annotations

import pytest

from kb.calculators.formulas import COCKCROFT_GAULT, EQD2, EQD2_CUMULATIVE
from screens.calculator.answers import check
from tests.kb.calculators.making import score

ZORRO = score("# Score de Zorro", "Points | Siège | Douleur\n1 | bras | légère\n2 | jambe | forte")


def test_option_keys_are_kept_in_the_order_of_the_form() -> None:
    checked = check(ZORRO, (("douleur", "forte"), ("siege", "bras")))
    assert list(checked.answers.items()) == [("siege", "bras"), ("douleur", "forte")] and not checked.problems


def test_an_unknown_option_names_the_item_and_what_it_offers_and_the_rest_stays() -> None:
    checked = check(ZORRO, (("siege", "tête"), ("douleur", "forte"), ("age", "3")))
    assert checked.answers == {"douleur": "forte"} and checked.wrong == {"siege"}
    first, second = checked.problems
    assert "Siège" in first and "tête" in first and "«\u00a0bras\u00a0», «\u00a0jambe\u00a0»" in first
    assert "Item inconnu" in second and "age" in second and "Siège, Douleur" in second


def test_a_label_is_no_key() -> None:
    assert check(ZORRO, (("siege", "Bras"),)).answers == {}


def test_two_answers_to_one_item_are_none() -> None:
    assert check(ZORRO, (("siege", "bras"), ("siege", "jambe"))).answers == {}


@pytest.mark.parametrize("typed", ["abc", "-3", "0", "1e3", "inf", "nan", "٣", "30 Gy", "501"])
def test_a_dose_that_is_none_is_refused_with_its_domain(typed: str) -> None:
    checked = check(EQD2, (("total_dose", typed), ("fractions", "10")))
    assert checked.answers == {"fractions": "10"}
    assert "Dose totale" in checked.problems[0] and "de 0,01 à 500 Gy" in checked.problems[0]


@pytest.mark.parametrize("typed", ["0", "2.5", "-1"])
def test_fractions_are_whole(typed: str) -> None:
    assert "un nombre entier de 1 à 200" in check(EQD2, (("fractions", typed),)).problems[0]


@pytest.mark.parametrize("typed", ["0.87", "0,87", ",87"])
def test_a_decimal_comma_is_accepted(typed: str) -> None:
    assert not check(EQD2, (("alpha_beta", typed),)).problems


def test_courses_are_checked_one_by_one() -> None:
    checked = check(EQD2_CUMULATIVE, (("course", "30/10"), ("course", "8/0"), ("alpha_beta", "2")))
    assert "course" not in checked.answers and "8/0" in checked.problems[0]
    assert check(EQD2_CUMULATIVE, (("course", "30/10"), ("course", "8/1"))).answers["course"] == ("30/10", "8/1")


def test_creatinine_is_asked_again_where_the_unit_cannot_be() -> None:
    checked = check(COCKCROFT_GAULT, (("creatinine", "90"), ("unit", "mg/dL")))
    assert "n’est pas plausible" in checked.problems[0] and "creatinine" not in checked.answers
    assert not check(COCKCROFT_GAULT, (("creatinine", "90"), ("unit", "µmol/L"))).problems


def test_a_choice_names_its_choices() -> None:
    assert "femme, homme" in check(COCKCROFT_GAULT, (("sex", "x"),)).problems[0]
