"""Many files read, each in a process of its own, several at once where asked: what became of each comes back.

The order of the answers is the order of the tasks, whichever ends first. What takes a process down (a crash, a bomb,
a hang) refuses its file and no other. What reading is: `one_file.py`; the processes: `children.py`, `nursery.py`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, replace

from kb.corpus import Refusal
from kb.reading.children import Nursery
from kb.reading.limits import Limits
from kb.reading.nursery import SELDOM, Json
from kb.reading.one_file import Outcome, Read, Task, no_memory, read_source
from kb.reading.wire import failure_in, outcome_in, task_out

InHand = Callable[[str, int], None]  # told a file that is being read, and how many are done


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
        stand_in = f"{read.__module__}:{read.__qualname__}" if read else None
        with closing(Nursery("kb.reading.file_work:Reading", {"limits": asdict(limits), "read": stand_in})) as nursery:
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
    nursery: Nursery, tasks: Sequence[Task], jobs: int, in_hand: InHand, found: dict[int, Outcome]
) -> None:
    """Until all is found, or the nursery is gone: what it had in hand then is refused."""
    left = [n for n in range(len(tasks)) if n not in found]
    running: set[int] = set()
    while left or running:
        while left and len(running) < jobs:
            n = left.pop(0)
            nursery.send(n, task_out(tasks[n]))
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


def _believed(task: Task, what: Json) -> Outcome:
    try:
        if "ended" in what:
            return Outcome(task.source, task.key.sha256, _ended(what["ended"], what["how"]), True, what["seconds"])
        return outcome_in(task, what)
    except (KeyError, TypeError, ValueError) as error:
        refusal = Refusal("defect", f"its reader answered nonsense ({error})", "Report it with the file; leave it out.")
        return Outcome(task.source, task.key.sha256, refusal, True, 0.0)


def _lost(task: Task) -> Outcome:
    refusal = Refusal("defect", "the processes that read files were ended", "Build again; did the system kill them?")
    return Outcome(task.source, task.key.sha256, refusal, True, 0.0)


def _ended(why: str, how: str) -> Refusal:
    """The refusal of a file whose reader came to no answer."""
    if why == "late":
        return Refusal(
            "too_large", f"reading it takes more than {how}",
            "Export it again, split it, or raise SOURCIER_MAX_SECONDS.",
        )  # fmt: skip
    if why == "memory":
        return no_memory()
    return Refusal("defect", f"the process that read it {how}", "Report it with the file, and leave it out.")
