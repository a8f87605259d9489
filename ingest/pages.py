"""A PDF's bytes → the characters, drawn lines and images of its pages.

The only file that imports pymupdf, and the only one that converts coordinates: whatever leaves it is in points of
the page as displayed, origin top left. Follows no link, runs no script, opens no embedded file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pymupdf

from ingest.errors import Damaged, EmptyFile, Encrypted, NotAPdf, TooLarge
from ingest.geometry import Box
from ingest.model import Glyph, Style
from ingest.symbols import symbols

MAX_PAGES = 5_000  # the longest file that is read; beyond it is no guideline
MAX_SIDE = 14_400.0  # points: the largest page PDF 1.x allows (200 inches)
MAX_DRAWINGS = 20_000  # paths on one page; beyond it is a map or a plot, its lines are no table rules
MOSTLY = 0.6  # of a page's characters: its text is turned, or covered, where that share of it is
PAGE_WIDE = 0.8  # of the page's area: an image from here on is a scan or a background, no figure
THIN = 3.0  # points: a filled rectangle thinner than this is a drawn line (rules are 0.25 to 2 pt)

_TEXT_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP  # ligatures are expanded without their flag
_BOLD, _ITALIC = pymupdf.TEXT_FONT_BOLD, pymupdf.TEXT_FONT_ITALIC
_HEAVY = ("Bold", "Black", "Heavy", "Semibold", "SemiBold", "Demi")  # in the names of fonts that set no flag
_FAKE_BOLD = 8  # char_flags: overprinted to look bold
_FILLED_OR_STROKED = 16 | 32  # char_flags of MuPDF's structured text; neither: painted invisibly


Matrix = tuple[float, ...]  # a b c d e f of a PDF transformation


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that the file sets one after the other on one baseline. `turned`: not horizontal as displayed."""

    text: str
    glyphs: tuple[Glyph, ...]
    baseline: float
    turned: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight drawn line: `box` is thin in one direction. `width` in points."""

    box: Box
    horizontal: bool


@dataclass(frozen=True, slots=True)
class Shade:
    """A filled rectangle (zebra rows, header cells, boxes). `color` is 0xRRGGBB."""

    box: Box
    color: int


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
    turn: int = 0  # degrees clockwise that the frame of all these boxes is turned on the page as displayed (see `turning`)
    painted: tuple[Box, ...] = ()  # gradients: what stands on them stands on an unknown colour; only where it matters
    covered: bool = False  # an image as wide as the page is painted over its text: the text is an OCR layer

    @property
    def displayed_size(self) -> tuple[float, float]:
        """Width and height of the page as displayed, in points; `width` and `height` are those of the reading frame."""
        return (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)


@contextmanager
def open_pdf(data: bytes, name: str) -> Iterator[pymupdf.Document]:
    """The document in `data`, checked to be a readable PDF; `name` stands in the messages.

    Raises EmptyFile, NotAPdf, Encrypted, Damaged, TooLarge.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise EmptyFile(name, "the file is empty", "Export the guideline again and replace the file.")
    if b"%PDF-" not in data[:1024]:
        raise NotAPdf(name, f"not a PDF but {_looks_like(data)}", "Export the guideline as PDF and replace the file.")
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
    except (RuntimeError, ValueError) as error:
        raise Damaged(name, f"the PDF is cut or damaged ({_first_line(error)})", "Export it again.") from error
    with document:
        if document.needs_pass:
            raise Encrypted(name, "the PDF asks for a password", "Save a copy without password and replace the file.")
        pages = _page_count(document, name)
        if pages == 0:
            raise EmptyFile(name, "the PDF has no page", "Export the guideline again and replace the file.")
        if pages > MAX_PAGES:
            raise TooLarge(name, f"{pages} pages, more than {MAX_PAGES}", "Split the file.")
        yield document


def read_page(document: pymupdf.Document, number: int, first_line: int = 0) -> PageContent:
    """The content of page `number` (1-based). Its glyphs' line numbers start at `first_line`.

    Raises Damaged where the page cannot be read: its name is filled in by the caller.
    """
    try:
        page = document[number - 1]
        width, height = page.rect.width, page.rect.height
        if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
            raise Damaged("", f"absurd page size {width:.0f} x {height:.0f} points", "Export it again.", number)
        turn = None if page.rotation == 0 else tuple(page.rotation_matrix)
        raw = page.get_text("rawdict", flags=_TEXT_FLAGS)
        rules, shades, drawings = _drawn(page, turn)
        shown = page.get_image_info() if page.get_images() else []  # the second is cheap, the first is not
        images = tuple(_turned(info["bbox"], turn) for info in shown)
        return PageContent(
            number, width, height,
            tuple(_runs(raw, number, first_line, turn)), rules, shades, images, drawings,
        )  # fmt: skip
    except (RuntimeError, ValueError, OverflowError) as error:
        raise Damaged("", f"the page cannot be read ({_first_line(error)})", "Export it again.", number) from error


