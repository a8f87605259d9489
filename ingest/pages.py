"""A PDF's bytes → the characters, drawn lines and images of its pages.

The only file that imports pymupdf, and the only one that converts coordinates: whatever leaves it is in points of
the page as displayed, origin top left. Follows no link, runs no script, opens no embedded file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pymupdf

from ingest.errors import Damaged, EmptyFile, Encrypted, NotAPdf
from ingest.geometry import Box
from ingest.model import Glyph, Style
from ingest.paper.complaints import in_a_line, lost_content, raise_for_memory
from ingest.paper.drawn import Rule as Rule
from ingest.paper.drawn import Shade as Shade
from ingest.paper.drawn import drawn_on, fills_of
from ingest.paper.frame import MOSTLY, Matrix, at, direction, reading_frame, turned
from ingest.paper.signatures import kind_of
from ingest.paper.symbols import symbols

MAX_SIDE = 14_400.0  # points: the largest page PDF 1.x allows (200 inches)
MAX_DRAWINGS = 20_000  # paths on one page; beyond it is a map or a plot, its lines are no table rules
FARTHEST = 100 * MAX_SIDE  # points: text further out is a broken number, and no place that can be kept
SMALLEST = 0.01  # points: sizes are kept to a hundredth, and a broken file may set type in none at all
PAGE_WIDE = 0.8  # of the page's area: an image from here on is a scan or a background, no figure

# Ligatures are expanded without their flag; text beyond the page's edge is kept, for `health` to report.
_TEXT_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE
_BOLD, _ITALIC = pymupdf.TEXT_FONT_BOLD, pymupdf.TEXT_FONT_ITALIC
_HEAVY = ("Bold", "Black", "Heavy", "Semibold", "SemiBold", "Demi")  # in the names of fonts that set no flag
_FAKE_BOLD = 8  # char_flags: overprinted to look bold
_FILLED_OR_STROKED = 16 | 32  # char_flags of MuPDF's structured text; neither: painted invisibly
# What the library raises for a file it cannot make sense of: MuPDF's own errors are no RuntimeError.
_BROKEN = (RuntimeError, ValueError, OverflowError, pymupdf.mupdf.FzErrorBase)
_CLIPPED = 64  # char_flags: the letters are a window on what is painted behind them


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that the file sets one after the other on one baseline. `turned`: not horizontal as displayed."""

    text: str
    glyphs: tuple[Glyph, ...]
    baseline: float
    size: float  # of its largest type, points
    turned: bool


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on one page, before any meaning, in points of the frame in which its text runs from left to right.

    That is the page as displayed, save where most of its text is turned: there `turn` is not 0, and `turning` brings
    the boxes back at the end of the reading.
    """

    number: int  # physical, 1-based
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    shades: tuple[Shade, ...]
    images: tuple[Box, ...]
    drawings: tuple[Box, ...]  # curves and slanted strokes: parts of figures
    turn: int = 0  # degrees clockwise: how the frame of all these boxes is turned on the page as displayed
    fills: tuple[Shade, ...] = ()  # filled rectangles in the order of painting, white ones too: what text stands on
    painted: tuple[Box, ...] = ()  # other filled shapes, and gradients under white text: their colour is not known
    covered: bool = False  # an image as wide as the page is painted over its text: the text is an OCR layer
    damage: str = ""  # what of the page's content could not be decoded, in MuPDF's words; "" where all of it was

    @property
    def displayed_size(self) -> tuple[float, float]:
        """Width and height of the page as displayed, in points; `width` and `height` are those of the reading frame."""
        return (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)


@contextmanager
def open_pdf(data: bytes, name: str) -> Iterator[pymupdf.Document]:
    """The document in `data`, checked to be a readable PDF; `name` stands in the messages.

    Raises EmptyFile, NotAPdf, Encrypted, Damaged; MemoryError where the system gives no more.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise EmptyFile(name, "the file is empty", "Export the guideline again and replace the file.")
    kind = kind_of(data) or "some other kind of file"
    if kind != "a PDF":
        raise NotAPdf(name, f"not a PDF but {kind}", "Export the guideline as PDF and replace the file.")
    try:
        pymupdf.TOOLS.mupdf_display_errors(False)  # else MuPDF writes to stderr; `read_page` collects what it says
        pymupdf.TOOLS.mupdf_display_warnings(False)
        document = pymupdf.open(stream=data, filetype="pdf")
    except _BROKEN as error:
        raise_for_memory(error)
        raise Damaged(name, f"the PDF is cut or damaged ({in_a_line(error)})", "Export it again.") from error
    with document:
        if document.needs_pass:
            raise Encrypted(name, "the PDF asks for a password", "Save a copy without password and replace the file.")
        if document.is_repaired and _is_cut(data):
            raise Damaged(name, "the PDF is cut: its end is missing", "Copy or export it again.")
        pages = _page_count(document, name)
        if pages == 0 and document.is_repaired:
            raise Damaged(name, "the PDF is cut or damaged: no page of it can be found", "Export it again.")
        if pages == 0:
            raise EmptyFile(name, "the PDF has no page", "Export the guideline again and replace the file.")
        yield document


