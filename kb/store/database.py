"""One SQLite file: opened safely, created, copied into. The truth of a build.

A published file is never written again: readers open it immutable, so no lock, no journal and no write can reach it.
What the rows mean is `rows.py`, how they are printed `contract.py`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from os import fsencode
from pathlib import Path
from urllib.parse import quote

from ingest.errors import DamagedBase, NewerBase, OlderBase
from kb.store.rows import LAYERS, columns

SCHEMA_VERSION = 3  # PRAGMA user_version; to be raised with every change of schema.sql or of the bytes of codec.py
_APPLICATION = 0x534F5552  # PRAGMA application_id, «SOUR»: tells our files from any other SQLite file


@contextmanager
def create(path: Path) -> Iterator[sqlite3.Connection]:
    """A new store at `path`, to be filled inside the `with`.

    Without journal: a half-written file is never published, so it need not be recovered. Making it durable is
    the publisher's part.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;"
            f"PRAGMA user_version = {SCHEMA_VERSION}; PRAGMA application_id = {_APPLICATION};"
        )
        connection.executescript(files("kb.store").joinpath("schema.sql").read_text(encoding="utf-8"))
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection
    finally:
        connection.close()


def open_read_only(path: Path) -> sqlite3.Connection:
    """A connection to the published store at `path`, usable from any thread (one at a time).

    Raises DamagedBase where it is no store or cannot be read, NewerBase or OlderBase where another program wrote it.
    """
    try:
        connection = sqlite3.connect(_immutable(path), uri=True, check_same_thread=False, isolation_level=None)
    except sqlite3.Error as error:
        raise _damaged(path, error) from error
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application != _APPLICATION:
            raise _damaged(path, "not one of this program's")
        if version > SCHEMA_VERSION:
            raise NewerBase(
                f"{path}: written by a later version of this program (schema {version}, known up to {SCHEMA_VERSION})",
                "Update Sourcier, or build the corpus again into another folder: sourcier build CORPUS --kb DIR",
            )
        if version < SCHEMA_VERSION:
            raise OlderBase(
                f"{path}: written by an earlier version of this program (schema {version}, needed {SCHEMA_VERSION})",
                "Build the corpus again into the same folder, which upgrades it: sourcier build CORPUS",
            )
        connection.execute("SELECT count(*) FROM editions").fetchone()
    except sqlite3.Error as error:
        connection.close()
        raise _damaged(path, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def account_of(path: Path) -> dict[str, str]:
    """What the build in the store at `path` says of itself, whichever version wrote it: the table `info` never changes.

    Raises DamagedBase where it cannot be read.
    """
    try:
        with closing(sqlite3.connect(_immutable(path), uri=True)) as connection:
            return dict(connection.execute("SELECT key, value FROM info").fetchall())
    except sqlite3.Error as error:
        raise _damaged(path, error) from error


def copy_edition(into: sqlite3.Connection, edition: int, source: Path) -> None:
    """All layers of the only edition in the store `source`, under the number `edition`.

    Raises sqlite3.Error where `source` is no such store.
    """
    into.execute("ATTACH ? AS parsed", (_immutable(source),))  # outside the transaction, or DETACH is refused
    with transaction(into):
        for layer in LAYERS:
            names = columns(layer)
            into.execute(
                f"INSERT INTO main.{layer} (edition, {names}) SELECT ?, {names} FROM parsed.{layer}",  # noqa: S608
                (edition,),
            )
    into.execute("DETACH parsed")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commits at the end of the `with`. On an error nothing is undone: the file is to be thrown away."""
    connection.execute("BEGIN")
    yield
    connection.execute("COMMIT")


def _immutable(path: Path) -> str:
    return f"file:{quote(fsencode(path.absolute()))}?mode=ro&immutable=1"


def _damaged(path: Path, why: object) -> DamagedBase:
    return DamagedBase(
        f"{path}: not a usable knowledge base ({why})",
        "Go back to an earlier build (sourcier rollback), or build again: sourcier build CORPUS --force",
    )
