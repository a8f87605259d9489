"""The cache of files that were read: one small sealed store each, keyed by content, reader and document.

Whatever does not match its seal is as good as absent. Deciding what to read is `build.py`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from ingest.model import Guideline
from kb.calculators import stored
from kb.calculators.all import all_calculators
from kb.corpus import Refusal
from kb.dates import newest_date
from kb.store.database import SCHEMA_VERSION, create, open_read_only, transaction
from kb.store.folder import TEMPORARY
from kb.store.rows import stow
from kb.store.seal import broken, seal

_STORE, _REFUSAL = "guideline.sqlite", "refusal.json"
# Refusals that lie in the file itself. Others (time, memory, a defect of the reader) may come out otherwise next time.
LASTING = frozenset(["not_a_pdf", "empty", "encrypted", "no_text_layer", "damaged"])


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file that was read: its store, and what its edition's row will say."""

    store: Path
    title: str | None
    date_found: str | None
    pages: int
    seconds: float  # that reading took


@dataclass(frozen=True, slots=True)
class Key:
    """What a parsed file depends on."""

    sha256: str
    media: str
    document: str
    ocr: bool
    reader: str  # versions.reader_version()

    @property
    def name(self) -> str:
        """The entry's folder: the content and the reader's version can be told from it."""
        rest = json.dumps([self.media, self.document, self.ocr, SCHEMA_VERSION])
        return f"{self.sha256}-{self.reader}-{hashlib.sha256(rest.encode()).hexdigest()[:16]}"


def find(cache: Path, key: Key) -> Parsed | Refusal | None:
    """What is known of a file; None where it has to be read."""
    folder = cache / key.name
    if not folder.is_dir() or broken(folder):
        return None
    try:
        if (folder / _REFUSAL).exists():
            return Refusal(**json.loads((folder / _REFUSAL).read_text(encoding="utf-8")))
        connection = open_read_only(folder / _STORE)
        try:
            facts = connection.execute("SELECT title, date_found, page_count, seconds FROM editions").fetchone()
        finally:
            connection.close()
    except (OSError, ValueError, TypeError, sqlite3.Error):  # an entry of some other making: it is made again
        return None
    return Parsed(folder / _STORE, *facts)


def keep(cache: Path, key: Key, guideline: Guideline, seconds: float) -> Parsed:
    """Store what was read. Raises sqlite3.IntegrityError where the guideline's layers do not agree."""
    found = newest_date(guideline)
    pages = len(guideline.pages) or 1

    def write(folder: Path) -> None:
        with create(folder / _STORE) as connection, transaction(connection):
            connection.execute("INSERT INTO documents (id, title) VALUES (?, '')", (key.document,))
            connection.execute(
                "INSERT INTO editions (id, document, label, rank, position, file, sha256, media, title, date_found,"
                " page_count, fresh, seconds) VALUES (1, ?, '', 0, 0, '', ?, ?, ?, ?, ?, 1, ?)",
                (key.document, key.sha256, key.media, guideline.title, found, pages, seconds),
            )
            stow(connection, 1, guideline)
            stored.stow(connection, 1, all_calculators(guideline, key.document, ""))

    folder = _entry(cache, key, write)
    return Parsed(folder / _STORE, guideline.title, found, pages, seconds)


def keep_refusal(cache: Path, key: Key, refusal: Refusal) -> None:
    """Remember that the file cannot be read, where that lies in the file."""
    if refusal.kind in LASTING and not (key.ocr and refusal.kind == "no_text_layer"):
        text = json.dumps(asdict(refusal), ensure_ascii=False)
        _entry(cache, key, lambda folder: _write(folder / _REFUSAL, text))


def prune(cache: Path, contents: Iterable[str], reader: str) -> None:
    """Delete the entries of other contents (sha256) or of another reader."""
    wanted = {f"{sha256}-{reader}" for sha256 in contents}
    for folder in cache.iterdir():
        if folder.name.rpartition("-")[0] not in wanted:
            shutil.rmtree(folder, ignore_errors=True)


def _entry(cache: Path, key: Key, write: Callable[[Path], None]) -> Path:
    """A sealed folder under the key's name; one that was there before gives way."""
    cache.mkdir(parents=True, exist_ok=True)
    folder, making = cache / key.name, cache / f"{TEMPORARY}{os.getpid()}-{uuid.uuid4().hex}"
    making.mkdir()
    try:
        write(making)
        seal(making)
        if folder.exists():
            folder.rename(cache / f"{TEMPORARY}old-{uuid.uuid4().hex}")
        making.rename(folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return folder


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
