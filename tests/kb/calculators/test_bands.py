"""The sentences and tables around a score give its bands, however they are worded; others give none."""

# ruff: noqa: E501 - sentences and tables as they are printed
from __future__ import annotations

import pytest

from kb.calculators.compile import compile_scores
from tests.kb.calculators.making import Part, bands, document, score

TABLE = "Item | Réponse | Points\nÂge | < 60 ans | 0\n^ | ≥ 60 ans | 3\nOMS | 0-1 | 0\n^ | 2 | 3\n^ | 3-4 | 6"  # 0 to 9
THREE = [(0, 3, "risque faible"), (4, 6, "risque modéré"), (7, 9, "risque élevé")]
UP = [(None, 3, "faible"), (4, 6, "modéré"), (7, None, "élevé")]


@pytest.mark.parametrize(
    "parts",
    [
        [(1, "0-3 : risque faible"), (1, "4-6 : risque modéré"), (1, "7-9 : risque élevé")],
        [(1, "0 à 3 points → risque faible"), (1, "4 à 6 points → risque modéré"), (1, "7 à 9 points → risque élevé")],
        [(1, "risque faible (0 à 3 points)"), (1, "risque modéré (4 à 6 points)"), (1, "risque élevé (7 à 9 points)")],
        [(1, "score de 0 à 3 : risque faible ;"), (1, "score de 4 à 6 : risque modéré ;"), (1, "de 7 à 9 : risque élevé.")],
        ["Score de 0 à 3 : risque faible, score de 4 à 6 : risque modéré, score de 7 à 9 : risque élevé."],
        ["0–3 = risque faible ; 4–6 = risque modéré ; 7–9 = risque élevé."],
        ["Un score de 0 à 3 correspond à un risque faible, de 4 à 6 à un risque modéré et de 7 à 9 à un risque élevé."],
        ["Un score compris entre 0 et 3 traduit un risque faible, entre 4 et 6 un risque modéré, de 7 à 9 un risque élevé."],
        ["Les patients sont classés en trois groupes : risque faible (0-3), risque modéré (4-6) et risque élevé (7-9)."],
        ["Score | Conduite à tenir\n0-3 | risque faible\n4-6 | risque modéré\n7-9 | risque élevé"],
        ["Total des points | Groupe\n7 à 9 points | risque élevé\n4 à 6 points | risque modéré\n0 à 3 points | risque faible"],
        ["risque faible : 0 à 3. risque modéré : 4 à 6. risque élevé : 7 à 9."],
        ["Si le score est compris entre 0 et 3 : risque faible ; s’il est entre 4 et 6 : risque modéré ; entre 7 et 9 : risque élevé."],
        ["Échelle de Bêta : 0 à 3 = risque faible ; 4 à 6 = risque modéré ; 7 à 9 = risque élevé."],
        ["Total | Mortalité | Conduite\n0-3 | 5 % | risque faible\n4-6 | 20 % | risque modéré\n7-9 | 60 % | risque élevé"],
        ["Total | Risque de fracture | Attitude\n0-3 | 5 % | risque faible\n4-6 | 20 % | risque modéré\n7-9 | 60 % | risque élevé"],
        ["Interprétation : 0-3 : risque faible ; 4-6 : risque modéré ; 7-9 : risque élevé."],
        ["Trois groupes : 0-3 = risque faible, 4-6 = risque modéré, 7-9 = risque élevé."],
        ["L’indice définit trois classes : 0 à 3 (risque faible), 4 à 6 (risque modéré) et 7 à 9 (risque élevé)."],
        ["Interprétation : 0-3 risque faible ; 4-6 risque modéré ; 7-9 risque élevé."],
        ["0 to 3 points: risque faible, 4 to 6 points: risque modéré, 7 to 9 points: risque élevé"],
        ["0, 1, 2 ou 3 points : risque faible ; 4, 5 ou 6 points : risque modéré ; 7, 8 ou 9 points : risque élevé."],
    ],
)  # fmt: skip
def test_three_bands_in_many_wordings(parts: list[Part]) -> None:
    assert bands(score("# Score de Bêta", TABLE, *parts)) == THREE
    if "|" not in str(parts[0]):
        assert bands(score("# Score de Bêta", *parts, TABLE)) == THREE  # before the table


