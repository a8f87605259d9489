"""A page of an original as an image, rendered once and kept within a bound.

The original is checked against its digest before it is first shown: a frame must never be drawn on another file.
"""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

from ingest.errors import DamagedBase
from kb.lru import Recent

MAX_PIXELS = 25_000_000  # an A0 page at 2 pixels a point; 100 MB while it is rendered
SMALLEST_ZOOM, LARGEST_ZOOM = 0.1, 8.0  # pixels a point
_RENDERING = threading.Lock()  # MuPDF is not safe between threads, however many knowledge bases are open


class Pictures:
    """Page images of the originals below one folder."""

    def __init__(self, bound: int) -> None:
        """`bound` in bytes of PNG."""
        self._recent: Recent[tuple[str, int, float], bytes] = Recent(bound, len)
        self._checked: set[str] = set()

    def page(self, original: Path, sha256: str, number: int, size: tuple[float, float], zoom: float) -> bytes:
        """Page `number` (from 1) of `size` points as a PNG at `zoom` pixels a point, less where it would be huge.

        Raises DamagedBase where the original is missing or is not the file that was read.
        """
        scale = min(max(zoom, SMALLEST_ZOOM), LARGEST_ZOOM, (MAX_PIXELS / (size[0] * size[1])) ** 0.5)
        return self._recent.get((sha256, number, scale), lambda: self._render(original, sha256, number, scale))

    def _render(self, original: Path, sha256: str, number: int, scale: float) -> bytes:
        from ingest.pages import render_page  # here, so that opening a knowledge base does not load the PDF library

        try:
            data = original.read_bytes()
        except OSError as error:
            raise DamagedBase(
                f"{original}: {error.strerror}", "Build again with the corpus at hand: sourcier build CORPUS"
            ) from error
        if sha256 not in self._checked:
            if hashlib.sha256(data).hexdigest() != sha256:
                raise DamagedBase(
                    f"{original}: not the file that was read", "Delete it, then build again: sourcier build CORPUS"
                )
            self._checked.add(sha256)
        with _RENDERING:
            return render_page(data, number, scale)
