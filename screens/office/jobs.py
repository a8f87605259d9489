"""What an editor asked for and takes longer than a click: done in a thread, whichever page its editor looks at.

One job a key at a time; it is found again after a reload. Whether it may be done is asked by what it does.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from ingest.errors import SourcierError
from kb.build import Step, Tell
from kb.events import defect

KEPT = 50  # ended jobs that are remembered: an ended one is told once, to whoever looks first


@dataclass(frozen=True, slots=True)
class Job:
    """How far a job is. It runs while it has neither an `answer` nor an `error`."""

    what: str
    step: Step
    answer: object = None
    error: BaseException | None = None
    ended: bool = False


class Jobs:
    """Safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}

    def start(self, key: str, what: str, work: Callable[[Tell], object]) -> None:
        """Begin `work`; nothing where a job of that key runs."""
        with self._lock:
            running = self._jobs.get(key)
            if running and not running.ended:
                return
            self._jobs[key] = Job(what, Step("look"))
            for old in [key for key, job in self._jobs.items() if job.ended][:-KEPT]:
                del self._jobs[old]
        threading.Thread(target=self._do, args=(key, what, work), daemon=True, name=f"office {what}").start()

    def state(self, key: str) -> Job | None:
        """The job of that key; None where there is none, or its end was told."""
        return self._jobs.get(key)

    def told(self, key: str) -> None:
        """Forget a job that ended."""
        with self._lock:
            if (job := self._jobs.get(key)) and job.ended:
                del self._jobs[key]

    def _do(self, key: str, what: str, work: Callable[[Tell], object]) -> None:
        try:
            answer = work(lambda step: self._hear(key, Job(what, step)))
            self._hear(key, Job(what, Step("prune"), answer, ended=True))
        except SourcierError as error:  # told to the editor on the screen, by kind
            self._hear(key, Job(what, Step("prune"), error=error, ended=True))
        except Exception as error:  # noqa: BLE001 - a sentence for the editor; the operator is told where
            defect("administration", act=what)
            self._hear(key, Job(what, Step("prune"), error=error, ended=True))

    def _hear(self, key: str, job: Job) -> None:
        with self._lock:
            self._jobs[key] = job


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """Those of this server."""
    return Jobs()
