"""Sentences that answer standing questions are quoted whole; a question nobody answers is not asked."""

# ruff: noqa: E501 - sentences as they are printed
from __future__ import annotations

import pytest

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
    assert said(found["doc/radiotherapie-post-operatoire"], "Quand la débuter (délai)") == [
        ("Quand la débuter (délai)", AFTER)
    ]
    assert [option.key for option in found["doc/radiotherapie-post-operatoire"].items[0].options] == [
        "quand-la-debuter-delai"
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


@pytest.mark.parametrize(
    ("heading", "text", "topic", "question"),
    [
        ("Chirurgie", "L’irradiation adjuvante est délivrée trois semaines après la fixation.", "radiotherapie-post-operatoire", "quand-la-debuter-delai"),
        ("Chirurgie", "Une antibiothérapie prophylactique est débutée à l’incision.", "prevention-peri-operatoire", "antibioprophylaxie"),
        ("Chirurgie", "Une héparine de bas poids moléculaire est prescrite 4 semaines.", "prevention-peri-operatoire", "anticoagulation"),
        ("Chirurgie", "Si l’espérance de vie est inférieure à 3 mois, aucune ostéosynthèse n’est proposée.", "chirurgie-et-esperance-de-vie", "selon-l-esperance-de-vie"),
        ("Stéréotaxie", "La maladie oligométastatique compte trois lésions au maximum.", "maladie-oligometastatique", "definition-nombre-et-taille-des-lesions"),
        ("Radiothérapie", "Une marge de 3 mm est ajoutée au CTV pour obtenir le PTV.", "volumes-cibles", "ptv"),
        ("Techniques", "La cimentoplastie est indiquée pour les lésions du cotyle ; elle peut soulager le bassin.", "technique-interventionnelle", "bassin"),
        ("Imagerie", "L’IRM médullaire est à obtenir en urgence devant un déficit.", "imagerie", "irm-du-rachis"),
        ("Bilan", "Le scanner est l’examen de première intention.", "imagerie", "examen-de-premiere-intention"),
    ],
)  # fmt: skip
def test_one_sentence_in_its_own_words_answers(heading: str, text: str, topic: str, question: str) -> None:
    found = topics(f"# {heading}", text)[f"doc/{topic}"]
    assert [value for _, value in said(found, question)] == [text]


def test_the_paragraph_says_what_its_sentences_are_about() -> None:
    found = topics(
        "# Agents", "Le zolédronate est donné chaque mois. Un examen dentaire est demandé.", "Un autre examen dentaire."
    )
    assert said(found["doc/anti-resorptifs"], "bilan-dentaire") == [
        ("Bilan dentaire", "Un examen dentaire est demandé.")
    ]


def test_a_band_of_a_score_answers_nothing() -> None:
    assert topics("# Imagerie", "Indice de 1 à 3 : IRM dans les 7 jours.") == {}
