"""The application served for real, and a real Chromium that drives it.

Without Chromium these tests skip and say so; with SOURCIER_REQUIRE_BROWSER set they fail.
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
# No sandbox: a container's root has none. The others keep it from calling home while it is watched for errors.
OPTIONS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage")
STARTED = 60  # seconds that the server may take to answer
expect.set_options(timeout=30_000)  # milliseconds: a cold server on a busy machine; what is there is seen at once


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def served(root: Path, small: Small, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the application, served on the small knowledge base as `sourcier serve` does."""
    with serving(root, small.path, tmp_path_factory.mktemp("served") / "log") as address:
        yield address


@pytest.fixture(scope="session")
def shelved(root: Path, shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same on guidelines that have tables and bibliographies."""
    with serving(root, shelf, tmp_path_factory.mktemp("shelved") / "log") as address:
        yield address


@contextmanager
def serving(root: Path, kb: Path, log: Path) -> Iterator[str]:
    """Serve a knowledge base; the address, while the server runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "cli", "serve", "--kb", str(kb), "--port", str(port)]
    quiet = {**os.environ, "STREAMLIT_SERVER_HEADLESS": "true"}  # or a desk's own browser opens
    with log.open("wb") as out, subprocess.Popen(command, cwd=root, env=quiet, stdout=out, stderr=out) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """One window for all tests: the application's scripts are fetched once."""
    context = chromium.new_context(locale="fr-FR")
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


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTED
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the application did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
