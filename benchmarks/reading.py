"""How exactly and how fast guidelines are read, beside the libraries a user would take instead, in one run.

    python -m benchmarks.reading

Over renderings of tests/golden: three documents in nine looks, by Typst, pdfTeX, WeasyPrint, Chromium and
LibreOffice. Tables are compared by the letters and figures of their cells, so that nobody is charged for a hyphen at a
line's end; headings by number and title. Times are processor time on one core.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import pdf, peers
from benchmarks.bounds import verdict
from benchmarks.processes import run_command
from ingest.model import Guideline
from ingest.reader import read_guideline
from tests.golden.renderings import Rendering, renderings
from tests.golden.scoring import score, total

LOOKS = (
    "poumon-a5-below", "poumon-web-export", "poumon-latex", "poumon-office",
    "radio-authors", "radio-latex-columns", "radio-browser",
    "revue-network", "revue-latex-columns",
)  # fmt: skip
MOST_MS = 25.0  # a page, the whole reading (issue 4)
FASTER = 10.0  # times pymupdf4llm on a long file
FLAT = 1.15  # times the memory after the first pass over the files, after the fourth


@dataclass(frozen=True, slots=True)
class Reading:
    """Ours of one rendering: what was read, and how many processor seconds it took."""

    rendering: Rendering
    file: Path
    guideline: Guideline
    seconds: float


def run(console: Console) -> bool:
    """Print the comparison; whether every bound was kept."""
    with tempfile.TemporaryDirectory(prefix="sourcier-bench-") as name:
        folder = Path(name)
        chosen = [rendering for rendering in renderings() if rendering.name in LOOKS]
        files = [_written(rendering, folder) for rendering in chosen]
        ours = [_read(rendering, file) for rendering, file in zip(chosen, files, strict=True)]
        long_file = folder / "long.pdf"  # more than a hundred pages
        long_file.write_bytes(pdf.joined(files))
        kept = _speed(console, long_file)
        kept = _memory(console, files) and kept
        _quality(console, ours)
    return kept


def _written(rendering: Rendering, folder: Path) -> Path:
    file = folder / f"{rendering.name}.pdf"
    file.write_bytes(rendering.make())
    return file


def _read(rendering: Rendering, file: Path) -> Reading:
    data = file.read_bytes()
    start = time.process_time()
    guideline = read_guideline(data, name=file.name, document=rendering.name)
    return Reading(rendering, file, guideline, time.process_time() - start)


# --- speed and memory ---------------------------------------------------------------------------------------------


def _speed(console: Console, file: Path) -> bool:
    data = file.read_bytes()
    read_guideline(pdf.first_page(data), name=file.name, document="warm")  # imports and data files
    start = time.process_time()
    pages = len(read_guideline(data, name=file.name, document="long").pages)
    ours = time.process_time() - start
    table = Table("speed, whole reading", f"{pages} pages", "a page", "bound", "")
    milliseconds = 1000 * ours / pages
    fast = milliseconds <= MOST_MS
    table.add_row("Sourcier", f"{ours:.1f} s", f"{milliseconds:.1f} ms", f"≤ {MOST_MS:.0f} ms", verdict(fast))
    answer = _peer("speed", [file])
    kept = fast
    if answer is not None:
        seconds = answer["pymupdf4llm"]["seconds"]
        ratio = seconds / ours
        kept = kept and ratio >= FASTER
        name = f"pymupdf4llm {answer['versions']['pymupdf4llm']}"
        table.add_row(name, f"{seconds:.1f} s", f"{1000 * seconds / pages:.0f} ms", "", "")
        table.add_row("  times ours", f"{ratio:.1f} ×", "", f"≥ {FASTER:.0f} ×", verdict(ratio >= FASTER))
    console.print(table)
    return kept


def _memory(console: Console, files: Sequence[Path]) -> bool:
    """Whether the memory stays flat: the files are read four times in a process of their own."""
    lines = run_command([sys.executable, "-m", "benchmarks.reading", "--memory", *map(str, files)]).output.splitlines()
    first, last = json.loads(lines[-1])
    flat: bool = last <= FLAT * first
    console.print(
        f"memory: {first / 2**20:.0f} MB at most after {len(files)} files, "
        f"{last / 2**20:.0f} MB after {4 * len(files)} (≤ {FLAT} ×: {verdict(flat)})"
    )
    return flat


def _remembered(files: Sequence[str]) -> None:
    peaks = []
    for _ in range(4):
        for file in files:
            read_guideline(Path(file).read_bytes(), name=file, document="memory")
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
    sys.stdout.write(json.dumps([peaks[0], peaks[-1]]) + "\n")


# --- exactness ----------------------------------------------------------------------------------------------------


def _quality(console: Console, ours: Sequence[Reading]) -> None:
    files = [reading.file for reading in ours]
    expected = {str(reading.file): reading.rendering.expected() for reading in ours}
    shares = total(score(reading.guideline, expected[str(reading.file)]) for reading in ours)
    table = Table("exactness", "Sourcier", "the others")
    tables = _peer("tables", files) or {}
    markdown = _peer("headings", files) or {}
    versions = {**tables.get("versions", {}), **markdown.get("versions", {})}
    grids = {str(reading.file): [t.rows for t in reading.guideline.tables] for reading in ours}
    others = [
        f"{name} {versions[name]}: {_tables(tables[name]['found'], expected)}"
        for name in ("pymupdf", "pdfplumber")
        if name in tables
    ]
    table.add_row("tables, every cell", _tables(grids, expected), "\n".join(others))
    titles = {
        str(reading.file): [_heading(s.number, s.title.text) for s in reading.guideline.sections] for reading in ours
    }
    others = (
        [f"pymupdf4llm {versions['pymupdf4llm']}: {_headings(markdown['pymupdf4llm']['found'], expected)}"]
        if markdown
        else []
    )
    table.add_row("headings, F1", _headings(titles, expected), "\n".join(others))
    for name in ("headings", "paragraphs", "tables", "captions", "references", "citations"):
        share = shares[name]
        what = "headings with parents, F1" if name == "headings" else f"{name}, to the letter"
        figure = share.f1 if name in ("headings", "citations") else share.recall
        table.add_row(what, f"{figure:.4f} ({share.right} of {share.expected})", "")
    table.add_row("citations that lead astray", str(shares["wrongly resolved"].expected), "")
    console.print(table)


def _tables(found: Mapping[str, Iterable[Any]], expected: Mapping[str, Any]) -> str:
    right = count = 0
    for file, structure in expected.items():
        wanted = Counter(_cells(table["rows"]) for table in structure["tables"])
        right += (wanted & Counter(_cells(rows) for rows in found[file])).total()
        count += wanted.total()
    return f"{right} of {count}"


def _cells(rows: Iterable[Iterable[str | None]]) -> tuple[tuple[str, ...], ...]:
    """Cells by their letters, figures and comparisons; rows and columns without any are none."""
    grid = [[_letters(cell or "") for cell in row] for row in rows]
    grid = [row for row in grid if any(row)]
    columns = [column for column in zip(*grid, strict=False) if any(column)]
    return tuple(zip(*columns, strict=False))


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum() or char in "<>≤≥%")


def _headings(found: Mapping[str, Iterable[str]], expected: Mapping[str, Any]) -> str:
    right = count = 0
    for file, structure in expected.items():
        wanted = Counter(_letters(_heading(number, title)) for number, title, _, _ in structure["sections"])
        got = Counter(_letters(title) for title in found[file])
        right += (wanted & got).total()
        count += wanted.total() + got.total()
    return f"{2 * right / count:.4f}" if count else "0"


def _heading(number: str | None, title: str) -> str:
    return f"{number or ''} {title}"


def _peer(what: str, files: Sequence[Path]) -> dict[str, Any] | None:
    """What the peers say of the files; None where they are not installed."""
    return peers.ask("peer_reading.py", what, *map(str, files))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        _remembered(sys.argv[2:])
    else:
        sys.exit(0 if run(Console()) else 1)
