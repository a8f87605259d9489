"""White strips between columns of text, with nothing drawn between them."""

from __future__ import annotations

from ingest.layout.lines import Line
from ingest.tables.gutters import strips
from tests.ingest.printed import line


def row(y: float, *cells: tuple[str, float]) -> list[Line]:
    return [line(text, x, y) for text, x in cells]


HEAD = row(100, ("Domain", 50), ("Question", 200))


def test_columns_are_told_by_the_strip_that_all_lines_keep_white() -> None:
    rows = [HEAD, row(112, ("Pain", 50), ("Which dose", 200)), row(124, ("Fracture", 50), ("Which score", 200))]
    ((a, b),) = strips(rows, 10).strips
    assert (a, b) == (90, 200)


def test_words_parted_by_stretched_spaces_are_no_column() -> None:
    rows = [
        HEAD, row(112, ("Pain", 50), ("Which dose", 200)), row(124, ("Spinal cord", 50), ("com-", 116), ("When", 200)),
        row(136, ("pression", 50), ("should it", 200)), row(148, ("Fracture", 50), ("Which score", 200)),
    ]  # fmt: skip
    assert len(strips(rows, 10).strips) == 1


def test_a_column_with_a_head_stands_though_few_rows_fill_it() -> None:
    rows = [
        row(100, ("Domain", 50), ("Note", 118), ("Question", 200)), row(112, ("Pain", 50), ("Which dose", 200)),
        row(124, ("Spinal cord", 50), ("rare", 118), ("When", 200)), row(136, ("Fracture", 50), ("Which score", 200)),
        row(148, ("Function", 50), ("Who walks", 200)),
    ]  # fmt: skip
    assert len(strips(rows, 10).strips) == 2
