"""What kind of file some bytes are, whatever the file is called: told from their first few, in words for a message."""

from __future__ import annotations

_SIGNATURES = {
    b"\x89PNG": "a PNG image", b"\xff\xd8\xff": "a JPEG image", b"GIF8": "a GIF image",
    b"II*\0": "a TIFF image", b"MM\0*": "a TIFF image", b"PK\x03\x04": "a ZIP or office document",
    b"\xd0\xcf\x11\xe0": "an old office document", b"{\\rtf": "an RTF text", b"%!PS": "a PostScript file",
    b"\x1f\x8b": "a gzip archive", b"SQLite format 3\0": "a database", b"\x7fELF": "a program",
}  # fmt: skip
_HEAD = 1024  # bytes: readers of PDFs look that far for its signature


def kind_of(data: bytes) -> str | None:
    """«a PDF», «a PNG image», «a web page (HTML)»…; None where the first bytes say nothing."""
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            return name
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "a web page (HTML)"
    if b"%pdf-" in head:
        return "a PDF"  # a few bytes may stand before its signature
    if b"<html" in head:
        return "a web page (HTML)"
    if head.startswith((b"<?xml", b"<svg")):
        return "an XML file"
    return None
