"""One change at a time, on a small guideline: what it is called, and what is no change at all."""

from __future__ import annotations

from functools import cache

import pytest

from ingest.model import Guideline
from kb.diff.compare import compare
from kb.diff.model import Change
from tests.kb.diff.editions import written

GUIDE = """# Guide des métastases

## 1 Indications

La radiothérapie est indiquée en cas de douleur résistante aux antalgiques. Une dose de 30 Gy en 10 fractions est \
recommandée. La survie médiane est de 12 mois.

Le patient doit avoir un indice de Karnofsky supérieur à 60 %. La chirurgie est possible si le score de Mirels est \
> 8. Elle n’est pas recommandée chez le patient âgé.

- Une imagerie de contrôle est réalisée tous les 3 mois.
- Une surveillance biologique est utile.
- L’acide zolédronique est donné à la dose de 4 mg toutes les 4 semaines.

## 2 Techniques

### 2.1 Stéréotaxie

La stéréotaxie délivre 24 Gy en une fraction. Les organes à risque sont délinéés sur une IRM récente. Un physicien \
vérifie le plan de traitement avant la première séance.

### 2.2 Cimentoplastie

La cimentoplastie soulage 80 % des patients. Elle est réalisée sous anesthésie générale ou sédation profonde. Une \
fuite de ciment survient dans 5 % des cas.

| Situation | Dose | Remarque |
|---|---|---|
| Douleur simple | 8 Gy en 1 fraction | sans imagerie |
| Compression | 20 Gy en 5 fractions | en urgence |
| Risque fracturaire | 30 Gy en 10 fractions | après avis chirurgical |

## 3 Suivi

Le suivi est clinique et radiologique. Une récidive locale impose une nouvelle discussion en réunion \
pluridisciplinaire. Les corticoïdes sont diminués progressivement sur trois semaines.
"""
ROWS = (
    "| Douleur simple | 8 Gy en 1 fraction | sans imagerie |\n",
    "| Compression | 20 Gy en 5 fractions | en urgence |\n",
)
PLAN = " Un physicien vérifie le plan de traitement avant la première séance."
NEW = "### 2.1 Radiofréquence\n\nLa radiofréquence détruit les petites lésions.\n\n### 2.2 Stéréotaxie"


@cache
def guide() -> Guideline:
    return written(GUIDE)


def changed(*edits: tuple[str, str]) -> tuple[Change, ...]:
    """The changes from the guide to the one that the edits make of it."""
    text = GUIDE
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return compare(guide(), written(text)).changes


def told(changes: tuple[Change, ...]) -> list[str]:
    return [f"{c.meaning.value} {c.type.value} {c.kind.value}" for c in changes]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("30 Gy en 10 fractions est", "20 Gy en 5 fractions est", "dose modified sentence"),
        ("30 Gy en 10 fractions est", "30/10 est", "wording modified sentence"),
        ("30 Gy en 10 fractions est", "30 grays en dix séances est", "wording modified sentence"),
        ("4 mg", "3,5 mg", "dose modified sentence"),
        ("toutes les 4 semaines", "toutes les 12 semaines", "dose modified sentence"),
        ("> 8", "≥ 9", "wording modified sentence"),
        ("> 8", "≥ 8", "threshold modified sentence"),
        ("supérieur à 60 %", "supérieur à 70 %", "threshold modified sentence"),
        ("supérieur à 60 %", "≥ 60 %", "threshold modified sentence"),
        ("supérieur à 60 %", "> 60 %", "wording modified sentence"),
        ("12 mois", "1 an", "wording modified sentence"),
        ("12 mois", "14 mois", "number modified sentence"),
        ("80 % des", "70 % des", "number modified sentence"),
        ("trois semaines", "quatre semaines", "number modified sentence"),
        ("trois semaines", "3 semaines", "typography modified sentence"),
        ("Elle n’est pas recommandée chez", "Elle est recommandée chez", "modality modified sentence"),
        ("biologique est utile", "biologique n’est pas utile", "modality modified sentence"),
        ("est recommandée. La", "est possible. La", "modality modified sentence"),
        ("doit avoir", "peut avoir", "modality modified sentence"),
        ("le patient âgé", "le patient âgé ou dénutri", "population modified sentence"),
        ("La radiothérapie est", "Chez l’enfant, la radiothérapie est", "population modified sentence"),
        ("récidive locale", "récurrence locale", "wording modified sentence"),
        ("progressivement", "progresivement", "typography modified sentence"),
        ("nouvelle discussion", "« nouvelle » discussion", "typography modified sentence"),
        ("pluridisciplinaire", "pluri-disciplinaire", "typography modified sentence"),
        ("| Douleur simple |", "| Douleur non compliquée |", "wording modified row"),
        ("| Compression |", "| Atteinte épidurale |", "wording modified row"),
        ("| 20 Gy en 5 fractions |", "| 24 Gy en 6 fractions |", "dose modified cell"),
        ("| Dose |", "| Schéma |", "wording modified cell"),
        (ROWS[1], "", "dose removed row"),
        (ROWS[1], f"{ROWS[1]}| Ré-irradiation | 18 Gy en 1 fraction | rare |\n", "dose added row"),
        ("- Une surv", "- Une hydratation est recommandée.\n- Une surv", "modality added sentence"),
        ("## 3 Suivi", "## 3 Surveillance ensuite", "wording modified section"),
    ],
)
def test_one_edit_is_one_change_of_its_meaning(old: str, new: str, expected: str) -> None:
    assert told(changed((old, new))) == [expected]


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([], id="nothing"),
        pytest.param([("".join(ROWS), "".join(reversed(ROWS)))], id="rows swapped"),
        pytest.param([("sédation profonde. Une fuite", "sédation profonde ; une fuite")], id="sentences joined"),
        pytest.param([("### 2.2 Cimentoplastie\n\n", "")], id="sections merged"),
        pytest.param([("Le patient doit", "### 1.1 Conditions\n\nLe patient doit")], id="section split"),
        pytest.param([("## 1 ", "## "), ("## 2 ", "## "), ("### 2.1 ", "### "), ("### 2.2 ", "### ")], id="no numbers"),
        pytest.param([("### 2.1 S", "### 2.2 S"), ("### 2.2 C", "### 2.3 C")], id="renumbered"),
        pytest.param([("- Une imagerie", "1. Une imagerie"), ("- Une surv", "2. Une surv")], id="list numbered"),
    ],
)
def test_what_is_no_change(edits: list[tuple[str, str]]) -> None:
    assert told(changed(*edits)) == []


