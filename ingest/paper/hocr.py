"""What a recogniser writes about a page (hOCR) → words with the box of each character, line by line.

Arithmetic in pixels only; what is kept, and where it stands on the page, is told in `ocr`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import pairwise

from ingest.geometry import Box

_BOX = re.compile(r"\b(?:x_)?bbox(?:es)? (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_BASELINE = re.compile(r"\bbaseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"\bx_size ([\d.]+)")
_SURE = re.compile(r"\bx_w?conf ([\d.]+)")
_LINES = frozenset(["ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"])


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word: its characters with their boxes in pixels, and how sure the recogniser is, 0 to 100."""

    chars: tuple[tuple[str, Box], ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line: its words, the height of its baseline in pixels, the height of its type from descender to capital."""

    words: tuple[SeenWord, ...]
    baseline: float
    height: float

    @property
    def confidence(self) -> float:
        """Mean of its characters, 0 to 100."""
        total = sum(len(word.chars) for word in self.words)
        return sum(word.confidence * len(word.chars) for word in self.words) / total if total else 0.0


def seen_lines(hocr: str) -> tuple[SeenLine, ...]:
    """The lines of a page with at least one character, in the recogniser's order."""
    parser = _Lines()
    parser.feed(hocr)
    parser.close()
    return tuple(line for line in parser.lines if line.words)


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[SeenLine] = []
        self._chars: list[tuple[str, Box]] = []
        self._box: Box | None = None  # of the character whose text comes next
        self._word: tuple[Box, float] | None = None
        self._text: list[str] = []  # of a word without boxes for its characters

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        kind, title = given.get("class") or "", given.get("title") or ""
        found = _BOX.search(title)
        if found is None:
            return
        box = Box(*map(float, found.groups()))
        if kind in _LINES:
            self._end_word()
            slope, offset = map(float, match.groups()) if (match := _BASELINE.search(title)) else (0.0, 0.0)
            size = float(match.group(1)) if (match := _SIZE.search(title)) else box.height
            self.lines.append(SeenLine((), box.y1 + offset + slope * box.width / 2, size))
        elif kind == "ocrx_word":
            self._end_word()
            self._word = box, float(match.group(1)) if (match := _SURE.search(title)) else 0.0
        elif kind == "ocrx_cinfo":
            self._box = box

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._end_word()

    def handle_data(self, data: str) -> None:
        if self._word is None or not data.strip():
            return
        if self._box is not None:
            self._chars.extend((char, self._box) for char in data.strip())
            self._box = None
        else:
            self._text.append(data.strip())

    def close(self) -> None:
        super().close()
        self._end_word()

    def _end_word(self) -> None:
        if self._word is not None and self.lines:
            box, confidence = self._word
            chars = _side_by_side(self._chars, box) if self._chars else _spread("".join(self._text), box)
            if chars:
                line = self.lines[-1]
                self.lines[-1] = SeenLine((*line.words, SeenWord(chars, confidence)), line.baseline, line.height)
        self._word, self._chars, self._text, self._box = None, [], [], None


def _side_by_side(chars: Sequence[tuple[str, Box]], word: Box) -> tuple[tuple[str, Box], ...]:
    """The characters with boxes that touch: those of the ink leave gaps, overlap, or run out of order."""
    middles = [box.center[0] for _, box in chars]
    if any(b <= a for a, b in pairwise(middles)):
        return _spread("".join(char for char, _ in chars), word)
    edges = [word.x0, *((a + b) / 2 for a, b in pairwise(middles)), word.x1]
    return tuple((c, Box(x0, box.y0, x1, box.y1)) for (c, box), (x0, x1) in zip(chars, pairwise(edges), strict=True))


def _spread(text: str, box: Box) -> tuple[tuple[str, Box], ...]:
    """The characters of a word side by side, each as wide as the others."""
    width = box.width / len(text) if text else 0.0
    return tuple((c, Box(box.x0 + n * width, box.y0, box.x0 + (n + 1) * width, box.y1)) for n, c in enumerate(text))
