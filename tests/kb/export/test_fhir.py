"""Questionnaires read back: valid R5, weights that sum to what `calc` answers, and a total in FHIRPath."""

from __future__ import annotations

import importlib
import json
from itertools import product
from typing import Any

import pytest
from fhir.resources.bundle import Bundle
from fhir.resources.questionnaire import Questionnaire

from kb.calculators.model import Calculator
from kb.calculators.run import prepare, run
from kb.export.fhir import CALCULATED, CITATION, WEIGHT, bundle, citation, exported, identifier, questionnaire
from kb.store.catalogue import Edition
from tests.kb.calculators.making import score, scores

EDITION = Edition(
    1, "guide", "2024", True, "Le guide", "Le réseau", None, "2024-06-01", None, "2026-06-01", None, "g.pdf", "a" * 64,
    "pdf", 12,
)  # fmt: skip
HALVES = (
    "# Score de Durand",
    (
        "Critère | Réponse | Points\nDouleur | absente | 0\n^ | modérée | 0,5\n^ | forte | 2\n"
        "Taille de l'os | petite | -1\n^ | grande | 1,5"
    ),
    "Score ≤ 0 : surveillance. Score > 0 : chirurgie.",
)


def read_back(calculator: Calculator) -> dict[str, Any]:
    """The Questionnaire as a file has it, held against the library's model of R5."""
    text = json.dumps(questionnaire(calculator, EDITION), ensure_ascii=False)
    Questionnaire.model_validate_json(text)
    read: dict[str, Any] = json.loads(text)
    return read


def weight(option: dict[str, Any]) -> float:
    (found,) = [each["valueDecimal"] for each in option["valueCoding"]["extension"] if each["url"] == WEIGHT]
    return float(found)


def total_item(made: dict[str, Any]) -> dict[str, Any]:
    (found,) = [item for item in made["item"] if any(e["url"] == CALCULATED for e in item.get("extension", ()))]
    return found


def calculated(made: dict[str, Any], answers: dict[str, dict[str, Any]]) -> list[Any]:
    """What a FHIRPath engine makes of the expression of the total, for codings by linkId. Skips where there is none."""
    engine = pytest.importorskip("fhirpathpy")
    models = importlib.import_module("fhirpathpy.models").models
    response = {
        "resourceType": "QuestionnaireResponse",
        "item": [{"linkId": link, "answer": [{"valueCoding": coding}]} for link, coding in answers.items()],
    }
    expression = total_item(made)["extension"][0]["valueExpression"]["expression"]
    found: list[Any] = engine.evaluate(
        response, expression, {"questionnaire": made, "resource": response}, models["r5"]
    )
    return found


@pytest.fixture
def durand() -> Calculator:
    return score(*HALVES)


def test_weights_sum_to_what_calc_answers_over_all_combinations(durand: Calculator) -> None:
    made = read_back(durand)
    form = prepare(durand)
    asked = [item for item in made["item"] if item["type"] == "coding"]
    combinations = list(product(*(item["answerOption"] for item in asked)))
    assert len(combinations) == 6
    for chosen in combinations:
        answers = {item["linkId"]: o["valueCoding"] for item, o in zip(asked, chosen, strict=True)}
        answered = run(form, {link: coding["code"] for link, coding in answers.items()})
        assert sum(map(weight, chosen)) == answered.total


def test_the_expression_of_the_total_reckons_the_same(durand: Calculator) -> None:
    made = read_back(durand)
    form = prepare(durand)
    for first, second in product(*(item["answerOption"] for item in made["item"] if item["type"] == "coding")):
        links = [item["linkId"] for item in made["item"]]
        answers = dict(zip(links, (first["valueCoding"], second["valueCoding"]), strict=False))
        answered = run(form, {link: coding["code"] for link, coding in answers.items()})
        assert [float(total) for total in calculated(made, answers)] == [answered.total]


def test_the_total_is_empty_while_an_answer_is_missing(durand: Calculator) -> None:
    made = read_back(durand)
    first = made["item"][0]
    assert calculated(made, {first["linkId"]: first["answerOption"][0]["valueCoding"]}) == []
    assert calculated(made, {}) == []


def test_every_answer_and_verdict_cites_its_edition_page_and_file(durand: Calculator) -> None:
    made = read_back(durand)
    cited = [
        extension["valueString"]
        for item in made["item"]
        for part in (item, *item.get("answerOption", ()))
        for extension in part.get("extension", ())
        if extension["url"] == CITATION
    ]
    assert len(cited) == 5 + len(durand.bands) == 7
    assert set(cited) == {citation(EDITION, 1)}
    assert all(word in cited[0] for word in ("Le guide", "édition 2024", "p. 1", "a" * 64))
    assert made["effectivePeriod"] == {"start": "2024-06-01", "end": "2026-06-01"}


def test_a_total_of_whole_points_is_an_integer_else_a_decimal(durand: Calculator) -> None:
    assert total_item(read_back(durand))["type"] == "decimal"
    whole = score(HALVES[0], HALVES[1].replace("0,5", "1").replace("1,5", "2"), HALVES[2])
    assert total_item(read_back(whole))["type"] == "integer"


def test_a_score_without_verdict_is_a_draft_and_one_that_did_not_compile_stays_out() -> None:
    (draft,) = scores(*HALVES[:2])
    assert read_back(draft)["status"] == "draft"
    (refused,) = scores(HALVES[0], HALVES[1].replace("0,5", "un demi ?"), HALVES[2])
    assert exported([draft, refused]) == (draft,)


def test_a_bundle_is_valid_with_and_without_scores(durand: Calculator) -> None:
    for made in (bundle([]), bundle([questionnaire(durand, EDITION)])):
        Bundle.model_validate(made)


def test_ids_are_fhir_ids_and_differ() -> None:
    names = ["guide/mirels", "guide/" + "long-" * 20 + "a", "guide/" + "long-" * 20 + "b"]
    ids = [identifier(name, EDITION) for name in names]
    assert len(set(ids)) == 3 and ids[0] == "guide-2024-mirels"
    assert all(len(each) <= 64 for each in ids)


def test_where_points_are_missing_from_the_table_every_verdict_says_so() -> None:
    made = read_back(score(HALVES[0], "Le score va de -1 à 5.", *HALVES[1:]))
    shown = [item["text"] for item in made["item"] if item["type"] == "display"]
    assert shown[0] == "Verdict incertain : item absent de la table."
    assert [text.startswith("(incertain)") for text in shown[-2:]] == [True, True]
