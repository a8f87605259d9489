from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from ingest.errors import Damaged, EmptyFile, Encrypted, NotAPdf, SourceError
from ingest.geometry import Box, union
from ingest.layout.flow import read_flow
from ingest.layout.turning import as_displayed
from ingest.model import PrintedText
from ingest.pages import PageContent, open_pdf, page_size, read_page, render_page
from ingest.paper.trust import Trusted, trusted_pages
from tests.ingest.papers import HELVETICA, SENTENCES, paper, picture, prose, raw, set_lines
from tests.sizes import only_long, some

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"


def content(data: bytes, number: int = 1) -> PageContent:
    with open_pdf(data, "essai.pdf") as document:
        return read_page(document, number)


def refused(data: bytes) -> SourceError:
    with pytest.raises(SourceError) as caught, open_pdf(data, "essai.pdf"):
        pass
    assert caught.value.file == "essai.pdf" and caught.value.advice
    return caught.value


# --- a file is what its bytes say ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html><html><body>30 Gy</body></html>", "a web page (HTML)"),
        (b"\xef\xbb\xbf\n <html><p>%PDF-1.4 dans une page</p></html>", "a web page (HTML)"),
        (picture(), "a PNG image"),
        (b"\xff\xd8\xff\xe0 JFIF", "a JPEG image"),
        (b"PK\x03\x04 guideline.pdf %PDF-1.4", "a ZIP or office document"),
        (b"Recommandations 2024", "some other kind of file"),
    ],
)
def test_a_file_that_is_no_pdf_is_refused_by_what_its_bytes_say(data: bytes, kind: str) -> None:
    error = refused(data)
    assert isinstance(error, NotAPdf) and kind in error.why


@pytest.mark.parametrize("data", [b"", b"\0" * 400, b"\r\n \t"])
def test_a_file_without_bytes_is_empty(data: bytes) -> None:
    assert isinstance(refused(data), EmptyFile)


def test_an_encrypted_file_is_refused_and_one_that_only_forbids_printing_is_read() -> None:
    document = pymupdf.open("pdf", paper(prose))
    locked = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="a", user_pw="b")
    free = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="a", user_pw="", permissions=0)
    assert isinstance(refused(locked), Encrypted)
    assert content(free).runs


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.7, 0.9, 0.98])
def test_a_file_cut_anywhere_is_refused_for_pages_may_be_missing(share: float) -> None:
    data = paper(prose, prose)
    assert isinstance(refused(data[: int(share * len(data))]), Damaged)


def test_a_file_with_a_wrong_table_of_objects_is_mended_and_read() -> None:
    data = raw(set_lines([b"La dose est de 30 Gy."]), b"/F1 5 0 R", HELVETICA)
    assert content(data.replace(b"startxref\n", b"startxref\n9")).runs[0].text == "La dose est de 30 Gy."


def test_a_few_bytes_before_the_signature_are_no_other_kind_of_file() -> None:
    assert content(b"\xef\xbb\xbf\n" + paper(prose)).runs


# --- one page of many ------------------------------------------------------------------------------------------------


def test_a_page_of_absurd_size_is_damaged_and_the_others_are_read() -> None:
    document = pymupdf.open("pdf", paper(prose, prose))
    document.xref_set_key(document[1].xref, "MediaBox", "[0 0 90000 90000]")
    document.xref_set_key(document[1].xref, "UserUnit", "70")
    data = document.tobytes()
    found = trusted_pages(data, "essai.pdf")
    assert [c.number for c in found.contents] == [1]
    assert [(d.page, d.what) for d in found.dropped] == [(2, "page")] and "absurd page size" in found.dropped[0].why


def test_a_broken_content_stream_is_told_of() -> None:
    lines = [b"La dose est de 30 Gy en 10 fractions, ligne %d." % n for n in range(60)]
    whole = raw(set_lines(lines), b"/F1 5 0 R", HELVETICA, compress=True)
    broken = raw(set_lines(lines), b"/F1 5 0 R", HELVETICA, compress=True, length=90)
    assert content(whole).damage == ""
    assert content(broken).damage


