"""The application served on loopback, as `sourcier serve` does, while something is measured on it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Served(NamedTuple):
    """A running application: where it answers, and its process."""

    address: str
    pid: int


@contextmanager
def serving(kb: Path) -> Iterator[Served]:
    """Serve a knowledge base, from when it answers. Raises RuntimeError where it never does."""
    port = _free_port()
    command = [sys.executable, "-m", "cli", "serve", "--kb", str(kb), "--port", str(port)]
    quiet = {**os.environ, "STREAMLIT_SERVER_HEADLESS": "true"}  # or a desk's own browser opens
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=quiet)
    try:
        while not _answers(port):
            if server.poll() is not None:
                raise RuntimeError("the application did not start")
            time.sleep(0.02)
        yield Served(f"http://127.0.0.1:{port}", server.pid)
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    """Whether an application answers there."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5):
            return True
    except (OSError, urllib.error.URLError):
        return False
