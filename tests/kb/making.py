"""Small guidelines made by hand, and a stand-in for the reader: what tests of the knowledge base build from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path

from ingest.errors import Damaged, EmptyFile
from ingest.geometry import Box
from ingest.model import (
    Cell,
    Citation,
    CitationStatus,
    Dose,
    DoseRole,
    Dropped,
    Figure,
    Furniture,
    Glyph,
    Guideline,
    Page,
    Passage,
    PassageKind,
    PrintedText,
    Quantity,
    Recommendation,
    Reference,
    Section,
    Strength,
    Style,
    Table,
    Technique,
    join,
    plain,
)
from ingest.tables.table_text import table_text
from kb.build import Order, Step, build
from kb.knowledge import open_kb
from kb.report import BuildReport

STYLE = Style("Serif", 10.0, False, False, 0)
WIDTH, HEIGHT = 595.0, 842.0  # A4, points


def printed(text: str, page: int = 1, line: int = 0, x: float = 72.0) -> PrintedText:
    """`text` set on one line, each character 5 points wide."""
    y = 80.0 + 14.0 * (line % 50)
    return PrintedText(
        text, tuple(Glyph(page, line, x + 5 * n, y, x + 5 * n + 4.6, y + 11.5, STYLE) for n in range(len(text)))
    )


def guideline(
    document: str,
    sentences: list[str],
    *,
    title: str = "Métastases osseuses",
    pages: int = 2,
    foot: str = "Version de juin 2023",
    sha256: str = "0" * 64,
) -> Guideline:
    """A guideline with every layer in it: two sections, the sentences, a table over two pages, a reference and more."""
    lines = count()

    def set_(text: str, page: int = 1) -> PrintedText:
        return printed(text, page, next(lines))

    def ident(text: str) -> str:
        return hashlib.sha256(f"{document}/{text}".encode()).hexdigest()[:12]

    sections = (
        Section(ident("1"), "1", set_("Traitement"), 1, None),
        Section(ident("1.1"), "1.1", set_("Doses et fractionnement"), 2, ident("1")),
    )
    passages = [
        Passage(ident(text), PassageKind.PARAGRAPH, sections[n % 2].id, set_(text)) for n, text in enumerate(sentences)
    ]
    split = join([set_("Une dose coupée en fin"), set_("de page : 8 Gy.", pages)])
    passages.append(Passage(ident("split"), PassageKind.PARAGRAPH, sections[1].id, split))
    cells = tuple(_cells(pages, lines))
    table_passage = Passage(ident("table"), PassageKind.TABLE, sections[1].id, table_text(cells))
    caption = set_("Tableau 1. Score de stabilité", pages)
    entry = set_("1. Martin A, Petit B. Bone metastases. J Bone 2019;12:1-9.", pages)
    advice = passages[0]
    passages += [
        table_passage,
        Passage(ident("caption"), PassageKind.CAPTION, sections[1].id, caption),
        Passage(ident("entry"), PassageKind.REFERENCE, None, entry),
    ]
    dose = split.text.index("8 Gy")
    return Guideline(
        sha256=sha256,
        pages=tuple(Page(n, f"{n + 4}", WIDTH, HEIGHT) for n in range(1, pages + 1)),
        title=title,
        sections=sections,
        passages=tuple(passages),
        tables=(
            Table(
                ident("t"), "1", caption, sections[1].id, table_passage.id, 1, cells, (1, pages), 0.9, ("no rules",)
            ),
        ),
        figures=(Figure(ident("f"), "1", None, sections[0].id, 1, Box(100, 500, 300, 600)),),
        recommendations=(
            Recommendation(ident("r"), advice.id, advice.text, Strength.STRONG, "A", advice.section),
        ),
        references=(
            Reference("1", entry, ("Martin A", "Petit B"), "Bone metastases", "J Bone", 2019, "12", "1-9", None),
        ),
        citations=(
            Citation(advice.text[:3], advice.section, advice.id, 0, 3, ("1",), CitationStatus.CORRECTED, "year"),
        ),
        quantities=(
            Quantity(8.0, None, "Gy", ident("split"), dose, dose + 4, split[dose : dose + 4], True, False),
        ),
        doses=(
            Dose(
                8.0, 8.0, 1, 1, DoseRole.RECOMMENDED, Technique.CONVENTIONAL, "douleur", ident("split"),
                dose, dose + 4, split[dose : dose + 4],
            ),
        ),
        dropped=(Dropped(2, "une image", "pas de texte"),),
        furniture=(Furniture("running head", set_(foot)),),
    )  # fmt: skip


def _cells(pages: int, lines: Iterator[int]) -> Iterator[Cell]:
    grid = [["Critère", "Points"], ["Douleur", "3"], ["Siège", "2"]]
    for row, texts in enumerate(grid):
        page = 1 if row < 2 else pages
        for col, text in enumerate(texts):
            box = Box(72 + 100 * col, 300 + 20 * row, 172 + 100 * col, 320 + 20 * row)
            yield Cell(row, col, 1, 1, printed(text, page, next(lines), 74 + 100 * col), page, box)


def read_double(data: bytes, *, name: str, document: str, ocr: bool = False) -> Guideline:
    """A stand-in for the reader: each line of the file is a sentence, the first one a title where it begins with #.

    Refuses what begins with «damaged», fails on «defect», ends its process on «crash».
    """
    text = data.decode("utf-8")
    if not text.strip():
        raise EmptyFile(name, "the file is empty", "Export it again.")
    if text.startswith("damaged"):
        raise Damaged(name, "cut in the middle", "Export it again.", 3)
    if text.startswith("defect"):
        raise RuntimeError("nobody thought of that")
    if text.startswith("crash"):
        os._exit(9)
    lines = [line for line in text.splitlines() if line.strip()]
    title = lines.pop(0)[1:].strip() if lines[0].startswith("#") else "Métastases osseuses"
    foot = lines.pop()[1:] if lines[-1].startswith("|") else "sans date"
    return guideline(document, lines or ["Rien."], title=title, foot=foot, sha256=hashlib.sha256(data).hexdigest())


def corpus(folder: Path, **files: str) -> Path:
    """A folder of texts: each name gets the suffix .pdf, for the stand-in reads them all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.pdf").write_text(text, encoding="utf-8")
    return folder


MIRELS = "# Chirurgie\nLe score de Mirels guide la chirurgie préventive."
DOSE = "# Radiothérapie\nUne dose de 30 Gy en 10 fractions est recommandée.\n|Version de juin 2023"


def first_order(folder: Path) -> Order:
    """A corpus of two documents, «a» and «b», and where its knowledge base goes."""
    return Order(corpus(folder / "corpus", a=MIRELS, b=DOSE), folder / "kb", "whoosh")


def run(order: Order, tell: Callable[[Step], None] = lambda step: None) -> BuildReport:
    """Build with the stand-in for the reader, in this process."""
    return build(replace(order, limits=None), tell, read_double)


def served(kb: Path) -> set[str]:
    """The first sentence of every document, once search has answered too."""
    with closing(open_kb(kb)) as base:
        if base.search("dose coupée").answer != "found":
            raise AssertionError("the index does not answer")
        return {base.show(document.id).guideline.passages[0].text.text for document in base.documents()}


def leftovers(kb: Path) -> list[str]:
    """Unfinished work anywhere in a knowledge base."""
    return [path.name for path in kb.rglob(".tmp-*")]


PLAIN = plain("Un texte sans page.")
