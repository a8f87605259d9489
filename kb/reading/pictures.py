"""A page of an original as an image, painted once by a process of its own and kept within a bound.

Whatever an original does to that process, the app goes on: the page has no picture then, and is not tried again for a
while. Safe between threads. How it is painted: `painting.py`.
"""

from __future__ import annotations

import itertools
import threading
import time
from base64 import b64decode
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from ingest.errors import DamagedBase, NoPicture
from kb.lru import Recent
from kb.reading.children import Nursery
from kb.reading.nursery import Json
from kb.reading.painting import SECONDS

MAX_PIXELS = 25_000_000  # an A0 page at 2 pixels a point; 100 MB while it is painted
SMALLEST_ZOOM, LARGEST_ZOOM = 0.1, 8.0  # pixels a point
AGAIN = 300.0  # seconds before a page that could not be painted is tried again: the machine may have been busy
AT_ONCE = 2  # pages: one that takes long does not hold up the next; each may take `painting.MEMORY`
_PATIENCE = 10.0  # seconds beyond the child's own, for a machine that is busy
_GONE = {"ended": "died", "how": "was ended"}  # the nursery itself, and all its children with it
_PNG, _HEAD = b"\x89PNG\r\n\x1a\n", 24  # what each begins with, and the bytes up to its width and height
_MOST = MAX_PIXELS + 100_000  # sides are rounded up
_Key = tuple[str, int, float]  # digest of the original, page, pixels a point


class Pictures:
    """Page images of originals."""

    def __init__(self, bound: int, work: str = "kb.reading.painting:Painting") -> None:
        """`bound` in bytes of PNG; `work` as a nursery takes it."""
        self._recent: Recent[_Key, bytes] = Recent(bound, len)
        self._refused: dict[_Key, tuple[float, str]] = {}  # when (monotonic clock) and why
        self._painters = _Painters(work)

    def page(self, original: Path, sha256: str, number: int, size: tuple[float, float], zoom: float) -> bytes:
        """Page `number` (from 1) of `size` points as a PNG at `zoom` pixels a point, less where it would be huge.

        Raises DamagedBase where the original is missing or is not the file that was read, NoPicture where it cannot be
        painted within the limits.
        """
        scale = min(max(zoom, SMALLEST_ZOOM), LARGEST_ZOOM, (MAX_PIXELS / (size[0] * size[1])) ** 0.5)
        key = sha256, number, scale
        when, why = self._refused.get(key, (0.0, ""))
        if why and time.monotonic() < when + AGAIN:
            raise _no_picture(number, why)
        return self._recent.get(key, lambda: self._paint(original, key))

    def close(self) -> None:
        """Let the processes go; a page may be asked for again all the same."""
        self._painters.close()

    def _paint(self, original: Path, key: _Key) -> bytes:
        sha256, number, scale = key
        told = self._painters.paint({"file": str(original), "sha256": sha256, "page": number, "zoom": scale})
        match told:
            case {"png": str(code)} if (png := _png(code)) is not None:
                self._refused.pop(key, None)
                return png
            case {"missing": why}:
                raise DamagedBase(f"{original}: {why}", "Build again with the corpus at hand: sourcier build CORPUS")
            case {"changed": why}:
                raise DamagedBase(f"{original}: {why}", "Delete it, then build again: sourcier build CORPUS")
        why = _why(told)
        self._refused[key] = time.monotonic(), why
        raise _no_picture(number, why)


class _Painters:
    """The nursery whose children paint, started when the first page is asked for, and again where it was killed."""

    def __init__(self, work: str) -> None:
        self._work = work
        self._turn = threading.Semaphore(AT_ONCE)
        self._lock = threading.RLock()  # a collected owner may close this from wherever it is collected
        self._numbers = itertools.count()
        self._waiting: dict[int, Future[Json]] = {}
        self._nursery: Nursery | None = None
        self._listener: threading.Thread | None = None

    def paint(self, what: Json) -> Json:
        """What `Painting.do` answers, or how its process ended."""
        with self._turn, suppress(TimeoutError):
            told = self._ask(what).result(SECONDS + _PATIENCE)
            if told != _GONE:
                return told
            return self._ask(what).result(SECONDS + _PATIENCE)  # the nursery was killed; by no page, which is a child's
        return {"ended": "late", "how": f"{SECONDS + _PATIENCE:.0f} seconds"}

    def _ask(self, what: Json) -> Future[Json]:
        answer: Future[Json] = Future()
        with self._lock:
            nursery = self._nursery or self._start()
            task = next(self._numbers)
            self._waiting[task] = answer
            nursery.send(task, what)
        return answer

    def close(self) -> None:
        """End the process; whoever waits is told."""
        with self._lock:
            nursery, listener = self._nursery, self._listener
        if nursery:
            nursery.dismiss()
        if listener and listener is not threading.current_thread():
            listener.join(_PATIENCE)

    def _start(self) -> Nursery:
        nursery = self._nursery = Nursery(self._work, {})
        self._listener = threading.Thread(target=self._listen, args=(nursery,), daemon=True, name="pictures")
        self._listener.start()
        return nursery

    def _listen(self, nursery: Nursery) -> None:
        while (answer := nursery.hear()) is not None:
            with self._lock:
                waiting = self._waiting.pop(answer["task"])
            waiting.set_result(answer["what"])
        with self._lock:
            self._nursery, left, self._waiting = None, self._waiting, {}
        nursery.close()
        for waiting in left.values():
            waiting.set_result(_GONE)


def _png(code: str) -> bytes | None:
    """The picture, where it is one of a size that was asked for: a process that was taken over may send anything."""
    try:
        data = b64decode(code, validate=True)
    except ValueError:
        return None
    if data[:8] != _PNG or len(data) < _HEAD:
        return None
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    return data if width * height <= _MOST else None


def _why(told: Json) -> str:
    match told:
        case {"broken": str(why)}:
            return why
        case {"ended": "late", "how": str(how)}:
            return f"painting it takes more than {how}"
        case {"ended": "memory"}:
            return "painting it takes more memory than a page may have"
        case {"ended": _, "how": str(how)}:
            return f"the process that painted it {how}"
    return "the process that painted it answered nonsense"


def _no_picture(number: int, why: str) -> NoPicture:
    return NoPicture(f"page {number}: no picture ({why})", "Its text can be read; open the original for its look.")
