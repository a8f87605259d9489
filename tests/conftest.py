"""What all tests share: the repository's folder, and knowledge bases that are built once a run.

The guidelines of the small one are set by hand, so that a test knows where each line stands; the others are those we
ship. A test reads them; one that writes makes a copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pymupdf
import pytest
from hypothesis import settings

from ingest.geometry import Box
from kb.build import Order, build
from kb.knowledge import KnowledgeBase, open_kb
from tests.sharing import once
from tests.shelf import make_shelf

settings.register_profile("any machine", deadline=None)  # how long an example takes tells how busy the machine is
settings.load_profile("any machine")

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
    shared = once(tmp_path_factory, "small", _make_small)
    with pymupdf.open(shared / "corpus" / "guide-2024.pdf") as guide:
        return Small(shared / "kb", 2, Box(*guide[1].search_for(QUOTED)[0]))


@pytest.fixture(scope="session")
def small_base(small: Small) -> Iterator[KnowledgeBase]:
    """The small knowledge base, open."""
    base = open_kb(small.path)
    yield base
    base.close()


@pytest.fixture(scope="session")
def corpus_kb(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the knowledge base of the corpus we ship."""
    return once(tmp_path_factory, "corpus-kb", lambda folder: _built(root / "corpus", folder))


@pytest.fixture(scope="session")
def shelf(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the knowledge base of guidelines that have tables and bibliographies."""
    return once(tmp_path_factory, "shelf", lambda folder: make_shelf(root, folder)) / "kb"


def _built(corpus: Path, kb: Path) -> None:
    build(Order(corpus, kb, "whoosh", limits=None))


def _make_small(folder: Path) -> None:
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    print_guide(corpus / "guide-2024.pdf", QUOTED)
    print_guide(corpus / "guide-2022.pdf", QUOTED.replace("8 Gy en une fraction", "30 Gy en dix fractions"))
    (corpus / "note.txt").write_text("Le dénosumab expose à une nécrose de la mâchoire.\n", encoding="utf-8")
    (corpus / "faux.pdf").write_text("<html>pas un PDF</html>", encoding="utf-8")
    _built(corpus, folder / "kb")


def print_guide(path: Path, quoted: str) -> None:
    """Print the guideline, `quoted` on its page 2."""
    with pymupdf.open() as document:
        _page(document, "1. Diagnostic", [NASTY, "Le scanner étudie la corticale et la taille de la lésion."])
        _page(document, "2. Radiothérapie", ["Le traitement dépend du pronostic et des symptômes.", quoted])
        _page(document, "3. Suivi", ["Un contrôle clinique est prévu à six semaines.", "Il est répété à trois mois."])
        document.save(path)


def _page(document: pymupdf.Document, heading: str, paragraphs: Sequence[str]) -> None:
    """A page with a heading and paragraphs a line each."""
    page = document.new_page(width=WIDTH, height=HEIGHT)
    page.insert_text((LEFT, 90), heading, fontsize=16, fontname="hebo")
    baseline = 90.0
    for paragraph in paragraphs:
        baseline += 3 * LEADING
        page.insert_text((LEFT, baseline), paragraph, fontsize=SIZE, fontname="helv")
