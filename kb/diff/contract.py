"""A difference as the contract's `diff` prints it: plain dictionaries, made for the caller."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingest.model import Guideline, Section
from kb.diff.model import Change, Difference, Side

Json = dict[str, Any]


def difference_json(difference: Difference, a: Guideline, b: Guideline) -> Json:
    """`{"a", "b", "changes", "summary"}`, the changes highest meaning first."""
    sections = {s.id: s for s in a.sections}, {s.id: s for s in b.sections}
    return {
        "a": difference.a,
        "b": difference.b,
        "changes": [_change(change, (a, b), sections) for change in difference.changes],
        "summary": difference.summary,
        "alike": round(difference.alike, 3),
    }


def _change(
    change: Change, editions: tuple[Guideline, Guideline], sections: tuple[Mapping[str, Section], Mapping[str, Section]]
) -> Json:
    return {
        "type": change.type.value,
        "kind": change.kind.value,
        "meaning": change.meaning.value,
        "a": _place(change.a, editions[0], sections[0]),
        "b": _place(change.b, editions[1], sections[1]),
        "before": list(change.before),
        "after": list(change.after),
        "marks": {"a": [list(s) for s in change.a_words], "b": [list(s) for s in change.b_words]},
    }


def _place(side: Side | None, edition: Guideline, sections: Mapping[str, Section]) -> Json | None:
    if side is None:
        return None
    section = sections.get(side.section or "")
    places = edition.places(side.printed)
    return {
        "section": {"number": section.number, "title": section.title.text} if section else None,
        "page": places[0].page if places else side.printed.page,
        "places": [
            {"page": p.page, "printed_page": p.printed_page, "boxes": [[round(v, 2) for v in box] for box in p.boxes]}
            for p in places
        ],
        "passage": side.passage,
        "text": side.text,
    }
