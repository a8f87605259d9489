"""`make bench`: every promise of speed and memory measured in one run, printed beside its bound.

Exit status 1 where a bound is missed.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table

from benchmarks import answers, build, diff, reading, reruns, search, start
from benchmarks.bounds import Line
from benchmarks.corpus import CORPUS, built, questions

SIZES = (1_000, 10_000)  # passages; more: python -m benchmarks.search --sizes 100000


def main() -> int:
    console = Console()
    table = Table("what", "measured", "bound", "")
    missed = 0
    machine = f"Python {platform.python_version()}, {platform.machine()}, load {os.getloadavg()[0]:.1f}"
    console.print(f"{datetime.now(UTC):%Y-%m-%d}, {machine}; builds and peers on one core, in processor time")
    for line in _lines():
        console.print(f"  {line.what}: {line.measured}")
        missed += line.kept is False
        table.add_row(*line.cells)
    console.print(table)
    missed += not reading.run(console)
    missed += not diff.run(console)
    missed += not reruns.run(console)
    search.run(console, CORPUS, SIZES)
    return 1 if missed else 0


def _lines() -> Iterator[Line]:
    made = build.measure(CORPUS)
    page = made.page * 1000
    yield Line("fixed start-up of a build", f"{made.start:.2f} s")
    yield Line(f"build, a page of {made.pages}", f"{page:.1f} ms", "≤ 40 ms", page <= 40)
    above = made.whole - made.start
    installed, bare = build.peer(CORPUS, layout=True), build.peer(CORPUS, layout=False)
    ratio = installed / above
    name = f"pymupdf4llm as it installs, a page ({installed / made.pages * 1000:.0f} ms)"
    yield Line(name, f"{ratio:.1f} × ours", "≥ 3 ×", ratio >= 3)
    yield Line("pymupdf4llm without its layout model", f"{bare / above:.1f} × ours")
    yield Line("rebuild with nothing changed", f"{made.again:.2f} s", "< 2 s", made.again < 2)
    yield Line("peak memory of a build", f"{made.peak / 2**20:.0f} MB", "< 600 MB", made.peak < 600 * 2**20)
    asked = questions()
    with built() as kb:
        median, p95 = answers.measure(kb, asked)
        yield Line(f"search, median of {len(asked)} questions", f"{median:.1f} ms", "< 10 ms", median < 10)
        yield Line("search, 95th percentile", f"{p95:.1f} ms")
        opened = start.measure(kb, asked[0])
    if opened is None:
        yield Line("application start to first answer", "no Chromium", "< 6 s")
    else:
        yield Line("application start to first answer", f"{opened:.1f} s", "< 6 s", opened < 6)


if __name__ == "__main__":
    sys.exit(main())
