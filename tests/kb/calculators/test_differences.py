"""A criterion that another document or edition classes otherwise shows both."""

from __future__ import annotations

from dataclasses import replace

from kb.calculators.checklists import compile_checklists
from kb.calculators.differences import with_differences
from kb.calculators.model import Calculator
from tests.kb.calculators.making import document

RECOGNISED = (
    "Les contre-indications de la stéréotaxie sont une grossesse et un rétrécissement du canal médullaire >25 %."
)
RELATIVE = (
    "Les contre-indications relatives de la stéréotaxie sont une fièvre et un rétrécissement du canal médullaire >30%."
)


def checklist(sentence: str, name: str, edition: str = "2024") -> Calculator:
    (found,) = compile_checklists(document("# Gestes", sentence), name, edition)
    return found


def test_both_roles_are_shown_with_the_other_words() -> None:
    here, there = checklist(RECOGNISED, "a"), checklist(RELATIVE, "b")
    (said,) = with_differences(here, [here, there]).warnings
    assert "contre-indication ici, contre-indication relative selon b 2024, p. 1" in said and ">30%" in said


def test_another_edition_counts_and_another_technique_does_not() -> None:
    here, old = checklist(RECOGNISED, "a"), checklist(RELATIVE, "a", "2022")
    assert len(with_differences(here, [old]).warnings) == 1
    assert with_differences(here, [replace(old, id="a/autre")]).warnings == ()


def test_the_same_role_elsewhere_is_no_difference() -> None:
    here = checklist(RECOGNISED, "a")
    assert with_differences(here, [checklist(RECOGNISED, "b")]).warnings == ()
