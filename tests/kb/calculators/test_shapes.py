"""Invented scores in every shape a table can have: the points stand where they were printed."""

# ruff: noqa: E501 - sentences and tables as they are printed
from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.geometry import Box
from ingest.model import Cell, Glyph, PrintedText, Style, Table, join
from kb.calculators.model import Status
from kb.calculators.shapes import read_shape
from tests.kb.calculators.making import points, score, scores, table

VERDICTS = "Un score de 0 à 2 : risque faible ; supérieur à 2 : risque élevé."
THREE = {"Siège": {"bras": 1, "jambe": 2, "fémur": 3}, "Gêne": {"légère": 1, "modérée": 2, "forte": 3}}
AGE_OMS = {"Âge": {"< 60 ans": 0, "≥ 60 ans": 2}, "OMS": {"0-1": 0, "2": 1, "3-4": 3}}
ADDED = {"Fièvre": 1, "Toux": 1, "Âge > 70 ans": 2}

ITEMS = {
    "points head the rows": ("Points | Siège | Gêne\n1 | bras | légère\n2 | jambe | modérée\n3 | fémur | forte", THREE),
    "points behind the rows": (
        "Siège | Gêne | Cotation\nbras | légère | 1\njambe | modérée | 2\nfémur | forte | 3", THREE,
    ),
    "points between the items": ("Siège | Pts | Gêne\nbras | 1 | légère\njambe | 2 | modérée\nfémur | 3 | forte", THREE),
    "points without a head": (" | Siège | Gêne\n1 | bras | légère\n2 | jambe | modérée\n3 | fémur | forte", THREE),
    "points with their unit": (
        "Score | Siège | Gêne\n1 pt | bras | légère\n2 pts | jambe | modérée\n3 points | fémur | forte", THREE,
    ),
    "points head the columns": (
        "Critère | 1 point | 2 points | 3 points\nSiège | bras | jambe | fémur\nGêne | légère | modérée | forte", THREE,
    ),
    "a column to be filled in": (
        "Critère | 1 | 2 | 3 | Votre score\nSiège | bras | jambe | fémur |\nGêne | légère | modérée | forte |", THREE,
    ),
    "measures as options": (
        "Critère | 1 | 2 | 3\nBilirubine | < 35 | 35-50 | > 50\nAscite | absente | modérée | importante",
        {
            "Bilirubine": {"< 35": 1, "35-50": 2, "> 50": 3},
            "Ascite": {"absente": 1, "modérée": 2, "importante": 3},
        },
    ),
    "merged items": (
        "Item | Réponse | Points\nÂge | < 60 ans | 0\n^ | ≥ 60 ans | 2\nOMS | 0-1 | 0\n^ | 2 | 1\n^ | 3-4 | 3", AGE_OMS,
    ),
    "items said once": (
        "Item | Réponse | Points\nÂge | < 60 ans | 0\n | ≥ 60 ans | 2\nOMS | 0-1 | 0\n | 2 | 1\n | 3-4 | 3", AGE_OMS,
    ),
    "items said in each row": (
        "Item | Réponse | Points\nÂge | < 60 ans | 0\nÂge | ≥ 60 ans | 2\nOMS | 0-1 | 0\nOMS | 2 | 1\nOMS | 3-4 | 3",
        AGE_OMS,
    ),
    "points first, options last": (
        "Points | Item | Réponse\n0 | Âge | < 60 ans\n2 | ^ | ≥ 60 ans\n0 | OMS | 0-1\n1 | ^ | 2\n3 | ^ | 3-4", AGE_OMS,
    ),
    "a title over all": (
        ("Score de Gamma | < | <\nItem | Réponse | Points\nÂge | < 60 ans | 0\n^ | ≥ 60 ans | 2\nOMS | 0-1 | 0\n"
        "^ | 2 | 1\n^ | 3-4 | 3"), AGE_OMS,
    ),
    "no head": ("Âge | < 60 ans | 0\n^ | ≥ 60 ans | 2\nOMS | 0-1 | 0\n^ | 2 | 1\n^ | 3-4 | 3", AGE_OMS),
    "a header again after the page": (
        ("Item | Réponse | Points\nÂge | < 60 ans | 0\n | ≥ 60 ans | 2\nOMS | 0-1 | 0\nItem | Réponse | Points\n"
        " | 2 | 1\n | 3-4 | 3"), AGE_OMS,
    ),
    "categories of items": (
        ("Domaine | Item | Réponse | Points\nClinique | Âge | < 60 ans | 0\n^ | ^ | ≥ 60 ans | 2\n^ | OMS | 0-1 | 0\n"
        "^ | ^ | 2 | 1\n^ | ^ | 3-4 | 3"), AGE_OMS,
    ),
    "categories over all": (
        ("Item | Réponse | Points\nÉtat | < | <\nÂge | < 60 ans | 0\n^ | ≥ 60 ans | 2\nMarche | < | <\nOMS | 0-1 | 0\n"
        "^ | 2 | 1\n^ | 3-4 | 3"), AGE_OMS,
    ),
    "groups over both columns": (
        "Critères | Points\nÂge | <\n< 60 ans | 0\n≥ 60 ans | 2\nOMS | <\n0-1 | 0\n2 | 1\n3-4 | 3", AGE_OMS,
    ),
    "groups with an empty cell": (
        "Critères | Points\nÂge |\n< 60 ans | 0\n≥ 60 ans | 2\nOMS |\n0-1 | 0\n2 | 1\n3-4 | 3", AGE_OMS,
    ),
    "the first group is the head": (
        "Âge | Points\n< 60 ans | 0\n≥ 60 ans | 2\nOMS |\n0-1 | 0\n2 | 1\n3-4 | 3", AGE_OMS,
    ),
    "yes and no in each item": (
        "Facteur | Présence | Points\nAnémie | Oui | 0\n^ | Non | 2\nToux | Oui | 0\n^ | Non | 1",
        {"Anémie": {"Oui": 0, "Non": 2}, "Toux": {"Oui": 0, "Non": 1}},
    ),
    "yes and no as columns": (
        "Critère | Oui | Non\nAnémie | 2 | 0\nToux | −1 | 0",
        {"Anémie": {"Oui": 2, "Non": 0}, "Toux": {"Oui": -1, "Non": 0}},
    ),
    "options with points in brackets": (
        "Siège | bras (1) | jambe (2) | fémur (3)\nGêne | légère (1) | modérée (2) | forte (3)", THREE,
    ),
    "options in one cell, points first": (
        "Item | Cotation\nSiège | 1 : bras 2 : jambe 3 : fémur\nGêne | 1 : légère 2 : modérée 3 : forte", THREE,
    ),
    "options in one cell, points behind": (
        ("Item | Options\nSiège | bras = 1 ; jambe = 2 ; fémur = 3\nGêne | légère : 1 point, modérée : 2 points, "
        "forte : 3 points"), THREE,
    ),
    "items as columns, points inside": (
        "Siège | Gêne\nbras (1) | légère (1)\njambe (2) | modérée (2)\nfémur (3) | forte (3)", THREE,
    ),
    "one points' cell for two options": (
        "Item | Réponse | Points\nPrimitif | sein | 3\n^ | prostate | ^\n^ | poumon | 0\nOMS | 0-1 | 2\n^ | 2-4 | 0",
        {"Primitif": {"sein": 3, "prostate": 3, "poumon": 0}, "OMS": {"0-1": 2, "2-4": 0}},
    ),
    "criteria of one quantity": (
        "Critère | Points\nÂge < 60 ans | 0\nÂge ≥ 60 ans | 2\nSexe masculin | 1\nSexe féminin | 0\nFièvre | 3",
        {
            "Âge": {"Âge < 60 ans": 0, "Âge ≥ 60 ans": 2},
            "Sexe": {"Sexe masculin": 1, "Sexe féminin": 0},
            "Fièvre": {"présent": 3, "absent": 0},
        },
    ),
}  # fmt: skip