def test_letters_that_clip_a_picture_or_are_drawn_one_by_one_are_not_hidden() -> None:
    clipped = raw(set_lines([b"Titre en couleurs"], b"7 Tr"), b"/F1 5 0 R", HELVETICA)
    hidden = raw(set_lines([b"Texte invisible"], b"3 Tr"), b"/F1 5 0 R", HELVETICA)
    assert not content(clipped).runs[0].glyphs[0].style.hidden
    assert content(hidden).runs[0].glyphs[0].style.hidden


def test_signs_of_the_symbol_font_are_read_as_what_they_print() -> None:
    to_unicode = (
        b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00><ff> endcodespacerange"
        b" 3 beginbfchar <61><f0a3> <62><f061> <63><f0fc> endbfchar endcmap end end"
    )
    objects = (
        b"<</Type/Font/Subtype/Type1/BaseFont/%b/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(to_unicode), to_unicode),
    )
    symbol = raw(set_lines([b"a b c"]), b"/F1 5 0 R", objects[0] % b"ABCDEF+SymbolMT", objects[1])
    other = raw(set_lines([b"a b"]), b"/F1 5 0 R", objects[0] % b"Wingdings", objects[1])
    assert content(symbol).runs[0].text.split() == ["≤", "α", "\uf0fc"]
    assert content(other).runs[0].text.split() == ["\uf0a3", "\uf061"]


# --- turned pages ----------------------------------------------------------------------------------------------------


def boxes(data: bytes) -> list[tuple[str, Box]]:
    """The words of the first page with their boxes as displayed, in reading order."""
    page = content(data)
    flow = as_displayed(read_flow([page]), [page])
    return [word for block in flow.blocks for word in words(block.text)]


def words(text: PrintedText) -> list[tuple[str, Box]]:
    out, start = [], 0
    for word in text.text.split(" "):
        glyphs = [glyph for glyph in text.glyphs[start : start + len(word)] if glyph]
        out.append((word, union(glyph.box for glyph in glyphs)))
        start += len(word) + 1
    return out


def turned_paper(turn: int, rotation: int) -> bytes:
    """A page whose text is turned by `turn` degrees clockwise, shown with the page rotation `rotation`."""
    source = pymupdf.open("pdf", paper(prose))
    document = pymupdf.open()
    sides = (842, 595) if turn in (90, 270) else (595, 842)
    page = document.new_page(width=sides[0], height=sides[1])
    page.show_pdf_page(page.rect, source, 0, rotate=-turn)
    page.set_rotation(rotation)
    data: bytes = document.tobytes()
    return data


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_of_a_rotated_page_are_those_of_its_upright_twin_as_displayed(rotation: int) -> None:
    """A page set so that its rotation makes it upright reads like the page that needs none."""
    upright = boxes(paper(prose))
    shown = boxes(turned_paper(-rotation % 360, rotation))
    assert [word for word, _ in shown] == [word for word, _ in upright]
    for (_, a), (_, b) in zip(shown, upright, strict=True):
        assert a == pytest.approx(b, abs=0.6)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_of_turned_text_is_read_in_its_own_direction_and_framed_as_displayed(turn: int) -> None:
    upright, data = boxes(paper(prose)), turned_paper(turn, 0)
    page = content(data)
    assert page.turn == turn
    assert page.displayed_size == pytest.approx(page_size(data, 1), abs=0.01)
    shown = boxes(data)
    assert [word for word, _ in shown] == [word for word, _ in upright]
    for (_, (x0, y0, x1, y1)), (_, box) in zip(shown, upright, strict=True):
        expected = {
            90: (842 - box.y1, box.x0, 842 - box.y0, box.x1),
            180: (595 - box.x1, 842 - box.y1, 595 - box.x0, 842 - box.y0),
            270: (box.y0, 595 - box.x1, box.y1, 595 - box.x0),
        }[turn]
        assert (x0, y0, x1, y1) == pytest.approx(expected, abs=0.6)


def test_a_turned_remark_on_an_upright_page_does_not_turn_the_page() -> None:
    def draw(page: pymupdf.Page) -> None:
        prose(page)
        page.insert_text((30, 500), "Document de travail", rotate=90)

    page = content(paper(draw))
    assert page.turn == 0
    assert [run.text for run in page.runs if run.turned] == ["Document de travail"]


