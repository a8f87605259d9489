"""Many files read one after the other, or by several processes at once.

The order of the answers is the order of the tasks, whichever ends first. What reading is: `reading.py`.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from kb.corpus import Refusal
from kb.reading import Outcome, Read, Task, read_source

# Python looks for cycles after so many new objects; a build makes millions of small ones and hardly a cycle. The usual
# (700, 10, 10) took a quarter of the time of a build: 3.5 → 2.5 s for the 55 pages of the corpus (2026-11).
_SELDOM = (50_000, 20, 20)
InHand = Callable[[str, int], None]  # told a file that is being read, and how many are done


def read_sources(tasks: Sequence[Task], jobs: int, in_hand: InHand, read: Read | None = None) -> list[Outcome]:
    """What became of each task. With `jobs` above 1, `read` must be a function of a module.

    A file that takes its process down is refused; the others are read. Raises OSError, sqlite3.Error where the
    knowledge base's own disk fails.
    """
    if jobs <= 1 or len(tasks) <= 1:
        outcomes = []
        for done, task in enumerate(tasks):
            in_hand(task.source.file, done)
            outcomes.append(read_source(task, read))
        return outcomes
    found: dict[int, Outcome] = {}
    try:
        _in_pool(dict(enumerate(tasks)), min(jobs, len(tasks)), in_hand, read, found)
    except BrokenProcessPool:
        # which file it was nobody can tell: those that are left are read again, each in a process of its own
        for n, task in enumerate(tasks):
            if n not in found:
                found[n] = _alone(task, in_hand, len(found), read)
    return [found[n] for n in range(len(tasks))]


@contextmanager
def seldom_collected() -> Iterator[None]:
    """With fewer searches for cycles, for work that makes none."""
    usual = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _in_pool(tasks: dict[int, Task], jobs: int, in_hand: InHand, read: Read | None, found: dict[int, Outcome]) -> None:
    with _pool(jobs) as pool:
        try:
            with _without_interrupts():  # inherited by the processes that are started here
                running = {pool.submit(read_source, task, read): n for n, task in tasks.items()}
            while running:
                in_hand(tasks[min(running.values())].source.file, len(found))
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    found[running.pop(future)] = future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _alone(task: Task, in_hand: InHand, done: int, read: Read | None) -> Outcome:
    found: dict[int, Outcome] = {}
    try:
        _in_pool({0: task}, 1, lambda file, _: in_hand(file, done), read, found)
        return found[0]
    except BrokenProcessPool:
        refusal = Refusal("defect", "the reader's process died on it", "Report it with the file, and leave it out.")
        return Outcome(task.source, task.key.sha256, refusal, True, 0.0)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # spawned, not forked: a forked child would keep the build's lock, and a progress bar has threads
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_settle)


def _settle() -> None:
    gc.set_threshold(*_SELDOM)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Ctrl-C waits until the end of the `with`; a process started inside never hears it: it ends with its parent."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
