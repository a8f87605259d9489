"""Direct answers: doses to give and nothing else, calculators by name, never for other patients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.model import plain
from kb.search.answers import CalculatorCard, DoseFact, DosesCard, LookupCard
from kb.search.find import Answer, search
from kb.search.index import Index, open_index, write_index
from kb.search.told_rows import ToldRow
from tests.kb.finding import BONE, RAYS, entry, small_corpus

MEDULLARY = "Compression médullaire inopérable"
ROW = DoseFact(
    "30 Gy en dix fractions", "recommended", "conventional", MEDULLARY,
    plain(f"{MEDULLARY} — Dose : 30 Gy en dix fractions"), RAYS, "2024", "t1", 1, {},
)  # fmt: skip
FACTS = {
    "t1": (
        ROW,
        replace(ROW, dose="12 Gy", role="organ_limit"),
        replace(ROW, dose="24 Gy", role="study_arm"),
        replace(ROW, dose="18 Gy", role="example"),
        replace(ROW, dose="8 Gy en une séance", role="exceptional"),
        replace(ROW, dose="20 Gy", role="possible", condition="Douleur", quote=plain("Douleur — Dose : 20 Gy"), row=2),
    ),
    "r6": (
        replace(
            ROW, dose="17 Gy en 2 fractions", role="organ_limit", condition="moelle",
            quote=plain("À la moelle, ne pas dépasser 17 Gy en 2 fractions."), passage="r6", row=None,
        ),
    ),
}  # fmt: skip


class Compiled:
    """Two calculators, and a lookup behind the table «t1»."""

    def calculators(self) -> Sequence[CalculatorCard]:
        return (
            CalculatorCard("os-poumon/mirels", "Score de Mirels", BONE),
            CalculatorCard("os-poumon/strategie", "Stratégie selon Tokuhashi et Tomita", BONE),
            CalculatorCard("eqd2", "EQD2 et BED"),
        )

    def told(self) -> Sequence[ToldRow]:
        return ()

    def lookup(self, document: str, edition: str, passage: str, row: int) -> LookupCard | None:
        return (
            LookupCard("rayons/doses", ({"label": "Dose", "value": "30 Gy"},), ("inoperable",), (MEDULLARY,))
            if (passage, row) == ("t1", 1)
            else None
        )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("answers") / "index"
    write_index(small_corpus(), folder)
    return open_index(folder)


def doses(document: str, edition: str, passage: str) -> Sequence[DoseFact]:
    return FACTS.get(passage, ())


def ask(question: str, index: Index) -> Answer:
    return search(question, index, doses=doses, calculators=Compiled())


def dose_rows(question: str, index: Index) -> list[tuple[str, str]]:
    cards = [card for card in ask(question, index).cards if isinstance(card, DosesCard)]
    return [(row.dose, row.role) for card in cards for row in card.rows]


def test_only_doses_to_give_are_listed_the_recommended_first(index: Index) -> None:
    assert dose_rows("dose compression médullaire inopérable", index) == [
        ("30 Gy en dix fractions", "recommended"),
        ("8 Gy en une séance", "exceptional"),
    ]


def test_the_dose_of_another_indication_is_not_listed(index: Index) -> None:
    assert ("20 Gy", "possible") not in dose_rows("dose compression médullaire", index)


def test_a_dose_is_for_the_head_of_its_row_not_for_what_a_remark_speaks_of(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    remark = "Compression médullaire — Dose : 30 Gy en dix fractions ; Remarques : autre schéma si inopérable"
    monkeypatch.setitem(FACTS, "t1", (replace(ROW, condition="Compression médullaire", quote=plain(remark)),))
    assert dose_rows("dose compression médullaire", index)
    assert not dose_rows("dose compression médullaire inopérable", index)


def test_a_condition_that_leaves_out_a_place_is_for_the_others(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    others = replace(ROW, condition="Compression médullaire sauf inopérable", dose="16 Gy")
    these = replace(ROW, condition="Compression médullaire inopérable", dose="9 Gy")
    monkeypatch.setitem(FACTS, "t1", (others, these))
    assert dose_rows("dose compression médullaire inopérable", index) == [("9 Gy", "recommended")]
    assert dose_rows("dose compression médullaire sauf inopérable", index) == [("16 Gy", "recommended")]


@pytest.mark.parametrize(
    "question",
    [
        *(
            "limite de dose à la moelle en 2 fractions",
            "dose moelle",
            "dose",
            "compression médullaire",
            "dose de dénosumab",
        ),
        *("dose compression médullaire enfant", "dose compression médullaire cancer du sein"),
    ],
)
def test_no_doses_are_listed_for_a_limit_no_indication_no_question_or_other_patients(
    index: Index, question: str
) -> None:
    assert dose_rows(question, index) == []


@pytest.mark.parametrize(
    ("question", "calculator"), [("score de mirels", "os-poumon/mirels"), ("mirels 9", "os-poumon/mirels")]
)
def test_a_calculator_that_is_named_comes_as_a_card(index: Index, question: str, calculator: str) -> None:
    cards = ask(question, index).cards
    assert [card.id for card in cards if isinstance(card, CalculatorCard)] == [calculator]


@pytest.mark.parametrize(
    ("question", "total"),
    [("mirels 8", 8), ("score de mirels égal à 8 points", 8), ("mirels", None), ("mirels 8 ou 9", None)],
)
def test_a_total_that_is_asked_about_stands_on_the_card(index: Index, question: str, total: int | None) -> None:
    assert [card.total for card in ask(question, index).cards if isinstance(card, CalculatorCard)] == [total]


@pytest.mark.parametrize("question", ["score de tokuhashi", "radiofréquence", "mirels cancer du sein", "mirels enfant"])
def test_no_calculator_comes_where_it_is_not_named_or_not_meant(index: Index, question: str) -> None:
    assert not any(isinstance(card, CalculatorCard) for card in ask(question, index).cards)


def test_the_row_of_a_compiled_table_that_answers_comes_as_a_card(index: Index) -> None:
    cards = ask("compression médullaire inopérable", index).cards
    assert [card.as_json() for card in cards if isinstance(card, LookupCard)] == [
        {
            "type": "lookup",
            "id": "rayons/doses",
            "values": [{"label": "Dose", "value": "30 Gy"}],
            "options": ["inoperable"],
        }
    ]


class Strategies(Compiled):
    """The table «t1» has two rows, both of which are about surgery."""

    def lookup(self, document: str, edition: str, passage: str, row: int) -> LookupCard | None:
        labels = {1: ("chirurgie possible",), 2: ("chirurgie impossible",)}
        return LookupCard("rayons/doses", (), (), labels[row]) if passage == "t1" else None


def test_no_row_answers_where_its_labels_are_not_named_or_those_of_others_as_much(tmp_path: Path) -> None:
    rows = [
        entry(RAYS, "t1", f"Rachis, chirurgie {which} — Conduite : radiothérapie exclusive", kind="row", row=n)
        for n, which in enumerate(("possible", "impossible"), 1)
    ]
    write_index([*rows, *small_corpus()], tmp_path / "index")
    index = open_index(tmp_path / "index")

    def cards(question: str) -> int:
        return len(search(question, index, calculators=Strategies()).cards)

    assert (cards("radiothérapie exclusive"), cards("chirurgie"), cards("chirurgie impossible")) == (0, 0, 1)


class Named(Compiled):
    """The table «t1» is a calculator that goes by the name of its section."""

    def calculators(self) -> Sequence[CalculatorCard]:
        return (*super().calculators(), CalculatorCard("rayons/doses", "Tableau des Doses", RAYS))


def test_beside_a_calculator_that_is_named_comes_its_own_row_and_no_other(index: Index) -> None:
    def cards(question: str) -> list[str]:
        return [card.id for card in search(question, index, calculators=Named()).cards]

    assert cards("doses compression médullaire inopérable") == ["rayons/doses", "rayons/doses"]
    assert cards("mirels compression médullaire inopérable") == ["os-poumon/mirels"]


def test_no_card_comes_without_an_answer(index: Index) -> None:
    assert ask("traitement de la migraine", index).cards == ()