def read_page(document: pymupdf.Document, number: int, first_line: int = 0) -> PageContent:
    """The content of page `number` (1-based). Its glyphs' line numbers start at `first_line`.

    Raises Damaged where the page cannot be read: its name is filled in by the caller.
    """
    try:
        page = document.load_page(number - 1)  # ValueError where a repair has lost it; `document[...]`: IndexError
        width, height = page.rect.width, page.rect.height
        if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
            raise Damaged("", f"absurd page size {width:.0f} x {height:.0f} points", "Export it again.", number)
        shown: Matrix | None = None if page.rotation == 0 else _matrix(page.rotation_matrix)
        pymupdf.mupdf.fz_warn(f"page {number}")  # else a complaint that repeats the last page's is only counted
        pymupdf.TOOLS.reset_mupdf_warnings()
        raw: dict[str, Any] = page.get_text("rawdict", flags=_TEXT_FLAGS, clip=pymupdf.INFINITE_RECT())
        damage = lost_content(pymupdf.TOOLS.mupdf_warnings())
        turn, frame = reading_frame(_lines(raw), shown, width, height)
        if turn in (90, 270):
            width, height = height, width
        runs = tuple(_runs(raw, number, first_line, frame, _drawn_fonts(page)))
        paths: list[dict[str, Any]] = page.get_cdrawings()
        crowded = (Box(0, 0, width, height),) if len(paths) > MAX_DRAWINGS else ()
        paths = [] if crowded else paths
        (rules, shades, drawings), (fills, shapes) = drawn_on(paths, frame), fills_of(paths, frame)
        # the second is cheap, the first is not; it misses images written into the page's own stream
        placed = page.get_image_info() if page.get_images() or not runs else []
        images = tuple(turned(info["bbox"], frame) for info in placed)
        gradients, covered = _paint_order(page, runs, images, width * height, frame)
        return PageContent(
            number, width, height, runs, rules, shades, images, drawings + crowded,
            turn, fills, shapes + gradients + crowded, covered, damage,
        )  # fmt: skip
    except _BROKEN as error:
        raise_for_memory(error)
        raise Damaged("", f"the page cannot be read ({in_a_line(error)})", "Export it again.", number) from error


def _matrix(matrix: Any) -> Matrix:
    return tuple(float(value) for value in matrix)


def page_count(data: bytes, name: str) -> int:
    """How many pages the PDF says it has. Raises as `open_pdf`."""
    with open_pdf(data, name) as document:
        return _page_count(document, name)


def page_size(data: bytes, number: int) -> tuple[float, float]:
    """Width and height of page `number` (1-based) as displayed, in points."""
    with open_pdf(data, "") as document:
        rect = document.load_page(number - 1).rect
        return float(rect.width), float(rect.height)


def render_page(data: bytes, number: int, zoom: float, turn: int = 0) -> bytes:
    """Page `number` (1-based) as a PNG at `zoom` pixels a point, turned by `turn` degrees clockwise.

    Raises SourceError as `open_pdf`, Damaged where the page cannot be drawn.
    """
    with open_pdf(data, "") as document:
        matrix = pymupdf.Matrix(zoom, zoom) * pymupdf.Matrix(turn)
        try:
            pixmap = document.load_page(number - 1).get_pixmap(matrix=matrix, alpha=False, annots=False)
            return bytes(pixmap.tobytes("png"))
        except _BROKEN as error:
            raise_for_memory(error)
            raise Damaged("", f"the page cannot be drawn ({in_a_line(error)})", "Export it again.", number) from error