CRITERIA = {
    "criteria": "Critère | Points\nFièvre | 1\nToux | 1\nÂge > 70 ans | 2",
    "a total": "Critère | Points\nFièvre | 1\nToux | 1\nÂge > 70 ans | 2\nTotal | 4",
    "points first": "Points | Critère\n1 | Fièvre\n1 | Toux\n2 | Âge > 70 ans",
    "numbered": "N° | Critère | Points\n1 | Fièvre | 1\n2 | Toux | 1\n3 | Âge > 70 ans | 2",
    "remarks": "Critère | Points | Remarques\nFièvre | 1 | deux fois\nToux | 1 | sèche\nÂge > 70 ans | 2 | révolus",
    "measures beside": "Critère | HR | Points\nFièvre | 1,2 | 1\nToux | 1,3 | 1\nÂge > 70 ans | 2,6 | 2",
    "on its side": "Critère | Fièvre | Toux | Âge > 70 ans\nPoints | 1 | 1 | 2",
    "two halves": "Critère | Points | Critère | Points\nFièvre | 1 | Âge > 70 ans | 2\nToux | 1 | |",
    "with a sign": "Critère | Pondération\nFièvre | +1\nToux | + 1\nÂge > 70 ans | +2",
    "in groups": "Critères | Points\nSignes | <\nFièvre | 1\nToux | 1\nTerrain | <\nÂge > 70 ans | 2",
    "none of them": "Critère | Points\nFièvre | 1\nToux | 1\nÂge > 70 ans | 2\nAucun critère | 0",
    "empty rows": "Critère | Points\n | \nFièvre | 1\nToux | 1\n | \nÂge > 70 ans | 2",
}


