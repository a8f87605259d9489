"""A source's blocks as its author would have written them in a word processor: lists nested, run-in titles joined.

Between the source's blocks and any program that prints them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from corpus.typeset.bibliography import entry_lines
from corpus.typeset.citations import Citations
from corpus.typeset.model import (
    Block,
    Box,
    Figure,
    Heading,
    Inlines,
    Item,
    Paragraph,
    ReferenceList,
    Source,
    Table,
    Text,
)
from corpus.typeset.typst import french_spacing

Runs = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A list's entry with the list under it."""

    marker: str | None
    runs: Runs
    under: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Prose:
    runs: Runs
    pulled: bool = False


@dataclass(frozen=True, slots=True)
class Framed:
    title: str
    level: int
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Work:
    """A printed reference: its label with its mark, and its lines."""

    label: str | None
    lines: tuple[Runs, ...]


Part = Heading | Prose | list[Entry] | Framed | Table | Figure | Work


def parts(source: Source) -> Iterator[Part]:
    """The document after its masthead, in order."""
    cites = Citations(source)
    lead: Heading | None = None
    for listed, group in groupby(source.blocks, lambda block: isinstance(block, Item)):
        blocks = list(group)
        if listed:
            yield nested([block for block in blocks if isinstance(block, Item)], cites)
            continue
        for block in blocks:
            if isinstance(block, Heading) and block.run_in:
                lead = block
                continue
            yield from _part(block, lead, source, cites)
            lead = None


def _part(block: Block, lead: Heading | None, source: Source, cites: Citations) -> Iterator[Part]:
    match block:
        case Heading() | Table() | Figure():
            yield block
        case Paragraph():
            title = f"{' '.join((lead.printed_number, lead.title)).strip()}. " if lead else ""
            opening = (Text(title, bold=True, italic=True),) if lead else ()
            yield Prose((*opening, *spaced(cites, block.text)), block.pulled)
        case Box():
            yield Framed(block.title, block.level, nested(block.items, cites))
        case ReferenceList():
            for key in block.keys:
                lines = entry_lines(source.works[key], source.front.references)
                yield Work(cites.label(key), tuple(tuple(line) for line in lines))


def spaced(cites: Citations, inlines: Inlines) -> Runs:
    """The words with citations printed, French spaces made such as do not break."""
    return tuple(
        Text(french_spacing(run.text), run.bold, run.italic, run.raised) for run in cites.runs(inlines) if run.text
    )


def nested(items: Sequence[Item], cites: Citations) -> list[Entry]:
    """Items with their depth → lists in lists."""
    top: list[Entry] = []
    open_: list[list[Entry]] = [top]
    for item in items:
        while len(open_) > item.depth + 1:
            open_.pop()
        if len(open_) < item.depth + 1 and open_[-1]:
            open_.append(open_[-1][-1].under)
        open_[-1].append(Entry(item.marker, spaced(cites, item.text)))
    return top
