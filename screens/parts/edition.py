"""One edition as the reader needs it: the outline, what stands on a page, where a passage is.

Made once from the knowledge base's answer and then only read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ingest.geometry import Box, union
from kb.citing.cited import place_of, reference_of
from kb.citing.works import Entry, entries

Json = dict[str, Any]
_SLACK = 1.0  # points: places are rounded to hundredths


@dataclass(frozen=True, slots=True)
class Edition:
    """The contract's `show` of one edition, with the ways in that a page needs."""

    facts: Json  # document, edition, title, publisher, dates, pages, latest
    sections: Mapping[str, Json]  # by id, in reading order
    passages: Mapping[str, Json]  # by id, in reading order
    tables: Mapping[str, Json]  # by passage
    recommendations: Mapping[str, tuple[Json, ...]]  # by passage
    by_page: Mapping[int, tuple[Json, ...]]  # the passages that stand on a page, in reading order
    citations: Mapping[str, tuple[Json, ...]]  # by passage
    entries: tuple[Entry, ...]  # the bibliography, as printed
    dump: Json  # the contract's `show`, whole

    @property
    def pages(self) -> int:
        return int(self.facts["pages"])

    def where(self, passage: Json) -> str:
        """«§ 2.2.1, p. 5»: how the passage's place is cited."""
        return place_of(passage, self.sections.get(passage["section"] or ""))

    def reference(self, passage: Json) -> str:
        """«Référentiel X, éd. 2024, § 2.2.1, p. 5»."""
        return reference_of(self.facts["title"], self.facts["edition"], self.where(passage))

    def boxes(self, passage: Json, page: int, row: int | None = None) -> tuple[Box, ...]:
        """Where the passage stands on `page`, a box a line; of a table with `row`, the cells of that row."""
        table = self.tables.get(passage["id"])
        if table is not None and row is not None:
            cells = [c for c in table["cells"] if c["row"] <= row < c["row"] + c["rowspan"] and c["page"] == page]
            return tuple(Box(*cell["box"]) for cell in cells if cell["box"])
        return tuple(Box(*box) for place in passage["places"] if place["page"] == page for box in place["boxes"])

    def table_at(self, table: str | None) -> str | None:
        """The id of the passage that the table with id `table` is; None where there is none."""
        return next((passage for passage, found in self.tables.items() if found["id"] == table), None)

    def passage_at(self, page: int, box: Box) -> str | None:
        """The id of the passage within which `box` lies on `page`, the smallest of them; None where there is none."""
        lines = ((p["id"], self.boxes(p, page)) for p in self.by_page.get(page, ()))
        around = {at: union(boxes).grown(_SLACK) for at, boxes in lines if boxes}
        holding = [at for at, b in around.items() if b.holds(box.x0, box.y0) and b.holds(box.x1, box.y1)]
        return min(holding, key=lambda at: around[at].area, default=None)


def read_edition(shown: Json) -> Edition:
    """The ways into what `show` says of an edition."""
    recommendations: dict[str, list[Json]] = defaultdict(list)
    for recommendation in shown["recommendations"]:
        recommendations[recommendation["passage"]].append(recommendation)
    by_page: dict[int, list[Json]] = defaultdict(list)
    for passage in shown["passages"]:
        for page in _pages(passage):
            by_page[page].append(passage)
    citations: dict[str, list[Json]] = defaultdict(list)
    for citation in shown["citations"]:
        citations[citation["passage"]].append(citation)
    facts = {key: value for key, value in shown.items() if not isinstance(value, list)}
    return Edition(
        facts,
        {section["id"]: section for section in shown["sections"]},
        {passage["id"]: passage for passage in shown["passages"]},
        {table["passage"]: table for table in shown["tables"]},
        {passage: tuple(found) for passage, found in recommendations.items()},
        {page: tuple(found) for page, found in by_page.items()},
        {passage: tuple(found) for passage, found in citations.items()},
        entries(shown),
        shown,
    )


def _pages(passage: Json) -> Iterable[int]:
    return dict.fromkeys(place["page"] for place in passage["places"]) or (passage["page"],)
