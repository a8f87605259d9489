"""The container and the service start commands that exist, as nobody in particular, and name settings that are read."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import typer.main

import cli

ROOT = Path(__file__).resolve().parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
UNIT = ROOT / "deploy" / "sourcier.service"
SERVICE = dict(re.findall(r"^(\w+)=(.*)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize(
    "arguments",
    [json.loads(DOCKERFILE.rpartition("\nCMD ")[2]), SERVICE["ExecStart"].split()[1:]],
    ids=["container", "service"],
)
def test_what_is_started_is_a_command_with_options_that_it_has(arguments: list[str]) -> None:
    command = typer.main.get_command(cli.app).commands[arguments[0]]  # type: ignore[attr-defined]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {argument for argument in arguments if argument.startswith("--")} <= known


def test_neither_runs_as_root_and_both_keep_the_knowledge_base_in_one_place() -> None:
    assert DOCKERFILE.rindex("\nUSER sourcier") > DOCKERFILE.rindex("\nRUN ")
    assert SERVICE["User"] == "sourcier" and SERVICE["ProtectSystem"] == "strict"
    place = "SOURCIER_KB=/var/lib/sourcier/kb"
    assert place in DOCKERFILE and f"Environment={place}" in UNIT.read_text(encoding="utf-8")


def test_every_setting_that_is_named_is_one_that_is_read() -> None:
    read = set(re.findall(r"SOURCIER_[A-Z_]+", (ROOT / "kb" / "settings.py").read_text(encoding="utf-8")))
    named = DOCKERFILE + UNIT.read_text("utf-8") + (ROOT / "docs" / "exploitation.md").read_text("utf-8")
    assert set(re.findall(r"SOURCIER_[A-Z_]+", named)) <= read


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_understands_the_service(tmp_path: Path) -> None:
    unit = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8")
    unit.write_text(text.replace(SERVICE["ExecStart"].split()[0], shutil.which("true") or ""), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
