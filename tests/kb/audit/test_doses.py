"""Prescriptions that contradict each other; and alternatives, arms, limits and subgroups, which do not."""

from __future__ import annotations

import pytest

from tests.kb.audit.auditing import details, found

RULE = "dose-inconsistent"
HEAD = (
    "Tableau 1. Fractionnements\n\n"
    "| Indication | Fractionnement recommandé | Autres fractionnements possibles |\n|---|---|---|\n"
)
ROW = "| {} | {} | {} |\n"


def both(first: str, second: str) -> str:
    return f"# 1 Doses\n\n{first}\n\n# 2 Recommandations\n\n- {second}\n"


def test_two_recommendations_for_one_indication_with_two_doses_are_told() -> None:
    (finding,) = found(
        both(
            "En cas de compression médullaire, il est recommandé de délivrer 30 Gy en 10 fractions.",
            "En cas de compression médullaire, une dose de 20 Gy en 5 fractions est recommandée.",
        ),
        RULE,
    )
    assert finding.severity == "error"
    assert "20 Gy en 5 fractions" in finding.detail and "30 Gy en 10 fractions" in finding.detail


def test_a_table_and_a_sentence_are_held_together() -> None:
    text = HEAD + ROW.format("Risque fracturaire", "24 Gy en 6 fractions", "")
    text += "\nEn cas de risque fracturaire, il est recommandé de délivrer 30 Gy en 10 fractions.\n"
    assert "24 Gy en 6" in details(found(text, RULE))


def test_a_scheme_in_both_columns_is_told() -> None:
    text = HEAD + ROW.format(
        "Post-opératoire", "30 Gy en 10 fractions ou 20 Gy en 5 fractions", "20 Gy en cinq fractions"
    )
    (finding,) = found(text, RULE)
    assert "à la fois" in finding.detail and "20 Gy en cinq fractions" in finding.detail


RANGES = (
    "# 1 Stéréotaxie\n\nLes doses préconisées en stéréotaxie dépendent du site :\n\n"
    "- Au rachis : de 18 à 24 Gy en 1 ou 2 fractions et de 30 à 35 Gy en 5 fractions.\n"
    "- Hors du rachis : de 15 à 25 Gy en 1 fraction et de 24 à 50 Gy en 3 à 5 fractions.\n\n"
)


@pytest.mark.parametrize("dose", ["35 Gy en 7 fractions", "60 Gy en 5 fractions", "28 Gy en 1 fraction"])
def test_a_scheme_outside_the_ranges_of_the_technique_is_told(dose: str) -> None:
    text = RANGES + HEAD + ROW.format("Cancer oligométastatique", f"Stéréotaxie : {dose}", "")
    assert dose in details(found(text, RULE))


@pytest.mark.parametrize(
    "dose", ["35 Gy en 5 fractions", "27 Gy en 3 fractions", "24 Gy en 2 fractions", "24 Gy en 4 fractions"]
)
def test_a_scheme_within_the_ranges_is_left_alone(dose: str) -> None:
    text = RANGES + HEAD + ROW.format("Cancer oligométastatique", f"Stéréotaxie : {dose}", "")
    assert not details(found(text, RULE))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # alternatives: less of one list, or «peut»
        (
            "En cas de compression médullaire, 30 Gy en 10 fractions ou 20 Gy en 5 fractions sont recommandés.",
            "En cas de compression médullaire, 20 Gy en 5 fractions sont recommandés.",
        ),
        (
            "En cas de compression médullaire, il est recommandé de délivrer 30 Gy en 10 fractions.",
            "En cas de compression médullaire, une dose de 20 Gy en 5 fractions peut être proposée.",
        ),
        # words for figures
        (
            "En cas de compression médullaire, il est recommandé de délivrer 20 Gy en cinq fractions.",
            "En cas de compression médullaire, une dose de 20 Gy en 5 fractions est recommandée.",
        ),
        # another technique
        (
            "En cas d’oligométastase, il est recommandé de délivrer 35 Gy en 5 fractions en stéréotaxie.",
            "En cas d’oligométastase, il est recommandé de délivrer 30 Gy en 10 fractions en technique 3D.",
        ),
        # another indication, a subgroup
        (
            "En cas de compression médullaire, il est recommandé de délivrer 30 Gy en 10 fractions.",
            "En cas de risque fracturaire, il est recommandé de délivrer 20 Gy en 5 fractions.",
        ),
        (
            "En cas de compression médullaire, il est recommandé de délivrer 30 Gy en 10 fractions.",
            "En cas de compression médullaire, 8 Gy en 1 fraction sont recommandés si la survie attendue est courte.",
        ),
        # another site
        (
            "En cas de récidive, il est recommandé de délivrer 30 Gy en 10 fractions au rachis.",
            "En cas de récidive, il est recommandé de délivrer 20 Gy en 5 fractions au bassin.",
        ),
        # an arm of a study
        (
            "En cas de compression médullaire, il est recommandé de délivrer 30 Gy en 10 fractions.",
            "Un essai a comparé 20 Gy en 5 fractions à 8 Gy en 1 fraction en cas de compression médullaire.",
        ),
        # the limit of an organ
        (
            "Au rachis, il est recommandé de délivrer 30 Gy en 5 fractions.",
            "Au rachis, la dose maximale à la moelle ne doit pas dépasser 25,3 Gy en 5 fractions.",
        ),
    ],
)
def test_what_is_no_contradiction_is_left_alone(first: str, second: str) -> None:
    assert not details(found(both(first, second), RULE))
