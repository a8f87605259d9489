"""The nursery as whoever needs children speaks to it: a process started, told pieces of work, heard, ended.

Knows nothing of the work; the process itself: `nursery.py`. Not for several threads at once.
"""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import suppress

from ingest.errors import KnowledgeBaseError
from kb.beside import this_python
from kb.reading.nursery import Json, line

_FAREWELL = 5.0  # seconds for the processes to end by themselves, before they are killed


class Nursery:
    """The other process, spoken to. It ends when it is closed, and when this process ends, however that ends."""

    def __init__(self, work: str, given: Json) -> None:
        """`work` is «module:class», made over there with `given`. Raises KnowledgeBaseError where it cannot start."""
        self._process = subprocess.Popen(  # noqa: S603 - this very Python
            this_python("kb.reading.nursery:serve"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # a process that forks should have one thread
            start_new_session=True,  # Ctrl-C reaches whoever started it, which closes it
        )
        if self._process.stdin is None or self._process.stdout is None:  # never: both were asked for
            raise KnowledgeBaseError("no pipe to the process that reads files", "Report it.")
        self._to, self._from = self._process.stdin, self._process.stdout
        self._write({"work": work, "given": given})
        if self.hear() is None:
            self.close()
            raise KnowledgeBaseError(
                "the process that reads files cannot be started", "Free some memory; see what stands above."
            )

    def send(self, task: int, what: Json) -> None:
        """Nothing happens where it is gone: `hear` will tell."""
        self._write({"task": task, "what": what})

    def hear(self) -> Json | None:
        """Its next answer, «task» and «what» came of it; None where it is gone."""
        said = self._from.readline()
        answer: Json | None = json.loads(said) if said.endswith(b"\n") else None
        return answer

    def dismiss(self) -> None:
        """Let it end: `hear` will tell."""
        with suppress(BrokenPipeError):
            self._to.close()

    def close(self) -> None:
        """Have it end, and wait for that."""
        self.dismiss()
        self._from.close()
        try:
            self._process.wait(_FAREWELL)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _write(self, message: Json) -> None:
        with suppress(BrokenPipeError, ValueError):  # ValueError: it was dismissed
            self._to.write(line(message))
            self._to.flush()