def test_columns_swapped_are_no_change() -> None:
    edits = [("| Dose | Remarque |", "| Remarque | Dose |")]
    for row in ("8 Gy en 1 fraction | sans imagerie", "20 Gy en 5 fractions | en urgence"):
        edits.append((row, " | ".join(reversed(row.split(" | ")))))
    row = "30 Gy en 10 fractions | après avis chirurgical"
    assert changed(*edits, (row, " | ".join(reversed(row.split(" | "))))) == ()


def test_a_statement_found_again_elsewhere_is_moved_and_nothing_else() -> None:
    found = changed((PLAN, ""), ("Le suivi est clinique", f"{PLAN.strip()} Le suivi est clinique"))
    assert told(found) == ["wording moved sentence"]


def test_a_statement_reworded_on_the_way_is_moved_with_what_changed() -> None:
    old, new = "La stéréotaxie délivre 24 Gy en une fraction. ", "La stéréotaxie délivre 27 Gy en 3 fractions. "
    assert told(changed((old, ""), ("Le suivi est", f"{new}Le suivi est"))) == ["dose moved sentence"]


def test_values_that_change_places_between_rows_are_changes() -> None:
    found = changed(
        ("| 8 Gy en 1 fraction |", "| XX |"),
        ("| 20 Gy en 5 fractions |", "| 8 Gy en 1 fraction |"),
        ("| XX |", "| 20 Gy en 5 fractions |"),
    )
    assert told(found) == ["dose modified cell"] * 2


def test_a_new_section_is_told_with_what_it_says_and_the_others_are_only_renumbered() -> None:
    found = changed(("### 2.2 Cim", "### 2.3 Cim"), ("### 2.1 Stéréotaxie", NEW))
    assert told(found) == ["wording added section", "wording added sentence"]
    assert found[0].b is not None and "détruit les petites lésions" in found[0].b.text


def test_a_column_that_one_table_has_is_one_change() -> None:
    found = changed(
        ("| Remarque |\n|---|---|---|", "| Remarque | Délai |\n|---|---|---|---|"),
        ("| sans imagerie |", "| sans imagerie | 7 jours |"),
        ("| en urgence |", "| en urgence | 24 heures |"),
        ("| après avis chirurgical |", "| après avis chirurgical | 15 jours |"),
    )
    assert told(found) == ["number added cell"]


def test_a_removed_table_is_one_change() -> None:
    table = GUIDE[GUIDE.index("| Situation") : GUIDE.index("## 3 Suivi")]
    assert told(changed((table, ""))) == ["dose removed table"]


def test_the_words_that_differ_are_told_and_stand_in_the_sides() -> None:
    (change,) = changed(("30 Gy en 10 fractions est", "20 Gy en 5 fractions est"))
    assert change.before == ("30", "10") and change.after == ("20", "5")
    assert change.a is not None and [change.a.text[s:e] for s, e in change.a_words] == ["30", "10"]


def test_what_was_taken_out_reads_as_a_phrase() -> None:
    old, new = "30 Gy en 10 fractions est", "30 Gy en 10 fractions ou 20 Gy en 5 fractions est"
    (change,) = changed((old, new))
    assert change.after == ("ou 20 Gy en 5 fractions",)
