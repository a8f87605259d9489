"""What an operator does: a backup while a build is under way, an upgrade from an earlier version of the program."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import OlderBase
from kb.build import Order, build
from kb.doctor import State, examine
from kb.knowledge import open_kb
from kb.settings import Settings
from kb.store.database import SCHEMA_VERSION
from kb.store.folder import TEMPORARY, Folder, current, published
from kb.store.history import builds
from kb.store.seal import seal


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """A note and where its knowledge base goes; it is built."""
    found = Order(tmp_path / "corpus", tmp_path / "kb", "whoosh", limits=None)
    found.corpus.mkdir()
    publish(found, 8)
    return found


def publish(order: Order, dose: int) -> None:
    said = f"# Radiothérapie\n\nUne dose de {dose} Gy en une fraction est recommandée.\n"
    (order.corpus / "note.txt").write_text(said, encoding="utf-8")
    assert build(order).published


def test_a_copy_made_while_builds_are_published_is_whole(order: Order, tmp_path: Path) -> None:
    publishing = threading.Thread(target=lambda: [publish(order, dose) for dose in (10, 12)])
    publishing.start()
    copies = []
    while publishing.is_alive() or not copies:
        copy = tmp_path / f"copy{len(copies)}"
        copy.mkdir()
        shutil.copy2(Folder(order.kb).pointer, copy)  # first: what it leads to is complete by now
        shutil.copytree(order.kb, copy, ignore=shutil.ignore_patterns("current", f"{TEMPORARY}*"), dirs_exist_ok=True)
        copies.append(copy)
    publishing.join()
    for copy in copies[:: max(1, len(copies) // 3)]:
        with closing(open_kb(copy)) as base:
            assert base.search("dose recommandée").answer == "found"
        assert [each for each in examine(Settings(kb=copy)).findings if each.state is not State.GOOD] == []


def test_an_earlier_version_s_knowledge_base_says_so_and_building_again_upgrades_it(order: Order) -> None:
    at = Folder(order.kb)
    old = current(at)
    grow_old(at.build(old))
    with pytest.raises(OlderBase, match=f"earlier version.*schema {SCHEMA_VERSION - 1}") as caught:
        open_kb(order.kb)
    assert "sourcier build" in caught.value.advice
    assert [build.wrong is not None for build in builds(order.kb)] == [True]
    assert not examine(Settings(kb=order.kb)).well
    assert build(order).published
    with closing(open_kb(order.kb)) as base:
        assert base.search("dose recommandée").answer == "found"
    assert published(at) == (old, current(at))
    assert examine(Settings(kb=order.kb)).well


def grow_old(folder: Path) -> None:
    """Make the build one of an earlier version of the program."""
    with closing(sqlite3.connect(folder / "kb.sqlite")) as store:
        store.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
    shutil.rmtree(folder / "index")
    seal(folder)