@pytest.mark.parametrize(
    "text",
    [
        "score ≤ 3 : faible ; score de 4 à 6 : modéré ; score ≥ 7 : élevé",
        "score < 4 : faible ; de 4 à 6 : modéré ; score > 6 : élevé",
        "moins de 4 : faible ; 4 à 6 inclus : modéré ; 7 ou plus : élevé",
        "inférieur à 4 : faible ; entre 4 et 6 : modéré ; supérieur à 6 : élevé",
        "jusqu’à 3 : faible ; 4 à 6 : modéré ; à partir de 7 : élevé",
        "3 ou moins : faible ; 4 à 6 : modéré ; au moins 7 : élevé",
        "inférieur ou égal à 3 : faible ; > 3 et ≤ 6 : modéré ; au-delà de 6 : élevé",
        "Score ≥ 7 = élevé, 4–6 = modéré, ≤ 3 = faible",
        "3 or less: faible; 4 to 6: modéré; at least 7: élevé",
        "faible en dessous de 4, modéré entre 4 et 6 et élevé au-delà",
    ],
)
def test_open_ends_and_strict_bounds(text: str) -> None:
    assert sorted(bands(score("# Score de Bêta", TABLE, text)), key=lambda b: b[0] or 0) == UP


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Le risque est faible de 0 à 3 points, modéré de 4 à 6 et élevé au-delà de 6.", ["faible", "modéré", "élevé"]),
        ("La lésion est stable (0-3), potentiellement instable (4-6) ou instable (7-9).", ["stable", "potentiellement instable", "instable"]),
        ("À partir de 7 points, une chirurgie est discutée ; en dessous de 7, une surveillance suffit.", ["chirurgie", "surveillance"]),
        ("Une chirurgie est recommandée pour un score ≥ 7, une radiothérapie pour un score de 4 à 6 et une surveillance pour un score ≤ 3.", ["chirurgie", "radiothérapie", "surveillance"]),
        ("Groupe A (0 à 3 points) : surveillance ; groupe B (4 à 9 points) : traitement.", ["Groupe A : surveillance", "groupe B : traitement"]),
        ("Le score total, sur 9 points, définit deux classes : classe 1 (0-3) et classe 2 (4-9).", ["classe 1", "classe 2"]),
        ("0-3 : bon pronostic (survie médiane 12 mois) ; 4-9 : mauvais pronostic (survie médiane 2 mois)", ["bon pronostic (survie médiane 12 mois)", "mauvais pronostic (survie médiane 2 mois)"]),
        ("score de 0 à 3 : survie de 12 à 18 mois ; score de 4 à 9 : survie de 2 à 4 mois", ["survie de 12 à 18 mois", "survie de 2 à 4 mois"]),
        ("score de 0 à 3 : 8 Gy en 1 fraction ; score de 4 à 9 : 20 Gy en 5 fractions ou 30 Gy en 10 fractions", ["8 Gy en 1 fraction", "20 Gy en 5 fractions ou 30 Gy en 10 fractions"]),
    ],
)  # fmt: skip
def test_verdicts_keep_their_words(text: str, labels: list[str]) -> None:
    found = [label for _, _, label in bands(score("# Score de Bêta", TABLE, text))]
    assert len(found) == len(labels) and all(want in label for want, label in zip(labels, found, strict=True))


def test_a_list_under_a_verdict_is_its_details() -> None:
    made = score(
        "# Score de Bêta", TABLE, "Deux groupes :",
        (1, "de 0 à 3 points : groupe I"), (2, "surveillance"), (2, "8 Gy en 1 fraction"),
        (1, "de 4 à 9 points : groupe II"), (2, "chirurgie"),
        "La suite du texte.", (1, "sans rapport"),
    )  # fmt: skip
    assert [(b.label, b.details) for b in made.bands] == [
        ("groupe I", ("surveillance", "8 Gy en 1 fraction")), ("groupe II", ("chirurgie",)),
    ]  # fmt: skip


def test_the_rows_below_the_items_give_bands() -> None:
    made = score("# Score de Bêta", TABLE + "\nTotal | 0-3 | faible\n | 4-9 | élevé".replace("Total", ""))
    assert [(b.low, b.high, b.label) for b in made.bands] == [(0, 3, "faible"), (4, 9, "élevé")]


def test_further_columns_of_a_table_of_bands_are_details() -> None:
    made = score(
        "# Score de Bêta", TABLE, "Total | Risque | Survie à 1 an\n0 à 3 | faible | 80 %\n4 à 9 | élevé | 20 %"
    )
    assert [(b.label, b.details) for b in made.bands] == [("faible", ("Survie à 1 an : 80 %",)), ("élevé", ("Survie à 1 an : 20 %",))]  # fmt: skip


