"""Calculators as direct answers of a search: by the names they go by, and a lookup's row by the table it stands in.

Reads names from the store without opening a calculator; decides nothing about a question.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from threading import RLock
from typing import Any

from kb.calculators import stored
from kb.calculators.formulas import FORMULAS
from kb.calculators.model import Kind, Status
from kb.search.answers import CalculatorCard, LookupCard
from kb.search.told_rows import ToldRow
from kb.store.catalogue import Edition
from kb.store.rows import table_of

_NAMED = (Kind.SCORE, Kind.CLASSIFICATION, Kind.CHECKLIST, Kind.FORMULA)  # a lookup answers by its row
_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9]{2,}\b")
_AUTHORS = re.compile(r"[A-ZÀ-Þ][\w-]+(?:,\s*[A-ZÀ-Þ][\w-]+)*\s+et\s+[A-ZÀ-Þ][\w-]+")  # «(Cockcroft et Gault)»
_BRACKET = re.compile(r"\s*\(([^()]*)\)")


class StoredCalculators:
    """The calculators of the latest editions; asked once, kept for as long as the build is open."""

    def __init__(self, connection: sqlite3.Connection, lock: RLock, latest: Sequence[Edition]) -> None:
        self._connection, self._lock, self._latest = connection, lock, tuple(latest)
        self._cards: tuple[CalculatorCard, ...] | None = None
        self._told: tuple[ToldRow, ...] | None = None

    def calculators(self) -> Sequence[CalculatorCard]:
        """Every calculator that can be run and is known by a name."""
        if self._cards is None:
            with self._lock:
                found = [
                    CalculatorCard(stored.calculator_id(edition, slug), name, edition.document, other_names(name))
                    for edition in self._latest
                    for slug, name, kind, status in self._named(edition)
                    if kind in _NAMED and status != Status.REFUSED
                ]
            formulas = [CalculatorCard(each.id, each.name, None, other_names(each.name)) for each in FORMULAS]
            self._cards = (*found, *formulas)
        return self._cards

    def told(self) -> Sequence[ToldRow]:
        """The rows of the lookups that no table stands behind, document by document."""
        if self._told is None:
            with self._lock:
                self._told = tuple(row for edition in self._latest for row in self._told_in(edition))
        return self._told

    def _told_in(self, edition: Edition) -> Iterator[ToldRow]:
        found = self._connection.execute(
            "SELECT slug, name, body FROM calculators WHERE edition = ? AND kind = ? AND status = ?"
            " AND json_extract(body, '$.table') IS NULL ORDER BY position",
            (edition.number, Kind.LOOKUP, Status.READY),
        )
        for slug, name, body in found:
            read = json.loads(body)
            for row in read["rows"]:
                yield ToldRow(
                    stored.calculator_id(edition, slug),
                    edition.document,
                    name,
                    _labels(read["items"], row["options"]),
                    tuple(row["options"]),
                    row["values"],
                )

    def lookup(self, document: str, edition: str, passage: str, row: int) -> LookupCard | None:
        """The lookup made of the table in `passage`, answered for its row `row`; None where there is none."""
        at = next((e for e in self._latest if (e.document, e.label) == (document, edition)), None)
        if at is None:
            return None
        with self._lock:
            cells, _ = table_of(self._connection, at.number, passage)
            boxes = {(c.page, tuple(c.box)) for c in cells if c.box and c.row <= row < c.row + c.rowspan}
            of_table = self._connection.execute(
                "SELECT slug, body FROM calculators WHERE edition = ? AND kind IN (?, ?)"
                " AND json_extract(body, '$.table') = (SELECT id FROM tables WHERE edition = ? AND passage = ?)"
                " ORDER BY position",
                (at.number, Kind.LOOKUP, Kind.CLASSIFICATION, at.number, passage),
            ).fetchall()
        for slug, body in of_table:
            read = json.loads(body)
            for line in read["rows"]:
                places = {(v["page"], tuple(v["box"])) for v in line["values"] if v["box"]}
                if places and places <= {(page, tuple(round(x, 2) for x in box)) for page, box in boxes}:
                    labels = _labels(read["items"], line["options"])
                    return LookupCard(stored.calculator_id(at, slug), line["values"], line["options"], labels)
        return None

    def _named(self, edition: Edition) -> list[tuple[str, str, str, str]]:
        select = "SELECT slug, name, kind, status FROM calculators WHERE edition = ? ORDER BY position"
        return self._connection.execute(select, (edition.number,)).fetchall()


def _labels(items: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> tuple[str, ...]:
    """What is printed for the options of a row, one for each item that it answers for."""
    printed = ({option["key"]: option["label"] for option in item["options"]} for item in items)
    return tuple(of[key] for of, key in zip(printed, keys, strict=True) if key in of)


def other_names(name: str) -> tuple[str, ...]:
    """What else `name` says it is called: without its brackets, by what they hold, by its authors, by its acronyms."""
    bare = _BRACKET.sub("", name).strip()
    inside = [part.strip() for part in _BRACKET.findall(name)]
    authors = [author for part in inside if _AUTHORS.fullmatch(part) for author in re.split(r"\s+et\s+|,\s*", part)]
    names = [bare, *inside, *authors, *_ACRONYM.findall(name)]
    return tuple(dict.fromkeys(each for each in names if each and each != name))
