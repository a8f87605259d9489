"""A build that is cut off at any step leaves the old one answering, and nothing behind that the next does not sweep."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.errors import BusyBase
from kb.build import Order, Step
from kb.store.folder import Folder, current
from tests.kb.making import corpus, first_order, leftovers, run, served


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return first_order(tmp_path)


class Crash(Exception):
    pass


STEPS = ["look", "read", "store", "index", "sync", "name", "point"]


@pytest.mark.parametrize("where", STEPS)
def test_a_fault_before_any_step_leaves_the_old_build(order: Order, where: str) -> None:
    first = run(order).build
    before = served(order.kb)
    corpus(order.corpus, a="# Chirurgie\nUn texte tout autre sur le score.")

    def fail(step: Step) -> None:
        if step.kind == where:
            raise Crash

    with pytest.raises(Crash):
        run(order, fail)
    assert current(Folder(order.kb)) == first and served(order.kb) == before
    assert run(order).published
    assert leftovers(order.kb) == [] and served(order.kb) != before


KILLED = """
import os, sys
from pathlib import Path
from kb.build import Order, build
from tests.kb.making import read_double
def die(step):
    if step.kind == sys.argv[3]:
        os._exit(9)
build(Order(Path(sys.argv[1]), Path(sys.argv[2]), "whoosh"), die, read_double)
"""


@pytest.mark.parametrize("where", ["index", "name", "point", "prune"])
def test_a_kill_at_any_step_leaves_one_whole_build_and_the_next_sweeps_up(order: Order, root: Path, where: str) -> None:
    first = run(order).build
    before = served(order.kb)
    corpus(order.corpus, a="# Chirurgie\nUn texte tout autre sur le score.")
    done = subprocess.run([sys.executable, "-c", KILLED, order.corpus, order.kb, where], cwd=root, check=False)
    assert done.returncode == 9
    assert (served(order.kb) == before) == (where != "prune")
    assert (current(Folder(order.kb)) == first) == (where != "prune")
    run(order)
    assert leftovers(order.kb) == [] and served(order.kb) != before


@pytest.mark.parametrize("name", ["replace", "rename", "fsync"])
def test_a_disk_that_fails_leaves_the_old_build(order: Order, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    run(order)
    before = served(order.kb)
    corpus(order.corpus, a="# Chirurgie\nUn texte tout autre sur le score.")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "kb")

    with monkeypatch.context() as patch:
        patch.setattr(os, name, full)
        with pytest.raises(OSError, match="No space"):
            run(order)
    assert served(order.kb) == before
    assert run(order).published and leftovers(order.kb) == []


def test_a_second_build_is_refused_while_one_is_under_way(order: Order) -> None:
    def second(step: Step) -> None:
        if step.kind == "store":
            with pytest.raises(BusyBase, match=f"process {os.getpid()}"):
                run(order)

    assert run(order, second).published


def test_a_lock_left_by_a_dead_process_does_not_hold(order: Order) -> None:
    order.kb.mkdir()
    (order.kb / "lock").write_text("999999\n", encoding="utf-8")
    assert run(order).published
