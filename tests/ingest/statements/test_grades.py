"""Grades as French societies print them."""

from __future__ import annotations

import pytest

from ingest.statements.grades import find_grade, only_grade


@pytest.mark.parametrize(
    ("statement", "grade"),
    [
        ("Une IRM est recommandée (grade A).", "grade A"),
        ("Une IRM est recommandée (Grade B, accord fort).", "Grade B, accord fort"),
        ("Une IRM est recommandée. Grade B.", "Grade B"),
        ("Grade C : une IRM est recommandée.", "Grade C"),
        ("Une IRM est recommandée (AE).", "AE"),
        ("Une IRM est recommandée (accord d’experts).", "accord d’experts"),
        ("Une IRM est recommandée (accord professionnel)", "accord professionnel"),
        ("Une IRM est recommandée (niveau de preuve 2).", "niveau de preuve 2"),
        ("Une IRM est recommandée (NP1, grade A).", "NP1, grade A"),
        ("Une IRM est recommandée [I, A].", "I, A"),
        ("Une IRM est recommandée [II-B]", "II-B"),
        ("Il est probablement recommandé de perfuser (GRADE 2+, accord fort).", "GRADE 2+, accord fort"),
        ("Une IRM est recommandée (classe IIa, niveau de preuve B).", "classe IIa, niveau de preuve B"),
        ("Une IRM (recommandation forte, niveau de preuve modéré).", "recommandation forte, niveau de preuve modéré"),
        ("Une IRM est recommandée (B).", "B"),
    ],
)  # fmt: skip
def test_grade(statement: str, grade: str) -> None:
    assert find_grade(statement) == grade


@pytest.mark.parametrize(
    "statement",
    [
        "Une toxicité de grade 3 impose l'arrêt.", "Les patients de grade D de Frankel doivent être opérés.",
        "Le traitement est recommandé (84).", "Une IRM est recommandée [2, 3].", "L'IRM (A) et le scanner (B) montrent",
        "Deux lésions (C1-C2) sont traitées.", "Le niveau de preuve pour les autres sites reste limité (98).",
        "En cas de toxicité (grade 3 ou 4), une pause est recommandée.",
    ],
)  # fmt: skip
def test_no_grade(statement: str) -> None:
    assert find_grade(statement) is None


def test_a_grade_alone() -> None:
    assert only_grade(" (Grade B). ") == "Grade B" and only_grade("Accord d'experts") == "Accord d'experts"
    assert only_grade("Grade B chez l'adulte") is None and only_grade("") is None
