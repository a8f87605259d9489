"""What a command reads from the terminal and writes to it: lines, JSON, errors in two lines, progress.

One JSON document or line at a time on stdout, everything else on stderr. Knows no command.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ingest.errors import SourcierError

if TYPE_CHECKING:
    from kb.build import Step

DONE, FOUND_WRONG, NOT_SERVED, INTERRUPTED = 0, 1, 2, 130  # exit status, as the contract has it


def answer_lines(name: str, answer: Callable[[str], dict[str, Any]], named: bool = True) -> int:
    """One JSON answer a line; a line that cannot be served gets {"error"}, with its "query" where it is one."""
    status = DONE
    with _lines(name) as file:
        for n, raw in enumerate(file):
            text = raw.decode("utf-8-sig" if n == 0 else "utf-8", "replace").rstrip("\r\n")
            try:
                print_json(answer(text))
            except SourcierError as error:
                said = {"error": error.message if named else f"{error.message}. {error.advice}"}
                print_json({"query": text} | said if named else said)
                status = FOUND_WRONG
    return status


@contextmanager
def _lines(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as file:
        yield file


def valid(text: str) -> str:
    """What was typed as valid text, whatever bytes the terminal sent."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def print_json(value: object) -> None:
    """One JSON document on one line of stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def print_text(text: str) -> None:
    """Text for people on stdout."""
    sys.stdout.write(text.rstrip("\n") + "\n")


def say(text: str) -> None:
    """A line on stderr."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def fail(message: str, advice: str, status: int = NOT_SERVED) -> int:
    """What, where and why on one line, what to do on the next: control characters of a file name break neither."""
    for text in (f"sourcier: {message}", advice):
        say("".join(char if char.isprintable() else repr(char)[1:-1] for char in text))
    return status


def system(error: OSError) -> tuple[str, str]:
    """What the operating system refused, and what to do."""
    where = f"{error.filename}: " if error.filename else ""
    return (
        f"{where}{error.strerror or error}",
        "Free some space, mend the permissions, or name another folder with --kb DIR.",
    )


@contextmanager
def progress() -> Iterator[Callable[[Step], None]]:
    """A bar with the file in hand where stderr is a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")

        def tell(step: Step) -> None:
            if step.kind in ("look", "read"):
                bar.update(task, description=step.file or "looking", completed=step.done, total=step.total)
            else:
                bar.update(task, description=step.kind)

        yield tell
