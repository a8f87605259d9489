"""The vocabulary of a concordance: for one question, what each guideline says, as cells that are cited.

Frozen dataclasses. Nothing here reads a guideline.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.model import Place
from kb.store.catalogue import Edition


class Aspect(StrEnum):
    """What a row compares, in the order in which differences matter."""

    DOSE = "dose"
    THRESHOLD = "threshold"
    MODALITY = "modality"
    NUMBER = "number"


class Verdict(StrEnum):
    """How the guidelines that speak stand to each other, the most telling first."""

    DIFFER = "differ"
    AGREE = "agree"
    ALONE = "alone"  # one speaks, the others are silent
    LISTED = "listed"  # said side by side, and not of one thing: nothing is compared


@dataclass(frozen=True, slots=True)
class Row:
    """What is compared: «Dose recommandée, stéréotaxie», «Seuil : clairance»; `compared` False: listed only."""

    aspect: Aspect
    label: str
    compared: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a guideline says on a row.

    `value` is printed, `means` what is compared: equal means are one, however they are printed. `text` is the sentence
    or row that is quoted, `marks` the characters of it that say the value; `page` and `places` are where it stands.
    """

    row: Row
    value: str
    means: tuple[object, ...]
    text: str
    marks: tuple[tuple[int, int], ...]
    page: int
    places: tuple[Place, ...]
    passage: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row with one cell for each guideline of the concordance, in its order; an empty cell is silence."""

    row: Row
    cells: tuple[tuple[Claim, ...], ...]

    @property
    def verdict(self) -> Verdict:
        if not self.row.compared:
            return Verdict.LISTED
        spoken = [frozenset(claim.means for claim in cell) for cell in self.cells if cell]
        if len(spoken) < 2:
            return Verdict.ALONE
        return Verdict.AGREE if len(set(spoken)) == 1 else Verdict.DIFFER


@dataclass(frozen=True, slots=True)
class Concordance:
    """The answer to a question: the editions that were asked, and the lines, differences of dose first."""

    question: str
    editions: tuple[Edition, ...]
    lines: tuple[Line, ...]

    @property
    def silent(self) -> tuple[Edition, ...]:
        """The editions that say nothing on any line."""
        return tuple(e for n, e in enumerate(self.editions) if not any(line.cells[n] for line in self.lines))
