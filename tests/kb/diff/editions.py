"""The corpus's editions read once for all tests of the comparison."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ingest.model import Guideline
from ingest.reader import read_guideline
from kb.diff.compare import compare
from kb.diff.model import Difference

CORPUS = Path(__file__).parents[3] / "corpus"
DOCUMENTS = ("mo-poumon", "radiotherapie-os")


@cache
def edition(name: str) -> Guideline:
    """«mo-poumon-2022» as it is read from the corpus's PDF."""
    pdf = CORPUS / f"{name}.pdf"
    return read_guideline(pdf.read_bytes(), name=pdf.name, document=name.rpartition("-")[0])


@cache
def difference(document: str) -> Difference:
    """What changed between the two editions of a document."""
    return compare(edition(f"{document}-2022"), edition(f"{document}-2024"), (f"{document}@2022", f"{document}@2024"))


def written(text: str) -> Guideline:
    """A plain text read as a guideline."""
    return read_guideline(text.encode(), name="essai.md", document="essai")