def test_a_strategy_table_gives_bands_only_where_the_section_is_silent() -> None:
    strategy = (
        "# Stratégie",
        "Score de Bêta | Stratégie | Score de Delta | Stratégie\n7-9 | exérèse | 0-1 | a\n0-6 | surveillance | 2-3 | b",
    )
    alone = score("# Score de Bêta", TABLE, *strategy)
    assert bands(alone) == [(0, 6, "surveillance"), (7, 9, "exérèse")]
    own = score("# Score de Bêta", TABLE, "0-3 : faible ; 4-9 : élevé", *strategy)
    assert [label for _, _, label in bands(own)] == ["faible", "élevé"]


def test_the_caption_gives_bands_where_nothing_else_does() -> None:
    caption = "Tableau 2. Score de Bêta (0-3 : faible ; 4-9 : élevé)"
    assert [(low, high) for low, high, _ in bands(score("# Pronostic", caption, TABLE))] == [(0, 3), (4, 9)]


@pytest.mark.parametrize(
    "text",
    [
        "La fréquence est de 0 à 3 % avant 60 ans, et de 4 à 9 % après.",
        "Les patients sont revus à 3 mois, puis tous les 4 à 6 mois.",
        "Chaque item est coté de 0 à 6 points.",
        "Karnofsky 10-40 : mauvais ; Karnofsky 50-70 : moyen",
        "Voir les tableaux 3 à 5 et les figures 6 à 7.",
        "La dose est de 8 Gy en 1 fraction ou de 20 Gy en 5 fractions.",
        "Un score ≥ 7 doit faire demander un avis.",
    ],
)
def test_other_numbers_are_no_bands(text: str) -> None:
    made = score("# Score de Bêta", TABLE, text)
    assert made.bands == () and made.status.value == "incomplete" and made.why


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Le score varie de 0 à 9.", (0, 9)),
        ("La somme donne un score compris entre 3 et 12 points.", (3, 12)),
        ("Ce score de 0 à 9 distingue deux groupes.", (0, 9)),
        ("L’addition des points (0 à 6) pour les deux items définit un score entre 0 et 9 points.", (0, 9)),
        ("Chaque item vaut de 0 à 6 points ; leur somme donne un score compris entre 0 et 9.", (0, 9)),
        ("Le score total est sur 12 points.", (0, 12)),
        ("Le score maximal de 9 points est rare.", (0, 9)),
        ("Chacun vaut de 1 à 3 points ; leur somme donne un score compris entre 4 et 12.", (4, 12)),
        ("Chaque item vaut de 0 à 6 points.", None),
        ("Un score de 0 à 3 oriente vers une surveillance, de 4 à 9 vers un traitement.", None),
        ("Le score est recueilli chez les patients de 50 à 90 ans.", None),
        ("Le score de 0 à 2 est rare.", None),
    ],
)
def test_the_stated_range_is_the_score_s_not_a_part_s(text: str, stated: tuple[float, float] | None) -> None:
    assert score("# Score de Bêta", TABLE, text).stated_range == stated


def test_a_total_row_states_the_range() -> None:
    assert score("# Score", TABLE + "\nTotal | | 12").stated_range == (0, 12)
    assert score("# Score", TABLE + "\nTotal (0-9) | |").stated_range == (0, 9)
    assert score("# Score", TABLE + "\nScore total | | /15").absent_points == 6


def test_bands_of_one_score_are_not_its_neighbour_s() -> None:
    other = "Critère | Points\nFièvre | 1\nToux | 1\nÂge > 70 ans | 1"
    guide = document(
        "# Scores", "Tableau 1. Score de Bêta", TABLE, "0-3 : faible ; 4-9 : élevé",
        "Tableau 2. Score de Delta", other, "0-1 : ambulatoire ; 2-3 : hospitalisation",
    )  # fmt: skip
    beta, delta = compile_scores(guide, "d", "1")
    assert [b.label for b in beta.bands] == ["faible", "élevé"]
    assert [b.label for b in delta.bands] == ["ambulatoire", "hospitalisation"]


def test_a_score_without_verdicts_does_not_get_its_neighbour_s() -> None:
    other = "Critère | Points\nFièvre | 1\nToux | 1\nÂge > 70 ans | 1"
    guide = document(
        "# Scores", "Tableau 1. Score de Bêta", TABLE, "Le score varie de 0 à 9.", "0-3 : faible ; 4-9 : élevé",
        "Le score de Delta varie de 0 à 3 points.", "Tableau 2. Score de Delta", other,
    )  # fmt: skip
    beta, delta = compile_scores(guide, "d", "1")
    assert beta.stated_range == (0, 9) and [b.label for b in beta.bands] == ["faible", "élevé"]
    assert delta.stated_range == (0, 3) and delta.bands == () and delta.status.value == "incomplete"


