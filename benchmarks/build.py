"""The build of the corpus: time a page above the fixed start-up, against pymupdf4llm on the same pages; memory.

Everything runs as the user's own command would, on one core.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import pdf, peers
from benchmarks.corpus import build_command
from benchmarks.processes import Run, run_command

ROUNDS = 3  # of each build; the median counts


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
    with tempfile.TemporaryDirectory(prefix="sourcier-bench-") as name:
        folder = Path(name)
        tiny = folder / "tiny"
        tiny.mkdir()
        (tiny / "note.pdf").write_bytes(pdf.one_line())
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
    return statistics.median(_markdown_seconds(*options, *files) for _ in range(ROUNDS))


def _markdown_seconds(*arguments: str) -> float:
    """Raises RuntimeError where the environment of the peers was not made: there would be nothing to compare with."""
    answer = peers.ask("peer_markdown.py", *arguments)
    if answer is None:
        raise RuntimeError("the programs to compare with are not there: make bench installs them")
    return float(answer["seconds"])


def _build(corpus: Path, kb: Path) -> Run:
    """Raises RuntimeError where a file is refused (exit status 1): its time would be compared with nothing."""
    return run_command(build_command(corpus, kb, "--json"))
