"""What a document prints otherwise than the paper is said with both; what it prints alike is not."""

# ruff: noqa: E501 - tables as they are printed
from __future__ import annotations

import pytest

from kb.calculators.compare import definitions, reproduced
from tests.kb.calculators.making import Part, score

MIRELS = (
    "# Score de Mirels",
    "Score | Localisation | Taille | Type | Douleur\n1 | bras | < 1/3 | blastique | légère\n2 | jambe | 1/3 à 2/3 | mixte | modérée\n3 | trochanter | > 2/3 | lytique | à l’appui",
    "Score ≤ 7 : surveillance ; score = 8 : avis ; score ≥ 9 : chirurgie.",
)
TOMITA = (
    "Item | Option | Points\nCroissance du primitif | lente (sein) | 1\n^ | modérée (rein) | 2\n^ | rapide (poumon) | 4\n"
    "Métastases viscérales | aucune | 0\n^ | curables | 2\n^ | non curables | 4\nMétastases osseuses | unique | 1\n"
    "^ | multiples | 2"
)
TOKUHASHI = (
    "Item | Option | Points\nÉtat général | 10-40 | 0\n^ | 50-70 | 1\n^ | 80-100 | 2\n"
    "Métastases osseuses extra-rachidiennes | ≥ 3 | 0\n^ | 1-2 | 1\n^ | 0 | 2\n"
    "Nombre de vertèbres atteintes | ≥ 3 | 0\n^ | 2 | 1\n^ | 1 | 2\n"
    "Métastases viscérales | non résécables | 0\n^ | résécables | 1\n^ | aucune | 2\n"
    "Cancer primitif | poumon, vessie | 0\n^ | foie | 1\n^ | autres | 2\n^ | rein | 3\n^ | rectum | 4\n^ | sein | 5\n"
    "Paralysie | complète | 0\n^ | incomplète | 1\n^ | aucune | 2"
)
SURVIVAL = "0 à 8 : < 6 mois ; 9 à 11 : ≥ 6 mois ; 12 à 15 : ≥ 1 an"
SURGERY = "2-3 : en bloc ; 4-5 : marginale ; 6-7 : palliative ; 8-10 : soins de support"


def departures(*parts: Part) -> list[str]:
    return [f.text for f in score(*parts).findings if f.rule in ("score-departure", "score-published")]


@pytest.mark.parametrize(
    "parts",
    [
        MIRELS,
        ("# Score de Tomita", TOMITA, SURGERY),
        ("# Score de Tokuhashi révisé", TOKUHASHI, SURVIVAL),
    ],
)
def test_a_faithful_reproduction_departs_in_nothing(parts: tuple[Part, ...]) -> None:
    assert departures(*parts) == []


@pytest.mark.parametrize(
    ("printed", "instead", "said"),
    [
        ("rapide (poumon) | 4", "rapide (poumon) | 3", "points 1/2/3 dans ce document, 1/2/4 dans Tomita 2001"),
        (" (sein)", "", ""),
        ("Métastases osseuses | unique | 1\n^ | multiples | 2", "Âge | jeune | 0\n^ | âgé | 1", "métastases osseuses"),
    ],
)
def test_points_and_items_that_depart(printed: str, instead: str, said: str) -> None:
    found = departures("# Score de Tomita", TOMITA.replace(printed, instead), SURGERY)
    assert any(said in text and "Tomita 2001" in text for text in found) if said else found == []


def test_growth_classes_without_primaries_are_shown_as_the_paper_s() -> None:
    bare = TOMITA.replace(" (sein)", "").replace(" (rein)", "").replace(" (poumon)", "")
    (text,) = departures("# Score de Tomita", bare, SURGERY)
    assert "celles de l’article, non de ce document" in text


def test_the_sixth_item_of_tokuhashi() -> None:
    dropped = TOKUHASHI.replace("Nombre de vertèbres atteintes | ≥ 3 | 0\n^ | 2 | 1\n^ | 1 | 2\n", "")
    found = departures("# Score de Tokuhashi révisé", dropped, SURVIVAL)
    assert any("corps vertébraux" in text and "absent" in text for text in found)
    misprinted = TOKUHASHI.replace(
        "atteintes | ≥ 3 | 0\n^ | 2 | 1\n^ | 1 | 2", "atteintes | ≥ 3 | 0\n^ | 1-2 | 1\n^ | 0 | 2"
    )
    assert any("2 vertèbres" in text for text in departures("# Score de Tokuhashi révisé", misprinted, SURVIVAL))
    strict = TOKUHASHI.replace("extra-rachidiennes | ≥ 3", "extra-rachidiennes | > 3")
    assert any("3 foyers ou plus" in text for text in departures("# Score de Tokuhashi révisé", strict, SURVIVAL))


def test_cut_offs_and_ranges_that_depart() -> None:
    (text,) = departures(*MIRELS[:2], "Score ≤ 8 : surveillance ; score ≥ 9 : chirurgie.")
    assert "après 8 dans ce document, après 7 et 8 dans Mirels 1989" in text


def test_rades_is_a_family_told_by_range_items_and_cut_offs() -> None:
    table = (
        "Facteur | Option | Points\nType de primitif | a | 9\n^ | b | 5\nIntervalle avant la compression | court | 6\n"
        "^ | long | 8\nMétastases viscérales | oui | 5\n^ | non | 8\nFonction motrice | marche | 10\n^ | nulle | 1\n"
        "Délai de survenue du déficit | court | 4\n^ | long | 9"
    )
    three = score(
        "# Score de Rades",
        table,
        "21 à 28 points : groupe I ; 29 à 37 points : groupe II ; 38 à 44 points : groupe III",
    )
    five = score(
        "# Score de Rades",
        table,
        "21-28 : A ; 29-31 : B ; 32-34 : C ; 35-37 : D ; 38-44 : E".replace(": ", ": groupe "),
    )
    assert [reproduced(each, definitions()).key for each in (three, five)] == [  # type: ignore[union-attr]
        "rades-ambulatory-2011", "rades-ambulatory-2008",
    ]  # fmt: skip
    longer = table + "\nAutres métastases osseuses | oui | 5\n^ | non | 7"
    survival = score(
        "# Score de Rades",
        longer.replace("nulle | 1", "nulle | 3"),
        "20 à 30 : A ; 31 à 45 : B".replace(": ", ": groupe "),
    )
    assert reproduced(survival, definitions()).key == "rades-survival-2008"  # type: ignore[union-attr]


def test_a_score_of_another_name_and_structure_is_compared_with_none() -> None:
    made = score("# Score de Bêta", "Critère | Points\nFièvre | 1\nToux | 1\nÂge | 2", "0-1 : bas ; 2-4 : haut")
    assert reproduced(made, definitions()) is None


def test_the_catalogue_agrees_with_itself() -> None:
    for definition in definitions():
        if all(item.points for item in definition.items):
            low, high = (sum(f(item.points) for item in definition.items) for f in (min, max))
            assert (low, high) == definition.range
        assert list(definition.cuts) == sorted(definition.cuts)
        assert definition.range[0] <= definition.cuts[0] and definition.cuts[-1] < definition.range[1]
