"""A passage that was re-read is marked, one that was not found again has no frame, and nothing is said before."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kb.knowledge import open_kb
from kb.store.folder import STORE, Folder, current
from kb.store.seal import seal
from kb.verify.witness import Witness
from screens.parts import vouched
from tests.conftest import QUOTED, Small
from tests.screens.conftest import Open

PATIENCE = 60.0  # seconds for a process at the lowest priority, on a busy machine


def passage_of(kb: Path, text: str = QUOTED) -> str:
    with closing(open_kb(kb)) as base:
        passages = base.show_json("guide-os", "2024")["passages"]
    return str(next(each["id"] for each in passages if each["text"] == text))


def test_a_witness_knows_what_stands_and_what_does_not(small: Small, tmp_path: Path) -> None:
    kb = Path(shutil.copytree(small.path, tmp_path / "kb"))
    good, bad = passage_of(kb), passage_of(kb, "Le traitement dépend du pronostic et des symptômes.")
    build = Folder(kb).build(current(Folder(kb)))
    with sqlite3.connect(build / STORE) as store:
        store.execute("UPDATE passages SET page = page + 1 WHERE id = ?", (bad,))
    store.close()
    seal(build)
    witness = Witness(kb, build.name)
    assert witness.standing("guide-os", "2024", "no-such-passage") is None
    assert witness.wait(PATIENCE)
    assert witness.standing("guide-os", "2024", good) is True
    assert witness.standing("guide-os", "2024", bad) is False
    assert witness.standing("note", "2023", good) is None, "a text file has no print"


def test_a_witness_of_nothing_knows_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    witness = Witness(tmp_path, "0001-20260101T000000Z")
    assert witness.wait(PATIENCE)
    assert witness.standing("guide-os", "2024", "x") is None
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("stands", "mark", "frames"), [(True, "✓ vérifié", 1), (None, "", 1), (False, "non retrouvé", 0)]
)
def test_the_reader_frames_what_stands(
    screen: Open, small: Small, monkeypatch: pytest.MonkeyPatch, stands: bool | None, mark: str, frames: int
) -> None:
    monkeypatch.setattr(vouched, "standing", lambda document, edition, passage: stands)
    shown = screen("screens/reader.py", doc="guide-os", page="2", passage=passage_of(small.path)).html
    assert shown.count('class="frame"') == frames
    assert (mark in shown) and ("vérifié" in shown) == (stands is True)
