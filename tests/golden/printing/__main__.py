"""Print all of it: `python -m tests.golden.printing [NAME…]`, into tests/golden/printed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pymupdf
from PIL import Image, ImageDraw

from corpus.typeset import CitationStyle, read_source, recite
from corpus.typeset.model import Source
from tests.golden.printing import html, latex, office, styles
from tests.golden.renderings import COMMITTED, SOURCES, expected

Printer = Callable[[Source], bytes]


def weasyprint(css: str, separator: str = " – ") -> Printer:
    def printer(source: Source) -> bytes:
        from weasyprint import HTML  # type: ignore[import-not-found]

        return bytes(HTML(string=html.page(source, css, separator=separator)).write_pdf())

    return printer


def chromium(source: Source) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html.page(source, styles.BROWSER), encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={pdf}"]
        subprocess.run(["chromium", *options, page.as_uri()], check=True, capture_output=True)
        return pdf.read_bytes()


def story(source: Source) -> bytes:
    archive = pymupdf.Archive()
    archive.add(picture(), "figure.png")
    page = re.sub(r"<colgroup>.*?</colgroup>", "", html.page(source, styles.PLAIN, svg=False))  # it would overprint
    marked = r"<li style='list-style-type: \"(.*?) \"'>(.*?)</li>"  # it knows no such marks
    page = re.sub(marked, r"</ul><p>\1 \2</p><ul>", page).replace("<ul></ul>", "")
    told = pymupdf.Story(page, archive=archive)
    out = BytesIO()
    writer = pymupdf.DocumentWriter(out)
    sheet = pymupdf.paper_rect("a4")
    more = True
    while more:
        device = writer.begin_page(sheet)
        more, _ = told.place(pymupdf.Rect(60, 60, sheet.width - 60, sheet.height - 60))
        told.draw(device)
        writer.end_page()
    writer.close()
    with pymupdf.open(stream=out.getvalue()) as document:
        document.subset_fonts()
        return bytes(document.tobytes(garbage=4, deflate=True, use_objstms=True))


def pdflatex(style: latex.Style) -> Printer:
    def printer(source: Source) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "a.tex").write_text(latex.document(source, style), encoding="utf-8")
            for _ in range(3):
                done = subprocess.run(
                    ["pdflatex", "-interaction=nonstopmode", "a.tex"], cwd=folder, capture_output=True
                )
            pdf = Path(folder, "a.pdf")
            errors = [line for line in done.stdout.decode("latin-1").splitlines() if line.startswith("!")]
            if errors or not pdf.exists():
                raise RuntimeError("\n".join(errors))
            return pdf.read_bytes()

    return printer


def writer(*, font: str, size: float, justified: bool = False, below: bool = False) -> Printer:
    def printer(source: Source) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            written = office.document(source, picture(), font=font, size=size, justified=justified, below=below)
            Path(folder, "a.docx").write_bytes(written)
            command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
            subprocess.run([*command, "--outdir", folder, f"{folder}/a.docx"], check=True, capture_output=True)
            return Path(folder, "a.pdf").read_bytes()

    return printer


def picture() -> bytes:
    """A grey scan with rings: a picture without words."""
    image = Image.new("L", (240, 150), 225)
    draw = ImageDraw.Draw(image)
    for n in range(5):
        draw.ellipse((60 - 8 * n, 60 - 8 * n, 160 + 8 * n, 90 + 8 * n), outline=40 + 30 * n, width=2)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


TWO = latex.Style(columns=2, options="10pt,a4paper", caption_below=True)
OLD = latex.Style(unicode=False, ruled=True, options="10pt,letterpaper", preamble=r"\usepackage{mathptmx}")
BOOKLET = latex.Style(options="12pt,a5paper", preamble=r"\usepackage[margin=16mm]{geometry}\raggedbottom")
SERIF = writer(font="Liberation Serif", size=12, justified=True, below=True)
PARENTHESES, BRACKETS = CitationStyle.PARENTHESES, CitationStyle.BRACKETS
RAISED, NAMES = CitationStyle.SUPERSCRIPT, CitationStyle.AUTHOR_YEAR

PRINTS: dict[str, tuple[str, CitationStyle | None, Printer]] = {
    "poumon-latex": ("mo-poumon-2024", None, pdflatex(latex.Style())),
    "poumon-latex-ruled": ("mo-poumon-2022", BRACKETS, pdflatex(OLD)),
    "poumon-web-export": ("mo-poumon-2024", PARENTHESES, weasyprint(styles.WEB_EXPORT)),
    "poumon-browser": ("mo-poumon-2022", None, chromium),
    "poumon-office": ("mo-poumon-2024", BRACKETS, writer(font="Liberation Sans", size=11)),
    "radio-latex-columns": ("radiotherapie-os-2024", BRACKETS, pdflatex(TWO)),
    "radio-book": ("radiotherapie-os-2022", None, weasyprint(styles.BOOK, ". ")),
    "radio-office": ("radiotherapie-os-2024", None, SERIF),
    "radio-story": ("radiotherapie-os-2022", BRACKETS, story),
    "radio-browser": ("radiotherapie-os-2024", RAISED, chromium),
    "revue-latex-columns": ("revue-interventionnelle-2023", RAISED, pdflatex(TWO)),
    "revue-journal": ("revue-interventionnelle-2023", None, weasyprint(styles.JOURNAL, " : ")),
    "revue-office": ("revue-interventionnelle-2023", NAMES, writer(font="DejaVu Sans", size=9.5, justified=True)),
    "fiche-latex": ("fiche-antiresorptifs-2023", None, pdflatex(BOOKLET)),
    "fiche-office": ("fiche-antiresorptifs-2023", PARENTHESES, writer(font="Liberation Sans", size=10)),
    "breve-story": ("breve-options-2023", None, story),
}  # fmt: skip
WITHOUT_CONTENTS = (chromium, story)  # a browser and a story know no page numbers to list


def main(names: list[str]) -> None:
    COMMITTED.mkdir(exist_ok=True)
    for name, (file, cites, printer) in PRINTS.items():
        if names and name not in names:
            continue
        source = read_source(SOURCES / f"{file}.md")
        source = source if cites is None else recite(source, cites)
        if printer in WITHOUT_CONTENTS or name.endswith("office"):
            source = replace(source, front=replace(source.front, contents=False))
        (COMMITTED / f"{name}.pdf").write_bytes(printer(source))
        structure = json.dumps(expected(source), ensure_ascii=False, indent=1)
        (COMMITTED / f"{name}.json").write_text(structure + "\n", encoding="utf-8")
        sys.stdout.write(f"{name}\n")


main(sys.argv[1:])
