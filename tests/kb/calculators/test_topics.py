"""Sentences that answer standing questions are quoted whole; a question nobody answers is not asked."""

from __future__ import annotations

from kb.calculators.model import Calculator
from kb.calculators.run import prepare, run
from kb.calculators.topics import compile_topics
from tests.kb.calculators.making import Part, document

AFTER = "Elle débute entre 10 jours et 5 semaines après l’opération."


def topics(*parts: Part) -> dict[str, Calculator]:
    return {c.id: c for c in compile_topics(document(*parts), "doc", "2024")}


def said(calculator: Calculator, question: str) -> list[tuple[str, object]]:
    return [(value.label, value.value) for value in run(prepare(calculator), {"question": question}).values]


def test_a_sentence_answers_under_its_heading() -> None:
    found = topics("# Radiothérapie post-opératoire", "L’os est fragile. " + AFTER)
    assert list(found) == ["doc/radiotherapie-post-operatoire"]
    assert said(found["doc/radiotherapie-post-operatoire"], "Quand la débuter") == [("Quand la débuter", AFTER)]
    assert [option.key for option in found["doc/radiotherapie-post-operatoire"].items[0].options] == [
        "quand-la-debuter"
    ]


def test_elsewhere_the_same_words_answer_nothing() -> None:
    assert topics("# Rééducation", "Elle débute entre 10 jours et 5 semaines.") == {}


def test_a_study_answers_nothing() -> None:
    assert topics("# Radiothérapie post-opératoire", "Dans une étude, elle débute 3 jours après l’opération.") == {}


def test_an_item_of_a_flat_list_says_which_drug_it_is_about() -> None:
    found = topics(
        "# Anti-résorptifs", (1, "un anticorps (dénosumab)"), (1, "5 mg mensuel par voie sous-cutanée"),
        (1, "calcium et vitamine D"),
    )["doc/anti-resorptifs"]  # fmt: skip
    assert said(found, "dose-et-rythme") == [
        ("Dose et rythme – un anticorps (dénosumab)", "5 mg mensuel par voie sous-cutanée")
    ]
    assert [quote.text for quote in run(prepare(found), {"question": "dose-et-rythme"}).quotes] == [
        "calcium et vitamine D"
    ]
