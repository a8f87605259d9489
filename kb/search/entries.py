"""What an engine is given to find: one entry a passage, with the structure that lends it weight.

The store makes entries, the analysis turns them into terms, engines rank them. Knows nothing of any engine.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Image:
    """Where a figure stands, in points of the page as displayed. What it says is never read."""

    page: int
    box: tuple[float, float, float, float]

    @property
    def said(self) -> str:
        """What a question that meets it is answered."""
        return f"en image, p. {self.page}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage of one edition as it is searched. `key` is unique in a build."""

    document: str
    edition: str
    latest: bool  # whether this is the document's newest edition
    passage: str  # its id
    kind: str  # a PassageKind value, or «row» for a table row that answers by itself
    text: str  # what is quoted
    page: int  # physical, 1-based
    section_number: str | None
    section_path: tuple[str, ...]  # titles from the outermost to the passage's own section
    caption: str | None = None  # of the table the passage is, or belongs to
    strength: str | None = None  # of the recommendation that stands in it
    row: int | None = None  # for kind «row»: its row in the table's grid
    order: int = 0  # position in reading order within the edition
    title: str = ""  # the document's
    scope: str | None = None  # for whom the document was written, as its manifest says
    lead: str | None = None  # what introduces a list item: the item or paragraph it hangs from
    image: Image | None = None  # the figure that a caption describes

    @property
    def key(self) -> str:
        suffix = "" if self.row is None else f":{self.row}"
        return f"{self.document}@{self.edition}#{self.passage}{suffix}"
