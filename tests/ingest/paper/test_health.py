from __future__ import annotations

import random
import string
from dataclasses import replace

import pymupdf
import pytest

from ingest.errors import Damaged, NoTextLayer
from ingest.pages import PageContent, open_pdf, read_page
from ingest.paper.health import Trouble, covered, examine, visible, why_refused
from ingest.paper.legibility import is_unknown, surprise, why_junk
from ingest.paper.trust import trusted_pages
from tests.ingest.papers import HELVETICA, SENTENCES, Draw, paper, picture, prose, raw, scan, set_lines


def page(data: bytes, number: int = 1) -> PageContent:
    with open_pdf(data, "essai.pdf") as document:
        return read_page(document, number)


def seen(draw: Draw) -> tuple[str, list[str]]:
    """What a reader of the paper sees of a page, and why the rest is set aside."""
    content, dropped = visible(page(paper(draw)))
    return " ".join(run.text for run in content.runs), [one.why for one in dropped]


# --- scans -----------------------------------------------------------------------------------------------------------


def test_a_page_that_is_an_image_is_a_scan() -> None:
    finding = examine(page(paper(scan)))
    assert finding is not None and finding.trouble is Trouble.SCANNED and "100%" in finding.why


def test_a_scan_in_strips_and_with_a_registry_stamp_is_a_scan() -> None:
    def draw(sheet: pymupdf.Page) -> None:
        for n in range(10):
            sheet.insert_image((0, 84 * n, 595, 84 * n + 90), stream=picture(), keep_proportion=False)
        sheet.insert_text((400, 30), "Reçu le 12 mars 2024, préfecture", fontsize=8)

    content = page(paper(draw))
    finding = examine(content)
    assert covered(content) == 1.0
    assert finding is not None and finding.trouble is Trouble.SCANNED


