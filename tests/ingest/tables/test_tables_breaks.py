"""What a page or column break does to a table: its parts are one again, row by row."""

from __future__ import annotations

from ingest.geometry import Box
from ingest.layout.healing import vocabulary
from ingest.layout.lines import Line
from ingest.model import Table
from ingest.tables.found import Evidence, FoundTable, Slot
from ingest.tables.parted import lead, with_cell_above
from ingest.tables.stitch import stitch
from tests.ingest.printed import line

XS = (50.0, 150.0, 250.0, 350.0)
KNOWN = vocabulary([])
Row = tuple[str, ...]


def part(
    rows: tuple[Row, ...], page: int = 1, *, header: int = 0, evidence: Evidence = Evidence.BANDED,
    xs: tuple[float, ...] = XS, at: tuple[float, ...] = (), bold: tuple[int, ...] = (),
) -> FoundTable:  # fmt: skip
    """Texts at the left of their columns, rows 12 points apart; a row of one text spans them all."""
    slots: list[Slot] = []
    lines: list[Line] = []
    for n, row in enumerate(rows):
        y = 100.0 + 12 * n
        for col, text in enumerate(row):
            x = (at or xs)[col] + 5
            own = (line(text, x, y, page=page, bold=n in bold),) if text else ()
            lines += own
            right = len(xs) - 1 if len(row) == 1 else col + 1
            slots.append(Slot(n, col, 1, right - col, Box(xs[col], y - 10, xs[right], y + 2), own))
    box = Box(xs[0], 90, xs[-1], 102 + 12 * len(rows))
    return FoundTable(page, box, tuple(slots), header, evidence, xs, tuple(lines), 0.9, ())


def rows(*parts: FoundTable) -> list[tuple[str, ...]]:
    (whole,) = stitch(parts, [n > 0 for n in range(len(parts))], KNOWN)
    return list(Table("t", None, None, None, "p", whole.header_rows, whole.cells, whole.pages).rows)


def test_numbers_one_under_the_other_are_two_rows_though_merged_cells_are_empty_below_the_break() -> None:
    above = part((("Score", "Tomita", "Stratégie"), ("12-15", "2-3", "Résection en bloc")), header=1)
    below = part(
        (("Score", "Tomita", "Stratégie"), ("", "4-5", "Résection autre"), ("9-11", "6-7", "Soins")), 2, header=1
    )
    assert rows(above, below)[2:] == [("", "4-5", "Résection autre"), ("9-11", "6-7", "Soins")]


def test_the_rest_of_a_row_is_no_row() -> None:
    above = part((("Cas", "Dose"), ("Compliquée", "30 Gy en 10 fractions ou")), xs=XS[:3])
    below = part((("", "20 Gy en 5 fractions"), ("Simple", "8 Gy")), 2, xs=XS[:3])
    assert rows(above, below)[1:] == [
        ("Compliquée", "30 Gy en 10 fractions ou 20 Gy en 5 fractions"),
        ("Simple", "8 Gy"),
    ]


def test_below_a_break_the_header_repeated_over_an_empty_first_column_is_no_evidence_of_columns() -> None:
    above = part((("Facteur", "", "Points"), ("Délai", "1-7 jours", "4")), header=1)
    below = part((("Facteur", "Points"), ("8-14 jours", "7")), 2, header=1, xs=(50.0, 250.0, 350.0), at=(150.0, 250.0))
    assert rows(above, below) == [("Facteur", "", "Points"), ("Délai", "1-7 jours", "4"), ("", "8-14 jours", "7")]


def test_a_row_that_looks_torn_is_its_own_where_other_rows_fill_the_same_columns() -> None:
    above = part((("Aucune", "0"), ("Viscères", ""), ("Non curable", "4")), xs=XS[:3])
    below = part((("Os", ""), ("Unique", "1")), 2, xs=XS[:3])
    assert rows(above, below)[2:] == [("Non curable", "4"), ("Os", ""), ("Unique", "1")]


def test_an_empty_frame_below_a_break_takes_no_place_and_no_text_away() -> None:
    above = part((("Vitesse de croissance",),), xs=XS[:3], bold=(0,))
    below = part((("", ""), ("Lente", "1")), 2, xs=XS[:3])
    assert rows(above, below) == [("Vitesse de croissance", ""), ("Lente", "1")]


def test_parts_with_and_without_drawn_frames_are_one_where_their_columns_are() -> None:
    above = part((("Cas", "Dose", "Note"), ("Un", "8 Gy", "non")), header=1, evidence=Evidence.ALIGNED)
    below = part((("Deux", "20 Gy", "oui"),), 2, evidence=Evidence.RULED)
    assert rows(above, below)[2:] == [("Deux", "20 Gy", "oui")]


def test_a_title_row_alone_at_the_foot_of_a_page_leads_the_table_below() -> None:
    below = part((("Lente", "1"), ("Métastases viscérales",), ("Aucune", "0")), 2, xs=XS[:3], bold=(1,))
    first = lead(line("Vitesse de croissance", 55, 780, bold=True), below)
    assert first is not None
    assert rows(first, below)[0] == ("Vitesse de croissance", "")
    assert lead(line("Une phrase du texte.", 55, 780), below) is None
    assert lead(line("3.7.4. Score de Tomita", 50, 780, bold=True), below) is None


def test_a_short_cell_left_under_the_last_row_belongs_to_the_row_that_lacks_it_after_the_break() -> None:
    above = part((("Geste", "Site", "Limite"), ("Ciment", "Rachis", "Aucune")), header=1)
    below = part(
        (("Geste", "Site", "Limite"), ("Ciment seul", "", "Fracture"), ("Vis", "Bassin", "Incision")), 2, header=1
    )
    left = line("Côtes", XS[1] + 5, above.box.y1 + 10)
    whole = with_cell_above(above, left, below)
    assert whole is not None
    assert rows(above, whole)[2:] == [("Ciment seul", "Côtes", "Fracture"), ("Vis", "Bassin", "Incision")]
    assert with_cell_above(above, line("Côtes", 50, above.box.y1 + 60), below) is None
    assert with_cell_above(above, line("Une phrase du texte sous le tableau", 105, above.box.y1 + 10), below) is None


def test_halves_of_a_row_that_print_other_cells_are_one_where_all_other_rows_are_full() -> None:
    above = part((("Geste", "Site"), ("Ciment", "Rachis"), ("", "Côtes")), header=1, xs=XS[:3])
    below = part((("Ciment seul", ""), ("Vis", "Bassin")), 2, xs=XS[:3])
    assert rows(above, below)[2:] == [("Ciment seul", "Côtes"), ("Vis", "Bassin")]
