"""Builds killed at random instants, or failed at each write: what a reader sees then, and what the next build leaves.

    python -m tests.kb.killing kills FOLDER COUNT SEED
    python -m tests.kb.killing faults FOLDER STEP

STEP 1 fails every write in turn, 7 every seventh.

One process that forks a build for each trial: a start of Python for each would take most of the time. Prints one line
of JSON; ends with an AssertionError where a promise is broken.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.errors import KnowledgeBaseError
from kb.build import Order, build
from kb.knowledge import open_kb
from kb.reading.limits import STANDARD
from kb.store.folder import Folder, current, published
from tests.kb.making import corpus, leftovers, read_double

KEPT = 3  # builds
DOCUMENTS = "abc"
Events = list[str]


def edition(order: Order, number: int) -> None:
    """Give every file of the corpus the same new edition."""
    texts = {name: f"# Guide {name}\nLe score de Mirels, version {number}, du guide {name}." for name in DOCUMENTS}
    corpus(order.corpus, **texts)


def answering(kb: Path) -> int:
    """The number of the edition that answers: the same in the store of every document, and in the index."""
    with closing(open_kb(kb)) as base:
        texts = [base.show(document.id).guideline.passages[0].text.text for document in base.documents()]
        found = {int(text.split("version ")[1].split(",")[0]) for text in texts}
        assert len(texts) == len(DOCUMENTS) and len(found) == 1, f"a mixture: {texts}"
        (number,) = found
        said = [result.entry.text for result in base.search("score de Mirels", limit=20).results]
        quoted = {text for text in said if "version" in text}
        assert quoted and quoted <= set(texts), f"the index answers otherwise: {said}"
    return number


def kills(folder: Path, count: int, seed: int) -> dict[str, Any]:
    """Kill `count` builds, at instants drawn from about the whole of its duration."""
    drawn = random.Random(seed)
    order = Order(folder / "c", folder / "kb", "whoosh", keep_builds=KEPT, limits=None)
    edition(order, 0)
    began = time.monotonic()
    build(order, read=read_double)
    lasting = time.monotonic() - began
    told = {"kills": 0, "old": 0, "new": 0, "ended before": 0}
    for number in range(1, 4 * count + 1):
        if told["kills"] == count:
            break
        edition(order, number)
        # every fourth with the processes that read files in between
        chosen = replace(order, limits=STANDARD) if number % 4 == 0 else order
        before = answering(order.kb)
        child = forked(lambda chosen=chosen: build(chosen, read=read_double))
        time.sleep(drawn.uniform(0, lasting * (1.2 if chosen is order else 2.5)))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status)
        now = answering(order.kb)
        assert now in (before, number), f"edition {now} answers, neither {before} nor {number}"
        told["kills" if killed else "ended before"] += 1
        lasting *= 1.1 if killed else 0.7  # a machine is now faster, now slower: the instants follow it
        told["new" if now == number else "old"] += 1
        if drawn.random() < 0.5:  # else the next build finds what two of them left
            build(order, read=read_double)
            assert answering(order.kb) == number, "the next build does not mend it"
            swept(order)
    build(order, read=read_double)
    swept(order)
    return told


def faults(folder: Path, step: int) -> dict[str, Any]:
    """Fail a build at each of its writes in turn: as a full disk does, then as a read-only one does."""
    order = Order(folder / "c", folder / "kb", "whoosh", keep_builds=KEPT, limits=None)
    edition(order, 0)
    build(order, read=read_double)
    seen = Fault(order.kb)
    sys.addaudithook(seen.heard)
    edition(order, 1)
    child = forked(lambda: seen.report(folder / "events", lambda: build(order, read=read_double)))
    assert os.waitpid(child, 0)[1] == 0
    events = int((folder / "events").read_text())
    number, told = 2, {"writes": 0, "failed": 0, "went on": 0, "sizes": 0}
    for at in range(0, events, step):
        for errno in (28, 30):  # ENOSPC, EROFS
            edition(order, number)
            before = answering(order.kb)
            outcome = tried(lambda at=at, errno=errno: seen.failing(at, errno, lambda: build(order, read=read_double)))
            told["writes"] += 1
            told["failed" if outcome else "went on"] += 1
            after(order, before, number)
            number += 1
    # a disk that fills up in the middle of a file: no file may grow beyond so many bytes
    for size in (1, 100, 4_000, 9_000, 20_000, 50_000, 100_000, 150_000, 200_000)[::step]:
        edition(order, number)
        before = answering(order.kb)
        tried(lambda size=size: limited(size, lambda: build(order, read=read_double)))
        told["sizes"] += 1
        after(order, before, number)
        number += 1
    return told


def after(order: Order, before: int, number: int) -> None:
    """The old or the new answers; the next build publishes the new and sweeps up."""
    now = answering(order.kb)
    assert now in (before, number), f"edition {now} answers, neither {before} nor {number}"
    build(order, read=read_double)
    assert answering(order.kb) == number
    swept(order)


def swept(order: Order) -> None:
    """Nothing unfinished is left, and no more builds and originals than are kept."""
    assert leftovers(order.kb) == [], leftovers(order.kb)
    at = Folder(order.kb)
    names = published(at)
    assert len(names) <= KEPT and current(at) in names
    assert len(list(at.sources.iterdir())) <= KEPT * len(DOCUMENTS), "disk use is not bounded"


class Fault:
    """Hears of everything that changes the file system under `folder`, and fails the n-th of it where asked."""

    _CHANGES = frozenset(["os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.truncate", "os.symlink"])

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._at: int | None = None
        self._errno = 0
        self._armed = False
        self.count = 0

    def heard(self, event: str, given: tuple[Any, ...]) -> None:
        if not self._armed or not self._changes(event, given):
            return
        self.count += 1
        if self._at is not None and self.count > self._at:
            raise OSError(self._errno, os.strerror(self._errno), str(given[0]))

    def report(self, path: Path, work: Any) -> None:
        self._armed = True
        work()
        self._armed = False
        path.write_text(str(self.count))

    def failing(self, at: int, errno: int, work: Any) -> None:
        """From the n-th change on nothing can be written any more, as on a full disk."""
        self._at, self._errno, self._armed = at, errno, True
        work()

    def _changes(self, event: str, given: tuple[Any, ...]) -> bool:
        if event == "open":
            path, _, flags = given
            writes = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)) if flags is not None else False
            return isinstance(path, str | bytes) and writes and os.fsdecode(path).startswith(self._folder)
        if event == "sqlite3.connect":
            return os.fsdecode(str(given[0])).startswith(self._folder)
        return event in self._CHANGES and os.fsdecode(str(given[0])).startswith(self._folder)


def tried(work: Any) -> bool:
    """Whether the work failed, in a process of its own; a failure has to be one of ours, or the system's."""
    child = forked(work)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 7), f"it ended with {code}"
    return code == 7


def limited(size: int, work: Any) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    work()


def forked(work: Any) -> int:
    """A child at `work`: ends with 0, with 7 where it failed as it may, with 9 otherwise."""
    child = os.fork()
    if child:
        return child
    code = 9
    try:
        work()
        code = 0
    except (OSError, KnowledgeBaseError):
        code = 7
    except BaseException as error:  # noqa: BLE001 - told by the status
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        os._exit(code)


if __name__ == "__main__":
    if sys.argv[1] == "kills":
        found = kills(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        found = faults(Path(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(found) + "\n")
