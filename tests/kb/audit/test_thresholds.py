"""One value with two kinds of advice; and bounds that say the same in other signs."""

from __future__ import annotations

import pytest

from tests.kb.audit.auditing import details, found

RULE = "threshold-inconsistent"
MIRELS = """# 1 Score de Mirels

Le score de Mirels aide à décider :

| Score | Localisation | Taille | Type | Douleur |
|---|---|---|---|---|
| 1 | membre supérieur | <1/3 | condensante | légère |
| 2 | membre inférieur | 1/3 à 2/3 | mixte | modérée |
| 3 | région trochantérienne | >2/3 | lytique | handicapante |

Trois attitudes en découlent :

- score ≤ 7 : radiothérapie
- score = 8 : discussion en RCP
- score ≥ 9 : chirurgie prophylactique

# 2 Recommandations

- {}
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "Un score de Mirels ≥ 8 doit faire proposer une chirurgie prophylactique.",
        "Une chirurgie préventive est recommandée quand le score de Mirels est supérieur à 7.",
        "À partir d’un score de Mirels de 8, une chirurgie prophylactique est recommandée.",
        "Un score de Mirels ≥ 10 doit faire proposer une chirurgie prophylactique.",
    ],
)
def test_a_sentence_against_the_verdicts_of_its_score_is_told(sentence: str) -> None:
    (finding,) = found(MIRELS.format(sentence), RULE)
    assert finding.severity == "error"
    assert finding.text == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Un score de Mirels ≥ 9 doit faire proposer une chirurgie prophylactique.",
        "Un score de Mirels > 8 doit faire proposer une chirurgie prophylactique.",
        "Une chirurgie préventive est recommandée à partir d’un score de Mirels de 9.",
        "Un score de Mirels < 8 relève de la radiothérapie.",
        "Le score de Mirels va de 4 à 12.",
        "Dans une étude, un score de Mirels ≥ 8 conduisait à une chirurgie.",
        "Le vissage percutané s’adresse au fémur avec un score de Mirels > 8.",
    ],
)
def test_integer_equivalents_and_other_matters_are_left_alone(sentence: str) -> None:
    assert not details(found(MIRELS.format(sentence), RULE))


def pair(first: str, second: str) -> str:
    return f"# 1 Traitements\n\n{first}\n\n# 2 Recommandations\n\n- {second}\n"


def test_two_bounds_for_one_drug_are_told() -> None:
    text = pair(
        "L’acide zolédronique est contre-indiqué si la clairance de la créatinine est < 30 mL/min.",
        "L’acide zolédronique ne doit pas être prescrit si la clairance est < 35 mL/min.",
    )
    (finding,) = found(text, RULE)
    assert "< 35 mL/min" in finding.detail and "< 30 mL/min" in finding.detail


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "L’acide zolédronique est contre-indiqué si la clairance de la créatinine est < 30 mL/min.",
            "L’acide zolédronique ne doit pas être prescrit si la clairance est inférieure à 30 mL/min.",
        ),
        (
            "L’acide zolédronique est contre-indiqué si la clairance est < 30 mL/min.",
            "La posologie d’acide zolédronique est à adapter si la clairance est < 60 mL/min.",
        ),
        (
            "La stéréotaxie est contre-indiquée si l’espérance de vie est < 3 mois.",
            "La cimentoplastie n’est pas indiquée si l’espérance de vie est < 1 mois.",
        ),
        (
            "Une chirurgie est proposée si l’espérance de vie dépasse 3 mois.",
            "Une chirurgie lourde est proposée si l’espérance de vie dépasse 12 mois.",
        ),
        ("Un score SINS ≥ 7 justifie un avis chirurgical.", "Un score SINS ≥ 13 justifie une chirurgie."),
        (
            "Il est recommandé de débuter le dénosumab si l’espérance de vie dépasse 3 mois.",
            "Dans un essai, le dénosumab était donné si l’espérance de vie dépassait 6 mois.",
        ),
    ],
)
def test_the_same_bound_or_another_matter_is_left_alone(first: str, second: str) -> None:
    assert not details(found(pair(first, second), RULE))


def test_a_score_that_is_only_named_has_one_threshold() -> None:
    first = "À partir d’un score SINS de 7, un avis chirurgical est recommandé."
    assert details(found(pair(first, "Un avis chirurgical est recommandé si le score SINS est ≥ 9."), RULE))
    assert not details(found(pair(first, "Un avis chirurgical est recommandé si le score SINS est > 6."), RULE))


def test_what_leads_in_to_an_item_says_what_is_advised() -> None:
    items = "Le traitement chirurgical est :\n\n- soit préventif si le score de Mirels est {},\n- soit curatif.\n"
    text = MIRELS.replace("# 2 Recommandations\n\n- {}\n", f"# 2 Chirurgie\n\n{items}")
    assert details(found(text.format("≥ 8"), RULE)) and not details(found(text.format("> 8"), RULE))
