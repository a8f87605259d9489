"""Runs a command and tells how long it took and how much memory its processes held together.

Measures whole processes from outside, on one core, as a user would feel them.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_SAMPLE = 0.02  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Run:
    """A command that ended. `peak` in bytes: resident memory of the process and its children, at the worst instant."""

    seconds: float
    peak: int
    output: str


def run(command: Sequence[str], *, cores: int = 1, environment: Mapping[str, str] | None = None) -> Run:
    """The command on `cores` cores, its output kept. Raises RuntimeError with the output where it fails."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **(environment or {})},
        preexec_fn=lambda: os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:cores])),
    )
    peak = [0]
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peak, ended))
    watcher.start()
    output, _ = process.communicate()
    seconds = time.perf_counter() - start
    ended.set()
    watcher.join()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{output[-2000:]}")
    return Run(seconds, peak[0], output)


def _watch(pid: int, peak: list[int], ended: threading.Event) -> None:
    while not ended.wait(_SAMPLE):
        peak[0] = max(peak[0], sum(_resident(each) for each in _family(pid)))


def _family(pid: int) -> list[int]:
    found, rest = [pid], [pid]
    while rest:
        try:
            children = Path(f"/proc/{rest[0]}/task/{rest.pop(0)}/children").read_text()
        except OSError:  # it has just ended
            continue
        more = [int(child) for child in children.split()]
        found += more
        rest += more
    return found


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
