"""The written list of changes says what the two editions say.

Every statement recorded as removed, changed or moved stands in the earlier edition, every new one in the later,
and neither in the other where that would contradict the record.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.typeset import golden, read_source

SOURCES = Path(__file__).parents[2] / "corpus" / "sources"
EDITIONS = ("2022", "2024")
TYPES = {"added", "removed", "modified", "moved"}
KINDS = {"sentence", "cell", "row", "table", "recommendation", "section", "caption", "reference"}
MEANINGS = {"dose", "threshold", "modality", "population", "number", "wording", "citation", "typography"}


def statements(document: str, edition: str) -> list[str]:
    """Every statement, cell, row and entry of an edition."""
    found = golden(read_source(SOURCES / f"{document}-{edition}.md"))
    rows = [row for table in found["tables"] for row in table["rows"]]
    return [
        *found["paragraphs"],
        *found["recommendations"],
        *(cell for row in rows for cell in row),
        *(" | ".join(row) for row in rows),
        *(table["caption"] for table in found["tables"]),
        *(figure["caption"] for figure in found["figures"]),
        *(reference["text"] for reference in found["references"]),
        *(title for _, title, *_ in found["sections"]),
    ]


def changes() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(SOURCES.glob("changes-*.toml")):
        for change in tomllib.loads(path.read_text(encoding="utf-8"))["change"]:
            yield path.stem.removeprefix("changes-"), change


@pytest.fixture(scope="module")
def printed() -> dict[tuple[str, str], list[str]]:
    documents = {document for document, _ in changes()}
    return {(document, edition): statements(document, edition) for document in documents for edition in EDITIONS}


def stands(statement: str, printed: list[str]) -> bool:
    return any(statement in text for text in printed)


def test_the_record_uses_the_words_of_the_contract() -> None:
    for document, change in changes():
        assert change["type"] in TYPES and change["kind"] in KINDS, (document, change)
        assert {change["meaning"], *change.get("also", [])} <= MEANINGS, (document, change)
        assert (change["type"] == "added") == ("before" not in change), (document, change)
        assert (change["type"] == "removed") == ("after" not in change), (document, change)


def test_every_recorded_statement_stands_where_it_should(printed: dict[tuple[str, str], list[str]]) -> None:
    earlier, later = EDITIONS
    for document, change in changes():
        for side, edition in (("before", earlier), ("after", later)):
            if side in change:
                assert stands(change[side], printed[document, edition]), (document, edition, change[side])
        holder = earlier if change["type"] == "removed" else later
        for statement in change.get("statements", []):
            assert stands(statement, printed[document, holder]), (document, statement)


def test_nothing_removed_is_still_there_and_nothing_added_was_there_before(
    printed: dict[tuple[str, str], list[str]],
) -> None:
    earlier, later = EDITIONS
    for document, change in changes():
        if change["type"] == "removed" and change["kind"] != "reference":
            assert not stands(change["before"], printed[document, later]), change
        if change["type"] == "added" and change["kind"] not in ("reference", "section", "caption"):
            assert not stands(change["after"], printed[document, earlier]), change


def sentences(printed: list[str]) -> set[str]:
    """The sentences of these statements, without the numbers of their citations, which follow from the list."""
    return {
        sentence
        for statement in printed
        for sentence in re.split(r"(?<=[.!?]) (?=[A-ZÀÉ«])", re.sub(r" \(\d+(?:[,–]\d+)*\)", "", statement))
    }


def explains(known: str, changed: str) -> bool:
    """Whether a recorded statement is the changed one, holds it, or is one of the cells of a changed row."""
    return changed in known or known in changed.split(" | ")


@pytest.mark.parametrize("document", ["mo-poumon", "radiotherapie-os"])
def test_nothing_changed_that_is_not_recorded(document: str, printed: dict[tuple[str, str], list[str]]) -> None:
    record = tomllib.loads((SOURCES / f"changes-{document}.toml").read_text(encoding="utf-8"))
    entries = [entry for name in ("change", "equivalent", "front") for entry in record[name]]
    earlier, later = (sentences(printed[document, edition]) for edition in EDITIONS)
    for side, changed in (("before", earlier - later), ("after", later - earlier)):
        recorded = sentences([entry[side] for entry in entries if side in entry])
        recorded |= sentences([statement for entry in entries for statement in entry.get("statements", [])])
        unexplained = [text for text in changed if not any(explains(known, text) for known in recorded)]
        assert not unexplained, (side, unexplained)


def test_there_are_sixty_changes_of_every_meaning() -> None:
    recorded = [change for _, change in changes()]
    assert len(recorded) >= 60
    assert {change["meaning"] for change in recorded} == MEANINGS
    assert {change["type"] for change in recorded} == TYPES
