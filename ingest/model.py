"""The vocabulary: what a guideline is made of once it has been read.

Frozen dataclasses, standard library only. Everything that is quoted is a `PrintedText`: a string of which
each character knows its glyph, so a place is never searched for afterwards. Provenance is outside equality:
two editions compare by what they say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.geometry import Box
from ingest.text import EMPTY, Glyph, Place, PrintedText, Style, join, plain

__all__ = [
    "EMPTY", "Cell", "Citation", "CitationStatus", "Dose", "DoseRole", "Dropped", "Figure", "Furniture", "Glyph",
    "Guideline", "Page", "Passage", "PassageKind", "Place", "PrintedText", "Quantity", "Recommendation", "Reference",
    "Section", "Strength", "Style", "Table", "Technique", "join", "plain",
]  # fmt: skip


class PassageKind(StrEnum):
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    CAPTION = "caption"
    RECOMMENDATION = "recommendation"
    REFERENCE = "reference"


class Strength(StrEnum):
    """How much a recommendation asks for."""

    STRONG = "strong"  # il est recommandé, systématiquement, doit
    WEAK = "weak"  # préférable, préconisé, devrait
    OPTION = "option"  # peut, possible, à discuter, à ne réserver qu'à
    AGAINST = "against"  # ne doit pas, non recommandé, contre-indiqué
    UNSTATED = "unstated"


class CitationStatus(StrEnum):
    RESOLVED = "resolved"
    CORRECTED = "corrected"
    AMBIGUOUS = "ambiguous"
    UNRESOLVED = "unresolved"


class DoseRole(StrEnum):
    """What a dose is given for, as the sentence says it; never guessed."""

    RECOMMENDED = "recommended"
    POSSIBLE = "possible"
    EXCEPTIONAL = "exceptional"
    STUDY_ARM = "study_arm"
    ORGAN_LIMIT = "organ_limit"
    EXAMPLE = "example"
    UNSTATED = "unstated"


class Technique(StrEnum):
    CONVENTIONAL = "conventional"
    STEREOTACTIC = "stereotactic"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Page:
    """A physical page. `width` and `height` in points as displayed; `ocr` where its text came from recognition."""

    number: int  # 1-based
    label: str | None
    width: float
    height: float
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that follows it. `level` 1 is the highest; `number` has no final dot."""

    id: str
    number: str | None
    title: PrintedText
    level: int
    parent: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest thing that is found and quoted: a paragraph, an item, a table's text, a caption, an entry.

    `depth` is the nesting of a list item, 1 for the outermost, 0 for what is no item.
    """

    id: str
    kind: PassageKind
    section: str | None
    text: PrintedText
    depth: int = 0
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at the first row and column it covers, 0-based in the dense grid."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: PrintedText
    page: int = field(compare=False)
    box: Box | None = field(compare=False)  # None in a plain source


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its cells in reading order; `reasons` say what lowered `confidence` (0 to 1).

    `passage` is the id of the passage that holds its text, rows by lines and cells separated by « | ».
    """

    id: str
    number: str | None
    caption: PrintedText | None
    section: str | None
    passage: str
    header_rows: int
    cells: tuple[Cell, ...]
    pages: tuple[int, ...] = field(compare=False)
    confidence: float = field(compare=False, default=1.0)
    reasons: tuple[str, ...] = field(compare=False, default=())

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the dense grid."""
        return (
            max((c.row + c.rowspan for c in self.cells), default=0),
            max((c.col + c.colspan for c in self.cells), default=0),
        )

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The dense grid: a merged cell's text in its first place, "" in the others."""
        height, width = self.shape
        grid = [[""] * width for _ in range(height)]
        for cell in self.cells:
            grid[cell.row][cell.col] = cell.text.text
        return tuple(tuple(row) for row in grid)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture or drawing, located and never read; `box` is its place on `page`."""

    id: str
    number: str | None
    caption: PrintedText | None
    section: str | None
    page: int = field(compare=False)
    box: Box = field(compare=False)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A statement that recommends; `passage` is the id of the passage it stands in, `grade` is kept as printed."""

    id: str
    passage: str
    text: PrintedText
    strength: Strength
    grade: str | None
    section: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the bibliography. `label` is the printed number, None where entries have none."""

    label: str | None
    text: PrintedText
    authors: tuple[str, ...]
    title: str | None
    container: str | None  # journal, book or site
    year: int | None
    volume: str | None
    pages: str | None
    doi: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of a work at `start:end` of passage `passage`; `targets` are labels, or 1-based positions.

    All candidates stay in `targets`; every status but `resolved` says `why`.
    """

    text: PrintedText
    section: str | None
    passage: str
    start: int
    end: int
    targets: tuple[str, ...]
    status: CitationStatus
    why: str | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as printed: «30 Gy», «< 30 mL/min», «18 à 24 Gy», «3 mois».

    `low` and `high` bound the value, None for an open end; `strict_low`/`strict_high` tell < from ≤.
    `unit` is normalised («Gy», «mL/min», «%», «fraction», «month»…), "" for a bare number.
    """

    low: float | None
    high: float | None
    unit: str
    passage: str
    start: int
    end: int
    text: PrintedText
    strict_low: bool = False
    strict_high: bool = False


@dataclass(frozen=True, slots=True)
class Dose:
    """A radiation dose with what its sentence says of it. Doses in Gy, fractions counted.

    `low == high` and `fractions_low == fractions_high` except for printed ranges;
    fractions are None where the text does not say. `indication` is quoted from the text.
    """

    low: float
    high: float
    fractions_low: int | None
    fractions_high: int | None
    role: DoseRole
    technique: Technique
    indication: str | None
    passage: str
    start: int
    end: int
    text: PrintedText


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something of the file that is not in the guideline, and why. `page` None: the whole file."""

    page: int | None
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """What the page prints and the guideline does not say: running heads, page numbers, watermarks, its title.

    `kind` is «running head», «page number», «line number», «watermark», «margin text», «figure text», «bullet»…
    """

    kind: str
    text: PrintedText


@dataclass(frozen=True, slots=True)
class Guideline:
    """A file as it was read: layers over its text, all in reading order."""

    sha256: str
    pages: tuple[Page, ...]
    title: str | None  # the first page's title, where it prints one
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    recommendations: tuple[Recommendation, ...]
    references: tuple[Reference, ...]
    citations: tuple[Citation, ...]
    quantities: tuple[Quantity, ...]
    doses: tuple[Dose, ...]
    dropped: tuple[Dropped, ...]
    furniture: tuple[Furniture, ...] = field(compare=False, default=())

    @property
    def labels(self) -> dict[int, str | None]:
        """Printed label of each physical page."""
        return {page.number: page.label for page in self.pages}

    def places(self, text: PrintedText) -> tuple[Place, ...]:
        """Where `text` stands, with the printed page labels."""
        return text.places(self.labels)
