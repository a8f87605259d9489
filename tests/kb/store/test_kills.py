"""A build killed at random instants, or failed at any write, leaves the old or the new one whole, and no rubbish.

Ten kills and every fourteenth write here; all 200 kills and every write with `make test-long` (SOURCIER_LONG).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sizes import LONG

KILLS = 200 if LONG else 10
STEP = 1 if LONG else 14
SEEDS = range(10) if LONG else range(1)  # so that each part of the long run ends in its time


def told(root: Path, *arguments: object) -> dict[str, int]:
    """What the trials counted; they end with an AssertionError where a promise is broken."""
    command = [sys.executable, "-m", "tests.kb.killing", *map(str, arguments)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, int] = json.loads(done.stdout)
    return found


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_kills_at_random_instants(root: Path, tmp_path: Path, seed: int) -> None:
    count = KILLS // len(SEEDS)
    found = told(root, "kills", tmp_path, count, seed)
    assert found["kills"] == count


@pytest.mark.long
def test_faults_at_each_write(root: Path, tmp_path: Path) -> None:
    found = told(root, "faults", tmp_path, STEP)
    assert found["failed"] > 0.9 * found["writes"] > 0 and found["sizes"] > 0
