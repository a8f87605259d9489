"""The vocabulary of calculators: what a guideline's table or sentence has become, and what an answer is.

Frozen dataclasses; a value that was printed keeps its place. Nothing here reads a guideline or reckons.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.geometry import Box
from ingest.model import Place


class Kind(StrEnum):
    SCORE = "score"  # items with points, a total, bands
    CLASSIFICATION = "classification"  # one item; the chosen option's description is the answer
    LOOKUP = "lookup"  # options of one or more items lead to a row of a table or a quoted sentence
    FORMULA = "formula"  # numbers in, numbers out
    CHECKLIST = "checklist"  # criteria answered yes, no, unknown


class Status(StrEnum):
    READY = "ready"
    INCOMPLETE = "incomplete"  # it can be filled in, but no total or no verdict follows; `why` says so
    REFUSED = "refused"  # a table that looks like one and did not compile; `why` says so


class Role(StrEnum):
    """What a checklist's criterion is for."""

    INDICATION = "indication"
    CONTRAINDICATION = "contraindication"
    RELATIVE = "relative"


class Verdict(StrEnum):
    """A checklist's answer. «Eligible» is never said."""

    CONTRAINDICATED = "contraindicated"
    INCOMPLETE = "incomplete"
    NOT_INDICATED = "not_indicated"
    DISCUSS = "discuss"
    NONE_FOUND = "none_found"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer as the source words it; `points` None where it has none. `box` is its cell's, on `page`."""

    key: str
    label: str
    points: float | None = None
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A question of the form, its options in the source's order. `quote` is the criterion's sentence, if any."""

    key: str
    label: str
    options: tuple[Option, ...]
    role: Role | None = None
    page: int | None = None
    places: tuple[Place, ...] = ()
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Totals from `low` to `high`, both included, None for an open end. `label` is the short verdict as printed."""

    low: float | None
    high: float | None
    label: str
    details: tuple[str, ...]
    page: int | None
    places: tuple[Place, ...]

    def holds(self, total: float) -> bool:
        return (self.low is None or self.low <= total) and (self.high is None or total <= self.high)


@dataclass(frozen=True, slots=True)
class Input:
    """A number a formula asks for, with its unit and the domain outside which it refuses."""

    key: str
    label: str
    unit: str | None
    minimum: float | None
    maximum: float | None
    default: float | str | None = None
    choices: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A result: a formula's number, unrounded, or the printed words of a lookup. `page` and `box`: of a quote."""

    key: str
    label: str
    value: float | str | None
    unit: str | None = None
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the document as printed, with its place."""

    text: str
    page: int
    places: tuple[Place, ...]
    passage: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the proof, or the comparison with a published definition, has against a calculator.

    `text` is a sentence in French for the reader; it names both options or bands where it is about two. `rule` is the
    audit's. `item` is a key, None where the totals are meant. `page` and `places`: of what it is about.
    """

    rule: str
    text: str
    item: str | None = None
    page: int | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A lookup's line: the option of each item it answers for, and what it prints, column by column."""

    options: tuple[str, ...]  # option keys, in the order of the calculator's items
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Calculator:
    """A score, classification, lookup, formula or checklist of one edition (None: a published formula).

    `id` is what the command line accepts: a formula's slug, else DOC/slug or DOC@EDITION/slug. `name` is as the
    document has it. `limits` are the sentences of its section that limit it, quoted beside every verdict.
    """

    id: str
    kind: Kind
    name: str
    document: str | None
    edition: str | None
    status: Status
    why: str | None = None
    items: tuple[Item, ...] = ()
    inputs: tuple[Input, ...] = ()
    rows: tuple[Row, ...] = ()
    bands: tuple[Band, ...] = ()
    range: tuple[float, float] | None = None  # computed from the points
    stated_range: tuple[float, float] | None = None  # as printed
    warnings: tuple[str, ...] = ()  # what a reader must know before trusting it, the texts of the findings first
    findings: tuple[Finding, ...] = ()
    absent_points: float = 0.0  # that the document says there are and its table does not give
    limits: tuple[Quote, ...] = ()
    section: str | None = None  # id of the section it stands in
    table: str | None = None  # id of the table it was compiled from
    page: int | None = None
    source: str | None = None  # a formula's published source, with units and domain


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the trace: the item, the option chosen, the points it gave, and the cell they stand in."""

    item: str
    option: str
    points: float | None
    document: str | None
    edition: str | None
    page: int | None
    box: Box | None


@dataclass(frozen=True, slots=True)
class Result:
    """What a calculator answers. A form with a missing answer has no band: `possible` is the range still open.

    `certain` is False where points are known to be missing from the source; `alternatives` then has every band they
    could lead to, the printed one among them.
    """

    id: str
    total: float | None
    values: tuple[Value, ...]
    band: Band | None
    certain: bool
    alternatives: tuple[Band, ...]
    complete: bool
    missing: tuple[str, ...]
    possible: tuple[float, float] | None
    verdict: Verdict | None
    trace: tuple[Step, ...]
    warnings: tuple[str, ...]
    quotes: tuple[Quote, ...] = ()
