"""Parsed files and refusals → the one store of a build: documents, labels, which edition is the newest.

Reads no PDF: what the files say was stored when they were read.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from kb.corpus import Refusal, Source
from kb.reading.one_file import Outcome
from kb.store.database import copy_edition, transaction
from kb.store.parsed import Parsed

_SHORT = 8  # characters of a sha256 that name an edition without label or date
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Edition:
    """A file that was read, with its label. `rank` 0 is the document's newest."""

    position: int
    source: Source
    sha256: str
    parsed: Parsed
    fresh: bool
    label: str
    rank: int = 0


def assemble(
    store: sqlite3.Connection, outcomes: Sequence[Outcome], notes: Iterable[str], info: Mapping[str, str]
) -> None:
    """Fill a new store. Raises sqlite3.Error where it cannot be written."""
    editions, twice = label_editions(outcomes)
    refused = [(n, o.source, o.sha256, o.result) for n, o in enumerate(outcomes) if isinstance(o.result, Refusal)]
    with transaction(store):
        store.executemany("INSERT INTO info VALUES (?, ?)", info.items())
        store.executemany("INSERT INTO notes VALUES (?, ?)", enumerate([*notes, *_outdated(editions, outcomes)]))
        store.executemany(
            "INSERT INTO refused (position, document, label, file, sha256, kind, why, advice, page)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (n, source.document, source.label, source.file, sha256, r.kind, r.why, r.advice, r.page)
                for n, source, sha256, r in [*refused, *twice]
            ),
        )
        _write_documents(store, editions)
    for number, edition in enumerate(editions, 1):
        with transaction(store):
            source, parsed = edition.source, edition.parsed
            store.execute(
                "INSERT INTO editions (id, document, label, rank, position, file, sha256, media, title, date,"
                " data_until, valid_until, date_found, page_count, fresh, seconds)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number, source.document, edition.label, edition.rank, edition.position, source.file,
                    edition.sha256, source.media, parsed.title, source.date, source.data_until, source.valid_until,
                    parsed.date_found, parsed.pages, edition.fresh, parsed.seconds,
                ),
            )  # fmt: skip
        copy_edition(store, number, parsed.store)
    store.execute("PRAGMA optimize")


def label_editions(
    outcomes: Sequence[Outcome],
) -> tuple[list[Edition], list[tuple[int, Source, str | None, Refusal]]]:
    """The editions that were read, each with a label of its own; and those that are another edition's very file.

    A label that is not given is the newest date found in the file, else the start of its sha256; where two editions
    of a document would get the same, both get the latter.
    """
    read = [
        Edition(n, o.source, o.sha256, o.result, o.fresh, o.source.label or o.result.date_found or "")
        for n, o in enumerate(outcomes)
        if isinstance(o.result, Parsed) and o.sha256 is not None
    ]
    claimed = Counter((edition.source.document, edition.label) for edition in read)
    labelled = [
        edition
        if edition.source.label or (edition.label and claimed[edition.source.document, edition.label] == 1)
        else replace(edition, label=edition.sha256[:_SHORT])
        for edition in read
    ]
    kept: dict[tuple[str, str], Edition] = {}
    twice: list[tuple[int, Source, str | None, Refusal]] = []
    for edition in labelled:
        first = kept.setdefault((edition.source.document, edition.label), edition)
        if first is not edition:
            why = f"the same file as {first.source.file}"
            refusal = Refusal("duplicate", why, "Keep one of them, or give each a label of its own.")
            twice.append((edition.position, edition.source, edition.sha256, refusal))
    return _ranked(list(kept.values())), twice


def _ranked(editions: list[Edition]) -> list[Edition]:
    """The same editions in the corpus's order, ranked within their documents: by date, then as listed."""
    ranks: dict[int, int] = {}
    seen: Counter[str] = Counter()
    for edition in sorted(editions, key=_age, reverse=True):
        ranks[edition.position] = seen[edition.source.document]
        seen[edition.source.document] += 1
    return [replace(edition, rank=ranks[edition.position]) for edition in editions]


def _age(edition: Edition) -> tuple[str, int]:
    """What sorts editions by age: the manifest's date, a label that is a date, the date found; then the order."""
    printed = edition.label if _ISO.fullmatch(edition.label) else None
    return edition.source.date or printed or edition.parsed.date_found or "", edition.position


def _outdated(editions: Sequence[Edition], outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A warning for each document of which a later edition was refused: what answers is not the newest."""
    latest = {edition.source.document: edition for edition in editions if edition.rank == 0}
    for position, outcome in enumerate(outcomes):
        source = outcome.source
        newest = latest.get(source.document)
        if isinstance(outcome.result, Refusal) and newest:
            refused = source.date or source.label or "", position
            if refused > _age(newest):
                yield f"{source.file}: refused, so «{newest.label}» answers as the latest of «{source.document}»"


def _write_documents(store: sqlite3.Connection, editions: Sequence[Edition]) -> None:
    for edition in editions:
        if edition.rank == 0:
            source = edition.source
            title = source.title or edition.parsed.title or PurePosixPath(source.file).stem
            store.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?)", (source.document, title, source.publisher, source.scope)
            )