@pytest.mark.parametrize("shape", ITEMS)
def test_items_options_and_points_whatever_the_shape(shape: str) -> None:
    text, expected = ITEMS[shape]
    made = score("# Score de Bêta", text, VERDICTS)
    assert points(made) == expected
    assert made.status is Status.READY
    for item in made.items:
        for option in item.options:
            assert option.key == "absent" or (option.page == 1 and option.box is not None)


@pytest.mark.parametrize("shape", CRITERIA)
def test_criteria_are_there_or_not(shape: str) -> None:
    made = score("# Score de Bêta", CRITERIA[shape], VERDICTS)
    assert points(made) == {name: {"présent": value, "absent": 0} for name, value in ADDED.items()}
    assert made.range == (0, 4)


def test_half_and_negative_points() -> None:
    made = score(
        "# Score de Bêta",
        "Critère | Pondération\nFièvre | 1,5\nToux | −0,5\nAutre cause | –2\nChute | ½\nÂge | 1½",
        "Score < 1 : probabilité faible ; 1 à 2 : modérée ; > 2 : forte",
    )
    assert [option.points for item in made.items for option in item.options if option.key == "present"] == [
        1.5, -0.5, -2, 0.5, 1.5,
    ]  # fmt: skip
    assert made.range == (-2.5, 3.5)
    assert [(b.low, b.high) for b in made.bands] == [(None, 0.5), (1, 2), (2.5, None)]


def test_thresholds_beside_the_criteria_belong_to_them() -> None:
    made = score(
        "# Score", "Critère | Seuil | Points\nÂge | > 65 ans | 1\nLDH | > 250 | 1\nCalcium | > 2,6 | 2", VERDICTS
    )
    assert [item.label for item in made.items] == ["Âge – > 65 ans", "LDH – > 250", "Calcium – > 2,6"]


@pytest.mark.parametrize(
    ("stated", "expected"), [("Le score va de 1 à 3.", (1, 3)), ("Le score va de 0 à 6.", (0, 6)), ("", (1, 3))]
)
def test_the_printed_range_tells_options_from_criteria_in_groups(stated: str, expected: tuple[float, float]) -> None:
    table = "Critères | Points\nSignes | <\nFièvre | 1\nToux | 2\nTerrain | <\nÂge > 70 ans | 0\nÂge > 80 ans | 1"
    if expected == (0, 6):
        table = table.replace("70 ans | 0", "70 ans | 2")
    made = score("# Score de Bêta", table, stated, VERDICTS)
    assert made.range == expected


