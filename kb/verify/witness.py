"""What verification found of an open build, while an app serves it: asked at once, found out by a process beside it.

The process runs at the lowest priority and within a time of its own; it looks at a sample of everything first, then at
edition after edition. Whoever asks never waits: what is not known yet is None.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from ingest.errors import KnowledgeBaseError
from kb.beside import this_python
from kb.events import note, write_events
from kb.verify.run import by_edition

SAMPLE = 200  # quotations: 0.3 s; a lost or exchanged original is told by the first of them
SECONDS = 300  # of the processor, at the lowest priority: some 300,000 quotations; the rest stays unmarked


class Witness:
    """Safe between threads; knows more as time goes by."""

    def __init__(self, kb: Path, build: str) -> None:
        self._good: dict[tuple[str, str], frozenset[str]] = {}
        self._bad: dict[tuple[str, str], frozenset[str]] = {}
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._listen, args=(kb, build), daemon=True, name="witness")
        self._thread.start()

    def standing(self, document: str, edition: str, passage: str) -> bool | None:
        """Whether what is quoted of the passage stands where it is said to; None where that is not known."""
        at = document, edition
        if passage in self._bad.get(at, ()):
            return False
        return True if passage in self._good.get(at, ()) else None

    def known(self, document: str, edition: str) -> tuple[int, int] | None:
        """How many passages of an edition stand where they are said to, and how many not; None until all are known."""
        good = self._good.get((document, edition))
        return (len(good), len(self._bad[document, edition])) if good else None

    def wait(self, seconds: float) -> bool:
        """Until all is known; for tests. False where the time was over first."""
        return self._done.wait(seconds)

    def _listen(self, kb: Path, build: str) -> None:
        # what it says of itself goes to the log of the app
        command = this_python("kb.verify.witness:testify", str(kb), build)
        with suppress(OSError), subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:  # noqa: S603
            for line in process.stdout or ():
                told = json.loads(line)
                at = told["document"], told["edition"]
                self._bad[at] = self._bad.get(at, frozenset()) | frozenset(told["failed"])
                self._good[at] = self._good.get(at, frozenset()) | frozenset(told["good"])
        self._done.set()


def testify(kb: str, build: str) -> None:
    """In the process beside: one line of JSON for each edition, the sample first."""
    write_events("info")
    os.nice(19)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(BrokenPipeError):  # the app has ended
        for sample in (SAMPLE, None):
            try:
                for found in by_edition(Path(kb), build, sample):
                    failed = sorted({failure.passage for failure in found.failed})
                    # a passage is good when all that is quoted of it was looked at, not a part
                    good = sorted(found.good) if sample is None else []
                    told = {"document": found.document, "edition": found.edition, "failed": failed, "good": good}
                    sys.stdout.write(json.dumps(told) + "\n")
                    sys.stdout.flush()
            except BrokenPipeError:
                raise
            except (KnowledgeBaseError, OSError) as error:
                note("unverified", logging.WARNING, build=build, why=str(error))
                return
