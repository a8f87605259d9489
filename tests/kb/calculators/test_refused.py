"""What is no score compiles to none; what looks like one and cannot be read says why, and never guesses."""

# ruff: noqa: E501 - tables as they are printed
from __future__ import annotations

import pytest

from kb.calculators.model import Status
from kb.calculators.reasons import UNNAMED, reason
from tests.kb.calculators.making import Part, score, scores

NO_SCORES: dict[str, tuple[Part, ...]] = {
    "doses": (
        "# Doses",
        "Le score de Mirels guide la chirurgie.",
        "Site | Dose totale (Gy) | Fractions\nRachis | 30 | 10\nBassin | 20 | 5\nFémur | 8 | 1",
    ),
    "results of studies": (
        "# Validation du score de Mirels",
        "Auteur | Patients | Sensibilité (%)\nMirels | 78 | 91\nDamron | 53 | 85\nKawai | 40 | 80",
    ),
    "a column that says what it counts": (
        "# Validation du score",
        "Étude | Concordance\nMirels | 78\nDamron | 53\nKawai | 40",
    ),
    "bands alone": ("# Score de Mirels", "Score | Risque de fracture\n≤ 7 | 4 %\n8 | 15 %\n≥ 9 | 33 %"),
    "a score and its risk": ("# Score", "Score | Risque annuel (%)\n0 | 1,9\n1 | 2,8\n2 | 4,0\n3 | 5,9"),
    "a scale": ("# Score OMS", "Score | Description\n0 | activité normale\n1 | restreinte\n2 | autonome\n3 | alité"),
    "a scale with two columns": ("# Score OMS", "Grade | Marche | Soins\n0 | normale | seul\n1 | gênée | aidé\n2 | nulle | dépendant"),
    "grades of letters": ("# Classification de Frankel, un score", "Grade | Description\nA | complet\nB | sensitif\nC | moteur"),
    "one scale of points": ("# Cotation", "Douleur | Cotation\nabsente | 0\nlégère | 1\nforte | 2"),
    "counts of effects": ("# Score de toxicité", "Effet | Grade 1 | Grade 2\nNausées | 12 | 4\nDiarrhée | 8 | 3"),
    "a strategy by totals": (
        "# Stratégie",
        "Score de Bêta | Stratégie | Score de Delta | Stratégie\n12-15 | exérèse | 2-3 | en bloc\n0-11 | soins | 4-5 | marge",
    ),
    "measures over time": (
        "# Score de douleur",
        "Un score est recueilli.",
        "Moment | EVA moyenne\nAvant | 7\nAprès | 3\nÀ un mois | 2",
    ),
    "a schedule": ("# Suivi", "Le score est noté à chaque visite.", "Visite | Mois\nUne | 1\nDeux | 3\nTrois | 6"),
    "a list of works": ("# Score", "N° | Référence | Année\n1 | Mirels | 1989\n2 | Rades | 2011\n3 | Tomita | 2001"),
    "numbers without the word": ("# Facteurs", "Facteur | \nFièvre | 1\nToux | 2\nAnémie | 2"),
    "words": ("# Score de gravité", "Item | Détail\nÂge | voir texte\nOMS | voir texte"),
    "thresholds of biology": (
        "# Bilan avant le score",
        "Examen | Seuil | Unité\nCalcium | 2,6 | mmol/L\nCréatinine | 110 | µmol/L\nAlbumine | 35 | g/L",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", NO_SCORES)
def test_no_score(what: str) -> None:
    assert scores(*NO_SCORES[what]) == ()


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("Critère | Points\nFièvre | 1\nToux | 1 à 3\nDouleur | 3", "«1 à 3» (page 1, row 3)"),
        ("Critère | Points\nFièvre | 1\nToux |\nDouleur | 3", "«Toux» has no points"),
        ("Critère | Points (homme) | Points (femme)\nFièvre | 1 | 2\nToux | 1 | 1", "2 columns could be its points"),
        ("Critère | Points\nFièvre | 1\nToux | 0\nÂge | 2\nSexe | 2", "«Toux» gives 0 points"),
        ("Item | Réponse | Points\nÂge | jeune | 0\n^ | vieux | x2\nOMS | 0 | 1\n^ | 1 | 2", "«x2»"),
        ("Item | Réponse | Points\nÂge | jeune vieux | 0 1\nOMS | bon mauvais | 0 2", "gives points alone"),
        ("Fonction | 0 point | 1 point\nMarche Lever | seul seul | aidé aidé", "do not each give an item"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(table: str, why: str) -> None:
    made = score("# Score de Bêta", table, "0-1 : bas ; 2-9 : haut")
    assert made.status is Status.REFUSED and made.items == () and made.bands == ()
    assert made.why is not None and why in made.why
    assert reason(made.why) != UNNAMED
    assert made.table == "t1" and made.page == 1 and made.name == "Score de Bêta"


def test_a_fragment_of_a_table_is_refused() -> None:
    made = score("# Score de Bêta", "Critère | Points\nFièvre | 1\nToux | 1\nÂge | 2", "Le score va de 0 à 18.")
    assert made.status is Status.REFUSED and "4 of the 18 points" in (made.why or "")
    assert "4 des 18 points" in reason(made.why or "")


def test_verdicts_that_no_total_reaches_leave_the_score_incomplete() -> None:
    made = score("# Score de Bêta", "Critère | Points\nFièvre | 1\nToux | 1\nÂge | 2", "5-6 : bas ; 7 ou plus : haut")
    assert made.status in (Status.INCOMPLETE, Status.REFUSED) and made.why
    assert reason(made.why) != UNNAMED


def test_two_rows_that_ran_together_are_no_item() -> None:
    table = "Critère | Faible | Fort\nVolume Vitesse | < 2 cm (0) lente (0) | > 5 cm (3) rapide (4)\nNombre | 1 (0) | > 3 (2)\nÂge | jeune (0) | vieux (1)"
    made = score("# Score de Roux", table, "0 à 3 : bon. 4 à 9 : mauvais.")
    assert made.status is Status.REFUSED and "several options" in (made.why or "")
    assert "plusieurs réponses" in reason(made.why or "")
