"""What documents say of a formula's numbers is quoted beside them: the right side of the limit, and no dose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.model import Guideline, Quantity
from kb.calculators.formulas import COCKCROFT_GAULT, EQD2, run_formula
from kb.calculators.model import Calculator, Result
from kb.calculators.radiobiology import compile_ratios
from kb.calculators.renal import compile_renal_rules
from kb.calculators.rules import with_rules
from tests.kb.calculators.making import Part, document

ADAPT = "La posologie de l’acide zolédronique est à adapter à la fonction rénale."
AGAINST = "L’acide zolédronique est contre-indiqué si la clairance est < 35 mL/min."
DENOSUMAB = "Le dénosumab ne demande pas d’adaptation à la fonction rénale."
SUPPLEMENT = "Avec le dénosumab, calcium et vitamine D sont systématiques."


def guide(*parts: Part) -> Guideline:
    """The guideline of these parts, its clearances in mL/min read."""
    made = document("# Inhibiteurs de la résorption", *parts)
    found = []
    for passage in made.passages:
        start = passage.text.text.find("< 35 mL/min")
        if start >= 0:
            text = passage.text[start : start + 11]
            found.append(Quantity(None, 35.0, "mL/min", passage.id, start, start + 11, text, strict_high=True))
    return replace(made, quantities=tuple(found))


def rules(*parts: Part) -> tuple[Calculator, ...]:
    return compile_renal_rules(guide(*parts), "doc", "2024")


def clearance(creatinine: str, found: tuple[Calculator, ...]) -> Result:
    """For a man of 60 and 72 kg: 80 mL/min at 1 mg/dL."""
    answers = {"age": "60", "weight": "72", "sex": "homme", "creatinine": creatinine, "unit": "mg/dL"}
    return run_formula(with_rules(COCKCROFT_GAULT, found), answers)


def test_below_the_printed_limit_the_contraindication_is_quoted() -> None:
    result = clearance("4", rules(ADAPT, AGAINST))
    assert [quote.text for quote in result.quotes] == [AGAINST]
    assert result.warnings[0] == f"doc 2024, p. 1 : « {AGAINST} »"


@pytest.mark.parametrize("creatinine", ["1", "2,2857142"])
def test_from_the_limit_on_the_adaptation_is_quoted_and_no_dose(creatinine: str) -> None:
    result = clearance(creatinine, rules(ADAPT, AGAINST, "La dose d’acide zolédronique est de 4 mg, adaptée au rein."))
    assert [quote.text for quote in result.quotes] == [ADAPT]
    assert "mg" not in " ".join(quote.text for quote in result.quotes)


def test_denosumab_is_quoted_with_its_supplement_or_not_at_all() -> None:
    assert DENOSUMAB not in [quote.text for quote in clearance("1", rules(ADAPT, AGAINST, DENOSUMAB)).quotes]
    both = clearance("1", rules(ADAPT, AGAINST, DENOSUMAB, SUPPLEMENT))
    assert [quote.text for quote in both.quotes] == [ADAPT, DENOSUMAB, SUPPLEMENT]


def test_a_flat_list_is_about_the_drug_named_over_it() -> None:
    found = rules(
        (1, "bisphosphonates (acide zolédronique)"), (1, "contre-indication si la clairance est < 35 mL/min"),
        (1, "ou anticorps (dénosumab)"), (1, "pas d’adaptation à la fonction rénale"), (1, "calcium et vitamine D"),
    )  # fmt: skip
    said = [quote.text for quote in clearance("1", found).quotes]
    assert said == ["pas d’adaptation à la fonction rénale", "calcium et vitamine D"]


def test_without_a_printed_limit_nothing_is_said() -> None:
    assert rules(ADAPT, DENOSUMAB, SUPPLEMENT) == ()


def test_the_ratio_of_a_document_is_cited_where_it_is_used() -> None:
    said = "La dose à la moelle est vérifiée (α/β = 0,87)."
    found = compile_ratios(document("# Doses", said), "doc", "2024")
    formula = with_rules(EQD2, found)
    answers = {"total_dose": 30, "fractions": 10}
    assert [q.text for q in run_formula(formula, answers | {"alpha_beta": "0,87"}).quotes] == [said]
    assert run_formula(formula, answers | {"alpha_beta": 10}).quotes == ()
    assert found[0].items[0].options[0].label == "α/β = 0,87 (moelle)"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Un α/β de 2 Gy pour la moelle et de 10 Gy pour la tumeur.", ["α/β = 2 (moelle)", "α/β = 10 (tumeur)"]),
        ("avec α/β = 3 (moelle) et α/β = 10 (tumeur)", ["α/β = 3 (moelle)", "α/β = 10 (tumeur)"]),
        ("Le rapport α/β est estimé à 2 Gy.", ["α/β = 2"]),
        ("Pour la moelle et le poumon, α/β = 2.", ["α/β = 2"]),
    ],
)  # fmt: skip
def test_every_ratio_of_a_sentence_has_its_own_organ(text: str, labels: list[str]) -> None:
    (found,) = compile_ratios(document("# Doses", text), "guide", "2024")
    assert [option.label for option in found.items[0].options] == labels


def test_a_reduced_dose_is_an_adaptation() -> None:
    (found,) = rules(AGAINST, "Sa posologie est réduite en cas d’insuffisance rénale.")
    assert [v.value for v in found.rows[1].values] == ["Sa posologie est réduite en cas d’insuffisance rénale."]