def test_a_table_of_other_numbers_does_not_part_a_score_from_its_verdicts() -> None:
    doses = "Site | Dose (Gy) | Fractions\nRachis | 30 | 10\nBassin | 20 | 5"
    made = score("# Score de Bêta", TABLE, doses, "0-3 : faible ; 4-9 : élevé")
    assert [b.label for b in made.bands] == ["faible", "élevé"]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "L’opération n’est pas indiquée si le score est à 0 ; elle se discute pour un score à 1 et elle est recommandée pour un score ≥ 2.",
            [(0, 0, "L’opération n’est pas indiquée"), (1, 1, "elle se discute"), (2, None, "elle est recommandée")],
        ),
        (
            "Un score supérieur à 5 justifie une fixation, un score inférieur à 5 relève d’une irradiation et un score égal à 5 doit être discuté.",
            [(6, None, "fixation"), (None, 4, "irradiation"), (5, 5, "doit être discuté")],
        ),
        (
            "Si le total dépasse 6, une hospitalisation s’impose. S’il est inférieur ou égal à 6, le retour est possible.",
            [(7, None, "une hospitalisation s’impose"), (None, 6, "le retour est possible")],
        ),
        (
            "Un score inférieur ou égal à 5 impose un avis ; un score supérieur à 5 autorise le traitement.",
            [(None, 5, "avis"), (6, None, "autorise le traitement")],
        ),
    ],
)
def test_a_verdict_before_or_behind_its_total_keeps_its_words(
    text: str, stated: list[tuple[float | None, float | None, str]]
) -> None:
    assert bands(score("# Score de Bêta", TABLE, text)) == stated


def test_words_before_the_ranges_are_not_swapped_for_brackets_behind_them() -> None:
    text = "Faible : 0-4 (peu de patients), élevé : 5-9 (les autres)."
    assert "peu de patients" not in [label for _, _, label in bands(score("# Score de Bêta", TABLE, text))]


def test_what_it_goes_over_said_with_a_pronoun_is_its_range() -> None:
    text = "Ce score est coté par deux médecins. Il va de 0 à 12."
    assert score("# Score de Bêta", text, TABLE).stated_range == (0, 12)


def test_a_group_by_name_may_say_again_that_its_range_is_of_the_score() -> None:
    text = "Groupe A : score de 0 à 3 (survie de 22 mois). Groupe B : score de 4 à 9 (survie de 3 mois)."
    assert bands(score("# Score de Bêta", TABLE, text)) == [
        (0, 3, "Groupe A : survie de 22 mois"),
        (4, 9, "Groupe B : survie de 3 mois"),
    ]


def test_what_it_goes_over_may_stand_behind_a_semicolon() -> None:
    text = "Le score de Bêta repose sur deux facteurs ; il est compris entre 0 et 12 points."
    assert score("# Score de Bêta", text, TABLE).stated_range == (0, 12)


def test_words_before_and_behind_a_total_are_both_its_verdict() -> None:
    text = "Groupe faible : 0 à 3 points : surveillance. Groupe fort : 4 à 9 points : traitement."
    assert [label for *_, label in bands(score("# Score de Bêta", TABLE, text))] == [
        "Groupe faible : surveillance",
        "Groupe fort : traitement",
    ]


def test_a_verdict_in_a_list_is_no_limit_but_an_advice_from_a_total_on_is_one() -> None:
    made = score(
        "# Score de Bêta",
        TABLE,
        (1, "0-3 : suivi"),
        (1, "4-9 : RCP"),
        "À partir de 7, un avis chirurgical est recommandé.",
    )
    assert [quote.text for quote in made.limits] == ["À partir de 7, un avis chirurgical est recommandé."]


def test_a_total_said_beside_what_each_item_is_worth_is_the_score_s() -> None:
    text = "Le score a deux items notés chacun de 0 à 2 points, pour un total sur 12 points."
    assert score("# Score de Bêta", text, TABLE).stated_range == (0, 12)


def test_the_section_behind_it_that_says_what_totals_mean_is_the_score_s() -> None:
    text = "Un score de 0 à 3 traduit un risque faible, un score de 4 à 9 un risque élevé."
    found = [(0, 3, "risque faible"), (4, 9, "risque élevé")]
    assert bands(score("# Score de Bêta", TABLE, "# Interprétation du score", text)) == found
    assert bands(score("# Score de Bêta", TABLE, "# Suivi", text)) == []
