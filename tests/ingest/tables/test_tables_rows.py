"""Which printed lines make one cell, and which cells one row, where nothing is drawn between them."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.tables.edges import Edge
from ingest.tables.gridding import marks
from ingest.tables.textrows import plan_rows
from tests.ingest.printed import line


def cuts(*columns: Sequence[str], step: float = 12.0, top: float = 100.0) -> int:
    """How many rows the printed columns are cut into; each text is a printed line, "" leaves its place blank."""
    lines = [
        [line(text, 50 + 150 * col, top + step * n) for n, text in enumerate(texts) if text]
        for col, texts in enumerate(columns)
    ]
    return len(plan_rows(lines).cuts) + 1


def test_paragraphs_of_one_cell_are_no_rows_where_each_label_has_one() -> None:
    labels = ("A", "B", "C", "D", "", "", "", "E")
    texts = (
        "Déficit complet", "Déficit moteur", "Motricité inutile", "Marche possible",
        "D1 avec déambulateur", "D2 avec canne", "D3 sans appareil", "Examen normal",
    )  # fmt: skip
    assert cuts(labels, texts) == 5


def test_short_cells_under_one_label_are_rows_where_labels_over_several_rows_are_usual() -> None:
    labels = ("Primitif", "", "", "Délai", "", "Marche", "")
    assert cuts(labels, ("Sein", "Rein", "Poumon", "Court", "Long", "Oui", "Non")) == 7


def test_numbers_under_one_label_are_rows() -> None:
    assert cuts(("Dose", "Séances", "Total", "", "Durée"), ("8", "1", "20", "30", "5")) == 5


def test_rows_at_the_step_of_their_lines_are_told_by_their_starts() -> None:
    labels = ("Objectif", "", "", "", "Lésions", "", "", "Repérage", "", "")
    first = ("Soulager la", "douleur", "", "", "Volumineuses,", "ou patient", "fragile", "Scanner en", "position", "")
    second = (
        "Soulager et", "stériliser la", "lésion d'un", "patient", "Petites, bien", "délimitées,", "rares",
        "Scanner et", "IRM du", "rachis",
    )  # fmt: skip
    assert cuts(labels, first, second) == 3


def test_no_row_starts_where_a_text_is_torn() -> None:
    labels = ("Douleur", "", "Après chirurgie", "")
    doses = ("20 Gy en cinq fractions (ou", "une séance de 8 Gy)", "24 Gy en six", "fractions")
    notes = ("Écarter une indication.", "L'atteinte pèse", "Voir avec le", "chirurgien")
    assert cuts(labels, doses, notes) == 2


def test_labels_that_end_with_a_colon_are_rows() -> None:
    assert cuts(("Sein :", "Prostate :", "Rein :", "Poumon :"), ("huit", "sept", "six", "cinq")) == 4


def test_rows_of_two_short_cells_are_rows_though_no_cell_would_have_room_for_the_next() -> None:
    assert cuts(("FreeBSD", "OpenBSD", "Solaris", "Cray UNICOS"), ("Beast", "Fish", "SunOS", "sn5176")) == 4


def test_a_bracket_alone_is_no_open_bracket() -> None:
    assert cuts(("(", "[", "{", "<"), ("Round", "Square", "Curly", "Angle")) == 4


def test_a_line_in_pieces_under_the_header_is_one_floor() -> None:
    pieces = [Edge(120, 50, 145), Edge(120, 155, 245), Edge(120, 255, 330)]
    drawn = marks(100, 200, [], pieces, [50, 150, 250, 400])
    assert drawn.floors[1:-1] == ((120, (True, True, True)),)


def test_a_line_under_some_columns_is_a_floor_there_alone() -> None:
    drawn = marks(100, 200, [], [Edge(120, 155, 245)], [50, 150, 250, 400])
    assert drawn.floors[1:-1] == ((120, (False, True, False)),)


def test_a_label_at_the_middle_of_its_rows_stands_for_all_of_them() -> None:
    labels = ("Factor", "", "Performance status", "", "Age")
    plan = plan_rows([
        [line(text, 50, 100 + 12 * n) for n, text in enumerate(labels) if text],
        [line(text, 200, 100 + 12 * n) for n, text in enumerate(("Level", "Good", "Moderate", "Poor", "Over 70"))],
        [line(text, 350, 100 + 12 * n) for n, text in enumerate(("Points", "2", "1", "0", "3"))],
    ])  # fmt: skip
    assert len(plan.cuts) == 4 and plan.merged == ((0, 1, 3),)


def test_labels_at_the_top_of_their_rows_stand_where_they_are() -> None:
    labels = ("Factor", "Performance status", "", "", "Age")
    plan = plan_rows([
        [line(text, 50, 100 + 12 * n) for n, text in enumerate(labels) if text],
        [line(text, 200, 100 + 12 * n) for n, text in enumerate(("Level", "Good", "Moderate", "Poor", "Over 70"))],
        [line(text, 350, 100 + 12 * n) for n, text in enumerate(("Points", "2", "1", "0", "3"))],
    ])  # fmt: skip
    assert len(plan.cuts) == 4 and not plan.merged
