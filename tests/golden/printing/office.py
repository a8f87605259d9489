"""A source → a word processor's document, as a hospital writes it.

Styles for headings and lists, frames that are tables of one cell, fields in the foot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import docx  # type: ignore[import-not-found]
from docx.enum.text import WD_ALIGN_PARAGRAPH  # type: ignore[import-not-found]
from docx.oxml import OxmlElement  # type: ignore[import-not-found]
from docx.oxml.ns import qn  # type: ignore[import-not-found]
from docx.shared import Cm, Pt  # type: ignore[import-not-found]

from corpus.typeset.citations import Citations
from corpus.typeset.model import Figure, Heading, Source, Table, Text
from corpus.typeset.typst import french_spacing
from tests.golden.printing.flowed import Entry, Framed, Part, Prose, Work, parts, spaced


def document(source: Source, picture: bytes, *, font: str, size: float, justified: bool, below: bool) -> bytes:
    front, cites = source.front, Citations(source)
    doc = docx.Document()
    section = doc.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    normal = doc.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(size)
    normal.paragraph_format.space_after = Pt(6)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4"):
        fonts = doc.styles[name].element.rPr.rFonts
        for slot in list(fonts.attrib):
            del fonts.attrib[slot]
        doc.styles[name].font.name = font
    section.header.paragraphs[0].text = f"{front.head[0]}\t\t{front.head[1]}"
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run("Page ")
    _number(foot, "PAGE")
    foot.add_run(" sur ")
    _number(foot, "NUMPAGES")
    doc.add_paragraph(french_spacing(front.title), style="Title")
    if front.subtitle:
        doc.add_paragraph(french_spacing(front.subtitle), style="Subtitle")
    for line in front.lines:
        _runs(doc.add_paragraph(), spaced(cites, line))
    frame = doc.add_table(1, 1, style="Table Grid").cell(0, 0).paragraphs[0]
    frame.add_run(french_spacing(front.notice)).bold = True
    for part in parts(source):
        _part(doc, part, cites, picture, justified, below)
    out = BytesIO()
    doc.save(out)
    return out.getvalue()


def _number(paragraph: Any, field: str) -> None:
    run = paragraph.add_run()
    for kind, words in (("begin", None), (None, field), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = words
        run._r.append(element)


def _part(doc: Any, part: Part, cites: Citations, picture: bytes, justified: bool, below: bool) -> None:
    match part:
        case Heading():
            doc.add_heading(french_spacing(f"{part.printed_number} {part.title}".strip()), part.level)
        case Prose():
            paragraph = doc.add_paragraph(style="Intense Quote" if part.pulled else "Normal")
            if justified and not part.pulled:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            _runs(paragraph, part.runs)
        case list():
            _list(doc, part, 1)
        case Framed():
            cell = doc.add_table(1, 1, style="Table Grid").cell(0, 0)
            cell.paragraphs[0].style = doc.styles[f"Heading {part.level}"]
            cell.paragraphs[0].add_run(part.title)
            _list(cell, part.entries, 1)
            doc.add_paragraph()
        case Table():
            _table(doc, part, cites, below)
        case Figure():
            doc.add_picture(BytesIO(picture), width=Cm(8))
            _caption(doc, "Figure", part.number, spaced(cites, part.caption))
        case Work():
            paragraph = doc.add_paragraph()
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(0.9), Cm(-0.9)
            if part.label:
                paragraph.add_run(f"{part.label}.\t")
            for n, line in enumerate(part.lines):
                if n:
                    paragraph.add_run().add_break()
                _runs(paragraph, line)


def _list(where: Any, entries: Sequence[Entry], depth: int) -> None:
    for entry in entries:
        if entry.marker:
            paragraph = where.add_paragraph()
            indent = Cm(0.7 * depth + 0.3)
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = indent, Cm(-0.7)
            paragraph.add_run(f"{entry.marker}\t")
        else:
            paragraph = where.add_paragraph(style="List Bullet" if depth == 1 else f"List Bullet {min(depth, 3)}")
        _runs(paragraph, entry.runs)
        _list(where, entry.under, depth + 1)


def _caption(doc: Any, kind: str, number: str | None, runs: Iterable[Text]) -> None:
    paragraph = doc.add_paragraph(style="Caption")
    if number:
        paragraph.add_run(f"{kind} {number} : ")
    _runs(paragraph, runs)


def _table(doc: Any, table: Table, cites: Citations, below: bool) -> None:
    caption = spaced(cites, table.caption) if table.caption else None
    if caption and not below:
        _caption(doc, "Tableau", table.number, caption)
    grid = doc.add_table(table.rows, len(table.widths), style="Table Grid")
    whole = sum(table.widths)
    for column, width in zip(grid.columns, table.widths, strict=True):
        for cell in column.cells:
            cell.width = Cm(16.6 * width / whole)
    for r in range(table.header_rows):
        mark = OxmlElement("w:tblHeader")
        grid.rows[r]._tr.get_or_add_trPr().append(mark)
    for cell in table.cells:
        place = grid.cell(cell.row, cell.col)
        if cell.rowspan > 1 or cell.colspan > 1:
            place = place.merge(grid.cell(cell.row + cell.rowspan - 1, cell.col + cell.colspan - 1))
        for n, line in enumerate(cell.lines):
            paragraph = place.paragraphs[0] if n == 0 else place.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(0)
            _runs(paragraph, spaced(cites, line), bold=cell.row < table.header_rows)
    if caption and below:
        _caption(doc, "Tableau", table.number, caption)
    elif not below:
        doc.add_paragraph()


def _runs(paragraph: Any, runs: Iterable[Text], *, bold: bool = False) -> None:
    for text in runs:
        run = paragraph.add_run(text.text)
        run.bold, run.italic = (bold or text.bold) or None, text.italic or None
        run.font.superscript = text.raised or None
