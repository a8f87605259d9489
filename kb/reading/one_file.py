"""One file of a corpus → an entry in the cache of parsed files, or the reason why not.

Whatever the reader does, an answer comes back: a file that cannot be read never takes the others with it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import SourceError, TooLarge
from ingest.model import Guideline
from kb.corpus import Refusal, Source
from kb.store.folder import TEMPORARY
from kb.store.parsed import Key, Parsed, keep, keep_refusal

_CODE = Path(__file__).resolve().parents[2]
# ingest.reader.read_guideline, or a stand-in: (bytes, name=…, document=…, ocr=…) → Guideline, or raises SourceError
Read = Callable[..., Guideline]
Counted = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, and where to put what comes of it."""

    source: Source
    key: Key
    cache: Path
    originals: Path
    most_pages: int | None = None  # a longer file is refused; None: however long it is


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. `sha256` is of the bytes that were read; None where there were none."""

    source: Source
    sha256: str | None
    result: Parsed | Refusal
    fresh: bool  # read now, not taken from the cache
    seconds: float


def read_source(task: Task, read: Read | None = None, counted: Counted = lambda pages: None) -> Outcome:
    """Read the file, keep its layers and its original; `read` is ingest's reader unless another is given.

    `counted` is told how many pages it has before they are read. Raises OSError, sqlite3.Error where the knowledge
    base's own disk fails.
    """
    start = time.perf_counter()

    def outcome(result: Parsed | Refusal, sha256: str | None) -> Outcome:
        return Outcome(task.source, sha256, result, True, round(time.perf_counter() - start, 3))

    try:
        data = task.source.path.read_bytes()
    except OSError as error:
        return outcome(cannot_open(error), None)
    # the file may have changed since the build looked at it: what counts is what is read here
    key = replace(task.key, sha256=hashlib.sha256(data).hexdigest())
    try:
        if read is None:
            _count(data, task, counted)
        guideline = _reader(read)(data, name=task.source.file, document=key.document, ocr=key.ocr)
    except SourceError as error:
        refusal = Refusal(error.kind, error.why, error.advice, error.page)
        keep_refusal(task.cache, key, refusal)
        return outcome(refusal, key.sha256)
    except Exception as error:  # noqa: BLE001 - a defect of the reader refuses one file, never the build
        return outcome(_defect(error), key.sha256)
    try:
        parsed = keep(task.cache, key, guideline, round(time.perf_counter() - start, 3))
    except (sqlite3.IntegrityError, ValueError, OverflowError) as error:  # layers that do not agree are no guideline
        return outcome(_defect(error), key.sha256)
    except MemoryError:
        return outcome(no_memory(), key.sha256)
    keep_original(task.originals, key.sha256, key.media, data)
    return outcome(parsed, key.sha256)


def keep_original(originals: Path, sha256: str, media: str, data: bytes) -> None:
    """The file under the name of its content, durable before anything refers to it."""
    path = originals / f"{sha256}.{media}"
    if path.exists() and path.stat().st_size == len(data):
        return
    originals.mkdir(parents=True, exist_ok=True)
    making = originals / f"{TEMPORARY}{os.getpid()}-{sha256}"
    with making.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    making.replace(path)


def cannot_open(error: OSError) -> Refusal:
    """The refusal of a file that the system does not let us read."""
    return Refusal(
        "unreadable", f"cannot be opened ({error.strerror or error})", "Mend its permissions, or replace the file."
    )


def too_large(size: int, limit: int) -> Refusal:
    """The refusal of a file beyond the limit, in bytes."""
    return Refusal(
        "too_large", f"{size / 2**20:.0f} MB, more than {limit / 2**20:.0f} MB",
        "Split the file, or raise SOURCIER_MAX_FILE_BYTES.",
    )  # fmt: skip


def no_memory() -> Refusal:
    """The refusal of a file that wanted more memory than it may have."""
    return Refusal(
        "too_large", "reading it takes more memory than a file may have",
        "Export it again, split it, or raise SOURCIER_MAX_MEMORY_BYTES.",
    )  # fmt: skip


def _count(data: bytes, task: Task, counted: Counted) -> None:
    """Raises what opening the file raises, TooLarge where it has more pages than are read."""
    from ingest.reader import count_pages

    pages = count_pages(data, task.source.file)
    if task.most_pages is not None and pages > task.most_pages:
        why = f"{pages} pages, more than {task.most_pages}"
        raise TooLarge(task.source.file, why, "Split the file, or raise SOURCIER_MAX_PAGES.")
    counted(pages)


def _reader(read: Read | None) -> Read:
    if read is not None:
        return read
    from ingest.reader import read_guideline  # here, so that a build with nothing to read never loads the PDF library

    return read_guideline


def _defect(error: Exception) -> Refusal:
    cause: BaseException | None = error
    while cause is not None:  # a C library wraps it: «SystemError: … returned a result with an exception set»
        if isinstance(cause, MemoryError):
            return no_memory()
        cause = cause.__cause__ or cause.__context__
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_CODE)] or frames
    where = f"{Path(ours[-1].filename).name}, line {ours[-1].lineno}"
    return Refusal(
        "defect",
        f"the reader failed ({type(error).__name__}: {error}; {where})",
        "Report it with the file; the other files are not affected.",
    )
