"""What one file may take while it is read. A file that wants more is refused, and only that file."""

from __future__ import annotations

from dataclasses import dataclass

GIBIBYTE = 1024**3


@dataclass(frozen=True, slots=True)
class Limits:
    """The defaults leave a guideline of 300 pages a factor of ten and more: 20 MB and 0.03 s a page (2026-11)."""

    memory: int = GIBIBYTE  # bytes beyond what the program itself takes
    seconds: float = 60.0  # of the clock, for the file as such
    seconds_a_page: float = 0.5  # and for each of its pages; more where text is recognised (`time`)
    pages: int = 5_000  # the longest file that is read

    def time(self, pages: int, ocr: bool) -> float:
        """Seconds that a file of so many pages may take."""
        return self.seconds + pages * self.seconds_a_page * (_OCR if ocr else 1)


STANDARD = Limits()
_OCR = 40  # Tesseract takes 5 to 10 s for a dense page, pymupdf and the layers 0.03 s: 20 s a page at the default
