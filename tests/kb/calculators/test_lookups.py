"""Tables that are asked by their first column: which are, and what they quote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.calculators.lookups import compile_lookups
from kb.calculators.model import Status
from kb.calculators.run import prepare, run
from tests.kb.calculators.making import document

SCHEMES = """
Indication | Schéma recommandé | Autres schémas | Remarques
Douleur simple | 30 Gy en 10 fractions | 20 Gy en 5 fractions ou 8 Gy en une séance | Éviter au rachis
Après chirurgie | 30 Gy en 10 fractions | |
"""
STRATEGY = """
Score A | Conduite | Score B | Conduite
12-15 | Exérèse | 2-3 | Résection en bloc
^ | ^ | 4-5 | Résection partielle
0-8 | Abstention | 6-10 | Soins de support
"""


def lookups(*parts):
    return compile_lookups(document(*parts), "doc", "2024")


def answer(calculator, **answers):
    return run(prepare(calculator), answers)


def test_a_row_is_quoted_cell_by_cell():
    (found,) = lookups("# Doses", "Tableau 5 – Fractionnements (adapté de (12))", SCHEMES)
    assert (found.id, found.name, found.kind) == ("doc/fractionnements", "Fractionnements", "lookup")
    result = answer(found, indication="Douleur simple")
    assert [value.value for value in result.values] == [
        "30 Gy en 10 fractions", "20 Gy en 5 fractions ou 8 Gy en une séance", "Éviter au rachis",
    ]  # fmt: skip
    assert result.complete and result.band is None and result.total is None
    assert all(value.page == 1 and value.box for value in result.values)


def test_an_empty_cell_says_nothing():
    (found,) = lookups("# Doses", SCHEMES)
    assert [v.value for v in answer(found, indication="apres-chirurgie").values] == [
        "30 Gy en 10 fractions",
        None,
        None,
    ]


def test_a_row_cut_by_a_page_is_one_value():
    (found,) = lookups("# Doses", SCHEMES + "| ou équivalent | | \n")
    assert answer(found, indication="apres-chirurgie").values[0].value == "30 Gy en 10 fractions ou équivalent"


def test_heads_in_two_lines_name_their_column():
    (found,) = lookups(
        "# Orientation",
        """Site | Douleur | < | Instabilité
        ^ | Mécanique | Nocturne | ^
        Rachis | Ciment | Sonde | Chirurgie
        Bassin | Vis | Froid | Vis""",
    )
    assert [v.label for v in found.rows[0].values] == ["Douleur – Mécanique", "Douleur – Nocturne", "Instabilité"]
    assert [o.label for o in found.items[0].options] == ["Rachis", "Bassin"]


def test_two_columns_are_asked_where_the_first_repeats():
    (found,) = lookups(
        "# Doses",
        "Site | Situation | Conduite\nRachis | Seule | Irradier\n^ | Multiple | Discuter\nOs | Seule | Opérer",
    )
    assert [item.key for item in found.items] == ["site", "situation"]
    assert answer(found, site="rachis", situation="multiple").values[0].value == "Discuter"
    half = answer(found, site="rachis")
    assert not half.complete and half.values == ()


@pytest.mark.parametrize(
    "table",
    [
        "Étude | Technique | Conclusion\nDupont | Ciment | Soulage\nDurand | Sonde | Soulage",
        "Technique | Patients | Survie\nCiment | 12 | 8\nSonde | 14 | 9",
        "Type de lésion | Points\nLytique | 3\nMixte | 2\nCondensante | 1",
        "\n".join(f"Phrase {n} : {'un mot de trop, ' * 8} | B" for n in range(3)),
    ],
)
def test_results_studies_and_points_are_no_lookup(table):
    assert lookups("# Score", table) == ()


def test_keys_that_repeat_are_refused():
    (found,) = lookups("# Choix", "Site | Conduite\nRachis | Irradier\nOs long | Opérer\nRachis | Discuter")
    assert found.status is Status.REFUSED and "same key" in found.why and not found.items


def test_two_scores_side_by_side_each_have_their_row():
    (found,) = lookups("# Stratégie", STRATEGY, "La décision revient à la RCP.")
    assert [item.key for item in found.items] == ["score-a", "score-b"]
    both = answer(found, **{"score-a": "12-15", "score-b": "4-5"})
    assert [v.value for v in both.values] == ["Exérèse", "Résection partielle"]
    assert both.complete and not any("discordants" in w for w in both.warnings)
    assert [q.text for q in both.quotes] == ["La décision revient à la RCP."]


def test_rows_that_disagree_are_said_to():
    (found,) = lookups("# Stratégie", STRATEGY)
    both = answer(found, **{"score-a": "0-8", "score-b": "2-3"})
    assert [v.value for v in both.values] == ["Abstention", "Résection en bloc"]
    assert "discordants" in both.warnings[0] and "RCP" in both.warnings[0] and both.verdict is None


def test_one_score_alone_gives_its_own_row():
    (found,) = lookups("# Stratégie", STRATEGY)
    one = answer(found, **{"score-b": "6-10"})
    assert [v.value for v in one.values] == ["Soins de support"]
    assert not one.complete and one.missing == ("score-a",) and one.warnings == ()


def test_a_blank_cell_under_a_range_goes_on_with_it():
    (found,) = lookups("# Stratégie", STRATEGY.replace("^", ""))
    both = answer(found, **{"score-a": "12-15", "score-b": "4-5"})
    assert [v.value for v in both.values] == ["Exérèse", "Résection partielle"] and both.warnings == ()


def test_heads_that_nothing_but_the_caption_or_their_words_tell():
    rows = "Rachis | Ciment | Sonde\nBassin | Vis | Froid\nFémur | Clou | Rien"
    guide = document(
        "# Orientation", "Tableau 1 – Choix selon la zone et la douleur", f"Zone | Mécanique | Tumorale\n{rows}"
    )
    plain = replace(guide, tables=tuple(replace(table, header_rows=0) for table in guide.tables))
    (found,) = compile_lookups(plain, "doc", "2024")
    assert [option.label for option in found.items[0].options] == ["Rachis", "Bassin", "Fémur"]
    untold = replace(plain, tables=tuple(replace(table, caption=None) for table in plain.tables))
    assert compile_lookups(untold, "doc", "2024") == ()
