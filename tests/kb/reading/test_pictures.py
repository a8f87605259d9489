"""A page that hangs, crashes or eats the process that paints it has no picture; the app and the other pages go on."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from ingest.errors import NoPicture
from kb.reading import pictures
from kb.reading.pictures import Pictures
from tests.sizes import some

SIZE = (100.0, 100.0)  # points


def png(side: int) -> bytes:
    """What a picture begins with."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + 2 * side.to_bytes(4, "big")


PNG = png(2)
Paint = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def paint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paint]:
    """Paints an original that says what it does to its painter."""
    folder = tmp_path_factory.mktemp("originals")
    with closing(Pictures(10_000, "tests.kb.misbehaving:Painting")) as found:

        def painted(what: bytes) -> bytes:
            path = folder / sha256(what).hexdigest()
            path.write_bytes(what)
            return found.page(path, path.name, 1, SIZE, 2.0)

        yield painted


def children() -> set[int]:
    """The processes that this one started and that have not ended."""
    return {int(n) for each in Path("/proc/self/task").glob("*/children") for n in each.read_text().split()}


WAYS = (
    ("crash", "SIGSEGV"), ("exit", "status 3"), ("eat", "more memory"), ("hang", "more than 1 seconds"),
    ("nonsense", "nonsense"), ("spin", "more than 1 seconds"),
)  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize(("what", "why"), some(WAYS, 2))
def test_what_takes_its_painter_down_has_no_picture_and_the_next_page_has(paint: Paint, what: str, why: str) -> None:
    with pytest.raises(NoPicture, match=why):
        paint(what.encode())
    assert paint(PNG) == PNG


def test_a_painter_that_was_taken_over_cannot_make_the_app_open_a_huge_picture(paint: Paint) -> None:
    with pytest.raises(NoPicture, match="nonsense"):
        paint(png(100_000))


def test_what_cannot_be_painted_is_not_tried_again_for_a_while(paint: Paint, monkeypatch: pytest.MonkeyPatch) -> None:
    for again, least, most in ((pictures.AGAIN, 0.9, 60.0), (pictures.AGAIN, 0.0, 0.5), (0.0, 0.9, 60.0)):
        monkeypatch.setattr(pictures, "AGAIN", again)
        start = time.monotonic()
        with pytest.raises(NoPicture):
            paint(b"hang again")
        assert least <= time.monotonic() - start < most


def test_a_page_that_takes_long_does_not_hold_up_the_next(paint: Paint) -> None:
    paint(PNG)  # so that the process is there

    def hang() -> None:
        with pytest.raises(NoPicture):
            paint(b"hang meanwhile")

    slow = threading.Thread(target=hang)
    slow.start()
    assert paint(PNG + b"2") == PNG + b"2"
    assert slow.is_alive()
    slow.join()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_where_the_process_was_killed_another_is_started_and_closing_ends_it(tmp_path: Path) -> None:
    before = children()
    (tmp_path / "a").write_bytes(PNG)
    with closing(Pictures(0, "tests.kb.misbehaving:Painting")) as found:
        assert found.page(tmp_path / "a", "a", 1, SIZE, 2.0) == PNG
        (first,) = children() - before
        os.kill(first, signal.SIGKILL)
        assert found.page(tmp_path / "a", "a", 1, SIZE, 2.0) == PNG
        assert children() - before - {first}
    assert children() <= before
