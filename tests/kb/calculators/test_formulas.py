"""Published formulas: their values, their units, and what they refuse."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import CallError
from kb.calculators.formulas import COCKCROFT_GAULT, EQD2, EQD2_CUMULATIVE, run_formula

VECTORS = Path(__file__).parents[4] / "shared" / "gold" / "calculator_vectors.json"


def values(calculator, **answers):
    return {value.key: value.value for value in run_formula(calculator, answers).values}


def test_thirty_gray_in_ten_fractions():
    result = run_formula(EQD2, {"total_dose": "30", "fractions": "10", "alpha_beta": "10"})
    assert {v.key: v.value for v in result.values} == {"bed": pytest.approx(39.0), "eqd2": pytest.approx(32.5)}
    assert result.complete and result.warnings == () and result.verdict is None
    assert [step.option for step in result.trace] == ["30", "10", "10"]


def test_a_result_carries_its_ratio_and_a_comma_is_a_decimal_mark():
    result = run_formula(EQD2, {"total_dose": "27,5", "fractions": 5, "alpha_beta": "0,87"})
    assert [value.unit for value in result.values] == ["Gy, α/β = 0,87"] * 2
    assert result.values[0].value == pytest.approx(27.5 * (1 + 5.5 / 0.87))


def test_an_input_is_found_by_its_printed_label():
    assert values(EQD2, **{"Dose totale": "8", "Nombre de fractions": "1", "rapport α/β": "10"})[
        "bed"
    ] == pytest.approx(14.4)


def test_above_ten_gray_a_fraction_is_computed_with_a_warning():
    assert run_formula(EQD2, {"total_dose": 10, "fractions": 1, "alpha_beta": 3}).warnings == ()
    result = run_formula(EQD2, {"total_dose": 24, "fractions": 2, "alpha_beta": 3})
    assert result.values and "linéaire-quadratique" in result.warnings[0]


@pytest.mark.parametrize(
    "answer", ["0", "-5", "−5", "inf", "nan", "dix", "", "1e9", "30 Gy", math.inf, math.nan, True, 10**400]
)
def test_a_dose_outside_the_domain_is_refused_by_name(answer):
    with pytest.raises(CallError, match="total_dose") as caught:
        run_formula(EQD2, {"total_dose": answer, "fractions": 10, "alpha_beta": 3})
    assert "0.01 to 500 Gy" in caught.value.advice


@pytest.mark.parametrize(
    ("name", "answer"), [("fractions", "2,5"), ("fractions", 0), ("fractions", "cinq"), ("alpha_beta", 0)]
)
def test_fractions_are_whole_and_the_ratio_is_positive(name, answer):
    with pytest.raises(CallError, match=name):
        run_formula(EQD2, {"total_dose": 30, "fractions": 10, "alpha_beta": 3} | {name: answer})


def test_a_bad_number_is_refused_even_while_another_is_missing():
    with pytest.raises(CallError, match="total_dose"):
        run_formula(EQD2, {"total_dose": "-1"})


def test_a_missing_input_gives_no_value():
    result = run_formula(EQD2, {"total_dose": 30})
    assert (result.complete, result.missing, result.values) == (False, ("fractions", "alpha_beta"), ())


@pytest.mark.parametrize("answers", [{"dose": 30}, {"total_dose": ["30", "20"]}, {"total_dose": 30, "Dose totale": 20}])
def test_unknown_and_repeated_inputs_are_refused(answers):
    with pytest.raises(CallError):
        run_formula(EQD2, answers)


def test_courses_are_summed_one_by_one():
    result = run_formula(EQD2_CUMULATIVE, {"course": ["50/25", "30 / 15"], "alpha_beta": "2"})
    found = {value.key: value.value for value in result.values}
    assert found["eqd2"] == pytest.approx(80) and found["eqd2_1"] == pytest.approx(50)
    assert result.verdict is None and result.band is None
    said = " ".join(result.warnings)
    assert "dose reçue par l’organe" in said and "récupération" in said


@pytest.mark.parametrize("course", ["30", "30/", "30/10/2", "30/2,5", "0/5", "x/5", [], ["30/10", 20]])
def test_a_course_is_a_dose_and_a_whole_number_of_fractions(course):
    with pytest.raises(CallError, match="course"):
        run_formula(EQD2_CUMULATIVE, {"course": course, "alpha_beta": 3})


def clearance(**changed):
    answers = {"age": 60, "weight": 80, "sex": "homme", "creatinine": "1,0", "unit": "mg/dL"} | changed
    return values(COCKCROFT_GAULT, **answers)["clearance"]


def test_clearance_is_the_same_in_each_unit():
    assert clearance() == pytest.approx(88.89, abs=0.005)
    assert clearance(creatinine=10, unit="mg/L") == pytest.approx(clearance())
    assert clearance(creatinine="88,4", unit="umol/l") == pytest.approx(clearance())
    assert clearance(sex="F") == pytest.approx(0.85 * clearance())


@pytest.mark.parametrize(
    ("name", "answer"),
    [("age", 12), ("age", 141), ("weight", 0), ("sex", "x"), ("creatinine", 88), ("creatinine", 0), ("unit", "g/L")],
)
def test_implausible_values_are_asked_again(name, answer):
    with pytest.raises(CallError, match=name):
        clearance(**{name: answer})


def test_the_unit_of_creatinine_is_never_assumed():
    result = run_formula(COCKCROFT_GAULT, {"age": 60, "weight": 80, "sex": "femme", "creatinine": 90})
    assert not result.complete and result.missing == ("unit",) and result.values == ()


@given(st.floats(0.1, 100), st.integers(1, 50), st.floats(0.1, 20))
def test_both_doses_agree(dose, fractions, ratio):
    found = values(EQD2, total_dose=dose, fractions=fractions, alpha_beta=ratio)
    assert found["bed"] == pytest.approx(found["eqd2"] * (1 + 2 / ratio))
    again = values(EQD2_CUMULATIVE, course=[f"{dose:.9f}/{fractions}"] * 2, alpha_beta=ratio)
    assert again["eqd2"] == pytest.approx(2 * found["eqd2"], rel=1e-6)


@pytest.mark.skipif(not VECTORS.exists(), reason="no sample vectors beside the repository")
def test_values_of_other_implementations():
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    for vector in vectors["bed_eqd2"]:
        if "sum" in vector:
            courses = [f"{each['total']}/{each['n']}" for each in vector["sum"]]
            found = values(EQD2_CUMULATIVE, course=courses, alpha_beta=vector["ab"])
            assert found["eqd2"] == pytest.approx(vector["eqd2_cumulative"])
        elif "n" in vector:
            total = vector.get("total", vector.get("d", 0) * vector["n"])
            found = values(EQD2, total_dose=total, fractions=vector["n"], alpha_beta=vector["ab"])
            for key in found.keys() & vector.keys():
                assert found[key] == pytest.approx(vector[key])
    first = vectors["cockcroft_gault"][0]
    found = clearance(age=first["age"], weight=first["weight_kg"], creatinine=first["scr_mg_dl"], sex=first["sex"])
    assert found == pytest.approx(first["crcl"], abs=0.005)
