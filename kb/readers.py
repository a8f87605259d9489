"""Many files read, each in a process of its own, several at once where asked: what became of each comes back.

The order of the answers is the order of the tasks, whichever ends first. What takes a process down (a crash, a bomb,
a hang) refuses its file and no other. What reading is: `reading.py`; the processes: `nursery.py`.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, replace
from typing import Any

from ingest.errors import KnowledgeBaseError
from kb.corpus import Refusal
from kb.limits import Limits
from kb.reading import SELDOM, Outcome, Read, Task, read_source
from kb.wire import failure_in, line, outcome_in, task_out

_FAREWELL = 5.0  # seconds for the processes to end by themselves, before they are killed
InHand = Callable[[str, int], None]  # told a file that is being read, and how many are done
# The paths come with the program, as multiprocessing does it: the parent may have been started in any way.
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from kb.nursery import serve; serve()"


def read_sources(
    tasks: Sequence[Task], jobs: int, in_hand: InHand, read: Read | None = None, limits: Limits | None = None
) -> list[Outcome]:
    """What became of each task, `jobs` at once. With `limits`, `read` must be a function of a module.

    Without limits the files are read by this very process, one by one: for callers that trust them. Raises OSError,
    sqlite3.Error where the knowledge base's own disk fails, KnowledgeBaseError where no process can be started.
    """
    if limits is None:
        outcomes = []
        for done, task in enumerate(tasks):
            in_hand(task.source.file, done)
            outcomes.append(read_source(task, read))
        return outcomes
    bounded = [replace(task, most_pages=limits.pages) for task in tasks]
    found: dict[int, Outcome] = {}
    while len(found) < len(tasks):  # more than once only where the nursery itself was killed
        with closing(_Nursery(limits, read)) as nursery:
            _read_through(nursery, bounded, jobs, in_hand, found)
    return [found[n] for n in range(len(tasks))]


@contextmanager
def seldom_collected() -> Iterator[None]:
    """With fewer searches for cycles, for work that makes none."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _read_through(
    nursery: _Nursery, tasks: Sequence[Task], jobs: int, in_hand: InHand, found: dict[int, Outcome]
) -> None:
    """Until all is found, or the nursery is gone: what it had in hand then is refused."""
    left = [n for n in range(len(tasks)) if n not in found]
    running: set[int] = set()
    while left or running:
        while left and len(running) < jobs:
            n = left.pop(0)
            nursery.send({"task": n, "what": task_out(tasks[n])})
            running.add(n)
        in_hand(tasks[min(running)].source.file, len(found))
        answer = nursery.hear()
        if answer is None:
            found |= {n: _lost(tasks[n]) for n in running}
            return
        n, what = answer["task"], answer["what"]
        running.discard(n)
        if "failed" in what:
            raise failure_in(what["failed"])
        found[n] = _believed(tasks[n], what)


def _believed(task: Task, what: dict[str, Any]) -> Outcome:
    try:
        return outcome_in(task, what)
    except (KeyError, TypeError, ValueError) as error:
        refusal = Refusal("defect", f"its reader answered nonsense ({error})", "Report it with the file; leave it out.")
        return Outcome(task.source, task.key.sha256, refusal, True, 0.0)


def _lost(task: Task) -> Outcome:
    refusal = Refusal("defect", "the processes that read files were ended", "Build again; did the system kill them?")
    return Outcome(task.source, task.key.sha256, refusal, True, 0.0)


class _Nursery:
    """The other process, spoken to. It ends when it is closed, and when this process ends, however that ends."""

    def __init__(self, limits: Limits, read: Read | None) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this very Python
            [sys.executable, "-c", _PROGRAM, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # a process that forks should have one thread
            start_new_session=True,  # Ctrl-C reaches the build, which closes this
        )
        if self._process.stdin is None or self._process.stdout is None:  # never: both were asked for
            raise KnowledgeBaseError("no pipe to the process that reads files", "Report it.")
        self._to, self._from = self._process.stdin, self._process.stdout
        name = f"{read.__module__}:{read.__qualname__}" if read else None
        self.send({"limits": asdict(limits), "read": name})
        if self.hear() is None:
            self.close()
            raise KnowledgeBaseError(
                "the process that reads files cannot be started", "Free some memory; see what stands above."
            )

    def send(self, message: dict[str, Any]) -> None:
        """Nothing happens where it is gone: `hear` will tell."""
        with suppress(BrokenPipeError):
            self._to.write(line(message))
            self._to.flush()

    def hear(self) -> dict[str, Any] | None:
        """Its next answer; None where it is gone."""
        said = self._from.readline()
        answer: dict[str, Any] | None = json.loads(said) if said.endswith(b"\n") else None
        return answer

    def close(self) -> None:
        for pipe in (self._to, self._from):
            with suppress(BrokenPipeError):
                pipe.close()
        try:
            self._process.wait(_FAREWELL)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
