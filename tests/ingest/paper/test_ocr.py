from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pymupdf
import pytest

from ingest.errors import CallError, NoTextLayer, TooLarge
from ingest.layout.flow import read_flow
from ingest.layout.turning import as_displayed
from ingest.paper import ocr
from ingest.paper.hocr import seen_lines
from ingest.paper.ocr import Tesseract, find_tesseract, recognise
from ingest.paper.trust import trusted_pages
from tests.ingest.papers import SENTENCES, paper, prose, scan, scan_of
from tests.sizes import some

LINE = "<span class='ocr_line' title=\"bbox 300 400 900 450; baseline 0 -10; x_size 42\">{}</span>"
WORD = "<span class='ocrx_word' title='bbox {} 405 {} 440; x_wconf {}'>{}</span>"


@dataclass(frozen=True)
class Fake:
    """A recogniser that sees what it is told to see."""

    hocr: str
    turned: int = 0

    def turn(self, png: bytes) -> int:
        return self.turned

    def read(self, png: bytes) -> str:
        return f"<html><body><p>{self.hocr}</p></body></html>"


def line(*words: tuple[str, int], at: int = 300, confidence: int = 95) -> str:
    return LINE.format("".join(WORD.format(x, x + 20 * len(text), confidence, text) for text, x in words))


# --- what is read -----------------------------------------------------------------------------------------------------


def test_words_stand_where_they_were_seen_in_points_of_the_page() -> None:
    content, dropped = recognise(paper(scan), 1, Fake(line(("Dose", 300), ("30", 420), ("Gy", 480))), first_line=7)
    run = content.runs[0]
    assert (run.text, dropped, content.images) == ("Dose 30 Gy", (), ())
    assert run.glyphs[0].x0 == pytest.approx(300 * 72 / 300) and run.glyphs[-1].x1 == pytest.approx(520 * 72 / 300)
    assert run.baseline == pytest.approx(440 * 72 / 300)
    assert {glyph.line for glyph in run.glyphs} == {7} and {glyph.page for glyph in run.glyphs} == {1}
    assert run.size == pytest.approx(42 * 1.08 * 72 / 300, abs=0.3)


def test_characters_of_a_word_touch_though_their_ink_overlaps_or_leaves_gaps() -> None:
    char = "<span class='ocrx_cinfo' title='x_bboxes {} 405 {} 440; x_conf 99'>{}</span>"
    inked = "".join(char.format(x0, x1, c) for c, x0, x1 in [("a", 300, 318), ("r", 330, 345), ("r", 340, 356)])
    word = f"<span class='ocrx_word' title='bbox 300 405 356 440; x_wconf 95'>{inked}</span>"
    chars = seen_lines(LINE.format(word))[0].words[0].chars
    assert "".join(c for c, _ in chars) == "arr"
    assert [box.x0 for _, box in chars[1:]] == [box.x1 for _, box in chars[:-1]]
    assert (chars[0][1].x0, chars[-1][1].x1) == (300, 356)


def test_a_turned_scan_is_read_upright_and_framed_as_displayed() -> None:
    content, _ = recognise(paper(scan), 1, Fake(line(("Dose", 300)), turned=90))
    assert content.turn == 270 and (content.width, content.height) == (842, 595)
    flow = as_displayed(read_flow([content]), [content])
    box = flow.blocks[0].text.glyphs[0]
    assert box is not None and box.x0 == pytest.approx(content.runs[0].glyphs[0].y0)
    assert box.y1 == pytest.approx(842 - content.runs[0].glyphs[0].x0)


def test_lines_of_nearly_one_height_are_of_one_size_and_a_title_is_larger() -> None:
    tall = LINE.replace("x_size 42", "x_size 70")
    words = WORD.format(300, 900, 95, "radiothérapie conformationnelle")
    hocr = "".join(LINE.replace("x_size 42", f"x_size {size}").format(words) for size in (40, 42, 44, 43, 41))
    content, _ = recognise(paper(scan), 1, Fake(tall.format(words) + hocr))
    sizes = [run.size for run in content.runs]
    assert len(set(sizes[1:])) == 1 and sizes[0] > 1.4 * sizes[1]


# --- what is not ------------------------------------------------------------------------------------------------------


