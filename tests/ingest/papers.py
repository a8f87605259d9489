"""Small PDFs made in memory for the tests of pages, health and recognition."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence

import pymupdf

SENTENCES = (
    "La radiothérapie conformationnelle délivre 30 Gy en 10 fractions.",
    "Une séance unique de 8 Gy peut être proposée aux patients fragiles.",
    "Le délai entre la chirurgie et la radiothérapie est de trois semaines.",
    "Les oligométastases osseuses sont discutées en réunion de concertation.",
    "Aucune différence de toxicité tardive n'est observée entre les deux bras.",
)

Draw = Callable[[pymupdf.Page], object]


def paper(*pages: Draw, width: float = 595, height: float = 842) -> bytes:
    """A PDF with a page for each function that draws one."""
    document = pymupdf.open()
    for draw in pages:
        draw(document.new_page(width=width, height=height))
    data: bytes = document.tobytes(garbage=3, deflate=True)
    document.close()
    return data


def prose(page: pymupdf.Page, sentences: Sequence[str] = SENTENCES, top: float = 100, **style: object) -> None:
    """The sentences one under the other, in Helvetica 11."""
    for n, sentence in enumerate(sentences):
        page.insert_text((72, top + 18 * n), sentence, fontsize=11, **style)


def picture(width: int = 60, height: int = 80) -> bytes:
    """A grey PNG."""
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, width, height), False)
    pixmap.clear_with(200)
    data: bytes = pixmap.tobytes("png")
    return data


def scan(page: pymupdf.Page) -> None:
    """A page-wide image and nothing else."""
    page.insert_image(page.rect, stream=picture(), keep_proportion=False)


def scan_of(*sentences: str, size: float = 14, turn: int = 0) -> bytes:
    """A PDF of one page that is an image of `sentences`, turned by `turn` degrees clockwise."""
    source = pymupdf.open("pdf", paper(lambda page: prose(page, sentences or SENTENCES)))
    matrix = pymupdf.Matrix(200 / 72, 200 / 72) * pymupdf.Matrix(turn)
    pixmap = source[0].get_pixmap(matrix=matrix)
    sides = (842, 595) if turn in (90, 270) else (595, 842)
    return paper(
        lambda page: page.insert_image(page.rect, stream=pixmap.tobytes("png")), width=sides[0], height=sides[1]
    )


def raw(content: bytes, fonts: bytes, *objects: bytes, compress: bool = False, length: int | None = None) -> bytes:
    """A PDF of one page written by hand: its content stream, its font dictionary, the objects from number 5 on."""
    stream = zlib.compress(content) if compress else content
    filter_ = b"/Filter/FlateDecode" if compress else b""
    stream = stream if length is None else stream[:length]
    body = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<<" + fonts + b">>>>>>",
        b"<</Length %d%b>>stream\n%b\nendstream" % (len(stream), filter_, stream),
        *objects,
    ]
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(body, 1):
        places.append(len(out))
        out += b"%d 0 obj%b\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(body) + 1, table, len(body) + 1, len(out),
    )  # fmt: skip


HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def set_lines(lines: Sequence[bytes], before: bytes = b"") -> bytes:
    """A content stream that sets the lines one under the other in font F1."""
    shown = b"".join(b"(%b) Tj 0 -18 Td " % line for line in lines)
    return b"BT /F1 11 Tf %b 72 740 Td %bET" % (before, shown)
