"""The corpus that ships, built as a user's own command builds it, and the questions that are asked of it.

Measures nothing.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import run_command

CORPUS = Path("corpus")


def build_command(corpus: Path, kb: Path, *options: str) -> list[str]:
    """What a user types to build `corpus` into `kb`."""
    return [sys.executable, "-m", "cli", "build", str(corpus), "--kb", str(kb), *options]


@contextmanager
def built(corpus: Path = CORPUS) -> Iterator[Path]:
    """A knowledge base of `corpus` in a temporary folder. Raises RuntimeError where a file is refused."""
    with tempfile.TemporaryDirectory(prefix="sourcier-bench-") as folder:
        kb = Path(folder) / "kb"
        run_command(build_command(corpus, kb))
        yield kb


def questions(name: str = "questions.txt") -> list[str]:
    """The lines of a file of this folder, but for its comments: a question each, as a resident types it."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
