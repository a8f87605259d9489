"""The vocabulary of a comparison: what a change is, what it means, where both sides stand.

Frozen data, in the words of the command line's contract. Compares nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ingest.model import PrintedText


class Type(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MODIFIED = "modified"
    MOVED = "moved"  # found again in another section, reworded or not


class Kind(StrEnum):
    SENTENCE = "sentence"
    CELL = "cell"
    ROW = "row"
    TABLE = "table"
    RECOMMENDATION = "recommendation"
    SECTION = "section"
    CAPTION = "caption"
    REFERENCE = "reference"


class Meaning(StrEnum):
    """What a change means to who treats, highest first; the last two are folded away on screen."""

    DOSE = "dose"
    THRESHOLD = "threshold"
    MODALITY = "modality"
    POPULATION = "population"
    NUMBER = "number"
    WORDING = "wording"
    CITATION = "citation"
    TYPOGRAPHY = "typography"


RANK: Mapping[Meaning, int] = {meaning: n for n, meaning in enumerate(Meaning)}
FOLDED = frozenset({Meaning.CITATION, Meaning.TYPOGRAPHY})
CLINICAL = frozenset(list(Meaning)[: RANK[Meaning.WORDING]])  # a change of these may change what is done


@dataclass(frozen=True, slots=True)
class Side:
    """Where a statement, cell or row stands in one edition; `section` is its id there.

    `text` is what is shown (a cell with its labels), `printed` the characters of it that have a place.
    `passage` is the passage that holds it, None for a section or an entry of the bibliography.
    """

    section: str | None
    text: str
    printed: PrintedText
    passage: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `a` is None only for what was added, `b` only for what was removed.

    `before` and `after` are the words that differ; `a_words` and `b_words` their spans in the sides' texts.
    """

    type: Type
    kind: Kind
    meaning: Meaning
    a: Side | None
    b: Side | None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    a_words: tuple[tuple[int, int], ...] = ()
    b_words: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Twins:
    """A statement of `a` found again in `b`, changed or not: passages and what the statements say."""

    a_passages: tuple[str, ...]
    b_passages: tuple[str, ...]
    a: str
    b: str
    type: Type | None  # None: nothing changed
    meaning: Meaning | None
    joined: int = 1  # how many statements of `a` became this one


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from the edition named `a` to `b`, highest meaning first, then in reading order.

    `twins` are the statements that both have; `alike` (0 to 1) is the share of what either says that both say.
    """

    a: str
    b: str
    changes: tuple[Change, ...]
    twins: tuple[Twins, ...]
    alike: float

    @property
    def summary(self) -> dict[str, int]:
        """How many changes there are of each meaning that occurs, highest first."""
        counts = {meaning.value: 0 for meaning in Meaning}
        for change in self.changes:
            counts[change.meaning.value] += 1
        return {meaning: count for meaning, count in counts.items() if count}
