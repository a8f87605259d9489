"""A collection of citations → a Word document for a staff meeting: real headings, tables and links.

Writes what was collected, in its order, with the reference of each; adds nothing but the notice and the date.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from docx import Document
from docx.document import Document as Made
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from kb.citing.cited import NO_BREAK, Cited, clean
from kb.notice import NOTICE

_LANGUAGE = "fr-FR"


def docx(title: str, items: Sequence[Cited], made_on: date, origin: str = "") -> bytes:
    """The document; `origin` («http://host») goes before the items' addresses, "" leaves the links out."""
    document = Document()
    _page(document)
    properties = document.core_properties
    properties.title, properties.author, properties.language = clean(title), "Sourcier", _LANGUAGE
    document.add_heading(clean(title), level=0)
    document.add_paragraph(f"{NOTICE} Établi le {made_on:%d/%m/%Y}.").runs[0].bold = True
    for item in items:
        document.add_heading(clean(item.heading), level=1)
        if item.rows:
            _table(document, item)
        elif item.text:
            quoted = f"«{NO_BREAK}{clean(item.text)}{NO_BREAK}»" if item.quoted else clean(item.text)
            document.add_paragraph(quoted, style="Quote" if item.quoted else None)
        if item.note:
            document.add_paragraph(clean(item.note)).runs[0].bold = True
        source = document.add_paragraph(clean(f"{item.reference} · {item.cut_off}"))
        source.runs[0].italic = True
        if origin and item.address:
            source.add_run(" · ")
            _link(source, "ouvrir la page", origin + item.address)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Made) -> None:
    """A4, French, a sober face, and the notice at the foot of every page."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGE)
    normal.element.get_or_add_rPr().append(language)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    foot = section.footer.paragraphs[0]
    foot.text = f"{NOTICE} Vérifiez la page d’origine et l’édition avant toute décision."
    foot.runs[0].font.size = Pt(8)


def _table(document: Made, item: Cited) -> None:
    width = max(len(row) for row in item.rows)
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    for n, row in enumerate(item.rows):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = clean(text)
            if n < item.header_rows:
                for run in cell.paragraphs[0].runs:
                    run.bold = True
        if n < item.header_rows:  # repeated where the table runs over a page, and read out as a heading
            table.rows[n]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _link(paragraph: Paragraph, label: str, address: str) -> None:
    """A link: python-docx writes none by itself."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(label)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)
