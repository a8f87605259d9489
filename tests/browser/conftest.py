"""The application served for real, and a real Chromium that drives it.

Without Chromium these tests skip and say so; with SOURCIER_REQUIRE_BROWSER set they fail. It ends with them, for what
drives Chromium keeps an event loop running, beside which no other test could run its own.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.conftest import Small

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# No sandbox: a container's root has none. The others keep it from calling home while it is watched for errors; one
# process draws all tabs: the application's scripts, compiled once, take a third off the cost of a page (2026-11).
OPTIONS = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    "--renderer-process-limit=1",
)  # fmt: skip
DESK, PHONE = (1280, 900), (390, 844)
WIDTHS = (PHONE, DESK)
STARTED = 60  # seconds that the server may take to answer
expect.set_options(timeout=30_000)  # milliseconds: a cold server on a busy machine; what is there is seen at once


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        why = f"no Chromium on PATH (looked for {', '.join(NAMES)})"
        if os.environ.get("SOURCIER_REQUIRE_BROWSER"):
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(OPTIONS))
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def served(root: Path, small: Small, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the application, served on the small knowledge base as `sourcier serve` does."""
    with serving(root, small.path, tmp_path_factory.mktemp("served") / "log") as address:
        yield address


@pytest.fixture(scope="package")
def shelved(root: Path, shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same on guidelines that have tables and bibliographies."""
    with serving(root, shelf, tmp_path_factory.mktemp("shelved") / "log") as address:
        yield address


@pytest.fixture(scope="package")
def corpus(root: Path, corpus_kb: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same on the corpus we ship."""
    with serving(root, corpus_kb, tmp_path_factory.mktemp("corpus-served") / "log") as address:
        yield address


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(root: Path, kb: Path, log: Path, port: int | None = None, **environment: str) -> Iterator[str]:
    """Serve a knowledge base; the address, while the server runs."""
    port = port or free_port()
    command = [sys.executable, "-m", "cli", "serve", "--kb", str(kb), "--port", str(port)]
    quiet = {**os.environ, **environment, "STREAMLIT_SERVER_HEADLESS": "true"}  # or a desk's own browser opens
    with log.open("wb") as out, subprocess.Popen(command, cwd=root, env=quiet, stdout=out, stderr=out) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@pytest.fixture(scope="package")
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """One window for all tests: the application's scripts are fetched and compiled once."""
    context = chromium.new_context(locale="fr-FR")
    context.new_page()  # stays open, and the process that draws all tabs alive
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty tab, 1366 × 900 unless the test asks for another size; whatever it logs as wrong fails the test."""
    width, height = getattr(request, "param", (1366, 900))
    tab = window.new_page()
    tab.set_viewport_size({"width": width, "height": height})
    wrong: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            wrong.append(f"{message.type}: {message.text}")

    tab.on("console", hear)
    tab.on("pageerror", lambda error: wrong.append(f"uncaught: {error}"))
    tab.on(
        "requestfailed",
        lambda failed: wrong.append(f"failed: {failed.url}") if failed.failure != "net::ERR_ABORTED" else None,
    )
    yield tab
    tab.close()
    assert not wrong


def size(viewport: tuple[int, int]) -> str:
    """The name of a width, for a test's id."""
    return "phone" if viewport == PHONE else "desk"


def check_fits(page: Page) -> None:
    """Nothing has to be scrolled sideways: neither the page nor its main part."""
    widths = page.evaluate(
        """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
                 .map(element => [element.scrollWidth, element.clientWidth])"""
    )
    assert all(content <= shown for content, shown in widths)


def check_fits_at_both_widths(page: Page) -> None:
    """At the width it was opened at, and widened."""
    check_fits(page)
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    check_fits(page)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until the server answers at `address`, or did not in time."""
    end = time.monotonic() + STARTED
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
