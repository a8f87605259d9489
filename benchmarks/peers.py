"""The programs that are compared with, asked in an environment of their own, which `make bench` makes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.processes import run_command

_PYTHON = Path(".bench-venv/bin/python")


def ask(program: str, *arguments: str, given: str = "") -> dict[str, Any] | None:
    """The JSON that `program` of this folder prints last, `given` on its input; None without the environment."""
    if not _PYTHON.exists():
        return None
    command = [str(_PYTHON), str(Path(__file__).with_name(program)), *arguments]
    answer: dict[str, Any] = json.loads(run_command(command, given=given).output.splitlines()[-1])
    return answer
