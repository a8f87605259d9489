"""Acronyms, hedged recommendations, trials past their end, old papers; and what only looks like them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.kb.audit.auditing import CITED, LIST, details, found


def test_an_acronym_that_is_spelt_out_nowhere_is_told_once() -> None:
    text = "La mesure du TRFZ est utile. Le TRFZ est répété chaque année.\n"
    (finding,) = found(text, "acronym-undefined")
    assert "TRFZ" in finding.detail and "2 fois" in finding.detail
    assert finding.severity == "info"


@pytest.mark.parametrize(
    "text",
    [
        "Un évènement osseux (EO) est grave. Un EO réduit la survie.",
        "Les organes à risque (OAR) sont dessinés. Chaque OAR a sa limite.",
        "Le contrôle par imagerie (IGRT) est quotidien. L’IGRT est disponible.",
        "ONM : ostéonécrose de la mâchoire. L’ONM est rare.",
        "L’IRM et le scanner sont demandés, la RCP décide.",
        "L’atteinte de T12-L1 ou de C7 est de grade III, stade IV.",
        "L’essai STEREO a inclus 100 patients. Le réseau ONCOBFC le suit.",
        "MÉTASTASES OSSEUSES DES CANCERS DU POUMON",
        "La NUIT comme le JOUR : une garde de nuit et de jour est assurée.",
        "Ce texte est signé par Jean-Claude DUBOS.",
        "Les AOX (composés organiques halogénés) sont dosés. Les AOX sont rares.",
        "Les recommandations ont paru (IJROBP 2021).",
        "The SRE rate was lower in the arm with denosumab and zoledronic acid.",
    ],
)
def test_acronyms_that_are_known_spelt_out_or_none_are_left_alone(text: str) -> None:
    assert not details(found(text + "\n", "acronym-undefined"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Il semble prudent et pertinent de recommander une irradiation fractionnée.",
        "Il est prudent de recommander une irradiation fractionnée, sauf exception.",
        "Il paraît raisonnable de recommander une biopsie.",
        "Une IRM pourrait être recommandée avant le geste.",
        "La chirurgie doit éventuellement être proposée.",
        "Un bilan dentaire est recommandé mais reste facultatif.",
    ],
)
def test_a_sentence_that_recommends_and_takes_it_back_is_told(sentence: str) -> None:
    (finding,) = found(sentence + "\n", "wording-ambivalent")
    assert finding.severity == "info"


@pytest.mark.parametrize(
    "sentence",
    [
        "Il est recommandé de fractionner l’irradiation.",
        "Une cimentoplastie peut être proposée.",
        "Il semble que la stéréotaxie soit efficace.",
        "Il est préférable de fractionner.",
        "La dose recommandée semble bien tolérée.",
        "Le traitement peut être réalisé comme recommandé par le fabricant.",
        "La biopsie ne doit pas être réalisée.",
        "L’effet semble durable.",
    ],
)
def test_a_plain_recommendation_or_suggestion_is_left_alone(sentence: str) -> None:
    assert not details(found(sentence + "\n", "wording-ambivalent"))


TRIAL = "# Essais cliniques\n\n- **STEREO** : essai de stéréotaxie\n  - Statut : {}\n"


@pytest.mark.parametrize(
    "status",
    [
        "ouvert (10-04-2019 – 01-07-2021)",
        "ouvert jusqu’en juin 2023",
        "en cours de recrutement, fin prévue en 2024",
        "ouvert (01/01/2018 - 31/12/2025)",
    ],
)
def test_a_trial_that_is_open_after_its_end_is_told(status: str) -> None:
    (finding,) = found(TRIAL.format(status), "dated-statement-expired")
    assert finding.severity == "info"
    assert status.split()[0] in finding.text


@pytest.mark.parametrize(
    "status",
    [
        "ouvert (10-04-2019 – 01-07-2027)",
        "ouvert depuis juin 2019",
        "fermé (10-04-2019 – 01-07-2021)",
        "clos aux inclusions en juin 2021",
        "ouvert, fin prévue en 2026",
        "a été ouvert de 2015 à 2019",
    ],
)
def test_a_trial_that_goes_on_or_is_closed_is_left_alone(status: str) -> None:
    assert not details(found(TRIAL.format(status), "dated-statement-expired"))


def test_the_day_of_the_audit_decides() -> None:
    text = TRIAL.format("ouvert (01-01-2018 – 01-07-2023)")
    assert not found(text, "dated-statement-expired", today=date(2023, 7, 1))
    assert found(text, "dated-statement-expired", today=date(2023, 7, 2))


OLD = (
    CITED
    + "Il est recommandé d’irradier l’os entier (5).\n"
    + LIST
    + "5. Roy Z. Rays for bones at large. J Bone {};1:2-9.\n"
)


def test_a_recommendation_on_old_papers_alone_is_told() -> None:
    (finding,) = found(OLD.format(2004), "reference-ageing")
    assert "2004" in finding.detail and "Roy Z" in finding.detail
    assert finding.severity == "info"


def test_recent_papers_scores_and_editions_without_a_date_are_left_alone() -> None:
    assert not found(OLD.format(2014), "reference-ageing")
    assert not found(OLD.format(2004).replace("(5)", "(4, 5)"), "reference-ageing")
    assert not found(OLD.format(2004).replace("d’irradier", "d’utiliser le score de Roy pour"), "reference-ageing")
    assert not found(OLD.format(2004), "reference-ageing", dated=None)
    assert not found(OLD.format(2004).replace("Il est recommandé d’irradier", "On a irradié"), "reference-ageing")
