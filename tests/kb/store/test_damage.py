"""A knowledge base that is absent or spoilt is never answered from: it says so, and what to run."""

from __future__ import annotations

import gc
import logging
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import AbsentBase, DamagedBase, NewerBase
from kb.knowledge import open_kb
from kb.store.database import SCHEMA_VERSION
from kb.store.folder import Folder, current
from kb.store.seal import seal
from tests.kb.making import first_order, run


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    order = first_order(tmp_path_factory.mktemp("damage"))
    run(order)
    return order.kb


@pytest.fixture
def own(tmp_path: Path, kb: Path) -> Path:
    """A copy that may be spoilt. Copying a folder is how a knowledge base is carried elsewhere."""
    return Path(shutil.copytree(kb, tmp_path / "kb"))


def test_an_absent_knowledge_base_says_what_to_run(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "kb", tmp_path, tmp_path / "file"):
        with pytest.raises(AbsentBase, match="no knowledge base") as caught:
            open_kb(path)
        assert "sourcier build" in caught.value.advice


@pytest.mark.parametrize("pointer", ["", "garbage", "../../etc", "0009-20260101T000000Z", "x" * 10_000, "\0", None])
def test_a_pointer_that_leads_nowhere_is_damage(own: Path, pointer: str | None) -> None:
    path = Folder(own).pointer
    path.unlink()
    if pointer is not None:
        path.write_text(pointer, encoding="utf-8")
    with pytest.raises(DamagedBase) as caught:
        open_kb(own)
    assert "sourcier rollback" in caught.value.advice


@pytest.mark.parametrize("how", ["cut", "flipped", "garbage", "gone", "unsealed"])
def test_a_damaged_store_is_never_answered_from(own: Path, how: str) -> None:
    store = Folder(own).build(current(Folder(own))) / "kb.sqlite"
    data = bytearray(store.read_bytes())
    if how == "cut":
        store.write_bytes(data[: len(data) // 2])
    elif how == "flipped":
        data[data.index(b"Mirels")] ^= 1
        store.write_bytes(data)
    elif how == "garbage":
        store.write_bytes(b"?" * len(data))
    elif how == "gone":
        store.unlink()
    else:
        store.with_name("seal.json").write_text("{}[", encoding="utf-8")
    with pytest.raises(DamagedBase) as caught:
        open_kb(own)
    assert "sourcier rollback" in caught.value.advice


def test_a_newer_knowledge_base_says_to_update(own: Path) -> None:
    folder = Folder(own).build(current(Folder(own)))
    with closing(sqlite3.connect(folder / "kb.sqlite")) as store:
        store.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    shutil.rmtree(folder / "index")
    seal(folder)
    with pytest.raises(NewerBase) as caught:
        open_kb(own)
    assert "Update" in caught.value.advice


@pytest.mark.parametrize("how", ["gone", "cut", "garbage", "read-only"])
def test_a_damaged_index_is_made_again_with_a_message(own: Path, how: str, caplog: pytest.LogCaptureFixture) -> None:
    index = Folder(own).build(current(Folder(own))) / "index"
    if how == "gone":
        shutil.rmtree(index)
    elif how == "cut":
        next(index.rglob("*.seg")).write_bytes(b"cut")
    else:
        shutil.rmtree(index)
        index.write_bytes(b"")  # a file where a folder should be: nothing can be written there, by anyone
        if how == "garbage":
            index.unlink()
            index.mkdir()
            (index / "x").write_bytes(b"?")
    with caplog.at_level(logging.WARNING), closing(open_kb(own)) as base:
        assert base.search("score de Mirels").answer == "found"
    assert "the index is made again" in caplog.text
    assert ("cannot be kept" in caplog.text) == (how == "read-only")
    caplog.clear()
    if how != "read-only":
        with closing(open_kb(own)) as base:
            assert base.search("score de Mirels").answer == "found"
        assert not caplog.text


def test_a_knowledge_base_is_read_where_nothing_can_be_written(own: Path) -> None:
    paths = [own, *own.rglob("*")]
    for path in paths:
        path.chmod(stat.S_IRUSR | (stat.S_IXUSR if path.is_dir() else 0))
    try:
        with closing(open_kb(own)) as base:
            assert base.search("score de Mirels").answer == "found"
    finally:
        for path in paths:
            path.chmod(0o700)


def test_a_forgotten_knowledge_base_lets_go(own: Path) -> None:
    def held() -> int:
        return len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0

    open_kb(own).search("dose")
    gc.collect()
    before = held()
    for _ in range(3):
        open_kb(own).search("dose")
    gc.collect()
    assert held() == before