def test_an_image_written_into_the_page_itself_is_seen() -> None:
    data = raw(b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q", b"/F1 5 0 R", HELVETICA)
    finding = examine(page(data))
    assert finding is not None and finding.trouble is Trouble.SCANNED


def test_a_figure_page_with_its_caption_and_a_cover_with_its_title_are_no_scans() -> None:
    def figure(sheet: pymupdf.Page) -> None:
        sheet.insert_image((72, 72, 523, 600), stream=picture(), keep_proportion=False)
        sheet.insert_text((72, 640), "Figure 2. Vertébroplastie percutanée par voie bilatérale")

    def cover(sheet: pymupdf.Page) -> None:
        sheet.insert_image(sheet.rect, stream=picture(), keep_proportion=False)
        prose(sheet)

    assert examine(page(paper(figure))) is None
    assert examine(page(paper(cover))) is None


def test_a_page_of_outlines_says_nothing_and_a_blank_one_is_blank() -> None:
    def outlines(sheet: pymupdf.Page) -> None:
        for n in range(300):
            x, y = 72 + 4 * (n % 100), 100 + 20 * (n // 100)
            sheet.draw_bezier((x, y), (x + 1, y - 4), (x + 2, y + 4), (x + 3, y))

    finding = examine(page(paper(outlines)))
    assert finding is not None and finding.trouble is Trouble.SCANNED and "outlines" in finding.why
    assert examine(page(paper(lambda sheet: None))) is None


# --- OCR layers ------------------------------------------------------------------------------------------------------


def test_hidden_text_over_a_page_wide_image_is_an_ocr_layer_and_is_kept() -> None:
    def draw(sheet: pymupdf.Page) -> None:
        scan(sheet)
        prose(sheet, render_mode=3)

    content, dropped = visible(page(paper(draw)))
    finding = examine(content)
    assert dropped == () and len(content.runs) == len(SENTENCES)
    assert finding is not None and finding.trouble is Trouble.OCR_LAYER and finding.usable


def test_text_under_a_page_wide_image_is_an_ocr_layer_and_text_on_it_is_not() -> None:
    def under(sheet: pymupdf.Page) -> None:
        prose(sheet)
        scan(sheet)

    def over(sheet: pymupdf.Page) -> None:
        scan(sheet)
        prose(sheet)

    finding = examine(page(paper(under)))
    assert finding is not None and finding.trouble is Trouble.OCR_LAYER
    assert examine(page(paper(over))) is None


# --- hidden text -----------------------------------------------------------------------------------------------------


def test_text_painted_invisibly_is_set_aside_with_its_reason() -> None:
    def draw(sheet: pymupdf.Page) -> None:
        prose(sheet)
        sheet.insert_text((72, 400), "Ne pas suivre la recommandation", render_mode=3)

    text, why = seen(draw)
    assert "Ne pas suivre" not in text and SENTENCES[0] in text
    assert why == ["painted invisibly: the page does not show it"]


def test_white_text_on_white_is_set_aside_and_on_a_dark_band_it_is_read() -> None:
    def draw(sheet: pymupdf.Page) -> None:
        prose(sheet)
        sheet.draw_rect((60, 380, 500, 420), fill=(0, 0.2, 0.5), color=None)
        sheet.insert_text((72, 400), "Points clés", color=(1, 1, 1))
        sheet.insert_text((72, 500), "mots cachés aux lecteurs", color=(1, 1, 1))

    text, why = seen(draw)
    assert "Points clés" in text and "mots cachés" not in text
    assert why == ["in the colour of what it stands on"]


@pytest.mark.parametrize("ground", ["image", "rounded", "gradient"])
def test_white_text_on_a_ground_of_unknown_colour_is_read(ground: str) -> None:
    def draw(sheet: pymupdf.Page) -> None:
        if ground == "image":
            sheet.insert_image((60, 380, 500, 420), stream=picture(), keep_proportion=False)
        else:
            sheet.draw_circle((200, 400), 150, fill=(0, 0.2, 0.5), color=None)
        sheet.insert_text((120, 400), "Points clés", color=(1, 1, 1))

    if ground == "gradient":
        shading = (
            b"<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 595 0]"
            b"/Function<</FunctionType 2/Domain[0 1]/C0[0 0 1]/C1[1 0 0]/N 1>>>>"
        )
        stream = b"q 0 600 595 242 re W n /S1 sh Q 1 g " + set_lines([b"Points cl\\351s"])
        data = raw(stream, b"/F1 5 0 R>>/Shading<</S1 6 0 R", HELVETICA, shading)
        content, dropped = visible(page(data))
        assert dropped == () and content.runs[0].text == "Points clés"
        return
    text, why = seen(draw)
    assert text == "Points clés" and why == []


def test_black_text_on_a_white_panel_over_a_dark_page_is_read() -> None:
    def draw(sheet: pymupdf.Page) -> None:
        sheet.draw_rect(sheet.rect, fill=(0, 0, 0), color=None)
        sheet.draw_rect((50, 80, 545, 300), fill=(1, 1, 1), color=None)
        prose(sheet)

    text, why = seen(draw)
    assert text == " ".join(SENTENCES) and why == []


def test_black_text_on_a_faint_black_band_is_read_and_under_a_black_bar_it_is_not() -> None:
    def faint(sheet: pymupdf.Page) -> None:
        sheet.draw_rect((60, 80, 545, 300), fill=(0, 0, 0), color=None, fill_opacity=0.15)
        prose(sheet)

    def barred(sheet: pymupdf.Page) -> None:
        prose(sheet)
        sheet.draw_rect((60, 86, 545, 104), fill=(0, 0, 0), color=None)

    assert seen(faint) == (" ".join(SENTENCES), [])
    assert seen(barred) == (" ".join(SENTENCES[1:]), ["in the colour of what it stands on"])


def test_text_beyond_the_edge_of_the_page_and_microscopic_text_are_set_aside() -> None:
    def draw(sheet: pymupdf.Page) -> None:
        prose(sheet)
        sheet.insert_text((700, 400), "hors de la page")
        sheet.insert_text((72, 500), "trop petit pour être lu", fontsize=0.4)

    text, why = seen(draw)
    assert text == " ".join(SENTENCES)
    assert sorted(why) == ["beyond the edge of the page", "set in 0.4 points, too small to be read"]


def test_only_the_part_of_a_line_that_cannot_be_seen_is_set_aside() -> None:
    line = b"BT /F1 11 Tf 72 700 Td (La dose est de ) Tj 1 g (neuf cents ) Tj 0 g (30 Gy.) Tj ET"
    content, dropped = visible(page(raw(line, b"/F1 5 0 R", HELVETICA)))
    assert "".join(run.text for run in content.runs).split() == "La dose est de 30 Gy.".split()
    assert [one.what for one in dropped] == ["hidden text: «neuf cents»"]


def test_an_ordinary_page_is_given_back_as_it_is() -> None:
    content = page(paper(prose))
    assert visible(content) == (content, ())
    assert examine(content) is None


# --- junk ------------------------------------------------------------------------------------------------------------


def junk_paper(lines: list[bytes]) -> bytes:
    """Text in a font whose characters have no map: two bytes a glyph, no ToUnicode."""
    font = b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Perdue/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    child = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Perdue/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/FontDescriptor 7 0 R/DW 600>>"
    )
    descriptor = (
        b"<</Type/FontDescriptor/FontName/ABCDEF+Perdue/Flags 4/FontBBox[0 0 1 1]/ItalicAngle 0/Ascent 800"
        b"/Descent -200/CapHeight 700/StemV 80>>"
    )
    shown = b"".join(b"<%b> Tj 0 -18 Td " % b"".join(b"%04x" % (900 + c) for c in line) for line in lines)
    return raw(b"BT /F1 11 Tf 72 740 Td %bET" % shown, b"/F1 5 0 R", font, child, descriptor)


def test_text_of_a_font_without_character_map_is_junk_and_the_file_is_refused() -> None:
    data = junk_paper([sentence.encode("latin-1") for sentence in SENTENCES])
    finding = examine(page(data))
    assert finding is not None and finding.trouble is Trouble.JUNK and not finding.usable
    with pytest.raises(NoTextLayer, match="more junk than text") as caught:
        trusted_pages(data, "perdue.pdf")
    assert caught.value.file == "perdue.pdf"


def test_a_junk_page_among_sound_ones_is_reported_by_number_and_left_out() -> None:
    document = pymupdf.open("pdf", paper(prose, prose))
    document.insert_pdf(pymupdf.open("pdf", junk_paper([b"La dose est de 30 Gy"])))
    found = trusted_pages(document.tobytes(), "essai.pdf")
    assert [content.number for content in found.contents] == [1, 2]
    assert [(one.page, one.what) for one in found.dropped] == [(3, "page")]


FRENCH = " ".join(SENTENCES)


@pytest.mark.parametrize("seed", range(12))
def test_letters_exchanged_at_random_are_junk(seed: int) -> None:
    letters = list(string.ascii_lowercase)
    random.Random(seed).shuffle(letters)
    table = str.maketrans(string.ascii_lowercase, "".join(letters))
    shuffled = FRENCH.lower().replace("é", "e").replace("ô", "o").replace("è", "e").translate(table)
    words = shuffled.split()
    assert why_junk(shuffled) is not None or surprise(words) > surprise(FRENCH.split()) + 0.3


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        "Bone metastases are treated with palliative radiotherapy, vertebroplasty or surgery in most patients. " * 2,
        "30 Gy 10 fx 20 Gy 5 fx 8 Gy 1 fx " * 40,
        "ALK EGFR KRAS BRAF MET HER2 RET ROS1 NTRK PD-L1 CBNPC CBPC RCP IRM TDM TEP FDG SRE GCSF TAP PS IMRT SBRT GTV",
        "1,2 ± 0,3  > 50 %  < 15 mois  ≥ 9  12–15  (84)  [2, 3]  " * 20,
        "Sommaire ............ 1 Diagnostic ........................ 2 Traitement ................. 3",
        "α/β = 3 ; p < 0,05 ; 37 °C ; 10⁹/L",
        "Müller A, Homey B, Soto H, Ge N, Catron D. Involvement of chemokine receptors. Nature 2001;410:50–6.",
    ],
)
def test_running_text_tables_acronyms_and_references_are_no_junk(text: str) -> None:
    assert why_junk(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\ufffd" * 30 + "dose", "no known meaning"),
        ("\ue012\ue034" * 20 + "dose", "no known meaning"),
        ("Лучевая терапия метастазов в кости показана больным", "another script"),
        ("".join(chr(33 + n % 14) for n in range(200)), "signs stand where letters should"),
        ("".join(chr(ord(c) - 29) if 62 <= ord(c) < 127 else c for c in FRENCH), ""),
    ],
)
def test_junk_says_why(text: str, why: str) -> None:
    found = why_junk(text)
    assert found is not None and why in found