def test_labels_and_order_are_the_source_s() -> None:
    made = score("# Score", "Item | Réponse | Points\nZ | b | 2\n^ | a | 0\nA | d | 1\n^ | c | 3", VERDICTS)
    assert [(i.label, [o.label for o in i.options]) for i in made.items] == [("Z", ["b", "a"]), ("A", ["d", "c"])]
    assert len({item.key for item in made.items}) == 2


def test_items_of_the_same_name_in_two_categories_stay_apart() -> None:
    made = score(
        "# Score",
        "Domaine | Item | Réponse | Points\nBras | Douleur | non | 0\n^ | ^ | oui | 1\nJambe | Douleur | non | 0\n"
        "^ | ^ | oui | 2",
        VERDICTS,
    )
    assert [(item.key, len(item.options)) for item in made.items] == [("douleur", 2), ("douleur-2", 2)]
    assert made.range == (0, 3)


def test_marks_of_notes_are_no_points() -> None:
    made = score("# Score", "Critère | Points\nFièvre | 1*\nToux | 2 †\nÂge | 3", VERDICTS)
    assert [o.points for i in made.items for o in i.options if o.key == "present"] == [1, 2, 3]


def test_a_raised_figure_behind_points_is_a_note() -> None:
    style = Style("Serif", 10.0, False, False, 0)
    glyphs = tuple(Glyph(1, 1, 5.0 * n, 0.0, 5.0 * n + 4, 10.0, style._replace(raised=bool(n))) for n in range(2))
    bare = table("Critère | Points\nFièvre | 21\nToux | 2\nÂge | 3")
    cells = tuple(replace(c, text=PrintedText("21", glyphs)) if c.text.text == "21" else c for c in bare.cells)
    shape = read_shape(replace(bare, cells=cells))
    assert shape is not None and [q.choices[0].points for q in shape.questions] == [2, 2, 3]


def printed_lines(*lines: tuple[str, int]) -> PrintedText:
    """Lines of text, each at its own height."""
    style = Style("Serif", 10.0, False, False, 0)
    parts = [
        PrintedText(
            text, tuple(Glyph(1, at, 5.0 * n, 12.0 * at, 5.0 * n + 4, 12.0 * at + 10, style) for n in range(len(text)))
        )
        for text, at in lines
    ]
    return join(parts)


def stacked(*rows: tuple[PrintedText, ...]) -> Table:
    cells = tuple(
        Cell(r, c, 1, 1, text, 1, Box(0, 0, 1, 1)) for r, row in enumerate(rows) for c, text in enumerate(row)
    )
    return Table("t", None, None, None, "p", 1, cells, (1,))


def test_options_stacked_in_a_cell_stand_level_with_their_points() -> None:
    head = printed_lines(("Item", 0)), printed_lines(("Option", 0)), printed_lines(("Points", 0))
    age = (
        printed_lines(("Âge en", 1), ("années", 2)),
        printed_lines(("< 60 ans", 1), ("≥ 60 ans", 2), ("révolus", 3)),
        printed_lines(("0", 1), ("2", 2)),
    )
    oms = (
        printed_lines(("OMS", 4)),
        printed_lines(("0-1", 4), ("2", 5), ("3-4", 6)),
        printed_lines(("0", 4), ("1", 5), ("3", 6)),
    )
    shape = read_shape(stacked(head, age, oms))
    assert shape is not None
    assert [(q.label, [(c.label, c.points) for c in q.choices]) for q in shape.questions] == [
        ("Âge en années", [("< 60 ans", 0), ("≥ 60 ans révolus", 2)]), ("OMS", [("0-1", 0), ("2", 1), ("3-4", 3)]),
    ]  # fmt: skip
    assert [c.cell.box.y0 for q in shape.questions for c in q.choices if c.cell.box] == [12, 24, 48, 60, 72]


