"""Bibliographies and passages made by hand, for the tests of citations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.bibliography.citations import find_citations
from ingest.bibliography.references import parse_reference
from ingest.model import Citation, CitationStatus, Passage, PassageKind, Reference, plain

SHARED = Path(__file__).resolve().parents[3] / "shared"
R, C, A, U = CitationStatus.RESOLVED, CitationStatus.CORRECTED, CitationStatus.AMBIGUOUS, CitationStatus.UNRESOLVED

BY_NAME = """Colin RE, Lipton A, Roux GD. Bone loss. Cancer Treat Rev. 2010;36:615-20.
Colin R, Gnant M. Bone-targeted agents. J Natl Cancer Inst. 2012;104:1059-67.
Lipton A, Cook R. Bone markers. Cancer. 2008;113:193-201.
van der Meer YM, Kroon HM. A radiographic parameter. Radiother Oncol. 2003;69:21-31.
Di Marco M, Gridelli C. Prevalence. Br J Cancer. 2004;90:2288-96.
D'Houtand S, Assaker R. Chirurgie. Bull Cancer. 2013;100:1141-51.
Paz-Arès L, Ciuleanu TE. First line. Lancet Oncol. 2021;22:198-211.
Müller A, Homey B. Chemokines. Nature. 2001;410:50-6.
HAS. Guide du parcours de soins. HAS; 2014.
Smith J, Jones K. Pain. Bone. 2015a;5:1-2.
Smith J, Brown K. Relief. Bone. 2015b;5:3-4.
Zhang C, Mao M. One. Bone. 2019;1:1-2.
Zhang G, Mao M. Two. Bone. 2017;1:3-4.
Zhang H, Mao M. Three. Bone. 2017;1:5-6.
Institut national du cancer. Les cancers en France. INCa; 2011.
Sugimoto H, Yamada K. Predictors. Clin Orthop. 2009;466:729-36."""


def numbered(*labels: int) -> list[Reference]:
    names = "Abel Baker Clark Dufour Evrard Fabre Giraud Hubert Imbert Joly Klein".split()
    return [parse_reference(str(n), plain(f"{names[n % 11]} A. Titre {n}. Bone. {1980 + n};{n}:1-9.")) for n in labels]


REFERENCES = [parse_reference(None, plain(line)) for line in BY_NAME.splitlines()]
THIRTY = numbered(*range(1, 31))
# Enough numbers in brackets for the document's habit to be seen.
HABIT = "Un (1) puis deux (2), trois (3) et quatre (4)."
RAISED = "Un¹ puis deux² et trois³."


def cite(
    texts: str | Sequence[str], references: Sequence[Reference], kind: PassageKind = PassageKind.PARAGRAPH
) -> list[Citation]:
    parts = [texts] if isinstance(texts, str) else texts
    passages = [Passage(f"p{n}", kind, "s1", plain(text)) for n, text in enumerate(parts)]
    return list(find_citations(passages, references))


def found(texts: str | Sequence[str], references: Sequence[Reference]) -> list[tuple[str, str, CitationStatus]]:
    return [(c.text.text, " ".join(c.targets), c.status) for c in cite(texts, references)]
