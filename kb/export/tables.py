"""Tables → CSV: one file a table with an index of where each stands, or all of them in one stream.

Cells as they are printed, the dense grid of `show`. Leaves nothing out and changes no cell.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kb.calculators.keys import slug
from kb.notice import NOTICE

Json = Mapping[str, Any]
INDEX = "index.json"
_HEAD = ("document", "edition", "data_until", "notice", "table", "number", "caption", "page", "row")
_SAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))


def table_files(editions: Iterable[Json]) -> dict[str, str]:
    """File name → content: the rows of each table, and `index.json`, which says where each file's table is printed."""
    files: dict[str, str] = {}
    index = []
    for edition in editions:
        stem = f"{edition['document']}@{edition['edition']}".translate(_SAFE)
        for n, table in enumerate(edition["tables"], 1):
            told = slug(table["caption"] or "")
            name = f"{stem}-{n:02d}{f'-{told}' if told else ''}.csv"
            files[name] = _csv(table["rows"])
            facts = {
                key: table[key] for key in ("id", "number", "caption", "page", "pages", "header_rows", "confidence")
            }
            source = {key: edition[key] for key in ("document", "edition", "data_until", "sha256")} | {"notice": NOTICE}
            index.append({"file": name} | source | facts)
    return files | {INDEX: json.dumps(index, ensure_ascii=False, indent=1) + "\n"}


def table_stream(editions: Sequence[Json]) -> str:
    """All tables in one CSV: each row behind its document, edition, table, number, caption, page and row number.

    Rows are filled with empty cells to one width, as CSV asks.
    """
    width = max((len(row) for edition in editions for table in edition["tables"] for row in table["rows"]), default=0)
    head = [*_HEAD, *(f"c{n}" for n in range(1, width + 1))]
    return _csv([head, *_lines(editions, width)])


def _lines(editions: Iterable[Json], width: int) -> Iterator[list[str]]:
    for edition in editions:
        for table in edition["tables"]:
            told = [table["id"], table["number"] or "", table["caption"] or "", str(table["page"])]
            for n, row in enumerate(table["rows"], 1):
                source = (edition["document"], edition["edition"], edition["data_until"] or "", NOTICE)
                yield [*source, *told, str(n), *row, *[""] * (width - len(row))]


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)  # RFC 4180: commas, CRLF
    return text.getvalue()
