"""Works → CSL-JSON, for citeproc, Pandoc, Zotero.

Writes what a work holds and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kb.export.works import Name, Work


def csl(works: Iterable[Work]) -> list[dict[str, Any]]:
    """One item a work: `article-journal` where a journal was read, else `document`."""
    return [_item(work) for work in works]


def _item(work: Work) -> dict[str, Any]:
    item = {
        "id": work.key,
        "type": "article-journal" if work.container else "document",
        "author": [_author(name) for name in work.authors],
        "title": work.title,
        "container-title": work.container,
        "issued": {"date-parts": [[work.year]]} if work.year else None,
        "volume": work.volume,
        "page": work.pages,
        "DOI": work.doi,
        "note": work.note,
    }
    return {name: value for name, value in item.items() if value}


def _author(name: Name) -> dict[str, str]:
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix, "literal": name.literal}
    return {part: value for part, value in parts.items() if value}
