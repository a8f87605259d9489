"""A PDF's bytes → the characters printed on a page, each with its box: the second engine's answer.

The only file that imports pypdfium2. Knows nothing of quotations. Runs no script and no action: a document's form
environment is never set up.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.errors import Damaged

_SCALE = 1024.0  # device units a point, to have a page's matrix in whole numbers: a thousandth of a point
_FAR = 1000.0  # points: the ends of the two arms that the matrix is measured by
_LINE_END_HYPHEN = 2  # pdfium's own mark for a hyphen at the end of a line


class Ink(NamedTuple):
    """A printed character; its box hugs the ink, in points of the page as displayed, from the top left."""

    text: str  # one character, or the letters of a ligature
    x0: float
    y0: float
    x1: float
    y1: float


class Original:
    """The pages of an open PDF."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def page(self, number: int) -> tuple[tuple[float, float], list[Ink]]:
        """The size of page `number` (from 1) as displayed, and its characters in the engine's order, spaces left out.

        Raises Damaged where the page cannot be read.
        """
        try:
            with closing(self._document[number - 1]) as page, closing(page.get_textpage()) as text:
                return page.get_size(), list(_inks(page, text))
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise Damaged("", str(error), "Build again from the original.", number) from error


@contextmanager
def open_original(data: bytes, name: str) -> Iterator[Original]:
    """Raises Damaged where the second engine cannot open it."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Damaged(name, f"the second engine cannot open it ({error})", "Export the file again.") from error
    with closing(document):
        yield Original(document)


def _inks(page: Any, text: Any) -> Iterator[Ink]:
    a, b, c, d, e, f = _matrix(page)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    handles = ctypes.byref(left), ctypes.byref(right), ctypes.byref(bottom), ctypes.byref(top)
    raw = text.raw
    for n in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, n)
        if code <= 0x20 and code != _LINE_END_HYPHEN:
            continue
        char = "-" if code == _LINE_END_HYPHEN else chr(code) if code < 0x110000 else "\ufffd"
        if char.isspace() or not pdfium.FPDFText_GetCharBox(raw, n, *handles):
            continue
        xs = a * left.value + c * bottom.value + e, a * right.value + c * top.value + e
        ys = b * left.value + d * bottom.value + f, b * right.value + d * top.value + f
        yield Ink(char, min(xs), min(ys), max(xs), max(ys))


def _matrix(page: Any) -> tuple[float, float, float, float, float, float]:
    """From the page's own space to the page as displayed: rotation, crop box and all."""
    width, height = page.get_size()
    wide, high = max(1, round(width * _SCALE)), max(1, round(height * _SCALE))
    x, y = ctypes.c_int(), ctypes.c_int()

    def shown(at_x: float, at_y: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, wide, high, 0, at_x, at_y, ctypes.byref(x), ctypes.byref(y))
        return x.value / _SCALE, y.value / _SCALE

    (e, f), (ax, ay), (cx, cy) = shown(0, 0), shown(_FAR, 0), shown(0, _FAR)
    return (ax - e) / _FAR, (ay - f) / _FAR, (cx - e) / _FAR, (cy - f) / _FAR, e, f