# --- what covers what ---------------------------------------------------------------------------------------------


def _paint_order(
    page: pymupdf.Page, runs: tuple[Run, ...], images: tuple[Box, ...], area: float, frame: Matrix | None
) -> tuple[tuple[Box, ...], bool]:
    """The page's gradients, and whether a page-wide image is painted over its text.

    Looks only where one of them decides whether text can be seen: at white text, and at text with such an image.
    """
    pale = any(run.glyphs[0].style.color & 0xF0F0F0 == 0xF0F0F0 for run in runs)
    wide = bool(runs) and any(box.area >= PAGE_WIDE * area for box in images)
    if not pale and not wide:
        return (), False
    log = [(kind, turned(box, frame)) for kind, box in page.get_bboxlog()]
    painted = tuple(box for kind, box in log if kind == "fill-shade")
    over = max((n for n, (kind, box) in enumerate(log) if "image" in kind and box.area >= PAGE_WIDE * area), default=0)
    texts = [n for n, (kind, _) in enumerate(log) if kind.endswith("-text")]
    covered = sum(n < over for n in texts) > MOSTLY * len(texts)
    return painted, covered


# --- text ---------------------------------------------------------------------------------------------------------


def _lines(raw: dict[str, Any]) -> Iterator[tuple[tuple[float, float], int]]:
    for block in raw["blocks"]:
        for line in block.get("lines", ()):
            yield line["dir"], sum(len(span["chars"]) for span in line["spans"])


def _runs(
    raw: dict[str, Any], page: int, line: int, frame: Matrix | None, drawn_fonts: frozenset[str]
) -> Iterator[Run]:
    styles: dict[tuple[object, ...], Style] = {}
    for block in raw["blocks"]:
        for drawn in block.get("lines", ()):
            if max(map(abs, drawn["bbox"])) > FARTHEST:
                raise Damaged("", "text is set far beyond the page", "Export it again.", page)
            dx, dy = direction(drawn["dir"], frame)
            slanted = abs(dy) > 0.1 or dx < 0
            text: list[str] = []
            glyphs: list[Glyph] = []
            baseline, largest = 0.0, 0.0
            for span in drawn["spans"]:
                style = _style(span, styles, drawn_fonts)
                made = _glyphs(span, page, line, style, frame, slanted)
                text.extend(symbols(span["font"], [char["c"] for char in span["chars"]]))
                glyphs.extend(made)
                if made and style.size > largest:
                    largest = style.size
                    baseline = span["origin"][1] if frame is None else at(span["origin"], frame)[1]
            if run := _clean(text, glyphs):
                if len(run[1]) != len(glyphs):  # what was largest may have printed nothing
                    largest = max(glyph.style.size for glyph in run[1])
                yield Run(run[0], run[1], baseline, largest, slanted)
                line += 1


def _drawn_fonts(page: pymupdf.Page) -> frozenset[str]:
    """Fonts whose letters are drawings of their own (Type 3): MuPDF says of some that they are not painted."""
    try:
        fonts = page.get_fonts()
    except TypeError as error:  # PyMuPDF wants to complain of a font by its name, which is no text, and cannot
        raise Damaged("", "one of its fonts is broken", "Export it again.", page.number + 1) from error
    return frozenset(base for _, _, kind, base, *_ in fonts if kind == "Type3" and base)


def _style(span: dict[str, Any], styles: dict[tuple[object, ...], Style], drawn_fonts: frozenset[str]) -> Style:
    flags, painted = span["flags"], span["char_flags"]
    key = (span["font"], span["size"], flags, painted, span["color"], span["alpha"])
    style = styles.get(key)
    if style is None:
        font = span["font"].partition("+")[2] or span["font"]
        bold = bool(flags & _BOLD) or bool(painted & _FAKE_BOLD) or any(word in font for word in _HEAVY)
        shown = painted & _CLIPPED or (span["alpha"] != 0 and painted & _FILLED_OR_STROKED)
        hidden = not shown and span["font"] not in drawn_fonts and not span["font"].startswith("Type3 (")
        style = Style(
            font, max(SMALLEST, round(span["size"], 2)), bold, bool(flags & _ITALIC), span["color"], False, hidden
        )
        styles[key] = style
    return style


