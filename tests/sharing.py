"""What is dear to make is made once a run: by the worker of pytest-xdist that asks first; the others wait for it.

Never shares what a test changes: a test that writes copies the folder.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` of this run, as `make` filled it."""
    base = factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base  # a worker's own folder lies in the run's
    shared, unfinished = run / "shared" / name, run / "shared" / f"{name}.unfinished"
    shared.parent.mkdir(exist_ok=True)
    with shared.with_name(f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            shutil.rmtree(unfinished, ignore_errors=True)  # of a worker that failed in the middle
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(shared)
    return shared
