"""Calculators ↔ the table `calculators` of a store: one row each, its body the contract's JSON.

Finds by name; compiles nothing and answers nothing.
"""

from __future__ import annotations

import difflib
import json
import sqlite3
from collections.abc import Iterable, Sequence

from ingest.errors import CallError
from kb.calculators.contract import Json, calculator_json, calculator_of
from kb.calculators.model import Calculator
from kb.store.catalogue import Edition

_SHOWN = 12  # names a message lists


def stow(connection: sqlite3.Connection, edition: int, calculators: Iterable[Calculator]) -> None:
    """Write the calculators of the edition numbered `edition`, whose ids end in their slugs."""
    connection.executemany(
        "INSERT INTO calculators (edition, position, slug, kind, name, status, why, page, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                edition, n, _slug(c.id), c.kind, c.name, c.status, c.why, c.page,
                json.dumps(calculator_json(c), ensure_ascii=False, separators=(",", ":")),
            )
            for n, c in enumerate(calculators)
        ),
    )  # fmt: skip


def listed(connection: sqlite3.Connection, editions: Iterable[Edition]) -> list[Json]:
    """The calculators of the editions as the contract prints them, in order."""
    return [_named(body, slug, edition) for edition in editions for slug, body in _rows(connection, edition)]


def recall(connection: sqlite3.Connection, editions: Iterable[Edition]) -> tuple[Calculator, ...]:
    """The calculators of the editions, in order."""
    return tuple(map(calculator_of, listed(connection, editions)))


def find(connection: sqlite3.Connection, name: str, edition: Edition) -> Calculator:
    """The calculator of `edition` with the slug `name`. Raises CallError, naming those there are."""
    for slug, body in _rows(connection, edition):
        if slug == name:
            return calculator_of(_named(body, slug, edition))
    known = [calculator_id(edition, slug) for slug, _ in _rows(connection, edition)]
    raise unknown(f"{edition.name}/{name}", known)


def find_anywhere(
    connection: sqlite3.Connection, name: str, latest: Iterable[Edition], others: Iterable[str] = ()
) -> Calculator:
    """The only calculator with the slug `name` among the latest editions. Raises CallError for none or several.

    `others` are names of calculators that stand in no document, for the message.
    """
    known = list(others)
    found: list[tuple[str, str, Edition]] = []
    for edition in latest:
        for slug, body in _rows(connection, edition):
            known.append(calculator_id(edition, slug))
            if slug == name:
                found.append((slug, body, edition))
    if not found:
        raise unknown(name, known)
    if len(found) > 1:
        ids = ", ".join(calculator_id(edition, slug) for slug, _, edition in found)
        raise CallError(f"«{name}» is in several documents", f"Say which: {ids}")
    slug, body, edition = found[0]
    return calculator_of(_named(body, slug, edition))


def calculator_id(edition: Edition, slug: str) -> str:
    """What the command line takes: DOC/slug for the latest edition, DOC@EDITION/slug for the others."""
    return f"{edition.document if edition.latest else edition.name}/{slug}"


def unknown(name: str, known: Sequence[str]) -> CallError:
    """The error for a calculator that is not there, naming those that are, the close ones first."""
    close = difflib.get_close_matches(name, known, 3, 0.6)
    shown = [*close, *(each for each in known if each not in close)][:_SHOWN]
    advice = f"There is: {', '.join(shown)}" if shown else "No document of this knowledge base has one."
    return CallError(f"no calculator «{name}»", advice + (" … (sourcier calc --list)" if len(known) > _SHOWN else ""))


def _rows(connection: sqlite3.Connection, edition: Edition) -> list[tuple[str, str]]:
    select = "SELECT slug, body FROM calculators WHERE edition = ? ORDER BY position"
    return connection.execute(select, (edition.number,)).fetchall()


def _named(body: str, slug: str, edition: Edition) -> Json:
    """What was stored when the file was read, under the edition's label, which was not known then."""
    found: Json = json.loads(body)
    return found | {"id": calculator_id(edition, slug), "document": edition.document, "edition": edition.label}


def _slug(name: str) -> str:
    return name.rpartition("/")[2]
