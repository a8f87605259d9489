"""Earlier builds stay within a bound, can be gone back to, and are never taken from under a reader."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import AbsentBase, BusyBase, CallError, DamagedBase
from kb.build import Order
from kb.knowledge import open_kb
from kb.store.folder import Folder, locked, point, published
from kb.store.history import builds, rollback
from tests.kb.making import corpus, first_order, run, served


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return first_order(tmp_path)


def publish(order: Order, text: str) -> str:
    corpus(order.corpus, a=f"# T\nLe score {text}.")
    return run(order).build or ""


def test_old_builds_go_and_take_what_only_they_used_with_them(order: Order) -> None:
    small = Order(order.corpus, order.kb, "whoosh", keep_builds=2)
    names = [publish(small, str(n)) for n in range(4)]
    folder = Folder(order.kb)
    assert published(folder) == tuple(names[2:])
    assert len(list(folder.sources.iterdir())) == 3, "b, and the last two of a"
    assert len(list(folder.parsed.iterdir())) == 3


def test_a_reader_keeps_its_build_over_any_number_of_publishes(order: Order) -> None:
    small = Order(order.corpus, order.kb, "whoosh", keep_builds=1)
    publish(small, "ancien")
    base = open_kb(order.kb)
    for n in range(4):
        publish(small, f"nouveau {n}")
    assert base.search("ancien").answer == "found" and base.search("nouveau").answer == "none"
    assert base.show("a").guideline.passages[0].text.text == "Le score ancien."
    assert len(published(Folder(order.kb))) == 2
    base.close()
    publish(small, "dernier")
    assert len(published(Folder(order.kb))) == 1


def test_rollback_goes_one_back_or_to_the_build_that_is_named(order: Order) -> None:
    names = [publish(order, word) for word in ("un", "deux", "trois")]
    assert rollback(order.kb) == (names[1], names[2])
    assert "Le score deux." in served(order.kb)
    assert rollback(order.kb, "1") == (names[0], names[1])
    assert rollback(order.kb, names[2]) == (names[2], names[0])
    with pytest.raises(CallError, match="no build «9»"):
        rollback(order.kb, "9")
    rollback(order.kb, names[0])
    with pytest.raises(CallError, match="no usable build before"):
        rollback(order.kb)
    assert [(b.build, b.current, b.documents) for b in builds(order.kb)] == [
        (names[2], False, 2), (names[1], False, 2), (names[0], True, 2),
    ]  # fmt: skip


def test_rollback_passes_over_a_damaged_build_and_mends_a_lost_pointer(order: Order) -> None:
    names = [publish(order, word) for word in ("un", "deux", "trois")]
    folder = Folder(order.kb)
    (folder.build(names[1]) / "kb.sqlite").write_bytes(b"cut")
    assert [b.wrong is None for b in builds(order.kb)] == [True, False, True]
    with pytest.raises(DamagedBase):
        rollback(order.kb, names[1])
    assert rollback(order.kb)[0] == names[0]
    folder.pointer.unlink()
    assert rollback(order.kb) == (names[2], None)


def test_history_of_nothing_is_told_and_nothing_is_made(tmp_path: Path) -> None:
    for ask in (builds, rollback):
        with pytest.raises(AbsentBase):
            ask(tmp_path / "kb")
    assert not (tmp_path / "kb").exists()


def test_rollback_waits_for_no_build(order: Order) -> None:
    run(order)
    with locked(Folder(order.kb)), pytest.raises(BusyBase):
        rollback(order.kb)


def test_the_pointer_is_replaced_never_rewritten(order: Order) -> None:
    name = run(order).build or ""
    folder = Folder(order.kb)
    with folder.pointer.open(encoding="ascii") as old:
        point(folder, name)
        folder.pointer.write_text("garbage", encoding="ascii")
        assert old.read().strip() == name


def test_what_the_build_was_made_of_stands_in_it(order: Order) -> None:
    report = run(order)
    with closing(sqlite3.connect(Folder(order.kb).build(report.build or "") / "kb.sqlite")) as store:
        facts = dict(store.execute("SELECT key, value FROM info").fetchall())
    assert facts.keys() >= {"build", "made", "engine", "reader"}