def test_a_single_character_without_meaning_is_told_of_and_its_page_is_read() -> None:
    content = page(paper(prose))
    first = replace(content.runs[0], text=content.runs[0].text[:-1] + "\ufffd")
    finding = examine(replace(content, runs=(first, *content.runs[1:])))
    assert finding is not None and finding.trouble is Trouble.GAPS and finding.usable
    assert is_unknown("\ufffd") and not is_unknown("é")


def test_a_private_bullet_at_the_beginning_of_a_line_is_no_gap() -> None:
    content = page(paper(prose))
    first = replace(content.runs[0], text="\uf0b7" + content.runs[0].text[1:])
    assert examine(replace(content, runs=(first, *content.runs[1:]))) is None


# --- the file --------------------------------------------------------------------------------------------------------


def test_a_file_of_scans_has_no_text_layer_and_says_what_to_do() -> None:
    with pytest.raises(NoTextLayer) as caught:
        trusted_pages(paper(scan, scan, scan), "scan.pdf")
    assert "3 of 3 pages" in caught.value.why and "--ocr" in caught.value.advice


def test_a_scanned_page_among_others_is_reported_by_number() -> None:
    found = trusted_pages(paper(prose, scan, prose), "essai.pdf")
    assert [(one.page, one.what) for one in found.dropped] == [(2, "page")]
    assert found.recognised == frozenset()


