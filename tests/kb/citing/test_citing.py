"""What is collected reads the same in Word, in PDF and in Excel, with its reference, its cut-off and the notice."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pymupdf
import pytest
from docx import Document

from kb.citing.cited import Cited, Kind, place_of, quotation, reference_of
from kb.citing.docx import docx
from kb.citing.pdf import pdf
from kb.citing.workbook import Printed, workbook
from kb.notice import NOTICE

NASTY = "Dose <b>8 Gy</b> *gras* #panic() $x$ @renvoi \\ ` \x00\x0b"
ITEMS = (
    Cited(
        Kind.PASSAGE, "Titre #let", NASTY, "Référentiel X, éd. 2024, p. 5", "31 décembre 2023", address="/lecture?doc=x"
    ),
    Cited(Kind.TABLE, "Tableau 1", "", "Y, éd. 2023, p. 2", rows=(("Dose", "But"), ("1-2", "=A1")), header_rows=1),
    Cited(Kind.RESULT, "Score", "Total 8", "Z, éd. 2024, p. 1", note="Points manquants."),
)
SAID = ("Titre #let", "#panic()", "$x$", "@renvoi", "éd. 2024, p. 5", "données jusqu’au 31 décembre 2023",
        "date limite des données non indiquée", "1-2", "=A1", "Total 8", "Points manquants.", NOTICE)  # fmt: skip


def test_a_place_is_cited_by_section_page_and_printed_label() -> None:
    passage = {"page": 5, "places": [{"page": 5, "printed_page": "IV"}]}
    assert place_of(passage, {"number": "2.2.1"}) == "§\u00a02.2.1, p.\u00a05 (imprimée IV)"
    assert place_of({"page": 1, "places": []}, None) == "p.\u00a01"
    cited = reference_of("Référentiel X", "2024", "§\u00a02.2.1, p.\u00a05")
    assert quotation("Texte.", cited) == "«\u00a0Texte.\u00a0» (Référentiel X, éd. 2024, §\u00a02.2.1, p.\u00a05)"


def test_the_pdf_says_all_and_takes_no_text_for_markup() -> None:
    with pymupdf.open(stream=pdf("Dossier", ITEMS, date(2026, 11, 21), "http://localhost")) as made:
        text = " ".join("".join(page.get_text() for page in made).split())
        links = [link["uri"] for page in made for link in page.get_links()]
    for said in SAID:
        assert " ".join(said.split()) in text, said
    assert links == ["http://localhost/lecture?doc=x"]


def test_the_word_file_says_all_with_a_real_table() -> None:
    made = Document(io.BytesIO(docx("Dossier", ITEMS, date(2026, 11, 21), "http://localhost")))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])
    for said in SAID:
        assert said in text, said
    assert NOTICE in made.sections[0].footer.paragraphs[0].text
    assert [p.text for p in made.paragraphs if p.style.name == "Heading 1"] == ["Titre #let", "Tableau 1", "Score"]


def test_nothing_collected_is_still_a_document() -> None:
    assert pdf("Vide", (), date(2026, 1, 1)).startswith(b"%PDF")
    assert docx("Vide", (), date(2026, 1, 1)).startswith(b"PK")


@pytest.mark.parametrize("text", ["=1+1", "1-2", "3,5", "007", "http://exemple", "+33", "@x"])
def test_a_cell_stays_the_text_that_is_printed(text: str) -> None:
    table = {
        "number": "1", "caption": "C", "pages": [2, 3], "header_rows": 0, "confidence": 0.7,
        "reasons": ["no drawn lines: rows and columns from alignment"], "rows": [[text, "b"]],
    }  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(workbook([Printed(table, "X", "2024", None)])))
    cell = book["1"]["A4"]
    assert (cell.value, cell.data_type) == (text, "s")
    listed = [cell.value for cell in book["Sommaire"][4]]
    assert listed[2] == "X, éd. 2024, p. 2-3"
    assert "aucun filet imprimé" in str(listed[4])