def _glyphs(
    span: dict[str, Any], page: int, line: int, style: Style, frame: Matrix | None, slanted: bool
) -> list[Glyph]:
    """The glyphs of one span. Built without the named tuple's constructor: this is the hottest loop of a build."""
    make, boxes = tuple.__new__, [char["bbox"] for char in span["chars"]]
    if frame is not None:
        boxes = [turned(box, frame) for box in boxes]
    if not boxes or slanted:
        return [make(Glyph, (page, line, *box, style)) for box in boxes]
    # fonts lie about their ascent: boxes are kept to the size that is set
    y = span["origin"][1] if frame is None else at(span["origin"], frame)[1]
    y0, y1 = max(boxes[0][1], y - 1.05 * style.size), min(boxes[0][3], y + 0.35 * style.size)
    if y0 >= y1:
        y0, y1 = y - 0.8 * style.size, y + 0.2 * style.size
    return [make(Glyph, (page, line, box[0], y0, box[2], y1, style)) for box in boxes]


def _clean(chars: list[str], glyphs: list[Glyph]) -> tuple[str, tuple[Glyph, ...]] | None:
    """Printed characters only, white space as plain spaces, accents on their letters; None where nothing is left."""
    text = "".join(chars)
    if len(text) != len(glyphs) or _ODD.search(text):
        kept = [(char, glyph) for char, glyph in zip(chars, glyphs, strict=True) if _prints(char)]
        return _composed(kept) if any(not char.isspace() for char, _ in kept) else None
    return (text, tuple(glyphs)) if text.strip() else None


def _prints(char: str) -> bool:
    return not (
        char < " " or "\u200b" <= char <= "\u200f" or "\ud800" <= char <= "\udfff" or char in "\ufeff\u2060\x7f"
    )


_ODD = re.compile(
    "[\x00-\x1f\x7f\u00a0\u00a8\u00b4\u00b8\u02c6\u02dc`\u0300-\u036f\u2000-\u200f\u202f\u1680\u2028\u2029\u205f\u2060\u3000\ud800-\udfff\ufeff]"
)
_COMBINING = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "¨": "\u0308", "¸": "\u0327", "˜": "\u0303"}


def _composed(printed: list[tuple[str, Glyph]]) -> tuple[str, tuple[Glyph, ...]]:
    """One character a letter: accents printed as glyphs of their own (TeX, decomposed Unicode) join their letter."""
    out: list[str] = []
    kept: list[Glyph] = []
    pending: str | None = None  # an accent printed just before its letter
    for char, glyph in printed:
        mark = _COMBINING.get(char) or (char if unicodedata.combining(char[0]) else None)
        if out and (mark or pending):
            letter, accent = (char, pending) if pending else (out[-1], mark)
            made = unicodedata.normalize("NFC", letter + (accent or ""))
            if len(made) == 1 and _overlap(kept[-1], glyph):
                out[-1] = made
                kept[-1] = glyph if pending else kept[-1]
                pending = None
                continue
        for part in char:  # an expanded ligature shares its box
            out.append(" " if part.isspace() else part)
            kept.append(glyph)
        pending = mark
    return "".join(out), tuple(kept)


def _overlap(a: Glyph, b: Glyph) -> bool:
    """Whether one of the two stands over the other, as an accent over its letter."""
    middle = (a.x0 + a.x1) / 2, (b.x0 + b.x1) / 2
    return b.x0 - 0.1 <= middle[0] <= b.x1 + 0.1 or a.x0 - 0.1 <= middle[1] <= a.x1 + 0.1


# --- the file -----------------------------------------------------------------------------------------------------


def _is_cut(data: bytes) -> bool:
    """Whether objects stand after the last end mark, or there is none: pages may be missing without a trace."""
    return b" obj" in data[data.rfind(b"%%EOF") + 1 :]


def _page_count(document: pymupdf.Document, name: str) -> int:
    try:
        return int(document.page_count)
    except _BROKEN as error:
        raise Damaged(name, f"the PDF is damaged ({in_a_line(error)})", "Export it again.") from error
