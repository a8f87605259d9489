"""What was done to the knowledge base from the application: who, when, what. Lines are added, never changed.

Each line holds the digest of the one before, so that a line that was changed, added between or taken out is seen. What
is cut off at the end is not: the digest of the last line, noted elsewhere, tells. Holds no file name and no text.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from logging import INFO
from pathlib import Path

from ingest.errors import KnowledgeBaseError
from kb.events import note

FIRST = "0" * 64  # what the first line holds for a line before it


class What(StrEnum):
    UPLOAD = "upload"
    READ = "read"
    DISCARD = "discard"
    PUBLISH = "publish"
    ROLLBACK = "rollback"


class Stage(StrEnum):
    BEGUN = "begun"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Act:
    """One line. `sha256` of the file meant; `build` the one that answers afterwards, `before` the one that did."""

    at: str  # ISO, UTC
    who: str
    what: str
    stage: str
    sha256: str | None = None
    document: str | None = None
    edition: str | None = None
    build: str | None = None
    before: str | None = None
    why: str | None = None  # of a failure: a word for programs


@dataclass(frozen=True, slots=True)
class Journal:
    """All acts, oldest first, as far as the chain holds. `wrong` says where it does not; `head` is the last digest."""

    acts: tuple[Act, ...]
    head: str
    wrong: str | None


def append(path: Path, act: Act) -> None:
    """Add the act, durably. Raises KnowledgeBaseError where it cannot be written: then nothing was."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            size = os.fstat(file).st_size
            content = os.pread(file, size, 0)
            line = _line(act, _digest(content.splitlines()[-1]) if content else FIRST)
            if content and not content.endswith(b"\n"):  # cut off by a crash: it stays, and is seen
                line = b"\n" + line
            try:
                if os.pwrite(file, line, size) != len(line):
                    raise OSError("cut short")
                os.fsync(file)
            except OSError:
                os.ftruncate(file, size)
                raise
        finally:
            os.close(file)
    except OSError as error:
        why = error.strerror or error
        raise KnowledgeBaseError(
            f"{path}: cannot be written ({why})", "Free some disk space, or mend its permissions."
        ) from error
    note("journal", INFO, head=_digest(line), **_held(act))  # the log of the system keeps a copy


def read(path: Path) -> Journal:
    """The journal, empty where none was begun. Raises KnowledgeBaseError where it cannot be read."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)  # never half a line
            content = file.read()
    except FileNotFoundError:
        return Journal((), FIRST, None)
    except OSError as error:
        raise KnowledgeBaseError(f"{path}: {error.strerror}", "Mend its permissions.") from error
    known = {field.name for field in fields(Act)}
    acts: list[Act] = []
    head = FIRST
    for number, line in enumerate(content.splitlines(keepends=True), 1):
        try:
            held = json.loads(line)
            previous = held.pop("previous")
            acts.append(Act(**{key: value for key, value in held.items() if key in known}))
        except (ValueError, TypeError, KeyError, AttributeError):
            return Journal(tuple(acts), head, f"line {number} is none of this program's")
        if previous != head:
            return Journal(tuple(acts[:-1]), head, f"line {number} does not follow line {number - 1}")
        head = _digest(line)
    return Journal(tuple(acts), head, None)


def outcomes(acts: Sequence[Act]) -> list[Act]:
    """Each act once, as it ended, or as it began where no end of it is told; in the order of their beginnings."""
    found: list[Act] = []
    open_: dict[tuple[str | None, ...], int] = {}
    for act in acts:
        key = (act.who, act.what, act.sha256, act.before)
        if act.stage == Stage.BEGUN:
            open_[key] = len(found)
            found.append(act)
        elif key in open_:
            found[open_.pop(key)] = act
        else:
            found.append(act)
    return found


@contextmanager
def written(path: Path, act: Act) -> Iterator[dict[str, str | None]]:
    """The act written before it is done and again after it, done or failed.

    What is put into the dictionary stands in the second line. Raises KnowledgeBaseError before anything is done where
    the journal cannot be written.
    """
    append(path, act)
    outcome: dict[str, str | None] = {}
    try:
        yield outcome
    except BaseException as error:
        why = getattr(error, "kind", type(error).__name__)
        append(path, Act(**{**asdict(act), **outcome, "at": moment(), "stage": Stage.FAILED, "why": str(why)}))
        raise
    append(path, Act(**{**asdict(act), **outcome, "at": moment(), "stage": Stage.DONE}))


def moment() -> str:
    """Now, as it is written."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _line(act: Act, previous: str) -> bytes:
    return json.dumps({**_held(act), "previous": previous}, ensure_ascii=True).encode("ascii") + b"\n"


def _held(act: Act) -> dict[str, str]:
    return {key: value for key, value in asdict(act).items() if value is not None}


def _digest(line: bytes) -> str:
    return hashlib.sha256(line.strip(b"\n")).hexdigest()
