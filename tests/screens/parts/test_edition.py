"""The ways into an edition: what stands where."""

from __future__ import annotations

from typing import Any

from ingest.geometry import Box
from screens.parts.edition import read_edition


def passage(name: str, *boxes: list[float], page: int = 1) -> dict[str, Any]:
    places = [{"page": page, "printed_page": None, "boxes": boxes}]
    return {"id": name, "kind": "paragraph", "section": None, "page": page, "places": places, "text": name}


SHOWN: dict[str, Any] = {
    "document": "guide", "edition": "1", "title": "Guide", "pages": 2,
    "sections": [], "tables": [], "recommendations": [], "references": [], "citations": [],
    "passages": [
        passage("first", [50, 100, 300, 112], [50, 114, 280, 126]),
        passage("second", [50, 140, 300, 152]),
        passage("behind", [50, 100, 300, 112], page=2),
    ],
}  # fmt: skip


def test_a_sentence_is_found_in_the_passage_that_holds_it_on_its_page() -> None:
    edition = read_edition(SHOWN)
    assert edition.passage_at(1, Box(50, 114, 200, 126)) == "first"
    assert edition.passage_at(1, Box(50, 139.6, 300.2, 152)) == "second"
    assert edition.passage_at(2, Box(60, 100, 200, 112)) == "behind"


def test_what_no_passage_holds_is_in_none() -> None:
    edition = read_edition(SHOWN)
    assert edition.passage_at(1, Box(50, 120, 200, 150)) is None
    assert edition.passage_at(3, Box(50, 100, 200, 112)) is None
    assert edition.table_at(None) is None