def render_page(data: bytes, number: int, zoom: float) -> bytes:
    """Page `number` (1-based) as a PNG at `zoom` pixels a point."""
    with open_pdf(data, "") as document:
        pixmap = document[number - 1].get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False, annots=False)
        return bytes(pixmap.tobytes("png"))


# --- the frame ----------------------------------------------------------------------------------------------------


def _reading_frame(
    raw: dict[str, Any], shown: Matrix | None, width: float, height: float
) -> tuple[int, Matrix | None]:
    """The turn of most of the page's text as displayed, and the way from the file's points to the reading frame."""
    counts = {0: 0, 90: 0, 180: 0, 270: 0}
    for block in raw["blocks"]:
        for line in block.get("lines", ()):
            dx, dy = _direction(line["dir"], shown)
            direction = (0 if dx > 0 else 180) if abs(dx) >= abs(dy) else (90 if dy > 0 else 270)
            counts[direction] += sum(len(span["chars"]) for span in line["spans"])
    turn = max(counts, key=lambda direction: counts[direction])
    if turn == 0 or counts[turn] < MOSTLY * sum(counts.values()):
        return 0, shown
    back = {90: (0, -1, 1, 0, 0, width), 180: (-1, 0, 0, -1, width, height), 270: (0, 1, -1, 0, height, 0)}[turn]
    return turn, back if shown is None else tuple(pymupdf.Matrix(*shown) * pymupdf.Matrix(*back))


def _direction(direction: tuple[float, float], frame: Matrix | None) -> tuple[float, float]:
    dx, dy = direction
    return (dx, dy) if frame is None else (dx * frame[0] + dy * frame[2], dx * frame[1] + dy * frame[3])


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
    log = [(kind, _turned(box, frame)) for kind, box in page.get_bboxlog()]
    painted = tuple(box for kind, box in log if kind == "fill-shade")
    over = max((n for n, (kind, box) in enumerate(log) if "image" in kind and box.area >= PAGE_WIDE * area), default=0)
    texts = [n for n, (kind, _) in enumerate(log) if kind.endswith("-text")]
    covered = sum(n < over for n in texts) > MOSTLY * len(texts)
    return painted, covered


# --- text ---------------------------------------------------------------------------------------------------------


def _runs(raw: dict[str, Any], page: int, line: int, turn: Matrix | None) -> Iterator[Run]:
    styles: dict[tuple[object, ...], Style] = {}
    for block in raw["blocks"]:
        for drawn in block.get("lines", ()):
            dx, dy = _direction(drawn["dir"], turn)
            turned = abs(dy) > 0.1 or dx < 0
            text: list[str] = []
            glyphs: list[Glyph] = []
            baseline, largest = 0.0, 0.0
            for span in drawn["spans"]:
                style = _style(span, styles)
                made = _glyphs(span, page, line, style, turn, turned)
                text.extend(symbols(span["font"], [char["c"] for char in span["chars"]]))
                glyphs.extend(made)
                if made and style.size > largest:
                    largest = style.size
                    baseline = span["origin"][1] if turn is None else _at(span["origin"], turn)[1]
            if run := _clean(text, glyphs):
                yield Run(run[0], run[1], baseline, turned)
                line += 1


def _style(span: dict[str, Any], styles: dict[tuple[object, ...], Style]) -> Style:
    flags, painted = span["flags"], span["char_flags"]
    key = (span["font"], span["size"], flags, painted, span["color"], span["alpha"])
    style = styles.get(key)
    if style is None:
        font = span["font"].partition("+")[2] or span["font"]
        bold = bool(flags & _BOLD) or bool(painted & _FAKE_BOLD) or any(word in font for word in _HEAVY)
        hidden = span["alpha"] == 0 or not painted & _FILLED_OR_STROKED
        style = Style(font, round(span["size"], 2), bold, bool(flags & _ITALIC), span["color"], False, hidden)
        styles[key] = style
    return style


