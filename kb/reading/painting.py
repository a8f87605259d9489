"""A page of an original as a picture: the work of a nursery's children, so that no file can hang or crash an app.

The original is checked against its digest each time: a frame must never be drawn on another file.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

from ingest.errors import SourceError
from kb.reading.limits import GIBIBYTE
from kb.reading.nursery import Json

MEMORY = GIBIBYTE // 2  # bytes; the largest picture takes a fifth of it while it is painted
SECONDS = 10.0  # a page of text takes 0.05 s, a dense map 1 to 2: whoever waits for more should be told


class Painting:
    """Has the PDF library loaded; paints one page a child."""

    def __init__(self) -> None:
        from ingest.pages import render_page

        self._render = render_page

    @property
    def memory(self) -> int:
        return MEMORY

    def seconds(self, what: Json, pages: int) -> float:
        """The same for every page."""
        return SECONDS

    def do(self, what: Json, counted: Callable[[int], None]) -> Json:
        """The picture as «png» (base64), or «missing», «changed» or «broken» with the reason."""
        try:
            data = Path(what["file"]).read_bytes()
        except OSError as error:
            return {"missing": str(error.strerror)}
        if hashlib.sha256(data).hexdigest() != what["sha256"]:
            return {"changed": "not the file that was read"}
        try:
            return {"png": b64encode(self._render(data, what["page"], what["zoom"])).decode("ascii")}
        except SourceError as error:
            return {"broken": error.why}
