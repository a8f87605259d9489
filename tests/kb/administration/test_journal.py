"""The journal: lines are added and never changed, and a change is seen."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import BusyBase, KnowledgeBaseError
from kb.administration.journal import FIRST, Act, Stage, What, append, moment, outcomes, read, written

ACT = Act("2026-11-21T15:30:00+00:00", "marie@hopital.example", What.PUBLISH, Stage.BEGUN, "ab" * 32, "guide", "2026")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


def test_no_journal_has_no_acts(path: Path) -> None:
    assert read(path) == read(path)
    assert (read(path).acts, read(path).head) == ((), FIRST)


def test_an_act_is_written_before_it_is_done_and_after(path: Path) -> None:
    with written(path, ACT) as outcome:
        assert [act.stage for act in read(path).acts] == [Stage.BEGUN]
        outcome["build"] = "0002-20261121T153000Z"
    begun, done = read(path).acts
    assert begun == ACT
    assert (done.stage, done.build, done.sha256) == (Stage.DONE, "0002-20261121T153000Z", ACT.sha256)


def test_an_act_that_fails_says_so_in_a_word(path: Path) -> None:
    with pytest.raises(BusyBase), written(path, ACT):
        raise BusyBase("another build is under way: /somewhere/private", "")
    assert [(act.stage, act.why) for act in read(path).acts] == [(Stage.BEGUN, None), (Stage.FAILED, "busy")]
    assert b"private" not in path.read_bytes()


def test_what_cannot_be_written_is_not_done(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(path, ACT)
    before = path.read_bytes()
    real = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda file, line, at: real(file, line[:20], at))  # a disk that is full
    with pytest.raises(KnowledgeBaseError), written(path, ACT):
        pytest.fail("done all the same")
    monkeypatch.undo()
    assert path.read_bytes() == before


@given(line=st.integers(0, 4), data=st.data())
def test_a_changed_added_or_missing_line_is_seen(tmp_path_factory: pytest.TempPathFactory, line: int, data) -> None:
    path = tmp_path_factory.mktemp("journal") / "journal.jsonl"
    for _ in range(6):
        append(path, ACT)
    lines = path.read_bytes().splitlines(keepends=True)
    how = data.draw(st.sampled_from(["drop", "double", "swap", "edit"]))
    if how == "drop":
        del lines[line]
    elif how == "double":
        lines.insert(line, lines[line])
    elif how == "swap":
        lines[line], lines[line + 1] = lines[line + 1], lines[line]
    else:
        lines[line] = lines[line].replace(b"marie", b"paul.")
    path.write_bytes(b"".join(lines))
    assert read(path).wrong


def test_what_is_cut_off_at_the_end_changes_the_last_digest(path: Path) -> None:
    append(path, ACT)
    head = read(path).head
    append(path, ACT)
    assert read(path).head != head


def test_a_line_that_a_crash_cut_stays_and_is_seen(path: Path) -> None:
    append(path, ACT)
    with path.open("ab") as file:
        file.write(b'{"at": "2026')
    append(path, ACT)
    assert read(path).wrong == "line 2 is none of this program's"
    assert len(path.read_bytes().splitlines()) == 3


def test_acts_of_many_at_once_are_all_there(path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: append(path, ACT), range(40)))
    found = read(path)
    assert (len(found.acts), found.wrong) == (40, None)


def test_each_act_is_told_once_as_it_ended(path: Path) -> None:
    append(path, replace(ACT, sha256="cd" * 32))  # the program was ended in the middle of it
    with written(path, ACT) as outcome:
        outcome["build"] = "0002"
    with pytest.raises(BusyBase), written(path, ACT):
        raise BusyBase("", "")
    assert [(act.sha256, act.stage, act.build) for act in outcomes(read(path).acts)] == [
        ("cd" * 32, Stage.BEGUN, None),
        (ACT.sha256, Stage.DONE, "0002"),
        (ACT.sha256, Stage.FAILED, None),
    ]


def test_a_moment_is_in_utc() -> None:
    assert moment().endswith("+00:00")