def _glyphs(span: dict[str, Any], page: int, line: int, style: Style, turn: Matrix | None, turned: bool) -> list[Glyph]:
    """The glyphs of one span. Built without the named tuple's constructor: this is the hottest loop of a build."""
    make, boxes = tuple.__new__, [char["bbox"] for char in span["chars"]]
    if turn is not None:
        boxes = [_turned(box, turn) for box in boxes]
    if not boxes or turned:
        return [make(Glyph, (page, line, *box, style)) for box in boxes]
    # fonts lie about their ascent: boxes are kept to the size that is set
    y = span["origin"][1] if turn is None else _at(span["origin"], turn)[1]
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
    return not (char < " " or "\u200b" <= char <= "\u200f" or char in "\ufeff\u2060\x7f")


_ODD = re.compile(
    "[\x00-\x1f\x7f\u00a0\u00a8\u00b4\u00b8\u02c6\u02dc`\u0300-\u036f\u2000-\u200f\u202f\u1680\u2028\u2029\u205f\u2060\u3000\ufeff]"
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


# --- drawings -----------------------------------------------------------------------------------------------------


def _drawn(page: pymupdf.Page, turn: Matrix | None) -> tuple[tuple[Rule, ...], tuple[Shade, ...], tuple[Box, ...]]:
    rules: list[Rule] = []
    shades: list[Shade] = []
    drawings: list[Box] = []
    paths = page.get_cdrawings()
    if len(paths) > MAX_DRAWINGS:
        return (), (), (Box(*page.rect),)
    for path in paths:
        stroked, filled = "s" in path["type"], "f" in path["type"]
        if not stroked and not filled:
            continue  # a clip
        color = _rgb(path.get("fill") if filled else path.get("color"))
        if color == 0xFFFFFF and not stroked:
            continue  # white paint hides, it draws nothing
        half = min(path.get("width") or 0.0, THIN) / 2 if stroked else 0.0
        for item in path["items"]:
            match item[0]:
                case "l":
                    (ax, ay), (bx, by) = item[1], item[2]
                    box = _turned((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)), turn)
                    if box.height <= 1 or box.width <= 1:
                        rules.extend(_rule(box.grown(half) if half else box))
                    else:
                        drawings.append(box)
                case "re" | "qu":
                    box = _turned(item[1] if item[0] == "re" else _around(item[1]), turn)
                    if min(box.width, box.height) <= THIN:
                        rules.extend(_rule(box))
                    else:
                        if filled:
                            shades.append(Shade(box, color))
                        if stroked:
                            rules.extend(_frame(box))
                case _:
                    points = [point for point in item[1:] if isinstance(point, tuple)]
                    drawings.append(_turned(_around(points), turn))
    return tuple(rules), tuple(shades), tuple(drawings)


def _rule(box: Box) -> Iterable[Rule]:
    if max(box.width, box.height) > THIN:  # else a dot
        yield Rule(box, box.width >= box.height)


def _frame(box: Box) -> Iterable[Rule]:
    x0, y0, x1, y1 = box
    yield Rule(Box(x0, y0, x1, y0), True)
    yield Rule(Box(x0, y1, x1, y1), True)
    yield Rule(Box(x0, y0, x0, y1), False)
    yield Rule(Box(x1, y0, x1, y1), False)


def _around(points: Iterable[Any]) -> tuple[float, float, float, float]:
    xs, ys = zip(*((p[0], p[1]) for p in points), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _turned(box: Any, turn: Matrix | None) -> Box:
    x0, y0, x1, y1 = box[:4]
    if turn is None:
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    (ax, ay), (bx, by) = _at((x0, y0), turn), _at((x1, y1), turn)
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _at(point: Any, turn: Matrix) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = turn
    return x * a + y * c + e, x * b + y * d + f


def _rgb(color: Any) -> int:
    if not color:
        return 0
    parts = [min(255, max(0, round(c * 255))) for c in color]
    return (parts[0] << 16) + (parts[1] << 8) + parts[2] if len(parts) == 3 else parts[0] * 0x010101


# --- the file -----------------------------------------------------------------------------------------------------

_SIGNATURES = {
    b"\x89PNG": "a PNG image", b"\xff\xd8\xff": "a JPEG image", b"GIF8": "a GIF image", b"II*\0": "a TIFF image",
    b"MM\0*": "a TIFF image", b"PK\x03\x04": "a ZIP or office document", b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF text", b"%!PS": "a PostScript file", b"\x1f\x8b": "a gzip archive",
}  # fmt: skip


def _looks_like(data: bytes) -> str:
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            return name
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        return "a web page (HTML)"
    if head.startswith((b"<?xml", b"<svg")):
        return "an XML file"
    return "some other kind of file"


def _page_count(document: pymupdf.Document, name: str) -> int:
    try:
        return int(document.page_count)
    except (RuntimeError, ValueError) as error:
        raise Damaged(name, f"the PDF is damaged ({_first_line(error)})", "Export it again.") from error


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
