"""What MuPDF complains of, in words that can be shown and stored.

It quotes a broken file byte by byte; knows nothing of the library itself.
"""

from __future__ import annotations

import re

_LOST = re.compile(
    r"^(?!.*(?:ignor|[Ff]ont|FT_)).*(?:syntax error|premature end|read error|library error|format error|cannot draw)"
)


def lost_content(warnings: str) -> str:
    """The first complaint that tells of lost content; a font or a checksum that could be done without is none."""
    return _valid(next((line for line in warnings.splitlines() if _LOST.search(line)), ""))


def in_a_line(error: Exception) -> str:
    """What the error says, in a line."""
    return _valid((str(error).strip() or type(error).__name__).splitlines()[0])


def raise_for_memory(error: Exception) -> None:
    """Raises MemoryError where the complaint is that the system gave none: the file may be sound."""
    if "alloc" in in_a_line(error):  # «malloc (1234 bytes) failed», «calloc (12 x 34 bytes) failed»
        raise MemoryError(in_a_line(error)) from error


def _valid(text: str) -> str:
    """Bytes that are no text become «?»."""
    return text.encode("utf-8", "replace").decode("utf-8")
