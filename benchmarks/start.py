"""From the command that starts the application to the first answer on screen, in a real Chromium where there is one.

The browser is running before the clock starts, as it is on a user's machine.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

ROUNDS = 3
LONGEST = 60_000  # milliseconds before a round is given up
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Served(NamedTuple):
    """A running application: where it answers, and its process."""

    address: str
    pid: int


def measure(kb: Path, question: str) -> float | None:
    """Seconds, the median of some rounds; None where there is no Chromium."""
    path = chromium()
    if path is None:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            return statistics.median(_once(browser, kb, question) for _ in range(ROUNDS))
        finally:
            browser.close()


def _once(browser: Browser, kb: Path, question: str) -> float:
    page = browser.new_page()
    start = time.perf_counter()
    with serving(kb) as served:
        page.goto(f"{served.address}/?q={question}")
        page.locator("article blockquote").first.wait_for(timeout=LONGEST)
        seconds = time.perf_counter() - start
        page.close()
    return seconds


def chromium() -> str | None:
    """The path of the system's Chromium, None where there is none."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


@contextmanager
def serving(kb: Path) -> Iterator[Served]:
    """Serve a knowledge base as `sourcier serve` does, from when it answers."""
    port = free_port()
    command = [sys.executable, "-m", "cli", "serve", "--kb", str(kb), "--port", str(port)]
    quiet = {**os.environ, "STREAMLIT_SERVER_HEADLESS": "true"}  # or a desk's own browser opens
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=quiet)
    try:
        while not answers(port):
            if server.poll() is not None:
                raise RuntimeError("the application did not start")
            time.sleep(0.02)
        yield Served(f"http://127.0.0.1:{port}", server.pid)
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether an application answers there."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5):
            return True
    except (OSError, urllib.error.URLError):
        return False
