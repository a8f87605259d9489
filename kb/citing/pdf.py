"""A collection of citations → a tagged PDF for a staff meeting, set by Typst.

The texts reach the typesetter as data, never as markup: what a guideline prints cannot become an instruction.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from importlib.resources import files

import typst

from kb.citing.cited import Cited, clean
from kb.notice import NOTICE


def pdf(title: str, items: Sequence[Cited], made_on: date, origin: str = "") -> bytes:
    """The document; `origin` («http://host») goes before the items' addresses, "" leaves the links out."""
    data = {
        "title": clean(title),
        "notice": NOTICE,
        "made": f"Établi le {made_on:%d/%m/%Y}",
        "items": [_item(item, origin) for item in items],
    }
    source = files("kb.citing").joinpath("collection.typ").read_bytes()
    made = typst.compile(source, sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, format="pdf")
    if not isinstance(made, bytes):
        raise TypeError("one PDF was asked for")
    return made


def _item(item: Cited, origin: str) -> dict[str, object]:
    width = max((len(row) for row in item.rows), default=0)
    return {
        "heading": clean(item.heading),
        "text": clean(item.text),
        "quoted": item.quoted,
        "rows": [[clean(cell) for cell in row] + [""] * (width - len(row)) for row in item.rows],
        "columns": width,
        "header_rows": item.header_rows,
        "note": clean(item.note) if item.note else "",
        "source": clean(f"{item.reference} · {item.cut_off}"),
        "link": origin + item.address if origin and item.address else "",
    }