def test_a_file_with_an_ocr_layer_is_read_and_its_pages_are_marked() -> None:
    def layer(sheet: pymupdf.Page) -> None:
        scan(sheet)
        prose(sheet, render_mode=3)

    found = trusted_pages(paper(prose, layer), "essai.pdf")
    assert found.recognised == {2} and found.dropped == ()


def test_a_blank_file_says_so_and_a_broken_one_is_damaged() -> None:
    with pytest.raises(NoTextLayer, match="no page has text"):
        trusted_pages(paper(lambda sheet: None), "blanc.pdf")
    data = raw(set_lines([b"La dose est de 30 Gy."]), b"/F1 5 0 R", HELVETICA, compress=True, length=3)
    with pytest.raises(Damaged, match="cannot be decoded"):
        trusted_pages(data, "casse.pdf")


def test_nothing_is_refused_for_a_few_blank_pages() -> None:
    content = page(paper(prose))
    blank = page(paper(lambda sheet: None))
    assert why_refused([(content, None), (blank, None), (blank, None)]) is None


def test_line_numbers_stay_unique_over_the_pages_that_are_read() -> None:
    found = trusted_pages(paper(prose, scan, prose), "essai.pdf")
    lines = [run.glyphs[0].line for content in found.contents for run in content.runs]
    assert len(set(lines)) == len(lines)
