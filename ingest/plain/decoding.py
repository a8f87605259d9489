"""The bytes of a plain source → its text, with one kind of line end.

Says what the bytes are instead, where they are no text. Never replaces what it cannot decode by a sign of ignorance:
a dose with a missing character is worse than no file.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from ingest.errors import Damaged, EmptyFile, NotAPdf
from ingest.paper.legibility import why_junk
from ingest.paper.signatures import kind_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_EIGHT_BIT = ("cp1252", "mac_roman", "cp850")  # Windows and the Web, old Macintosh, DOS
# What French and English text has beyond ASCII; in a wrong encoding most of it comes out as something else.
_EXPECTED = frozenset("éèêëàâäçùûüôöîïÿœæÉÈÊÀÂÇÔÎŒÆ’‘“”«»–—…°•·±µ²³×§©®™€½¼¾ºª\u00a0¹")
_LIKELY = 0.8  # of the characters beyond ASCII: an encoding that yields fewer expected ones is not the file's
_BINARY = 0.005  # of the characters: more control characters than that are in no text
_HALF_EMPTY = 0.3  # of every second byte: zeros so frequent mean two bytes a character
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_LINE_END = re.compile(r"\r\n?|[\x0b\x1c-\x1e\x85\u2028\u2029]")
_TWICE = re.compile("[ÃÂâÅÎ][\u0080-\u00bf€™œžŸš“”‘’–—•…‚„†‡ˆ‰‹›]")
# A converter's notes on the file («title: …») between rules at its top: not what the guideline prints.
_FRONT_MATTER = re.compile(
    r"\A\s*---\n(?:title|author|authors|date|lang|source|subject|keywords|tags|creator|producer|file|url|id)\s*:.*\n"
    r"(?:[A-Za-z_][\w-]*:.*\n|[ \t]+\S.*\n|- .*\n|#.*\n){0,40}(?:---|\.\.\.)[ \t]*\n",
    re.IGNORECASE,
)
_MARKS_OF_LAYOUT = re.compile(r"[|+=*#_~`>:\\-]{2,}|[|#]")
_EXPORT = "Export the text again as UTF-8 and replace the file."


def decode(data: bytes, name: str) -> str:
    """The text of a file called `name`: UTF-8, UTF-16 or UTF-32, else Windows-1252, Mac Roman or DOS 850.

    Raises EmptyFile, NotAPdf where the bytes are no text (a PDF or image called .txt), Damaged where they are the text
    of no encoding that fits.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise EmptyFile(name, "the file is empty", "Export the guideline again and replace the file.")
    if kind := kind_of(data):
        raise NotAPdf(name, f"not a text but {kind}", "Give the file the ending of what it is, or export it as text.")
    text = _LINE_END.sub("\n", _once(_decoded(data, name))).removeprefix("\ufeff")
    controls = _CONTROL.findall(text)
    if len(controls) > _BINARY * len(text) or "\0" in controls:
        raise NotAPdf(name, "not a text: its bytes are binary data", _EXPORT)
    text = unicodedata.normalize("NFC", _CONTROL.sub("", text))
    text = _FRONT_MATTER.sub("", text, count=1)
    if not text.strip():
        raise EmptyFile(name, "the file has no text", "Export the guideline again and replace the file.")
    if why := why_junk(_MARKS_OF_LAYOUT.sub(" ", text)):
        raise Damaged(name, why, _EXPORT)
    return text


def _decoded(data: bytes, name: str) -> str:
    encoding = next((known for mark, known in _MARKS if data.startswith(mark)), None) or _wide(data)
    if encoding is None and b"\0" in data:
        raise NotAPdf(name, "not a text: its bytes are binary data", _EXPORT)
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if encoding is None and (text := _eight_bit(data)) is not None:
            return text
        raise Damaged(name, f"its text cannot be decoded (line {line}, byte {error.start})", _EXPORT) from error


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark, told by the zeros of ASCII characters."""
    pairs = len(data) // 2 or 1
    high, low = data[1::2].count(0), data[::2].count(0)
    if high > _HALF_EMPTY * pairs and low < 0.01 * pairs:
        return "utf-16-le"
    if low > _HALF_EMPTY * pairs and high < 0.01 * pairs:
        return "utf-16-be"
    return None


def _eight_bit(data: bytes) -> str | None:
    """The text in the eight-bit encoding that yields what French text has; None where none does.

    A file in UTF-8 with a few broken bytes is none: its accents would come out as pairs of signs.
    """
    best, most = None, 0.0
    for encoding in _EIGHT_BIT:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        beyond = [char for char in text if char > "\x7f"]
        share = sum(char in _EXPECTED for char in beyond) / len(beyond)
        if share > most:
            best, most = text, share
    return best if best is not None and most >= _LIKELY and not _TWICE.search(best) else None


def _once(text: str) -> str:
    """Text that was encoded twice («mÃ©tastases»), decoded the second time; any other text as it is.

    Only where all of it decodes: bytes that are UTF-8 by chance do not fill a file.
    """
    if not _TWICE.search(text):
        return text
    try:
        return b"".join(_byte(char) for char in text).decode("utf-8")
    except UnicodeError:
        return text


def _byte(char: str) -> bytes:
    return char.encode("latin-1" if char < "\u0100" else "cp1252")