def test_a_line_that_is_not_sure_is_left_out_and_named_but_no_word_of_a_sure_line_is() -> None:
    doubtful = LINE.format(
        WORD.format(300, 380, 95, "Ne") + WORD.format(400, 440, 12, "pas") + WORD.format(460, 700, 96, "irradier")
    )
    content, dropped = recognise(paper(scan), 1, Fake(doubtful + line(("4%§", 300), confidence=20)))
    assert [run.text for run in content.runs] == ["Ne pas irradier"]
    assert [(one.page, one.what) for one in dropped] == [(1, "«4%§»")] and "20 %" in dropped[0].why


@pytest.mark.parametrize("hocr", ["", line(("gris", 300), confidence=50)])
def test_a_page_on_which_nothing_is_legible_is_refused_by_number(hocr: str) -> None:
    with pytest.raises(NoTextLayer) as caught:
        recognise(paper(prose, scan), 2, Fake(hocr))
    assert caught.value.page == 2 and caught.value.advice


def test_a_page_that_takes_too_long_is_refused_by_number() -> None:
    class Slow(Fake):
        def read(self, png: bytes) -> str:
            raise subprocess.TimeoutExpired("tesseract", 120)

    with pytest.raises(TooLarge, match="seconds") as caught:
        recognise(paper(scan), 1, Slow(""))
    assert caught.value.page == 1


def test_scanned_pages_are_recognised_and_marked_and_the_others_read_as_they_are() -> None:
    found = trusted_pages(paper(prose, scan, prose), "mixte.pdf", Fake(line(("Dose", 300), ("30", 420), ("Gy", 480))))
    assert [content.number for content in found.contents] == [1, 2, 3]
    assert found.recognised == {2} and found.dropped == ()
    assert found.contents[1].runs[0].text == "Dose 30 Gy"


def test_a_scan_that_cannot_be_recognised_is_reported_and_the_rest_is_read() -> None:
    found = trusted_pages(paper(prose, scan), "mixte.pdf", Fake(""))
    assert found.recognised == frozenset()
    assert [one.page for one in found.dropped] == [2] and "no text can be recognised" in found.dropped[0].why


def test_a_huge_page_is_rendered_coarser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MOST_PIXELS", 1_000_000)
    seen: list[int] = []

    class Measures(Fake):
        def read(self, png: bytes) -> str:
            pixmap = pymupdf.Pixmap(png)
            seen.append(pixmap.width * pixmap.height)
            return super().read(png)

    recognise(paper(scan), 1, Measures(line(("Dose", 300))))
    assert seen[0] <= 1_010_000


# --- the program ------------------------------------------------------------------------------------------------------


def test_without_tesseract_the_call_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CallError, match="not installed") as caught:
        find_tesseract()
    assert "tesseract-ocr-fra" in caught.value.advice


def test_a_tesseract_without_french_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho 'List of available languages (1):'\necho eng\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(CallError, match="does not read French"):
        find_tesseract()


def test_a_tesseract_that_fails_reads_nothing() -> None:
    assert Tesseract("/bin/false", "fra").read(b"") == ""
    assert Tesseract("/bin/false", "fra").turn(b"") == 0


installed = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


@installed
@pytest.mark.long
@pytest.mark.parametrize("turn", some([0, 90], 1))
def test_tesseract_reads_a_scan_and_its_words_are_framed_where_they_are_printed(turn: int) -> None:
    data = scan_of(*SENTENCES, *SENTENCES, turn=turn)
    found = trusted_pages(data, "scan.pdf", find_tesseract())
    assert found.recognised == {1}
    flow = as_displayed(read_flow(found.contents), found.contents)
    text = " ".join(block.text.text for block in flow.blocks)
    right = sum(word in text for sentence in SENTENCES for word in sentence.split())
    assert right >= 0.95 * sum(len(sentence.split()) for sentence in SENTENCES)
    first = next(block.text for block in flow.blocks if "radiothérapie" in block.text.text)
    glyph = first.glyphs[0]
    assert glyph is not None
    across, down = (glyph.x0, glyph.y0) if turn == 0 else (glyph.y0, 842 - glyph.x1)
    assert across == pytest.approx(72, abs=4) and down == pytest.approx(91, abs=5)


@installed
def test_tesseract_reads_the_sample_of_french() -> None:
    path = Path(__file__).resolve().parents[3].parent / "shared" / "real" / "misc" / "francais.pdf"
    if not path.exists():
        pytest.skip("the real files of ../shared/real are not there")
    found = trusted_pages(path.read_bytes(), path.name, find_tesseract())
    text = " ".join(run.text for run in found.contents[0].runs)
    assert "Portez ce vieux whisky au juge blond qui fume" in text and "à côté de l'alcôve" in text.replace("’", "'")
