"""A question gets the row of sentences that answers it: only the one, of each document, and for no other population."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.search.index import Index, open_index, write_index
from kb.search.plan import make_plan
from kb.search.told_rows import ToldRow, told
from tests.kb.finding import BONE, small_corpus


def row(name: str, *labels: str, value: str = "", ident: str = "", document: str = BONE) -> ToldRow:
    values = ({"key": "texte", "value": value}, {"key": "conditions", "value": "de la première à la dernière fraction"})
    return ToldRow(ident or f"{document}/{name}", document, name, labels, tuple(labels), values)


ROWS = (
    row(
        "Dose maximale (Dmax) selon le nombre de fractions : moelle",
        "2 fractions",
        "première irradiation",
        value="17 Gy",
    ),
    row(
        "Dose maximale (Dmax) selon le nombre de fractions : moelle",
        "3 fractions",
        "première irradiation",
        value="20 Gy",
    ),
    row("Prévention péri-opératoire", "Antibioprophylaxie", value="Elle dure 24 heures."),
    row("Prévention péri-opératoire", "Anticoagulation", value="Elle est préventive."),
    row("Anti-résorptifs", "Durée du traitement", value="Deux ans."),
    row("Risque de fracture après stéréotaxie", "Facteurs de risque", value="La lésion lytique en est un."),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("told") / "index"
    write_index(small_corpus(), folder)
    return open_index(folder)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("dmax moelle 3 fractions", ["20 Gy"]),
        ("dose maximale moelle 2 fractions", ["17 Gy"]),
        ("dose maximale moelle", []),  # two rows hold it alike
        ("dose maximale moelle 2 fractions ré-irradiation", []),
        ("antibioprophylaxie", ["Elle dure 24 heures."]),
        ("fracture après stéréotaxie", ["La lésion lytique en est un."]),
        ("stéréotaxie", []),  # names no lookup
        ("anti-résorptifs", []),  # names a lookup and asks nothing
        ("durée du traitement par anti-résorptifs", ["Deux ans."]),
        ("recette de tarte", []),
    ],
)
def test_the_row_that_holds_all_that_is_asked(index: Index, question: str, values: list[str]) -> None:
    assert [found.values[0]["value"] for found in told(make_plan(question, index), index, ROWS)] == values


def test_each_document_answers_for_itself(index: Index) -> None:
    rows = (*ROWS, row("Prévention péri-opératoire", "Antibioprophylaxie", value="48 heures.", document="autre"))
    found = told(make_plan("antibioprophylaxie", index), index, rows)
    assert [each.document for each in found] == [BONE, "autre"]


def test_no_row_of_a_document_that_was_written_for_other_patients(index: Index) -> None:
    assert not list(told(make_plan("antibioprophylaxie cancer du sein", index), index, ROWS))
