"""How long a question takes inside the process, once it is warm.

Opens no screen: the way to the first answer on one is measured in start.py.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from kb.knowledge import open_kb

REPEATS = 20  # of each question


def measure(kb: Path, questions: Sequence[str]) -> tuple[float, float]:
    """Milliseconds, median and 95th percentile, after a first round that warms up."""
    took = []
    with closing(open_kb(kb)) as base:
        for n in range(REPEATS + 1):
            for question in questions:
                begin = time.perf_counter()
                base.search(question)
                if n:
                    took.append((time.perf_counter() - begin) * 1000)
    return statistics.median(took), statistics.quantiles(took, n=20)[-1]
