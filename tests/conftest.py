"""What all tests share: the repository's folder, and a small knowledge base of guidelines printed for the tests.

The guidelines are set by hand, so that a test knows where each line stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pymupdf
import pytest

from ingest.geometry import Box
from kb.build import Order, build
from kb.knowledge import KnowledgeBase, open_kb

WIDTH, HEIGHT = 595, 842  # points: A4
LEFT, SIZE, LEADING = 72, 11, 15
QUOTED = "Une irradiation de 8 Gy en une fraction est recommandée en cas de douleur osseuse."
NASTY = "Texte piégé : <script>alert(1)</script> **gras** [lien](javascript:alert(1)) $x$ :red[rouge] &amp;"

MANIFEST = """
[[document]]
id = "guide-os"
title = "Guide <b>des os</b> *étoilé*"
publisher = "Société d'essai"
scope = "cancers bronchiques"
[[document.edition]]
label = "2024"
date = 2024-06-01
data_until = 2023-12-31
file = "guide-2024.pdf"
[[document.edition]]
label = "2022"
date = 2022-06-01
file = "guide-2022.pdf"

[[document]]
id = "note"
title = "Note sans pages"
[[document.edition]]
label = "2023"
file = "note.txt"

[[document]]
id = "faux"
title = "Faux PDF"
[[document.edition]]
label = "2023"
file = "faux.pdf"
"""


@dataclass(frozen=True, slots=True)
class Small:
    """A small knowledge base: its folder, and where `QUOTED` is printed in «guide-os», edition 2024."""

    path: Path
    page: int
    box: Box


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """Two editions of a guideline, a note without pages, and a file that is refused."""
    corpus, kb = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("kb") / "kb"
    (corpus / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    box = _guide(corpus / "guide-2024.pdf", QUOTED)
    _guide(corpus / "guide-2022.pdf", QUOTED.replace("8 Gy en une fraction", "30 Gy en dix fractions"))
    (corpus / "note.txt").write_text("Le dénosumab expose à une nécrose de la mâchoire.\n", encoding="utf-8")
    (corpus / "faux.pdf").write_text("<html>pas un PDF</html>", encoding="utf-8")
    build(Order(corpus, kb, "whoosh"))
    return Small(kb, 2, box)


@pytest.fixture(scope="session")
def small_base(small: Small) -> Iterator[KnowledgeBase]:
    """The small knowledge base, open."""
    base = open_kb(small.path)
    yield base
    base.close()


def _guide(path: Path, quoted: str) -> Box:
    """Print the guideline; returns the box of the quoted line on page 2."""
    with pymupdf.open() as document:
        _page(document, "1. Diagnostic", [NASTY, "Le scanner étudie la corticale et la taille de la lésion."])
        box = _page(document, "2. Radiothérapie", ["Le traitement dépend du pronostic et des symptômes.", quoted])
        _page(document, "3. Suivi", ["Un contrôle clinique est prévu à six semaines.", "Il est répété à trois mois."])
        document.save(path)
    return box


def _page(document: pymupdf.Document, heading: str, paragraphs: Sequence[str]) -> Box:
    """A page with a heading and paragraphs a line each; returns the last paragraph's box."""
    page = document.new_page(width=WIDTH, height=HEIGHT)
    page.insert_text((LEFT, 90), heading, fontsize=16, fontname="hebo")
    baseline = 90.0
    for paragraph in paragraphs:
        baseline += 3 * LEADING
        page.insert_text((LEFT, baseline), paragraph, fontsize=SIZE, fontname="helv")
    return Box(*page.search_for(paragraphs[-1])[0])
