"""Scanned pages → the content of a page, read by the system's Tesseract; only where the user asked for it.

No network, no model of ours: the program that is installed, with a limit of time. What it reads is marked as such
wherever it is shown; a line that it is not sure of is left out and named.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from ingest.errors import CallError, NoTextLayer, TooLarge
from ingest.model import Dropped, Glyph, Style
from ingest.pages import PageContent, Run, page_size, render_page
from ingest.paper.hocr import SeenLine, seen_lines

DPI = 300  # what Tesseract's models were trained on; below 200 small type is lost
MOST_PIXELS = 40_000_000  # a page larger than A2 at 300 dpi is rendered coarser
TIME_LIMIT = 120.0  # seconds a page: a dense page takes 5 to 10
SURE_LINE = 45.0  # of 100, mean of a line's characters: specks and logos come out below, faint print above
SURE_PAGE = 60.0  # of 100, mean of the page: below it one word in five is wrong
TURNED = 2.0  # Tesseract's confidence in the turn of a page; below it is a guess
SAME_SIZE = 0.18  # relative: heights of lines are measured to about a tenth; what is nearer is one size of type
EM = 1.08  # em: from descender to capital is 0.93 of the type's size
_ASCENT, _DESCENT = 0.8, 0.2  # em: the box of a line around its baseline
_QUOTED = 40  # characters of an unsure line that a report shows


class Recogniser(Protocol):
    """What reads an image. `Tesseract` is one; tests bring their own."""

    def turn(self, png: bytes) -> int:
        """Degrees clockwise (0, 90, 180, 270) by which the image must be turned for its text to stand upright."""

    def read(self, png: bytes) -> str:
        """The text of the image, as hOCR."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The installed program and the languages it reads, as it names them («fra+eng»)."""

    program: str
    languages: str

    def turn(self, png: bytes) -> int:
        """As `Recogniser` asks; 0 where Tesseract does not know."""
        told = self._run(png, "--psm", "0")
        facts = dict(line.split(": ", 1) for line in told.splitlines() if ": " in line)
        sure = float(facts.get("Orientation confidence", "0"))
        return int(facts.get("Rotate", "0")) % 360 if sure >= TURNED else 0

    def read(self, png: bytes) -> str:
        """As `Recogniser` asks."""
        return self._run(png, "-l", self.languages, "-c", "hocr_char_boxes=1", "hocr")

    def _run(self, png: bytes, *arguments: str) -> str:
        """Its answer, "" where it failed. Raises subprocess.TimeoutExpired."""
        # a fixed program, no shell, the image on its standard input
        done = subprocess.run(  # noqa: S603
            [self.program, "stdin", "stdout", *arguments],
            input=png, capture_output=True, timeout=TIME_LIMIT, check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def find_tesseract() -> Tesseract:
    """The system's Tesseract with French, and English where it has it.

    Raises CallError, which says what to install, where there is none.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise CallError(
            "--ocr: the program «tesseract» is not installed",
            "Install it (Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-fra), or build without --ocr.",
        )
    listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=TIME_LIMIT, check=False)  # noqa: S603
    known = listed.stdout.decode("utf-8", "replace").split()
    if "fra" not in known:
        raise CallError(
            "--ocr: the installed Tesseract does not read French",
            "Install its French model (Debian, Ubuntu: apt install tesseract-ocr-fra), or build without --ocr.",
        )
    return Tesseract(program, "+".join(language for language in ("fra", "eng") if language in known))


def recognise(
    data: bytes, number: int, recogniser: Recogniser, first_line: int = 0
) -> tuple[PageContent, tuple[Dropped, ...]]:
    """The content of page `number` (1-based) of the PDF `data` as `recogniser` reads it, and the lines it left out.

    Its glyphs' line numbers start at `first_line`. It has neither drawings nor images: the scan is the page itself.
    Raises NoTextLayer where nothing legible is found, TooLarge where it takes too long; the caller fills in the name.
    """
    width, height = page_size(data, number)
    zoom = min(DPI / 72, (MOST_PIXELS / (width * height)) ** 0.5)
    try:
        image = render_page(data, number, zoom)
        turn = recogniser.turn(image)
        lines = seen_lines(recogniser.read(render_page(data, number, zoom, turn) if turn else image))
    except subprocess.TimeoutExpired as error:
        why = f"its recognition took more than {TIME_LIMIT:.0f} seconds"
        raise TooLarge("", why, "Scan the page anew, at 300 dpi.", number) from error
    sure = [line for line in lines if line.confidence >= SURE_LINE]
    dropped = tuple(
        Dropped(number, f"«{_text(line)[:_QUOTED]}»", f"recognised with {line.confidence:.0f} % confidence only")
        for line in lines
        if line.confidence < SURE_LINE
    )
    mean = _mean(sure)
    if mean < SURE_PAGE:
        why = (
            "a scan in which no text can be recognised"
            if not sure
            else f"a scan recognised with {mean:.0f} % confidence"
        )
        raise NoTextLayer("", why, "Scan the page anew, straight and at 300 dpi.", number)
    if turn in (90, 270):
        width, height = height, width
    sizes = _sizes([line.height * EM / zoom for line in sure], [len(_text(line)) for line in sure])
    runs = tuple(
        _run(line, size, number, first_line + n, zoom) for n, (line, size) in enumerate(zip(sure, sizes, strict=True))
    )
    return PageContent(number, width, height, runs, (), (), (), (), turn=(360 - turn) % 360), dropped


def _text(line: SeenLine) -> str:
    return " ".join("".join(char for char, _ in word.chars) for word in line.words)


def _mean(lines: Sequence[SeenLine]) -> float:
    total = sum(len(_text(line)) for line in lines)
    return sum(line.confidence * len(_text(line)) for line in lines) / total if total else 0.0


def _sizes(measured: Sequence[float], lengths: Sequence[int]) -> list[float]:
    """Sizes of type in half points: what is near the running text's size is that size."""
    weighted = [size for size, length in zip(measured, lengths, strict=True) for _ in range(length)]
    body = median(weighted)
    return [round(2 * (body if abs(size - body) <= SAME_SIZE * body else size)) / 2 for size in measured]


def _run(line: SeenLine, size: float, page: int, number: int, zoom: float) -> Run:
    style = Style("", size, False, False, 0)
    baseline = line.baseline / zoom
    y0, y1 = baseline - _ASCENT * size, baseline + _DESCENT * size
    chars: list[str] = []
    glyphs: list[Glyph] = []
    for word in line.words:
        if glyphs:
            chars.append(" ")
            glyphs.append(Glyph(page, number, glyphs[-1].x1, y0, word.chars[0][1].x0 / zoom, y1, style))
        for char, box in word.chars:
            chars.append(char)
            glyphs.append(Glyph(page, number, box.x0 / zoom, y0, box.x1 / zoom, y1, style))
    return Run("".join(chars), tuple(glyphs), baseline, size, False)