def test_cells_of_a_table_on_a_turned_page_are_framed_as_displayed() -> None:
    def draw(page: pymupdf.Page) -> None:
        for n in range(4):
            page.draw_line((72, 300 + 30 * n), (372, 300 + 30 * n))
        for n in range(3):
            page.draw_line((72 + 150 * n, 300), (72 + 150 * n, 390))
        for row, texts in enumerate([("Grade", "Points"), ("Faible", "1"), ("Forte", "3")]):
            for col, text in enumerate(texts):
                page.insert_text((80 + 150 * col, 320 + 30 * row), text, fontsize=11)
        prose(page)

    def cells(data: bytes) -> dict[str, Box]:
        page = content(data)
        flow = as_displayed(read_flow([page]), [page])
        found = [cell for block in flow.blocks for cell in getattr(block.what, "cells", ())]
        return {cell.text.text: cell.box for cell in found if cell.box}

    source = pymupdf.open("pdf", paper(draw))
    document = pymupdf.open()
    page = document.new_page(width=842, height=595)
    page.show_pdf_page(page.rect, source, 0, rotate=-90)
    upright, shown = cells(paper(draw)), cells(document.tobytes())
    assert set(shown) == set(upright) == {"Grade", "Points", "Faible", "1", "Forte", "3"}
    for text, box in upright.items():
        assert shown[text] == pytest.approx((842 - box.y1, box.x0, 842 - box.y0, box.x1), abs=0.6)


def test_a_page_is_rendered_turned_clockwise() -> None:
    def draw(page: pymupdf.Page) -> None:
        page.draw_rect((0, 0, 595, 100), fill=(0, 0, 0), color=None)

    pixmap = pymupdf.Pixmap(render_page(paper(draw), 1, 0.2, turn=90))
    assert (pixmap.width, pixmap.height) == (169, 119)
    assert pixmap.pixel(165, 60) == (0, 0, 0) and pixmap.pixel(5, 60) == (255, 255, 255)


# --- files made by others --------------------------------------------------------------------------------------------

FILES = sorted(REAL.rglob("*.pdf")) if REAL.is_dir() else []


@pytest.mark.skipif(not FILES, reason="the real and hostile files of ../shared/real are not there")
def test_real_files_made_by_others_are_there() -> None:
    assert len(FILES) > 50


# Which kinds of refusal the files of a folder may meet.
KINDS = {
    "arretes": {"no_text_layer"},
    "broken": {"no_text_layer", "damaged", "empty"},
    "encrypted": {"encrypted"},
    "forms": set(),
    "misc": {"not_a_pdf", "no_text_layer"},
    "rotated": {"no_text_layer"},
}


@pytest.mark.long
@pytest.mark.parametrize("path", some(FILES, 20), ids=lambda path: str(path.relative_to(REAL)))
def test_a_real_file_is_read_or_refused_by_name_with_a_reason(path: Path) -> None:
    error, found = attempt(path)
    if error is not None:
        assert error.file == path.name and error.why and error.advice
        assert error.kind in KINDS[path.parent.name]
        return
    assert found is not None and path.parent.name != "encrypted"
    flow = as_displayed(read_flow(found.contents), found.contents)
    sizes = {page.number: page.displayed_size for page in found.contents}
    glyphs = [glyph for block in flow.blocks for glyph in block.text.glyphs if glyph]
    assert all(-5 <= g.x0 <= sizes[g.page][0] + 5 and -5 <= g.y1 <= sizes[g.page][1] + 20 for g in glyphs)


def attempt(path: Path) -> tuple[SourceError | None, Trusted | None]:
    try:
        return None, trusted_pages(path.read_bytes(), path.name)
    except SourceError as error:
        return error, None


@only_long
def test_born_digital_orders_are_read_and_scanned_ones_refused() -> None:
    if not FILES:
        pytest.skip("the real files of ../shared/real are not there")
    kinds = {}
    for path in (REAL / "arretes").glob("*.pdf"):
        error, _ = attempt(path)
        kinds[path.name] = error.kind if error else "read"
    assert kinds == {
        "2021-09-24_AP.pdf": "read",
        "arrete_nomination.pdf": "read",
        "2009-12-18_AP.pdf": "no_text_layer",
        "2012-12-07_AP.pdf": "no_text_layer",
        "2025-02-24_APC.pdf": "no_text_layer",
    }


def test_all_sentences_are_read() -> None:
    assert [run.text for run in content(paper(prose)).runs] == list(SENTENCES)
