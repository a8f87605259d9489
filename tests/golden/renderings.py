"""The corpus's sources printed as other programs and other hands would print them, with the structure each one holds.

A rendering is a PDF and the golden structure of its source, as printed: nothing here knows how PDFs are read. Those
of Typst are made when they are asked for; those of programs that a test machine lacks stand beside this file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.typeset import CitationStyle, Layout, golden, read_source, recite, render
from corpus.typeset.bibliography import surname
from corpus.typeset.model import Item, Paragraph, ReferenceList, Source

SOURCES = Path(__file__).parents[2] / "corpus" / "sources"
COMMITTED = Path(__file__).parent / "printed"


@dataclass(frozen=True, slots=True)
class Rendering:
    """A printed document. `make` gives its bytes; `expected` is what a perfect reading finds."""

    name: str
    make: Callable[[], bytes]
    expected: Callable[[], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Look:
    """One way to print a source with Typst. `cites` and `soft` as in `corpus.typeset`."""

    name: str
    source: str
    layout: str
    overrides: Mapping[str, str] = field(default_factory=dict)
    cites: CitationStyle | None = None
    soft: bool = False

    def read(self) -> Source:
        source = read_source(SOURCES / f"{self.source}.md")
        return source if self.cites is None else recite(source, self.cites)

    def make(self) -> bytes:
        return render(self.read(), Layout(self.layout, self.overrides), soft_hyphens=self.soft)


def expected(source: Source) -> dict[str, Any]:
    """The golden structure with what print adds: the marker of a numbered item is part of its text."""
    structure = golden(source)
    texts = [block for block in source.blocks if isinstance(block, Paragraph | Item)]
    notice, *paragraphs = structure["paragraphs"]
    structure["paragraphs"] = [notice] + [
        f"{block.marker} {text}" if isinstance(block, Item) and block.marker else text
        for block, text in zip(texts, paragraphs, strict=True)
    ]
    if source.front.citations is CitationStyle.AUTHOR_YEAR:
        structure["citations"] = [_ambiguous(citation, source) for citation in structure["citations"]]
    return structure


def _ambiguous(citation: dict[str, Any], source: Source) -> dict[str, Any]:
    """A name and year that several works of the list have lead to all of them, whichever the author meant."""
    keys = [key for block in source.blocks if isinstance(block, ReferenceList) for key in block.keys]
    printed = [f"{surname(source.works[key])}, {source.works[key].year}" for key in keys]
    alike = [str(n) for n, words in enumerate(printed, 1) if words == citation["text"]]
    if citation["status"] != "resolved" or len(alike) < 2:
        return citation
    return {**citation, "targets": alike, "status": "ambiguous"}


SERIF, SANS, MODERN, MONO = '"Libertinus Serif"', '"Roboto"', '"New Computer Modern"', '"DejaVu Sans Mono"'
TWO = {"columns": "2", "gutter": "7mm", "margin": "(x: 1.8cm, top: 2.2cm, bottom: 2.2cm)", "size": "9.5pt"}
LATEX = {
    "font": MODERN, "size": "10pt", "justify": "true", "hyphenate": "true", "indent": "1.5em", "spacing": "0.62em",
    "accent": "black",
    "heading-sizes": "(14.4pt, 12pt, 10pt, 10pt)", "paper": '"us-letter"', "caption-separator": '" : "',
}  # fmt: skip
SMALL = {"paper": '"a5"', "margin": "(x: 1.5cm, top: 1.9cm, bottom: 1.8cm)", "size": "8.5pt"}
UNRULED = {"rules": '"none"', "fill": "none"}
BELOW, OF, REPEATED = {"caption": '"below"'}, {"foot": '"of"'}, {"repeat-header": "true"}
RAGGED = {**TWO, "rules": '"full"', "font": SANS, "indent": "0pt", "spacing": "0.9em", "justify": "false"}
NUMBERS, BRACKETS = CitationStyle.PARENTHESES, CitationStyle.BRACKETS
RAISED, NAMES = CitationStyle.SUPERSCRIPT, CitationStyle.AUTHOR_YEAR

LOOKS = (
    # guideline with scores
    Look("poumon-two-columns", "mo-poumon-2024", "revue", {**TWO, "wide-from": "3"}, BRACKETS),
    Look("poumon-a5-below", "mo-poumon-2024", "chapitre", {**SMALL, **OF, **BELOW}),
    Look("poumon-unruled", "mo-poumon-2024", "reseau", {**UNRULED, "justify": "true", "hyphenate": "true"}, RAISED),
    Look("poumon-letter-modern", "mo-poumon-2022", "societe", {**LATEX, "roman-front": "false"}),
    Look("poumon-capitals", "mo-poumon-2022", "traite", {"heading-caps": "true", "rules": '"horizontal"'}, NUMBERS),
    Look("poumon-watermark", "mo-poumon-2022", "reseau", {"watermark": '"PROJET"', "font": SERIF, **BELOW}),
    # radiotherapy chapter
    Look("radio-two-columns-unruled", "radiotherapie-os-2024", "revue", {**TWO, **UNRULED, "label-form": '"bracket"'}),
    Look("radio-letter-modern", "radiotherapie-os-2024", "traite", {**LATEX, "rules": '"horizontal"'}, BRACKETS),
    Look("radio-sans-superscript", "radiotherapie-os-2024", "reseau", {"label-form": '"plain"'}, RAISED, soft=True),
    Look("radio-authors", "radiotherapie-os-2022", "societe", {"rules": '"full"', **BELOW}, NAMES),
    Look("radio-a5-cut-rows", "radiotherapie-os-2022", "chapitre", {**SMALL, **REPEATED, "indent": "1.2em"}),
    Look("radio-typewriter", "radiotherapie-os-2022", "fiche", {"foot": '"dash"'}),
    # review
    Look("revue-one-column", "revue-interventionnelle-2023", "chapitre", {"label-form": '"plain"'}, NUMBERS),
    Look("revue-letter-modern", "revue-interventionnelle-2023", "traite", {**LATEX, **TWO, "size": "10pt"}),
    Look("revue-ruled", "revue-interventionnelle-2023", "revue", RAGGED, RAISED),
    Look("revue-network", "revue-interventionnelle-2023", "societe", {"label-form": '"bracket"', **OF}, soft=True),
    # short ones
    Look("fiche-two-columns", "fiche-antiresorptifs-2023", "revue", {**TWO, "rules": '"full"'}, NUMBERS),
    Look("fiche-authors", "fiche-antiresorptifs-2023", "reseau", {**UNRULED}, NAMES),
    Look("breve-booklet", "breve-options-2023", "societe", {**SMALL}),
)  # fmt: skip


def typeset(look: Look) -> Rendering:
    return Rendering(look.name, look.make, lambda: expected(look.read()))


def committed() -> tuple[Rendering, ...]:
    """The renderings of other programs, each a PDF with its golden structure in the JSON of the same name."""

    def one(pdf: Path) -> Rendering:
        return Rendering(
            pdf.stem, pdf.read_bytes, lambda: json.loads(pdf.with_suffix(".json").read_text(encoding="utf-8"))
        )

    return tuple(one(pdf) for pdf in sorted(COMMITTED.glob("*.pdf")))


def renderings() -> tuple[Rendering, ...]:
    return (*(typeset(look) for look in LOOKS), *committed())
