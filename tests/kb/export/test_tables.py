"""Tables leave cell by cell as they are printed, each file with its place in the index."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from kb.export.tables import INDEX, table_files, table_stream
from kb.notice import NOTICE

ROWS = [["Dose", "Séances"], ["8 Gy, unique", "1"], ["30 Gy\n« fractionnés »", "10"]]


def shown(*tables: list[list[str]]) -> dict[str, Any]:
    facts = {"number": "5", "caption": "Tableau 5 : doses/séances", "page": 3, "pages": [3], "header_rows": 1,
             "confidence": 1.0}  # fmt: skip
    made = [{"id": f"t{n}", "rows": rows} | facts for n, rows in enumerate(tables)]
    return {"document": "guide", "edition": "2024/06", "data_until": "2023-12-31", "sha256": "0" * 64, "tables": made}


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_one_file_a_table_and_an_index_of_where_each_stands() -> None:
    files = table_files([shown(ROWS, [["a"]])])
    index = json.loads(files.pop(INDEX))
    assert list(files) == [f"guide@2024-06-0{n}-tableau-5-doses-seances.csv" for n in (1, 2)]
    assert [read(text) for text in files.values()] == [ROWS, [["a"]]]
    assert [(each["file"], each["page"], each["edition"]) for each in index] == [(n, 3, "2024/06") for n in files]


def test_the_stream_has_one_width_and_says_where_each_row_is_from() -> None:
    head, *lines = read(table_stream([shown(ROWS, [["a", "b", "c"]])]))
    assert head[-3:] == ["c1", "c2", "c3"]
    assert {len(line) for line in lines} == {len(head)}
    source = ["guide", "2024/06", "2023-12-31", NOTICE]
    assert lines[1] == [*source, "t0", "5", "Tableau 5 : doses/séances", "3", "2", "8 Gy, unique", "1", ""]


def test_no_table_is_a_head_alone() -> None:
    assert len(read(table_stream([shown()]))) == 1
