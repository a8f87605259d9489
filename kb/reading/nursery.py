"""The process from which children are forked: one for each piece of work, with limits, killed when it goes beyond them.

Loads the libraries of the work once, looks into no file itself, and lives as long as whoever started it keeps its
standard input open. Talks in lines of JSON; the other end is `children.py`. What the work is: `file_work.py`,
`painting.py`.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import selectors
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn, Protocol

Json = dict[str, Any]

# Python looks for cycles after so many new objects; a build makes millions of small ones and hardly a cycle. The usual
# (700, 10, 10) took a quarter of the time of a build: 3.5 → 2.5 s for the 55 pages of the corpus (2026-11).
SELDOM = (50_000, 20, 20)
_PIECE = 65_536  # bytes taken from a pipe at once


class Work(Protocol):
    """What the children do. Made in the process they are forked from, before the first is: it loads what all need."""

    @property
    def memory(self) -> int:
        """Bytes that a child may take beyond what the program takes."""

    def seconds(self, what: Json, pages: int) -> float:
        """How long this piece may take, by the clock and of the processor, once it told that it is so many pages."""

    def do(self, what: Json, counted: Callable[[int], None]) -> Json:
        """In a child: the piece done. `counted` may be told its pages once."""


@dataclass(slots=True)
class _Child:
    """A child at work on one piece: told so far, and when its time is over (monotonic clock)."""

    process: int
    pipe: int
    task: int
    what: Json
    began: float
    allowed: float  # seconds
    told: bytearray = field(default_factory=bytearray)
    counted: bool = False
    late: bool = False


def line(value: Json) -> bytes:
    """One message. File names of any bytes survive: JSON escapes what is no text."""
    return json.dumps(value).encode("ascii") + b"\n"


def serve() -> None:
    """Read tasks from standard input, answer on standard output, until the input ends."""
    answers = os.dup(sys.stdout.fileno())
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what a library prints is no answer
    buffer = bytearray()
    hello = _next_line(buffer)
    if hello is None:
        return
    work: Work = named(hello["work"])(**hello["given"])
    gc.set_threshold(*SELDOM)
    gc.collect()
    gc.freeze()  # what is there now is shared with every child: no search for cycles should touch its pages
    with suppress(BrokenPipeError):  # whoever asked was killed: there is nobody left to tell
        _Nursery(work, answers, buffer).run()


def named(name: str) -> Any:
    """What is called «module:name»."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


class _Nursery:
    """The children at work."""

    def __init__(self, work: Work, answers: int, buffer: bytearray) -> None:
        self._work, self._answers, self._buffer = work, answers, buffer
        self._children: dict[int, _Child] = {}
        self._watched = selectors.DefaultSelector()

    def run(self) -> None:
        self._watched.register(sys.stdin.fileno(), selectors.EVENT_READ)
        self._answer({"ready": True})
        try:
            while True:
                self._start_all()
                for key, _ in self._watched.select(self._patience()):
                    if key.fd == sys.stdin.fileno():
                        piece = os.read(key.fd, _PIECE)
                        if not piece:
                            return
                        self._buffer += piece
                    else:
                        self._hear(self._children[key.fd])
                self._kill_late()
        finally:
            for child in self._children.values():
                _kill(child.process)

    def _start_all(self) -> None:
        while (end := self._buffer.find(b"\n")) >= 0:
            message = json.loads(bytes(self._buffer[:end]))
            del self._buffer[: end + 1]
            self._start(message["task"], message["what"])

    def _start(self, number: int, what: Json) -> None:
        ours, theirs = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(ours)
            for other in self._children:
                os.close(other)
            os.close(self._answers)
            _child(self._work, what, theirs)
        os.close(theirs)
        self._children[ours] = _Child(process, ours, number, what, time.monotonic(), self._work.seconds(what, 0))
        self._watched.register(ours, selectors.EVENT_READ)

    def _patience(self) -> float | None:
        ends = [child.began + child.allowed for child in self._children.values() if not child.late]
        return max(0.0, min(ends) - time.monotonic()) if ends else None

    def _kill_late(self) -> None:
        now = time.monotonic()
        for child in self._children.values():
            if not child.late and now >= child.began + child.allowed:
                child.late = True
                _kill(child.process)

    def _hear(self, child: _Child) -> None:
        piece = os.read(child.pipe, _PIECE)
        child.told += piece
        if not child.counted and (end := child.told.find(b"\n")) >= 0:
            child.counted = True
            if (pages := _pages(bytes(child.told[:end]))) is not None:
                child.allowed = self._work.seconds(child.what, pages)
        if piece:
            return
        self._watched.unregister(child.pipe)
        os.close(child.pipe)
        del self._children[child.pipe]
        _kill(child.process)  # and what it started
        _, status = os.waitpid(child.process, 0)
        self._answer({"task": child.task, "what": _last_word(child, status)})

    def _answer(self, message: Json) -> None:
        data = line(message)
        while data:
            data = data[os.write(self._answers, data) :]


