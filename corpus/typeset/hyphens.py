"""A PDF whose line-end hyphens are told apart → one where they look like any other hyphen.

Typst marks the hyphens it adds as soft (U+00AD); most programs print a plain «-», and a reader must then tell
`stéréo-taxique` from `extra-osseuse` by itself. The page looks the same before and after.
"""

from __future__ import annotations

import re

_IN_FONT = re.compile(rb"<00AD>", re.IGNORECASE)  # the font's table of characters
_IN_PAGE = re.compile(rb"ActualText\s*<FEFF00AD>", re.IGNORECASE)  # the words said of a piece of the page


def plain_hyphens(pdf: bytes) -> bytes:
    """The same pages, every soft hyphen a plain one."""
    import pymupdf  # imported late: only a source that asks for it needs it

    with pymupdf.open(stream=pdf) as document:  # type: ignore[no-untyped-call]
        for xref in range(1, document.xref_length()):
            if not document.xref_is_stream(xref):
                continue
            stream = document.xref_stream(xref)
            changed = _IN_PAGE.sub(b"ActualText<FEFF002D>", stream)
            if b"begincmap" in stream:
                changed = _IN_FONT.sub(b"<002D>", changed)
            if changed != stream:
                document.update_stream(xref, changed)
        return bytes(document.tobytes(no_new_id=True, deflate=True))
