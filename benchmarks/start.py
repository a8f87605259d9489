"""From the command that starts the application to the first answer on screen, in a real Chromium where there is one.

The browser is running before the clock starts, as it is on a user's machine.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.browser import browsing, chromium
from benchmarks.server import serving

ROUNDS = 3
LONGEST = 60_000  # milliseconds before a round is given up


def measure(kb: Path, question: str) -> float | None:
    """Seconds, the median of some rounds; None where there is no Chromium."""
    if chromium() is None:
        return None
    with browsing() as browser:
        return statistics.median(_once(browser, kb, question) for _ in range(ROUNDS))


def _once(browser: Browser, kb: Path, question: str) -> float:
    page = browser.new_page()
    start = time.perf_counter()
    with serving(kb) as served:
        page.goto(f"{served.address}/?q={question}")
        page.locator("article blockquote").first.wait_for(timeout=LONGEST)
        seconds = time.perf_counter() - start
        page.close()
    return seconds
