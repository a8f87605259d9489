"""What a source says, as data: blocks of text in reading order, before any layout.

Standard library only, and no verb: parsing is in `source`, printing in `typst`, the golden structure in `golden`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CitationStyle(StrEnum):
    """How a source's citations are printed."""

    PARENTHESES = "parentheses"  # (84), (90–92)
    BRACKETS = "brackets"  # [2, 3, 7], [4–6]
    SUPERSCRIPT = "superscript"  # 2, 3, 7, raised
    AUTHOR_YEAR = "author-year"  # (Kuchuk, 2015)


class ReferenceStyle(StrEnum):
    """How an entry of a reference list is printed."""

    VANCOUVER = "vancouver"  # one run of text, six authors
    LINES = "lines"  # authors, title and journal on lines of their own, four authors
    JOURNAL = "journal"  # «2013 ; 38 (3) : E193–7. doi: …», three authors

    @property
    def prints_doi(self) -> bool:
        return self is not ReferenceStyle.LINES


@dataclass(frozen=True, slots=True)
class Text:
    """Printed words in one face."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """One work in a citation. `printed` overrides what the style would print: a misspelt name, a wrong year."""

    keys: tuple[str, ...]  # none: cited, but in no list; several: the printed words fit each of them
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation: the works it names, by key, so that numbers and years follow from the reference list."""

    mentions: tuple[Mention, ...]


Inlines = tuple[Text | Cite, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title. `printed_number` keeps the final dot that `number` drops."""

    number: str | None
    printed_number: str
    title: str
    level: int
    run_in: bool = False  # printed at the head of the paragraph that follows


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Inlines
    pulled: bool = False  # a sentence set apart in display type


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list. `marker` is None for a bullet, else the number as printed."""

    text: Inlines
    depth: int
    marker: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A framed list of statements under a title, which is a section's title."""

    title: str
    level: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    row: int
    col: int
    rowspan: int
    colspan: int
    lines: tuple[Inlines, ...]  # a line each, as the source breaks them


@dataclass(frozen=True, slots=True)
class Table:
    number: str | None
    caption: Inlines | None
    header_rows: int
    widths: tuple[float, ...]
    rows: int
    cells: tuple[Cell, ...]
    wide: bool = False  # may span the columns of the page


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of `layouts/figures.typ`, by name, with its caption."""

    number: str | None
    caption: Inlines
    drawing: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """Keys of works, in the order printed. Several lists of one source are one bibliography, interrupted."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Item | Box | Table | Figure | ReferenceList | PageBreak


@dataclass(frozen=True, slots=True)
class Work:
    """A bibliographic entry: facts only, printed by `bibliography`."""

    key: str
    kind: str  # article, article-fr (translated title), article-in-french, erratum, book, chapter, report, web
    authors: tuple[str, ...]
    et_al: bool
    title: str
    container: str
    year: int
    month: str
    volume: str
    issue: str
    pages: str
    doi: str
    editors: str
    publisher: str
    url: str
    collective: bool


@dataclass(frozen=True, slots=True)
class Front:
    """The head of a source: what the first page says, and how the text asks to be printed."""

    title: str
    subtitle: str
    lines: tuple[Inlines, ...]  # authors, affiliations, editors
    notice: str
    head: tuple[str, str]
    layout: str
    citations: CitationStyle
    references: ReferenceStyle
    contents: bool  # prints a table of contents
    date: str  # ISO, the date the PDF carries
    soft_hyphens: bool  # the PDF tells the hyphens it adds from those of the words


@dataclass(frozen=True, slots=True)
class Source:
    """One edition, whole."""

    front: Front
    blocks: tuple[Block, ...]
    works: dict[str, Work]
