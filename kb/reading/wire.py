"""What the build and the processes that read files tell each other, as plain values for a line of JSON each.

JSON and not pickle: whoever takes over a reader through a hostile file must not get at the build by its answer.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from kb.corpus import Refusal, Source
from kb.reading.one_file import Outcome, Task
from kb.store.parsed import Key, Parsed, find

_SHA256 = re.compile(r"[0-9a-f]{64}")


def task_out(task: Task) -> dict[str, Any]:
    """A task as plain values."""
    return {
        "source": asdict(task.source) | {"path": str(task.source.path)},
        "key": asdict(task.key),
        "cache": str(task.cache),
        "originals": str(task.originals),
        "most_pages": task.most_pages,
    }


def task_in(told: dict[str, Any]) -> Task:
    """The inverse of `task_out`."""
    source = told["source"] | {"path": Path(told["source"]["path"])}
    return Task(Source(**source), Key(**told["key"]), Path(told["cache"]), Path(told["originals"]), told["most_pages"])


def outcome_out(outcome: Outcome) -> dict[str, Any]:
    """What became of a file, without its source, as plain values. What was kept of it is asked of the cache."""
    result = outcome.result
    kept = {"parsed": True} if isinstance(result, Parsed) else {"refused": asdict(result)}
    return {"sha256": outcome.sha256, "seconds": outcome.seconds} | kept


def outcome_in(task: Task, told: dict[str, Any]) -> Outcome:
    """What became of the file of `task`, as its reader tells it. Raises KeyError, TypeError, ValueError for nonsense.

    A reader is believed where it refuses, and as to which bytes it read; whether they were read is seen in the cache.
    """
    sha256 = told["sha256"]
    if sha256 is None:
        sha256 = task.key.sha256
    elif not _SHA256.fullmatch(sha256):
        raise ValueError("no digest")
    if "parsed" in told:
        found = find(task.cache, replace(task.key, sha256=sha256))
        if not isinstance(found, Parsed):
            raise ValueError("the cache has no such file")
        result: Parsed | Refusal = found
    else:
        result = Refusal(**told["refused"])
    return Outcome(task.source, sha256, result, True, float(told["seconds"]))


def failure_out(error: OSError | sqlite3.Error) -> dict[str, Any]:
    """A disk that fails, as plain values."""
    if isinstance(error, OSError):
        return {"errno": error.errno, "strerror": error.strerror, "filename": str(error.filename or "")}
    return {"sqlite": str(error)}


def failure_in(told: dict[str, Any]) -> OSError | sqlite3.Error:
    """The inverse of `failure_out`."""
    if "sqlite" in told:
        return sqlite3.OperationalError(told["sqlite"])
    return OSError(told["errno"], told["strerror"], told["filename"] or None)
