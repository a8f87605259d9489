"""A build in a process beside the app, for a knowledge base that is not there yet: started once, asked how far it is.

The process is `build` with the settings of the app's own environment; it dies with the app, and a build cut short
leaves nothing behind. Never builds over a knowledge base that stands.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ingest.errors import AbsentBase, SourcierError
from kb.beside import this_python
from kb.build import Order, Step, build
from kb.settings import settings
from kb.store.folder import Folder, current


@dataclass(frozen=True, slots=True)
class State:
    """A build that runs is at a `step`; one that has ended says `why` it failed, or was `published`."""

    step: Step | None = None
    why: str | None = None
    published: bool = False


class BuildBeside:
    """Safe between threads: sessions that ask see one build, and none is started while another runs."""

    def __init__(self, kb: Path) -> None:
        self._kb = kb
        self._lock = threading.Lock()
        self._state = State()

    @property
    def state(self) -> State:
        return self._state

    def start(self, corpus: Path) -> None:
        """Build `corpus`; nothing where a build runs already, or one was published."""
        with self._lock:
            if self._state.step or self._state.published:
                return
            self._state = State(Step("look"))
        threading.Thread(target=self._listen, args=(corpus,), daemon=True, name="first build").start()

    def _listen(self, corpus: Path) -> None:
        # it is killed, or ends by itself, when nobody listens any more
        command = this_python("kb.build_beside:work", str(corpus), str(self._kb))
        end = State(why="the process that builds ended early")
        with suppress(OSError), subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:  # noqa: S603
            for line in process.stdout or ():
                told = json.loads(line)
                if "step" in told:
                    self._state = State(Step(**told["step"]))
                else:
                    end = State(**told)
        self._state = end  # once the process has let go of the folder


def work(corpus: str, kb: str) -> None:
    """In the process beside: a line of JSON for each step, and a last one for the end."""
    with suppress(BrokenPipeError):  # the app has ended: the build is cut short, and leaves nothing
        try:
            _build(Path(corpus), Path(kb))
        except SourcierError as error:
            _tell({"why": f"{error.message}. {error.advice}"})
        except OSError as error:
            _tell({"why": f"{error.filename or kb}: {error.strerror or error}"})


def _build(corpus: Path, kb: Path) -> None:
    with suppress(AbsentBase):
        current(Folder(kb))
        _tell({"published": True})  # somebody else was faster
        return
    report = build(Order.of(corpus, replace(settings(os.environ), kb=kb)), lambda step: _tell({"step": asdict(step)}))
    _tell({"published": True} if report.build else {"why": f"{corpus}: no file could be read"})


def _tell(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
