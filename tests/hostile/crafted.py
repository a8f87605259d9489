"""PDFs made to do harm, written object by object: each a function from nothing to bytes, by name in `CRAFTED`."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

TEXT = b"BT /F1 12 Tf 72 700 Td (Le score de Mirels guide la chirurgie.) Tj ET"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf(objects: Mapping[int, bytes], extra: bytes = b"") -> bytes:
    """A file of these numbered objects; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 65535 f \n"
    out += b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, extra, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), entries) + data + b"\nendstream"


def page(
    content: bytes, catalogue: bytes = b"", entries: bytes = b"", more: Mapping[int, bytes] | None = None,
    resources: bytes = b"", box: bytes = b"0 0 595 842",
) -> bytes:  # fmt: skip
    """One page with this content object, and what else the catalogue, the page and the file hold."""
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> %s >> %s >>" % (box, resources, entries),
            4: content,
            5: _FONT,
            **(more or {}),
        }
    )


def flate_bomb() -> bytes:
    """A content stream of a few kB that unfolds to 4 GB."""
    once = zlib.compressobj(9)
    first, again = (once.compress(b" " * (1 << 20)) + once.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return page(stream(zlib.compress(first + again * 4095, 9), b"/Filter [/FlateDecode /FlateDecode]"))


def pages_in_a_circle() -> bytes:
    return pdf(
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>"}
    )


def content_in_a_circle() -> bytes:
    return page(b"[4 0 R 4 0 R]")


def length_in_a_circle() -> bytes:
    return page(b"<< /Length 4 0 R >>\nstream\n" + TEXT + b"\nendstream")


def form_draws_itself() -> bytes:
    form = stream(
        b"/X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    )
    return page(stream(TEXT + b" /X Do"), more={6: form}, resources=b"/XObject << /X 6 0 R >>")


def billion_forms() -> bytes:
    """Each form draws the next ten times: 10^12 drawings."""
    forms = {
        n: stream(
            b"/X Do " * 10,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (n + 1),
        )
        for n in range(6, 18)
    }
    forms[18] = stream(b"0 0 1 1 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return page(stream(TEXT + b" /X Do"), more=forms, resources=b"/XObject << /X 6 0 R >>")


def deep_arrays() -> bytes:
    return page(stream(TEXT), catalogue=b"/A " + b"[" * 500_000 + b"]" * 500_000)


def deep_content() -> bytes:
    return page(stream(b"[" * 500_000 + b"q " * 500_000 + TEXT))


def many_pages_promised() -> bytes:
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 2147483647 >>"})


def pages_listed_again_and_again() -> bytes:
    """Twelve levels of page trees, each with ten times the same kid."""
    tree = {n: b"<< /Type /Pages /Kids [" + b"%d 0 R " % (n + 1) * 10 + b"] /Count 1000000000 >>" for n in range(2, 14)}
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", **tree, 14: b"<< /Type /Page /MediaBox [0 0 9 9] >>"})


def endless_xref() -> bytes:
    made = page(stream(TEXT))
    at = made.rindex(b"xref\n", 0, made.rindex(b"startxref"))
    return made.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d " % at)


def huge_page() -> bytes:
    return page(stream(TEXT), box=b"0 0 1e9 1e9")


def huge_image() -> bytes:
    image = stream(
        b"\0", b"/Type /XObject /Subtype /Image /Width 200000 /Height 200000 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    )
    return page(stream(TEXT + b" q 500 0 0 500 0 0 cm /I Do Q"), more={6: image}, resources=b"/XObject << /I 6 0 R >>")


def odd_numbers() -> bytes:
    return page(stream(b"BT /F1 1e38 Tf 1e38 -1e38 Td 99999999999999999999 Tr (x) Tj 0 0 0 0 0 0 cm ET " + TEXT))


def many_strokes() -> bytes:
    return page(stream(TEXT + b" 0 0 m 9 9 l S" * 300_000))


def many_letters() -> bytes:
    """Two million characters over each other on one page."""
    return page(stream(b"BT /F1 12 Tf 72 700 Td " + b"(aaaaaaaaaaaaaaaaaaaa) Tj 0 0 Td " * 100_000 + b"ET"))


CRAFTED: Mapping[str, Callable[[], bytes]] = {
    make.__name__: make
    for make in (
        flate_bomb, pages_in_a_circle, content_in_a_circle, length_in_a_circle, form_draws_itself, billion_forms,
        deep_arrays, deep_content, many_pages_promised, pages_listed_again_and_again, endless_xref, huge_page,
        huge_image, odd_numbers, many_strokes, many_letters,
    )
}  # fmt: skip