# --- in the child -------------------------------------------------------------------------------------------------


def _child(work: Work, what: Json, out: int) -> NoReturn:
    """Do the piece, tell, and end, whatever happens."""
    gc.disable()  # it ends before cycles would count: looking for them takes a twentieth of its time
    try:
        os.setpgid(0, 0)  # what it starts (Tesseract) ends with it
        _bound(work, what)
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(0, 2)  # the C library's last words
        _tell(out, _done(work, what, out))
    finally:
        os._exit(0)  # no clean-up of what belongs to the parent


def _done(work: Work, what: Json, out: int) -> Json:
    def counted(pages: int) -> None:
        _bound_time(work.seconds(what, pages))
        _tell(out, {"pages": pages})

    try:
        return work.do(what, counted)
    except MemoryError:
        return _ended("memory", "", 0.0)


def _tell(out: int, message: Json) -> None:
    data = line(message)
    while data:
        data = data[os.write(out, data) :]


def _bound(work: Work, what: Json) -> None:
    """The system's own fences; where it has none (memory on macOS), time is what bounds a piece."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_own_size() + work.memory, resource.RLIM_INFINITY))
    _bound_time(work.seconds(what, 0))


def _bound_time(seconds: float) -> None:
    """Of the processor: should nobody be left to look at the clock, the system ends the process."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, resource.RLIM_INFINITY))


def _own_size() -> int:
    """Bytes of address space that the program takes before it looks into a file; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 0


# --- small things -------------------------------------------------------------------------------------------------


def _next_line(buffer: bytearray) -> Json | None:
    while b"\n" not in buffer:
        piece = os.read(sys.stdin.fileno(), _PIECE)
        if not piece:
            return None
        buffer += piece
    first, _, rest = bytes(buffer).partition(b"\n")
    buffer[:] = rest
    found: Json = json.loads(first)
    return found


def _pages(told: bytes) -> int | None:
    with suppress(ValueError):
        message = json.loads(told)
        pages = message.get("pages") if isinstance(message, dict) else None
        return pages if isinstance(pages, int) else None
    return None


def _last_word(child: _Child, status: int) -> Json:
    """What the child told last; how it ended, where it told nothing that makes sense."""
    if child.told.endswith(b"\n") and not child.late:
        with suppress(ValueError):
            said = json.loads(bytes(child.told[:-1]).rpartition(b"\n")[2])
            if isinstance(said, dict) and "pages" not in said:
                return said
    took = time.monotonic() - child.began
    return _ended("late", f"{child.allowed:.0f} seconds", took) if child.late else _ended("died", _how(status), took)


def _ended(why: str, how: str, seconds: float) -> Json:
    """«late», «memory» or «died», where no answer came."""
    return {"ended": why, "how": how, "seconds": round(seconds, 3)}


def _how(status: int) -> str:
    end = os.waitstatus_to_exitcode(status)
    return f"was ended by {signal.Signals(-end).name}" if end < 0 else f"ended with status {end}"


def _kill(process: int) -> None:
    for kill in (os.killpg, os.kill):  # the group may not be there yet
        with suppress(ProcessLookupError, PermissionError):
            kill(process, signal.SIGKILL)
