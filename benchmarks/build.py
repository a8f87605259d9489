"""The build of the corpus: time a page above the fixed start-up, against pymupdf4llm on the same pages; memory.

Everything runs as the user's own command would, on one core.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from benchmarks.measure import Run, run

ROUNDS = 3  # of each build; the median counts
PEER = Path(".bench-venv/bin/python")


@dataclass(frozen=True, slots=True)
class Build:
    """Processor seconds of a build of one line (imports, index, publication), of the corpus; seconds of a rebuild."""

    start: float
    whole: float
    pages: int
    again: float
    peak: int  # bytes

    @property
    def page(self) -> float:
        """Processor seconds a page above the fixed start-up."""
        return (self.whole - self.start) / self.pages


def measure(corpus: Path) -> Build:
    """Build `corpus` from nothing, again without a change, and a corpus of one line for the fixed part."""
    whole: list[Run] = []
    start: list[float] = []
    with _folder() as folder:
        tiny = folder / "tiny"
        tiny.mkdir()
        _one_line(tiny / "note.pdf")
        for n in range(ROUNDS):
            start.append(_build(tiny, folder / f"tiny-{n}").processor)
            whole.append(_build(corpus, folder / f"whole-{n}"))
        report = json.loads(whole[-1].output.splitlines()[-1])
        again = [_build(corpus, folder / "whole-0").seconds for _ in range(ROUNDS)]
    return Build(
        statistics.median(start),
        statistics.median(each.processor for each in whole),
        sum(document["pages"] for document in report["documents"]),
        statistics.median(again),
        max(each.peak for each in whole),
    )


def peer(corpus: Path, *, layout: bool) -> float:
    """Processor seconds that pymupdf4llm takes for the PDFs of `corpus` as Markdown, its start-up left out."""
    files = sorted(str(file) for file in corpus.glob("*.pdf"))
    options = ["--layout"] if layout else []
    found = [run([str(PEER), "benchmarks/peer_markdown.py", *options, *files]).output for _ in range(ROUNDS)]
    return statistics.median(float(json.loads(output.splitlines()[-1])["seconds"]) for output in found)


def _one_line(path: Path) -> None:
    """A PDF that says next to nothing: what reading it costs is the start-up of every library."""
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 90), "Une irradiation est recommandée.")
        document.save(path)


def _build(corpus: Path, kb: Path) -> Run:
    """Raises RuntimeError where a file is refused (exit status 1): its time would be compared with nothing."""
    return run([sys.executable, "-m", "cli", "build", str(corpus), "--kb", str(kb), "--json"])


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="sourcier-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
