"""What became of each file of a corpus: read, taken as it was, or refused and why.

Told by a stored build about itself, so that it can be asked again later.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from ingest.model import Dropped
from kb.corpus import Refusal

_PAGES_READ = """SELECT count(DISTINCT json_extract(place.value, '$.page'))
                 FROM passages, json_each(passages.places) AS place WHERE edition = ?"""
_FIGURES = "SELECT count(*) FROM figures WHERE edition = ?"
_DOUBTFUL = "SELECT count(*) FROM tables WHERE edition = ? AND confidence < 1"


class Status(StrEnum):
    PARSED = "parsed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file. `edition` is None where it was refused before it had a label; counts are 0 where it was refused."""

    document: str
    edition: str | None
    file: str
    status: Status
    refusal: Refusal | None = None
    pages: int = 0
    sections: int = 0
    tables: int = 0
    recommendations: int = 0
    references: int = 0
    dropped: tuple[Dropped, ...] = ()
    seconds: float = 0.0
    pages_read: int = 0  # of `pages`, those with text that was read; 0 for a source without pages
    figures: int = 0
    doubtful_tables: int = 0  # of `tables`, those that were not read with certainty

    @property
    def reason(self) -> str | None:
        """Why it was refused, with the page where there is one."""
        if self.refusal is None:
            return None
        return f"page {self.refusal.page}: {self.refusal.why}" if self.refusal.page else self.refusal.why


@dataclass(frozen=True, slots=True)
class BuildReport:
    """A build and all files of its corpus, in the corpus's order. `build` is None where none was ever published."""

    build: str | None
    published: bool  # whether this run made it
    files: tuple[FileReport, ...]
    notes: tuple[str, ...]
    seconds: float

    @property
    def refused(self) -> tuple[FileReport, ...]:
        return tuple(file for file in self.files if file.status is Status.REFUSED)


def files(connection: sqlite3.Connection, *, unchanged: bool = False) -> tuple[FileReport, ...]:
    """What became of each file of the build in this store; `unchanged`: all of it was there before this run."""
    found: dict[int, FileReport] = {}
    for position, id_, document, label, file, pages, fresh, seconds in connection.execute(
        "SELECT position, id, document, label, file, page_count, fresh, seconds FROM editions"
    ).fetchall():
        sections, tables, recommendations, references = (
            connection.execute(f"SELECT count(*) FROM {layer} WHERE edition = ?", (id_,)).fetchone()[0]  # noqa: S608
            for layer in ("sections", "tables", "recommendations", "bibliography")
        )
        dropped = connection.execute(
            "SELECT page, what, why FROM dropped WHERE edition = ? ORDER BY position", (id_,)
        ).fetchall()
        pages_read, figures, doubtful = (
            connection.execute(counted, (id_,)).fetchone()[0] for counted in (_PAGES_READ, _FIGURES, _DOUBTFUL)
        )
        new = fresh and not unchanged
        found[position] = FileReport(
            document, label, file, Status.PARSED if new else Status.UNCHANGED, None,
            pages, sections, tables, recommendations, references,
            tuple(Dropped(*row) for row in dropped), seconds if new else 0.0, pages_read, figures, doubtful,
        )  # fmt: skip
    for position, document, label, file, kind, why, advice, page in connection.execute(
        "SELECT position, document, label, file, kind, why, advice, page FROM refused"
    ).fetchall():
        found[position] = FileReport(document, label, file, Status.REFUSED, Refusal(kind, why, advice, page))
    return tuple(found[position] for position in sorted(found))


def notes(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What was said of the corpus as a whole."""
    return tuple(text for (text,) in connection.execute("SELECT text FROM notes ORDER BY position"))


def info(connection: sqlite3.Connection) -> dict[str, str]:
    """How the build was made: id, time, reader, engine…"""
    return dict(connection.execute("SELECT key, value FROM info").fetchall())
