"""Limits and stereotactic doses that sentences give: only what is told for that situation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.doses.find import find_doses
from ingest.language import French
from ingest.model import Guideline
from kb.calculators.lookup_doses import compile_dose_lookups
from kb.calculators.model import Calculator
from kb.calculators.run import prepare, run
from tests.kb.calculators.making import Part, document

FRENCH = French()
LIMIT = (
    "Lors d’une première irradiation, la dose maximale à la moelle (Dmax) ne doit pas dépasser 11 Gy en une séance, "
    "16 Gy en 2 fractions et 19,5 Gy en 3 fractions, pour un risque de 2 %."
)
AGAIN = "Cette limite de dose ne vaut pas pour une ré-irradiation."


def with_doses(*parts: Part) -> Guideline:
    guide = document(*parts)
    doses = find_doses(FRENCH, guide.passages, guide.tables, guide.sections)
    return replace(guide, doses=doses)


def lookups(*parts: Part) -> tuple[Calculator, ...]:
    return compile_dose_lookups(with_doses(*parts), "doc", "2024")


def test_a_limit_comes_with_the_sentence_that_bounds_it() -> None:
    (found,) = lookups("# Moelle", LIMIT, AGAIN)
    assert found.id == "doc/dose-maximale-moelle"
    result = run(prepare(found), {"fractions": "3", "irradiation": "première irradiation"})
    assert [value.value for value in result.values] == ["19,5 Gy en 3 fractions", LIMIT]
    assert [quote.text for quote in result.quotes] == [LIMIT, AGAIN]


def test_a_reirradiation_gets_no_value() -> None:
    (found,) = lookups("# Moelle", LIMIT)
    result = run(prepare(found), {"fractions": "3", "irradiation": "re-irradiation"})
    assert result.complete and result.values == () and "aucune valeur" in result.warnings[0]


def test_a_limit_is_not_given_before_it_is_known_to_be_a_first_irradiation() -> None:
    (found,) = lookups("# Moelle", LIMIT)
    result = run(prepare(found), {"fractions": "3"})
    assert not result.complete and result.values == ()


def test_stereotactic_doses_are_asked_by_site_and_fractions() -> None:
    found = lookups(
        "# Stéréotaxie",
        "Les doses préconisées en stéréotaxie dépendent du site :",
        (1, "Au rachis : de 18 à 20 Gy en 1 ou 2 fractions et 27 Gy en 3 fractions."),
        (1, "Hors du rachis : 24 Gy en 3 fractions."),
    )
    (doses,) = found
    assert [option.label for option in doses.items[0].options] == ["Au rachis", "Hors du rachis"]
    values = {(row.options): row.values[0].value for row in doses.rows}
    assert values[("au-rachis", "2")] == "18 à 20 Gy en 1 ou 2 fractions"
    assert values[("hors-du-rachis", "3")] == "24 Gy en 3 fractions"
    assert ("hors-du-rachis", "1") not in values


def test_doses_of_a_study_are_no_answer() -> None:
    assert (
        lookups(
            "# Résultats", "Un essai a comparé 24 Gy en 1 fraction de stéréotaxie au rachis à 30 Gy en 10 fractions."
        )
        == ()
    )


def situations(*parts: Part) -> dict[tuple[str, ...], str | float | None]:
    """The limits of the only organ, by fractions and situation."""
    (found,) = lookups(*parts)
    return {row.options: row.values[0].value for row in found.rows}


FIRST = {("1", "premiere-irradiation"): "14 Gy en 1 fraction"}
OTHER = {("1", "re-irradiation"): "14 Gy en 1 fraction"}
SAID = "la dose maximale à la moelle est limitée à 14 Gy en 1 fraction."


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ((f"En l’absence d’irradiation antérieure, {SAID}",), FIRST),
        ((f"Chez un patient jamais irradié, {SAID}",), FIRST),
        ((f"Sans antécédent d’irradiation, {SAID}",), FIRST),
        ((f"Hors ré-irradiation, {SAID}",), FIRST),
        ((f"En cas de ré-irradiation, {SAID}",), OTHER),
        ((f"Après une irradiation antérieure, {SAID}",), OTHER),
        (("En cas de ré-irradiation :", (1, SAID)), OTHER),
        (("# Ré-irradiation", SAID), OTHER),
    ],
)
def test_a_limit_is_for_the_irradiation_its_sentence_or_its_lead_in_names(
    parts: tuple[Part, ...], found: dict[tuple[str, ...], str]
) -> None:
    assert situations("# Moelle", *parts) == found


def test_two_situations_in_one_sentence_keep_their_doses() -> None:
    told = situations(
        "# Moelle",
        "La dose maximale à la moelle ne doit pas dépasser 17 Gy en 2 fractions lors d’une première irradiation, "
        "et 12 Gy en 2 fractions en cas de ré-irradiation.",
    )
    assert told == {
        ("2", "premiere-irradiation"): "17 Gy en 2 fractions",
        ("2", "re-irradiation"): "12 Gy en 2 fractions",
    }


def test_an_organ_of_two_words_keeps_both() -> None:
    (found,) = lookups("# Limites", "La Dmax de la queue de cheval ne doit pas dépasser 16 Gy en 1 fraction.")
    assert found.id == "doc/dose-maximale-queue-de-cheval"