def test_options_that_are_not_level_with_their_points_are_not_guessed() -> None:
    head = printed_lines(("Item", 0)), printed_lines(("Option", 0)), printed_lines(("Points", 0))
    age = printed_lines(("Âge", 1)), printed_lines(("< 60 ans", 1), ("≥ 60 ans", 3)), printed_lines(("0", 1), ("2", 2))
    shape = read_shape(stacked(head, age, age))
    assert shape is None or not shape.questions


def test_ranges_of_one_quantity_among_criteria_may_all_be_absent() -> None:
    table = "Critère | Points\nDiabète | 1\nÂge ≥ 75 ans | 2\nÂge de 65 à 74 ans | 1\nSexe féminin | 1"
    made = score("# Score de Bêta", table, "0 à 1 : faible. 2 à 4 : fort.")
    assert points(made)["Âge"] == {"Âge ≥ 75 ans": 2, "Âge de 65 à 74 ans": 1, "absent": 0}
    assert made.range == (0, 4)
    whole = score("# Score de Bêta", table.replace("de 65 à 74", "< 75"), "0 à 2 : faible. 3 à 4 : fort.")
    assert points(whole)["Âge"] == {"Âge ≥ 75 ans": 2, "Âge < 75 ans": 1}


def test_a_caption_with_two_signs_before_its_words_names_the_score() -> None:
    made = score(
        "# Titre", "Tableau 3. – Score de Bêta", "Critère | Points\nA | 1\nB | 2\nC | 3", "0-2 : non. 3-6 : oui."
    )
    assert (made.name, made.id) == ("Score de Bêta", "guide/beta")


def test_the_only_text_over_all_columns_names_the_score_and_its_rows_add_up() -> None:
    made = score(
        "# Deux échelles",
        "Échelle de Moreau | <\nDouleur au repos | 2\nDouleur nocturne | 3\nDouleur à la marche | 1",
        "L’échelle de Moreau est positive à partir de 4 ; elle est négative de 0 à 3.",
    )
    assert (made.name, made.range) == ("Échelle de Moreau", (0, 6))
    assert [item.label for item in made.items] == ["Douleur au repos", "Douleur nocturne", "Douleur à la marche"]


def test_a_sentence_behind_a_caption_is_no_part_of_the_name() -> None:
    made = score(
        "# Titre",
        "Tableau 2. – Grille de risque infectieux (simplifiée) Le patient est à haut risque si le score est supérieur à 3 points.",
        "Critère | Points\nA | 1\nB | 2\nC | 3",
        "0-2 : non. 3-6 : oui.",
    )
    assert made.name == "Grille de risque infectieux (simplifiée)"


def test_a_text_over_all_columns_below_the_rows_gives_the_verdicts_of_any_shape() -> None:
    made = score(
        "# Risque",
        "Score de Bologne | < | <\nCritère | Oui | Non\nFracture | 3 pts | 0 pt\nCorticoïdes | 1 pt | 0 pt\n"
        "Interprétation : 0-2 : risque faible ; 3-4 : risque élevé | < | <",
    )
    assert points(made) == {"Fracture": {"Oui": 3, "Non": 0}, "Corticoïdes": {"Oui": 1, "Non": 0}}
    assert [band.label for band in made.bands] == ["risque faible", "risque élevé"]


def test_an_item_in_a_table_of_its_own_belongs_to_the_score_before_it() -> None:
    parts = (
        "# Score de Tokuda",
        "Tableau 1 – Score de Tokuda",
        "Paramètre | 0 point | 1 point | 2 points\nÉtat | mauvais | moyen | bon\nDéficit | complet | partiel | aucun",
        "Tableau 2 – Points du cancer",
        "Cancer | Points\nPoumon | 0\nFoie | 1\nRein | 3\nSein | 5",
    )
    whole = score(*parts, "Total de 0 à 4 : survie courte. 5 à 9 : survie longue.")
    assert (whole.name, whole.range, whole.warnings) == ("Score de Tokuda", (0, 9), ())
    assert [item.label for item in whole.items] == ["État", "Déficit", "Cancer"]
    other = scores(*parts, "Total de 0 à 2 : survie courte. 3 à 4 : survie longue.")
    assert "Cancer" not in [item.label for item in other[0].items]
