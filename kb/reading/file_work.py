"""Reading as the work of a nursery's children: one file of a corpus each (`one_file.py`), told in plain values.

A disk that fails is told apart from a file that cannot be read: that one ends the build.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from kb.reading.limits import Limits
from kb.reading.nursery import Json, named
from kb.reading.one_file import Read, read_source
from kb.reading.wire import failure_out, outcome_out, task_in


class Reading:
    """`read` is «module:function», a stand-in for ingest's reader."""

    def __init__(self, limits: Json, read: str | None) -> None:
        self._limits = Limits(**limits)
        self._read: Read | None = named(read) if read else None
        if self._read is None:
            from ingest.reader import warm_up

            warm_up()

    @property
    def memory(self) -> int:
        return self._limits.memory

    def seconds(self, what: Json, pages: int) -> float:
        """Of one file, a task of `wire.py`."""
        return self._limits.time(pages, what["key"]["ocr"])

    def do(self, what: Json, counted: Callable[[int], None]) -> Json:
        """What became of the file, as `wire.py` tells it."""
        try:
            return outcome_out(read_source(task_in(what), self._read, counted))
        except (OSError, sqlite3.Error) as error:
            return {"failed": failure_out(error)}
