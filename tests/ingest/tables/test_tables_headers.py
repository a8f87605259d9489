"""How many rows at the top of a table are its header, by the way they are set."""

from __future__ import annotations

from ingest.geometry import Box
from ingest.tables.found import Slot
from ingest.tables.headers import header_rows
from tests.ingest.printed import line


def slots(*rows: tuple[str, ...], reaching: int = 1) -> list[Slot]:
    """The cells of `rows`, the first one `reaching` down; "" is no cell."""
    return [
        Slot(r, c, reaching if r == c == 0 else 1, 1, Box(100 * c, 20 * r, 100 * c + 90, 20 * r + 18), (line(text),))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    ]


def test_rows_that_a_line_sets_apart_are_the_header() -> None:
    assert header_rows(slots(("Organe", "Dose"), ("Moelle", "14"), ("Rein", "8")), 2, marked=1) == 1


def test_a_header_of_two_rows_whose_corner_reaches_down() -> None:
    levels = slots(("Étude", "Réponse", "Réponse"), ("", "8 Gy", "30 Gy"), ("Paris", "12", "14"), reaching=2)
    assert header_rows(levels, 3, marked=1) == 2


def test_the_first_item_of_a_score_that_a_line_parts_from_the_next_is_no_header() -> None:
    score = slots(
        ("État général", "altéré", "0"), ("", "moyen", "1"), ("", "bon", "2"), ("Métastases", "plus de 3", "0"),
        ("", "aucune", "2"), reaching=3,
    )  # fmt: skip
    assert header_rows(score, 3, marked=1) == 0
