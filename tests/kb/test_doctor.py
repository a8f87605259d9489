"""The doctor finds what is wrong with a knowledge base and says what to do; a sound one is well."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.errors import AbsentBase
from kb.doctor import Diagnosis, State, examine
from kb.settings import Settings
from kb.store.folder import Folder, current
from tests.conftest import Small


@pytest.fixture
def kb(small: Small, tmp_path: Path) -> Path:
    """A knowledge base of one's own to spoil."""
    return Path(shutil.copytree(small.path, tmp_path / "kb"))


def seen(kb: Path) -> Diagnosis:
    return examine(Settings(kb=kb))


def states(found: Diagnosis) -> dict[str, State]:
    return {finding.what: finding.state for finding in found.findings}


def test_a_sound_knowledge_base_is_well(kb: Path) -> None:
    found = seen(kb)
    assert found.well and set(states(found).values()) == {State.GOOD}
    assert {"current build", "builds", "store", "index", "originals", "quotations", "disk"} <= states(found).keys()
    assert found.versions["pypdfium2"][0].isdigit() and found.versions["sourcier"]
    assert found.disk["builds"] > 0 and found.disk["free"] > 0
    assert found.settings["max_pages"] == 5000


@pytest.mark.parametrize("what", ["store", "index", "originals", "pointer", "leftover", "changed original"])
def test_what_is_wrong_is_named_with_what_to_do(kb: Path, what: str) -> None:
    at = Folder(kb)
    build = at.build(current(at))
    where, state = {
        "store": ("store", State.WRONG), "index": ("index", State.DOUBT), "originals": ("originals", State.WRONG),
        "pointer": ("current build", State.WRONG), "leftover": ("unfinished work", State.DOUBT),
        "changed original": ("quotations", State.WRONG),
    }[what]  # fmt: skip
    if what == "store":
        data = bytearray((build / "kb.sqlite").read_bytes())
        data[4096:8192] = bytes(4096)
        (build / "kb.sqlite").write_bytes(data)
    elif what == "index":
        shutil.rmtree(build / "index")
    elif what == "originals":
        next(at.sources.glob("*.pdf")).unlink()
    elif what == "pointer":
        at.pointer.write_text("garbage", encoding="utf-8")
    elif what == "leftover":
        (at.builds / ".tmp-0002").mkdir()
    else:
        first, second = at.sources.glob("*.pdf")
        first.write_bytes(second.read_bytes())
    found = seen(kb)
    finding = next(finding for finding in found.findings if finding.what == where)
    assert finding.state is state and finding.said and finding.advice
    assert found.well == (state is State.DOUBT)


def test_where_nothing_was_built_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    with pytest.raises(AbsentBase):
        seen(tmp_path)


def test_the_command_prints_both_ways(kb: Path, root: Path) -> None:
    def called(*more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "cli", "doctor", "--kb", str(kb), *more]
        return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)

    said = called("--json", "--all")
    assert said.returncode == 0 and json.loads(said.stdout)["well"] is True
    shutil.rmtree(Folder(kb).sources)
    told = called()
    assert told.returncode == 1 and "WRONG originals" in told.stdout and "Traceback" not in told.stderr
