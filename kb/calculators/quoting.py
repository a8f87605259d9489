"""Sentences of a guideline as quotes, with their places. Chooses by a pattern; changes no word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.geometry import union
from ingest.model import Guideline, Passage, PassageKind, PrintedText
from ingest.statements.sentences import sentences
from kb.calculators.model import Quote, Value


def quote(text: PrintedText, guideline: Guideline, passage: str | None) -> Quote:
    """`text` as printed."""
    text = text.strip()
    return Quote(text.text, text.page, guideline.places(text), passage)


def printed_value(key: str, label: str, text: PrintedText, guideline: Guideline) -> Value:
    """`text` as a lookup's value: its words, and the box around what stands on its first page."""
    text = text.strip()
    places = guideline.places(text)
    return Value(key, label, text.text, None, text.page, union(places[0].boxes) if places else None)


def quote_value(key: str, label: str, said: Quote) -> Value:
    """A quote as a lookup's value."""
    return Value(key, label, said.text, None, said.page, union(said.places[0].boxes) if said.places else None)


def printed_sentences(passage: Passage) -> Iterator[PrintedText]:
    """The sentences of a passage, in order."""
    for start, end in sentences(passage.text.text):
        yield passage.text[start:end].strip()


def quoted(guideline: Guideline, passages: Iterable[Passage], wanted: re.Pattern[str]) -> tuple[Quote, ...]:
    """The sentences of `passages` in which `wanted` is found; neither tables nor references are prose."""
    return tuple(
        quote(sentence, guideline, passage.id)
        for passage in passages
        if passage.kind not in (PassageKind.TABLE, PassageKind.REFERENCE, PassageKind.CAPTION)
        for sentence in printed_sentences(passage)
        if wanted.search(sentence.text)
    )


def of_section(guideline: Guideline, section: str | None) -> list[Passage]:
    """The passages right under a heading, in reading order."""
    return [passage for passage in guideline.passages if passage.section == section]
