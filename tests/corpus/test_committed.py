"""The committed PDFs are what their sources render to, byte for byte; page 1 of each says that it is not for care."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pymupdf
import pytest

from corpus.typeset import golden, read_source, render

CORPUS = Path(__file__).parents[2] / "corpus"
SOURCES = sorted((CORPUS / "sources").glob("*.md"))
NOTICE = "Texte de démonstration – ne pas utiliser pour le soin"


def editions() -> list[tuple[str, str]]:
    """(document-edition, file) of every entry of the manifest."""
    manifest = tomllib.loads((CORPUS / "manifest.toml").read_text(encoding="utf-8"))
    return [
        (f"{document['id']}-{edition['label']}", edition["file"])
        for document in manifest["document"]
        for edition in document["edition"]
    ]


def pages_of(pdf: Path) -> list[str]:
    with pymupdf.open(pdf) as document:
        return [page.get_text() for page in document]


def squeeze(text: str) -> str:
    """Without spaces and hyphens, which line breaks add and take."""
    return "".join(text.replace("\u00ad", "").replace("-", "").split())


def printed_by(pdf: Path) -> str:
    with pymupdf.open(pdf) as document:
        return str(document.metadata["creator"])


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_fresh_render_equals_the_committed_pdf(source: Path) -> None:
    typst = pytest.importorskip("typst", reason="typst is not installed: the committed PDFs are taken as they are")
    committed = CORPUS / f"{source.stem}.pdf"
    if printed_by(committed) != f"Typst {typst.__version__}":
        pytest.skip(
            f"printed by {printed_by(committed)}, installed is {typst.__version__}: only the same one prints alike"
        )
    assert render(read_source(source)) == committed.read_bytes(), f"make corpus, then commit {committed.name}"


def test_the_manifest_names_every_source_and_every_pdf_once() -> None:
    listed = editions()
    assert sorted(name for name, _ in listed) == sorted(path.stem for path in SOURCES)
    assert sorted(file for _, file in listed) == sorted(path.name for path in CORPUS.glob("*.pdf"))
    assert all(file == f"{name}.pdf" for name, file in listed)


@pytest.mark.parametrize("pdf", sorted(CORPUS.glob("*.pdf")), ids=lambda path: path.stem)
def test_the_first_page_says_that_it_is_not_for_care(pdf: Path) -> None:
    assert squeeze(NOTICE) in squeeze(pages_of(pdf)[0])


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_word_of_the_golden_structure_is_printed(source: Path) -> None:
    """Both ends of every statement: its middle may be cut by a page's foot and head."""
    found = golden(read_source(source))
    printed = squeeze("".join(pages_of(CORPUS / f"{source.stem}.pdf")))
    statements = [
        *found["paragraphs"],
        *found["recommendations"],
        *(cell for table in found["tables"] for row in table["rows"] for cell in row),
        *(reference["text"] for reference in found["references"]),
        *(figure["caption"] for figure in found["figures"]),
        *(citation["text"] for citation in found["citations"]),
        *(title for _, title, *_ in found["sections"]),
    ]
    for statement in map(squeeze, statements):
        assert statement in printed or (statement[:24] in printed and statement[-24:] in printed), statement
