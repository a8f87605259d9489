"""The vocabulary: what a guideline is made of once it has been read.

Frozen dataclasses, standard library only. Everything that is quoted is a `PrintedText`: a string of which
each character knows its glyph, so a place is never searched for afterwards. Provenance is outside equality:
two editions compare by what they say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from ingest.geometry import Box, union


class Style(NamedTuple):
    """How a glyph is set. `size` in points; `raised` marks a superscript."""

    font: str
    size: float
    bold: bool
    italic: bool
    color: int
    raised: bool = False
    hidden: bool = False  # painted invisibly: an OCR layer, or text the reader of the paper cannot see


class Glyph(NamedTuple):
    """One printed character: its physical page (1-based), a line number unique in the file, its box, its style."""

    page: int
    line: int
    x0: float
    y0: float
    x1: float
    y1: float
    style: Style

    @property
    def box(self) -> Box:
        return Box(self.x0, self.y0, self.x1, self.y1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where printed text stands: one page, one box a line, in points from the top left of the page as displayed."""

    page: int  # physical, 1-based
    printed_page: str | None  # the label on the paper, «IV» or «12»
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A string whose characters keep their glyphs.

    `glyphs` is as long as `text`; a character that was not printed (the space that heals a line break) has None.
    A plain source (.txt, .md) has no glyphs at all: all None.
    """

    text: str
    glyphs: tuple[Glyph | None, ...] = field(compare=False, repr=False)

    def __post_init__(self) -> None:
        if len(self.text) != len(self.glyphs):
            raise ValueError(f"{len(self.text)} characters but {len(self.glyphs)} glyphs")

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> PrintedText:
        return PrintedText(self.text[part], self.glyphs[part])

    def __add__(self, other: PrintedText) -> PrintedText:
        return PrintedText(self.text + other.text, self.glyphs + other.glyphs)

    def strip(self) -> PrintedText:
        """Without white space at either end."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : start + len(self.text.strip())]

    @property
    def page(self) -> int:
        """The physical page of the first printed character; 1 for a plain source."""
        return next((glyph.page for glyph in self.glyphs if glyph), 1)

    def places(self, labels: Mapping[int, str | None]) -> tuple[Place, ...]:
        """One place a page touched, in the text's order, with one box a line.

        `labels` gives the printed label of each physical page. Empty for a plain source.
        """
        inked = [g for c, g in zip(self.text, self.glyphs, strict=True) if g and not c.isspace() and g.x1 > g.x0]
        boxes: dict[int, list[Box]] = {}
        for (page, _line), glyphs in groupby(inked, key=lambda g: (g.page, g.line)):
            boxes.setdefault(page, []).append(union(g.box for g in glyphs))
        return tuple(Place(page, labels.get(page), tuple(found)) for page, found in boxes.items())


EMPTY = PrintedText("", ())


def plain(text: str) -> PrintedText:
    """Text of a source without pages: no character has a glyph."""
    return PrintedText(text, (None,) * len(text))


def join(parts: Iterable[PrintedText], separator: str = " ") -> PrintedText:
    """The parts one after the other, `separator` between them without a glyph."""
    chars: list[str] = []
    glyphs: list[Glyph | None] = []
    for n, part in enumerate(parts):
        if n:
            chars.append(separator)
            glyphs.extend([None] * len(separator))
        chars.append(part.text)
        glyphs.extend(part.glyphs)
    return PrintedText("".join(chars), tuple(glyphs))


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
