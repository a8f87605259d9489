"""What a rule is asked about: one edition as it was read, its calculators, the day of the audit, and its sentences.

Makes findings with their places; finds nothing itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from ingest.model import Citation, Guideline, Passage, PassageKind, Quantity, Section
from ingest.statements.lead_ins import lead_ins
from ingest.statements.sentences import sentences
from ingest.text import Place, PrintedText
from kb.audit.model import Finding
from kb.calculators.model import Calculator

Thing = TypeVar("Thing")
SPOKEN = (PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.RECOMMENDATION)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Characters `start:end` of a passage's text."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.text.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Subject:
    """An edition under audit. `dated` is the edition's own date as far as known («2022», «2022-07-30»), `today` the
    day on which statements must still be true."""

    guideline: Guideline
    calculators: tuple[Calculator, ...]
    today: date
    dated: str | None
    sections: Mapping[str, Section]
    passages: Mapping[str, Passage]
    sentences: tuple[Sentence, ...]  # of all passages but the bibliography's, in reading order
    sentences_of: Mapping[str, tuple[Sentence, ...]]  # by passage, as the next two
    quantities_of: Mapping[str, tuple[Quantity, ...]]
    citations_of: Mapping[str, tuple[Citation, ...]]
    order: Mapping[str, int]  # of the passages

    @property
    def year(self) -> int | None:
        """The year of the edition, where it is known."""
        return int(self.dated[:4]) if self.dated and self.dated[:4].isdigit() else None

    def sentence_of(self, passage: str, offset: int) -> Sentence | None:
        """The sentence of the passage that holds the character `offset`."""
        return next((s for s in self.sentences_of.get(passage, ()) if s.start <= offset < s.end), None)

    def cited_in(self, sentence: Sentence) -> Iterator[Citation]:
        """The mentions of works within the sentence."""
        for citation in self.citations_of.get(sentence.passage.id, ()):
            if sentence.start <= citation.start < sentence.end:
                yield citation

    def quantities_in(self, sentence: Sentence) -> Iterator[Quantity]:
        """The quantities within the sentence."""
        for quantity in self.quantities_of.get(sentence.passage.id, ()):
            if sentence.start <= quantity.start < sentence.end:
                yield quantity

    def leads(self, passage: Passage) -> tuple[Passage, ...]:
        """What leads in to an item, nearest first; () for what is no item."""
        n = self.order.get(passage.id)
        return () if n is None else lead_ins(self.guideline.passages, n, lambda text: False)

    # --- findings ---

    def finding(
        self,
        rule: str,
        sentence: Sentence,
        detail: str,
        marks: Sequence[tuple[int, int]] = (),
        repair: str | None = None,
        against: str = "",
    ) -> Finding:
        """A finding about a sentence; `marks` are offsets in its passage, `against` what it is held against."""
        text = sentence.passage.text[sentence.start : sentence.end]
        inside = tuple(
            (max(a, sentence.start) - sentence.start, min(b, sentence.end) - sentence.start) for a, b in marks
        )
        return self.quoting(rule, text, detail, sentence.passage.section, sentence.passage.id, inside, repair, against)

    def quoting(
        self,
        rule: str,
        text: PrintedText,
        detail: str,
        section: str | None = None,
        passage: str | None = None,
        marks: Sequence[tuple[int, int]] = (),
        repair: str | None = None,
        against: str = "",
    ) -> Finding:
        """A finding about any printed text."""
        places = self.guideline.places(text)
        page = places[0].page if places else text.page
        found = self.sections.get(section) if section else None
        return Finding(rule, text.text, detail, page, places, found, passage, tuple(marks), repair, against)

    def placed(
        self, rule: str, text: str, detail: str, page: int | None, places: tuple[Place, ...], section: str | None
    ) -> Finding:
        """A finding about something whose place is known already (a cell of a score)."""
        found = self.sections.get(section) if section else None
        return Finding(rule, text, detail, places[0].page if places else page or 1, places, found)


def make_subject(
    guideline: Guideline, calculators: Sequence[Calculator], today: date, dated: str | None = None
) -> Subject:
    """The edition with the ways in that rules need."""
    spoken = tuple(
        Sentence(passage, start, end)
        for passage in guideline.passages
        if passage.kind is not PassageKind.REFERENCE
        for start, end in sentences(passage.text.text)
    )
    return Subject(
        guideline,
        tuple(calculators),
        today,
        dated,
        MappingProxyType({section.id: section for section in guideline.sections}),
        MappingProxyType({passage.id: passage for passage in guideline.passages}),
        spoken,
        _grouped((sentence.passage.id, sentence) for sentence in spoken),
        _grouped((quantity.passage, quantity) for quantity in guideline.quantities),
        _grouped((citation.passage, citation) for citation in guideline.citations),
        MappingProxyType({passage.id: n for n, passage in enumerate(guideline.passages)}),
    )


def _grouped(pairs: Iterable[tuple[str, Thing]]) -> Mapping[str, tuple[Thing, ...]]:
    """The things by passage, in their order."""
    found: dict[str, list[Thing]] = defaultdict(list)
    for passage, thing in pairs:
        found[passage].append(thing)
    return MappingProxyType({passage: tuple(things) for passage, things in found.items()})
