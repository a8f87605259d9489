"""Entries nobody cites, entries listed twice; and those that only look like it."""

from __future__ import annotations

import pytest

from tests.kb.audit.auditing import CITED, LIST, details, found

FIFTH = "5. {}\n"


def test_an_entry_that_nothing_leads_to_is_told() -> None:
    text = CITED + LIST + FIFTH.format("Roy Z, Blanc Y. Imaging of the skeleton at risk. Eur Radiol 2017;1:2-9.")
    (finding,) = found(text, "reference-uncited")
    assert finding.severity == "info"
    assert "Roy Z" in finding.detail and "Imaging" in finding.text


def test_cited_entries_and_reading_lists_are_left_alone() -> None:
    assert not found(CITED + LIST, "reference-uncited")
    assert not found("On irradie.\n" + LIST, "reference-uncited")
    assert not found(CITED.replace("(3). On prescrit (4)", "(2-4)") + LIST, "reference-uncited")


def test_a_work_that_the_text_names_in_words_is_cited() -> None:
    text = CITED + "Roy et al. ont décrit le squelette à risque.\n" + LIST
    assert not found(
        text + FIFTH.format("Roy Z, Blanc Y. Imaging of the skeleton. Radiol 2017;1:2-9."), "reference-uncited"
    )


def test_an_excerpt_tells_of_what_is_cited_elsewhere_in_one_finding() -> None:
    entries = "".join(
        f"{n}. Auteur{chr(64 + n)} A. Étude numéro {chr(64 + n)} du squelette. J Bone 20{n:02}.\n" for n in range(1, 13)
    )
    text = "## 1.4 Doses\n\nOn irradie (9). On opère (10). On cimente (11). On prescrit (12).\n\n# Bibliographie\n\n"
    (finding,) = found(text + entries, "reference-uncited")
    assert finding.detail.startswith("8 références")


@pytest.mark.parametrize(
    "entry",
    [
        "Martin A, Petit B. Radiotherapy of painful bone metastases. J Bone 2019;12:1-9.",
        "Martin A, Petit B. Radiotherapy of painful bone metastases. J Bone. 2019 Mar;12(3):1–9.",
        "Martin A, Petit B, et al. [Radiotherapy of painful bone metastasis]. J Bone 2020;12:1-9.",
    ],
)
def test_a_work_listed_twice_is_told_once_with_both_entries(entry: str) -> None:
    (finding,) = found(CITED + "Et (5).\n" + LIST + FIFTH.format(entry), "reference-duplicate")
    assert finding.severity == "warning"
    assert "1. Martin A" in finding.detail and "5. Martin A" in finding.detail


@pytest.mark.parametrize(
    "entry",
    [
        "Martin A, Petit B. Erratum: Radiotherapy of painful bone metastases. J Bone 2019;12:200.",
        "Martin A, Petit B. Radiotherapy of painful bone metastases: reply. J Bone 2019;12:201.",
        "Martin A, Petit B. Radiotherapy of painful bone metastases: an update. J Bone 2020;13:1-9.",
        "Martin A, Petit B. Radiotherapy of painful bone metastases. J Bone 2026;19:11-9.",
        "Martin A, Petit B. Radiotherapy of painful brain metastases in children. J Bone 2019;12:10-9.",
        "Noir K, Petit B. Radiotherapy of painful bone metastases. J Pain 2019;1:1-9.",
    ],
)
def test_an_erratum_an_answer_or_another_work_is_no_duplicate(entry: str) -> None:
    assert not details(found(CITED + "Et (5).\n" + LIST + FIFTH.format(entry), "reference-duplicate"))


def test_the_same_title_in_two_volumes_of_two_years_is_a_yearly_report() -> None:
    two = FIFTH.format("Siegel R, Miller K. Cancer statistics of the year. CA J 2019;69:7-34.") + (
        "6. Siegel R, Miller K. Cancer statistics of the year. CA J 2020;70:9-30.\n"
    )
    assert not found(CITED + "Et (5, 6).\n" + LIST + two, "reference-duplicate")
