"""A build in a process beside the app: how far it is, how it ends, never twice, never over what stands."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kb.build_beside import BuildBeside, State, work
from kb.knowledge import open_kb
from kb.store.folder import Folder, current

SECONDS = 60  # that a build of a line of text may take on a busy machine


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "note.txt").write_text("Le dénosumab est injecté chaque mois.\n", encoding="utf-8")
    return folder


def ended(beside: BuildBeside) -> State:
    end = time.monotonic() + SECONDS
    while beside.state.step and time.monotonic() < end:
        time.sleep(0.02)
    return beside.state


def test_it_says_why_it_failed_publishes_when_started_again_and_then_does_nothing(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "kb").write_text("a file where the folder should be", encoding="utf-8")
    beside = BuildBeside(tmp_path / "kb")
    assert beside.state == State()
    beside.start(corpus)
    assert beside.state.step or beside.state.why
    why = ended(beside).why
    assert why is not None and "kb" in why
    (tmp_path / "kb").unlink()
    beside.start(corpus)
    assert ended(beside) == State(published=True)
    name = current(Folder(tmp_path / "kb"))
    beside.start(corpus)
    assert beside.state.published and current(Folder(tmp_path / "kb")) == name
    base = open_kb(tmp_path / "kb")
    assert [document.id for document in base.documents()] == ["note"]
    base.close()


def test_each_step_is_told_and_what_was_built_is_never_built_over(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work(str(corpus), str(tmp_path / "kb"))
    told = capsys.readouterr().out.splitlines()
    assert '"kind": "read", "file": "note.txt"' in told[1]
    assert told[-1] == '{"published": true}'
    (corpus / "note.txt").write_text("Autre chose.\n", encoding="utf-8")
    work(str(corpus), str(tmp_path / "kb"))
    assert capsys.readouterr().out == '{"published": true}\n'
    assert len(list((tmp_path / "kb" / "builds").iterdir())) == 1


def test_a_folder_where_nothing_can_be_read_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "broken.pdf").write_bytes(b"no PDF")
    work(str(tmp_path / "corpus"), str(tmp_path / "kb"))
    assert '"why"' in capsys.readouterr().out.splitlines()[-1]
