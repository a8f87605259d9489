"""A form answers only when it is whole, in the source's words or keys, and never for what is not offered."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ingest.errors import CallError
from kb.calculators.batch import line_answers, set_answers
from kb.calculators.contract import calculator_json, calculator_of, number, result_json
from kb.calculators.model import Calculator, Status
from kb.calculators.run import prepare, run
from tests.kb.calculators.making import score

SOLIDITY = (
    "# Score de Solidité",
    """Points | Siège | Étendue de l’atteinte
    1 | bras | < 1/3
    2 | jambe | ≥ 1/3""",
    (1, "score de 2 : surveillance"),
    (1, "score de 3 à 4 : chirurgie"),
)


@pytest.fixture
def solidity() -> Calculator:
    return score(*SOLIDITY)


def test_a_whole_form_gives_total_band_and_a_trace_to_each_cell(solidity: Calculator) -> None:
    result = run(prepare(solidity), {"siege": "jambe", "etendue-atteinte": "lt-1-3"})
    assert (result.total, result.complete, result.certain, result.missing) == (3, True, True, ())
    assert result.band is not None and result.band.label == "chirurgie"
    assert [(s.item, s.option, s.points, s.page) for s in result.trace] == [
        ("siege", "jambe", 2, 1), ("etendue-atteinte", "lt-1-3", 1, 1),
    ]  # fmt: skip
    assert result.trace[0].box is not None and result.trace[0].box.y0 == 40


@pytest.mark.parametrize(
    "typed", ["Étendue de l’atteinte", "étendue de l'atteinte", "ETENDUE  DE L'ATTEINTE ", "etendue-atteinte"]
)
@pytest.mark.parametrize("option", ["≥ 1/3", "≥1/3", ">= 1/3", "gte-1-3"])
def test_labels_are_taken_as_people_type_them(solidity: Calculator, typed: str, option: str) -> None:
    assert run(prepare(solidity), {"Siège": "BRAS", typed: option}).total == 3


def test_a_missing_answer_leaves_the_range_that_is_still_possible(solidity: Calculator) -> None:
    result = run(prepare(solidity), {"siege": "jambe"})
    assert (result.total, result.band, result.complete) == (None, None, False)
    assert (result.missing, result.possible) == (("etendue-atteinte",), (3, 4))
    assert run(prepare(solidity), {}).possible == (2, 4)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"siège": "main"}, ["siege: no option «main»", "bras", "jambe"]),
        ({"siège": 2}, ["siege", "«2»", "bras"]),
        ({"siège": ["bras", "jambe"]}, ["siege", "one answer"]),
        ({"siège": ""}, ["siege"]),
        ({"age": "40"}, ["no item «age»", "siege, etendue-atteinte"]),
        ({"siège": "bras", "siege": "jambe"}, ["siege", "twice"]),
    ],
)
def test_what_is_not_offered_is_named_with_what_is(solidity: Calculator, answers: dict, words: list[str]) -> None:
    with pytest.raises(CallError) as caught:
        run(prepare(solidity), answers)
    for word in words:
        assert word in f"{caught.value.message} {caught.value.advice}"


def test_options_that_flatten_alike_are_told_by_their_exact_words() -> None:
    made = score(
        "# Score de Casse",
        "Points | Saison | Autre\n1 | été 1 | x\n2 | ete 1 | y",
        "Score de 2 à 3 : a, score de 4 : b",
    )
    form = prepare(made)
    assert run(form, {"saison": "ete 1", "autre": "x"}).total == 3
    with pytest.raises(CallError):
        run(form, {"saison": "Ete1", "autre": "x"})


def test_a_refused_calculator_says_why_it_cannot_be_run(solidity: Calculator) -> None:
    with pytest.raises(CallError, match="unreadable"):
        prepare(replace(solidity, status=Status.REFUSED, why="unreadable", items=()))


def test_totals_in_two_bands_or_in_none_get_no_verdict(solidity: Calculator) -> None:
    low, high = solidity.bands
    answers = {"siege": "bras", "etendue-atteinte": "< 1/3"}
    both = run(prepare(replace(solidity, bands=(low, replace(high, low=2)))), answers)
    assert both.band is None and not both.certain and len(both.alternatives) == 2
    none = run(prepare(replace(solidity, bands=(high,))), answers)
    assert none.band is None and none.alternatives == ()


def test_points_missing_from_the_source_open_every_band_they_could_reach(solidity: Calculator) -> None:
    form = prepare(replace(solidity, absent_points=1))
    result = run(form, {"siege": "bras", "etendue-atteinte": "< 1/3"})
    assert not result.certain and result.band == solidity.bands[0]
    assert result.alternatives == solidity.bands
    assert any("item absent de la table" in warning for warning in result.warnings)
    assert not run(form, {"siege": "jambe", "etendue-atteinte": "≥ 1/3"}).certain


def test_a_calculator_comes_back_from_its_json(solidity: Calculator) -> None:
    assert calculator_of(json.loads(json.dumps(calculator_json(solidity)))) == solidity


def test_numbers_are_printed_whole_where_they_are(solidity: Calculator) -> None:
    assert [number(2.0), number(-0.5)] == [2, -0.5] and isinstance(number(2.0), int)
    made = result_json(run(prepare(solidity), {"siege": "bras"}))
    assert made["possible"] == [2, 3] and made["band"] is None and made["verdict"] is None


def test_an_argument_is_cut_where_an_item_is_named() -> None:
    made = score("# Score", "Points | Taux = T | Autre\n1 | = 3 | x\n2 | > 3 | y", "Score de 2 à 3 : a, score de 4 : b")
    form = prepare(made)
    assert set_answers(["Taux = T== 3", "autre=x"], form) == {"Taux = T": "= 3", "autre": "x"}
    assert set_answers(["autre=x", "autre=y"], form) == {"autre": ["x", "y"]}
    with pytest.raises(CallError, match="no answer"):
        set_answers(["autre"], form)


@pytest.mark.parametrize(
    "line", ["", "x", "[]", "{}", '{"set": 3}', '{"set": {"a": null}}', '{"set": {"a": true}}', "[" * 10**5]
)
def test_a_batch_line_of_another_form_is_refused(line: str) -> None:
    with pytest.raises(CallError):
        line_answers(line)
