"""What whole processes take, looked at from outside: a command until it ends, or one that runs.

Seconds, processor time and memory; knows nothing of what they do.
"""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SAMPLE = 0.02  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Run:
    """A command that ended, and what it printed.

    `processor` is the time that all its processes kept a core busy: other programs on the machine do not count.
    `peak` in bytes: resident memory of the process and its children, at the worst instant.
    """

    seconds: float
    processor: float
    peak: int
    output: str


def run_command(command: Sequence[str], *, given: str = "") -> Run:
    """The command on one core, `given` on its input. Raises RuntimeError with all it printed where it fails."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}),
    )
    peak = [0]
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peak, ended))
    watcher.start()
    output, errors = process.communicate(given)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    ended.set()
    watcher.join()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{(output + errors)[-2000:]}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(seconds, processor, peak[0], output)


def _watch(pid: int, peak: list[int], ended: threading.Event) -> None:
    while not ended.wait(_SAMPLE):
        peak[0] = max(peak[0], sum(resident(each) for each in _family(pid)))


def _family(pid: int) -> list[int]:
    """A process and all that it started."""
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


def processor(pid: int) -> float:
    """Seconds for which the process has kept a core busy by now; 0 where it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> int:
    """Bytes of memory that the process holds; 0 where it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
