"""The process from which readers are forked: one for each file, with limits, killed when it goes beyond them.

Loads the PDF library and the lexicons once, looks into no file itself, and lives as long as whoever started it keeps
its standard input open. Talks in lines of JSON (`wire.py`); the other end is `readers.py`.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import selectors
import signal
import sqlite3
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from kb.corpus import Refusal
from kb.limits import Limits
from kb.reading import SELDOM, Read, Task, no_memory, read_source
from kb.wire import failure_out, line, outcome_out, task_in

_PIECE = 65_536  # bytes taken from a pipe at once


@dataclass(slots=True)
class _Reader:
    """A child at work on one file: told so far, and when its time is over (monotonic clock)."""

    process: int
    pipe: int
    task: int
    ocr: bool
    began: float
    allowed: float  # seconds
    told: bytearray = field(default_factory=bytearray)
    late: bool = False


def serve() -> None:
    """Read tasks from standard input, answer on standard output, until the input ends."""
    answers = os.dup(sys.stdout.fileno())
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what a library prints is no answer
    buffer = bytearray()
    hello = _next_line(buffer)
    if hello is None:
        return
    limits, read = Limits(**hello["limits"]), _named(hello["read"])
    if read is None:
        from ingest.reader import warm_up

        warm_up()
    gc.set_threshold(*SELDOM)
    gc.collect()
    gc.freeze()  # what is there now is shared with every child: no search for cycles should touch its pages
    with suppress(BrokenPipeError):  # the build was killed: there is nobody left to tell
        _Nursery(limits, read, answers, buffer).run()


class _Nursery:
    """The children at work."""

    def __init__(self, limits: Limits, read: Read | None, answers: int, buffer: bytearray) -> None:
        self._limits, self._read, self._answers, self._buffer = limits, read, answers, buffer
        self._readers: dict[int, _Reader] = {}
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
                        self._hear(self._readers[key.fd])
                self._kill_late()
        finally:
            for reader in self._readers.values():
                _kill(reader.process)

    def _start_all(self) -> None:
        while (end := self._buffer.find(b"\n")) >= 0:
            message = json.loads(bytes(self._buffer[:end]))
            del self._buffer[: end + 1]
            self._start(message["task"], task_in(message["what"]))

    def _start(self, number: int, task: Task) -> None:
        ours, theirs = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(ours)
            for other in self._readers:
                os.close(other)
            os.close(self._answers)
            _child(task, self._limits, self._read, theirs)
        os.close(theirs)
        self._readers[ours] = _Reader(
            process, ours, number, task.key.ocr, time.monotonic(), self._limits.time(0, task.key.ocr)
        )
        self._watched.register(ours, selectors.EVENT_READ)

    def _patience(self) -> float | None:
        ends = [reader.began + reader.allowed for reader in self._readers.values() if not reader.late]
        return max(0.0, min(ends) - time.monotonic()) if ends else None

    def _kill_late(self) -> None:
        now = time.monotonic()
        for reader in self._readers.values():
            if not reader.late and now >= reader.began + reader.allowed:
                reader.late = True
                _kill(reader.process)

    def _hear(self, reader: _Reader) -> None:
        piece = os.read(reader.pipe, _PIECE)
        reader.told += piece
        first, more, _ = bytes(reader.told).partition(b"\n")
        if more and (pages := _pages(first)) is not None:
            reader.allowed = self._limits.time(pages, reader.ocr)
        if piece:
            return
        self._watched.unregister(reader.pipe)
        os.close(reader.pipe)
        del self._readers[reader.pipe]
        _kill(reader.process)  # and what it started
        _, status = os.waitpid(reader.process, 0)
        self._answer({"task": reader.task, "what": self._verdict(reader, status)})

    def _verdict(self, reader: _Reader, status: int) -> dict[str, Any]:
        """The reader's own last word, or why there is none."""
        last = bytes(reader.told).rstrip(b"\n").rpartition(b"\n")[2]
        if reader.told.endswith(b"\n") and not reader.late and _pages(last) is None:
            with suppress(ValueError):
                told = json.loads(last)
                if isinstance(told, dict) and told.keys() & {"parsed", "refused", "failed"}:
                    return told
        refusal = _too_long(reader.allowed) if reader.late else _died(status)
        return _refused(refusal, time.monotonic() - reader.began)

    def _answer(self, message: dict[str, Any]) -> None:
        data = line(message)
        while data:
            data = data[os.write(self._answers, data) :]


# --- in the child -------------------------------------------------------------------------------------------------


def _child(task: Task, limits: Limits, read: Read | None, out: int) -> NoReturn:
    """Read the file, tell, and end, whatever happens."""
    try:
        os.setpgid(0, 0)  # what it starts (Tesseract) ends with it
        _bound(limits, task.key.ocr)
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(0, 2)  # the C library's last words
        told = _told(task, limits, read, out)
        os.write(out, line(told))
    finally:
        os._exit(0)  # no clean-up of what belongs to the parent


def _told(task: Task, limits: Limits, read: Read | None, out: int) -> dict[str, Any]:
    def counted(pages: int) -> None:
        _bound_time(limits.time(pages, task.key.ocr))
        os.write(out, line({"pages": pages}))

    try:
        return outcome_out(read_source(task, read, counted))
    except (OSError, sqlite3.Error) as error:
        return {"failed": failure_out(error)}
    except MemoryError:
        return _refused(no_memory(), 0.0)


def _bound(limits: Limits, ocr: bool) -> None:
    """The system's own fences; where it has none (memory on macOS), time is what bounds a file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_own_size() + limits.memory, resource.RLIM_INFINITY))
    _bound_time(limits.time(0, ocr))


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


def _next_line(buffer: bytearray) -> dict[str, Any] | None:
    while b"\n" not in buffer:
        piece = os.read(sys.stdin.fileno(), _PIECE)
        if not piece:
            return None
        buffer += piece
    first, _, rest = bytes(buffer).partition(b"\n")
    buffer[:] = rest
    found: dict[str, Any] = json.loads(first)
    return found


def _named(name: str | None) -> Read | None:
    """The function «module:name»."""
    if name is None:
        return None
    module, _, function = name.partition(":")
    found: Read = getattr(import_module(module), function)
    return found


def _pages(told: bytes) -> int | None:
    with suppress(ValueError):
        message: Mapping[str, Any] = json.loads(told)
        pages = message.get("pages")
        return pages if isinstance(pages, int) else None
    return None


def _refused(refusal: Refusal, seconds: float) -> dict[str, Any]:
    return {"sha256": None, "seconds": round(seconds, 3), "refused": asdict(refusal)}


def _too_long(allowed: float) -> Refusal:
    return Refusal(
        "too_large", f"reading it takes more than {allowed:.0f} seconds",
        "Export it again, split it, or raise SOURCIER_MAX_SECONDS.",
    )  # fmt: skip


def _died(status: int) -> Refusal:
    end = os.waitstatus_to_exitcode(status)
    how = f"was ended by {signal.Signals(-end).name}" if end < 0 else f"ended with status {end}"
    return Refusal("defect", f"the process that read it {how}", "Report it with the file, and leave it out.")


def _kill(process: int) -> None:
    for kill in (os.killpg, os.kill):  # the group may not be there yet
        with suppress(ProcessLookupError, PermissionError):
            kill(process, signal.SIGKILL)
