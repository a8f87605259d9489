"""Grades and what they mean, as printed."""

from __future__ import annotations

from dataclasses import replace

from kb.calculators.classifications import compile_classifications
from kb.calculators.lookups import compile_lookups
from kb.calculators.run import prepare, run
from tests.kb.calculators.making import document

GRADES = """
Grade | Description
A | Aucune fonction
B | Sensibilité seule
C | Marche possible • C1 avec aide • C2 sans aide
"""


def classifications(*parts):
    return compile_classifications(document(*parts), "doc", "2024")


def test_a_grade_gives_its_description():
    (found,) = classifications("# Classification de Dupont", GRADES)
    assert (found.id, found.kind, found.name) == ("doc/dupont", "classification", "Classification de Dupont")
    result = run(prepare(found), {"grade": "B"})
    assert [(v.key, v.value, v.page) for v in result.values] == [("description", "Sensibilité seule", 1)]
    assert result.total is None and result.band is None and result.complete


def test_grades_printed_inside_a_description_are_options():
    (found,) = classifications("# Classification de Dupont", GRADES)
    assert [o.key for o in found.items[0].options] == ["a", "b", "c", "c1", "c2"]
    assert run(prepare(found), {"grade": "C2"}).values[0].value == "sans aide"
    assert run(prepare(found), {"grade": "c"}).values[0].value.startswith("Marche possible")


def test_a_classification_is_no_lookup_besides():
    assert compile_lookups(document("# Classification de Dupont", GRADES), "doc", "2024") == ()


def test_a_table_of_grades_without_heads_loses_none() -> None:
    guide = document("# Classification de Dupont", GRADES.replace("\nGrade | Description", ""))
    (table,) = guide.tables
    found = compile_classifications(replace(guide, tables=(replace(table, header_rows=0),)), "doc", "2024")
    assert [o.key for o in found[0].items[0].options] == ["a", "b", "c", "c1", "c2"]


def test_words_are_no_grades():
    assert classifications("# Types de lésion", "Type | Conduite\nLytique | Ciment\nMixte | Discuter") == ()
