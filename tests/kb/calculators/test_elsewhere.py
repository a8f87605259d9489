"""What other guidelines say on a calculator's indication: quoted, newest first, «diffère» only where it can be told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.audit.indications import concepts
from kb.calculators.elsewhere import Statement, difference, doses, elsewhere, statements
from kb.calculators.formulas import EQD2
from tests.kb.calculators.making import score

SCORE = replace(score("# Compression médullaire", "Points | Siège\n1 | haut\n2 | bas"), name="Score", document="a")


def said(text: str, document: str = "b", date: str = "2023-01-01", strength: str | None = "strong") -> Statement:
    named = concepts(text)
    return Statement(document, "1", date, text, strength, 1, "p-1", None, named, named)


KNOWN = (
    said("Une compression médullaire est opérée en urgence."),
    said("Une compression médullaire reçoit 30 Gy en 10 fractions.", "c", "2024-05-01"),
    said("La douleur est évaluée."),
    said("Une compression médullaire est de notre propre document.", "a"),
)


def test_statements_on_the_same_indication_come_newest_first_and_never_from_the_same_document() -> None:
    found = elsewhere(SCORE, ["Compression médullaire"], ["surveillance"], (), KNOWN)
    assert [each.statement.document for each in found] == ["c", "b"]
    assert all(each.differs is None for each in found)


def test_a_formula_has_nothing_set_beside_it() -> None:
    assert elsewhere(EQD2, ["Compression médullaire"], [], (), KNOWN) == ()


@pytest.mark.parametrize(
    ("own", "other", "differs"),
    [
        ("dose proposée : 8 Gy en 1 fraction", "Il faut 30 Gy en 10 fractions.", "8 Gy ici, 30 Gy là"),
        ("dose proposée : 8 Gy ou 30 Gy", "Il faut 30 Gy en 10 fractions.", None),
        ("surveillance", "Il faut 30 Gy en 10 fractions.", None),
        ("", "Il faut 30 Gy en 10 fractions.", None),
    ],
)
def test_doses_differ_only_where_both_print_some_and_none_agrees(own: str, other: str, differs: str | None) -> None:
    assert difference(own, said(other)) == differs


def test_an_advice_against_what_the_verdict_advises_differs() -> None:
    against = said("La laminectomie n’est pas recommandée.", strength="against")
    assert difference("laminectomie", against) == "avis contraire"
    assert difference("pas de laminectomie", against) is None
    assert difference("laminectomie", replace(against, strength="strong")) is None


def test_ranges_of_doses_are_read() -> None:
    assert doses("18 à 24 Gy, puis 0,5 Gy") == {(18.0, 24.0), (0.5, 0.5)}


def test_rows_of_tables_speak_under_their_heads_and_scores_do_not() -> None:
    def cell(row: int, col: int, text: str) -> dict[str, object]:
        return {"row": row, "col": col, "text": text, "page": 2}

    rows = [cell(0, 0, "Indication"), cell(0, 1, "Dose"), cell(1, 0, "Compression médullaire"), cell(1, 1, "30 Gy")]
    points = [cell(0, 0, "Item"), cell(0, 1, "Points"), cell(1, 0, "Haut"), cell(1, 1, "1"), cell(2, 0, "Bas"),
              cell(2, 1, "2")]  # fmt: skip
    shown = {
        "document": "d", "edition": "1", "date": None, "date_found": "2022", "passages": [], "sections": [],
        "recommendations": [
            {"passage": "p-1", "text": "On fait ceci :", "strength": "strong", "section": None, "page": 1},
            {"passage": "p-2", "text": "Il faut marcher.", "strength": "strong", "section": None, "page": 3},
        ],
        "tables": [{"header_rows": 1, "passage": f"p-t{n}", "cells": cells} for n, cells in enumerate((rows, points))],
    }  # fmt: skip
    found = statements([shown])
    assert [(each.text, each.page, each.row) for each in found] == [
        ("Il faut marcher.", 3, None),
        ("Compression médullaire : Dose : 30 Gy", 2, 1),
    ]
