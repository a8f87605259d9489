"""Passages and bibliography → every mention of a work, in reading order, each with the entries it means.

Decides from the whole document how it cites (numbers in one kind of bracket, raised numbers, authors and year, or
both), as «(12)» is a citation in one and a count in another. Never resolves a mention by likeness alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from ingest.bibliography.names import NameMark, name_marks
from ingest.bibliography.numbers import NumberMark, Shape, notes, number_marks
from ingest.bibliography.targets import Outcome, Works
from ingest.model import Citation, CitationStatus, Passage, PassageKind, Reference

SOLID = 3  # different works: so many mentions that lead somewhere are a habit of the document, fewer may be chance
SHARE = 0.5  # of the bracketed numbers: where fewer are labels, the brackets hold something else
COVERAGE = 0.3  # of the entries: a list without printed numbers is cited by number only if so many are met
OUTWEIGHED = 0.25  # numbers fewer than that share of the author–year mentions are counts in an author–year document
LARGEST_LABEL = 999  # a bracketed number beyond is a year or a count, unless an entry bears it
UNNUMBERED_FROM = 10  # without a bibliography smaller lone numbers in brackets are as often notes and lists


Mark = TypeVar("Mark", NumberMark, NameMark)


@dataclass(frozen=True, slots=True)
class _Found(Generic[Mark]):
    order: int  # of the passage
    passage: Passage
    mark: Mark
    outcome: Outcome


def find_citations(
    passages: Sequence[Passage], references: Sequence[Reference], skip: Collection[str] = ()
) -> tuple[Citation, ...]:
    """Every mention of a work in `passages`, in reading order.

    `skip` holds ids of passages to leave out; entries of the bibliography always are. Without `references` what looks
    like a citation is kept as unresolved.
    """
    works = Works(references)
    numbers: list[_Found[NumberMark]] = []
    names: list[_Found[NameMark]] = []
    front = next((n for n, p in enumerate(passages) if p.section), 0)  # above the first heading: authors, addresses
    noted: list[tuple[int, int, frozenset[int]]] = []  # passage, page, numbers of the notes that it opens
    for n, passage in enumerate(passages):
        if passage.kind is PassageKind.REFERENCE or passage.id in skip:
            continue
        text = passage.text.text
        marks = [mark for mark in number_marks(text) if n >= front or mark.shape is not Shape.RAISED]
        numbers.extend(_Found(n, passage, mark, works.by_number(mark)) for mark in marks)
        if opened := notes(text):
            noted.append((n, passage.text.page, opened))
        names.extend(_Found(n, passage, mark, works.by_name(mark)) for mark in name_marks(text))
    numbers = [found for found in numbers if not _calls_a_note(found, noted)]
    if not len(works):
        return _in_order(_alone(numbers), _alone_names(names))
    numeric = _citing_numbers(numbers, names, works)
    return _in_order(numeric, _citing_names(names, bool(numeric)))


def _calls_a_note(found: _Found[NumberMark], noted: Sequence[tuple[int, int, frozenset[int]]]) -> bool:
    """Whether raised numbers lead to notes, or to the authors' addresses, that stand further on the same page."""
    if found.mark.shape is not Shape.RAISED or not noted:
        return False
    glyph = found.passage.text.glyphs[found.mark.start]
    page = glyph.page if glyph else found.passage.text.page
    opened = {number for n, there, numbers in noted if n >= found.order and page == there for number in numbers}
    return opened.issuperset(found.mark.numbers)


def _in_order(numbers: Sequence[_Found[NumberMark]], names: Sequence[_Found[NameMark]]) -> tuple[Citation, ...]:
    placed = [(found.order, found.mark.start, _citation(found)) for found in numbers]
    placed += [(found.order, found.mark.start, _citation(found)) for found in names]
    return tuple(citation for _, _, citation in sorted(placed, key=lambda one: one[:2]))


def _citation(found: _Found[NumberMark] | _Found[NameMark]) -> Citation:
    passage, start, end = found.passage, found.mark.start, found.mark.end
    if found.outcome.name:  # what stands before the author's name is not part of the mention
        start = max(start, passage.text.text.find(found.outcome.name, start, end))
    targets, status, why, _ = found.outcome
    return Citation(passage.text[start:end], passage.section, passage.id, start, end, targets, status, why)


# --- numbers ------------------------------------------------------------------------------------------------------


def _citing_numbers(
    numbers: Sequence[_Found[NumberMark]], names: Sequence[_Found[NameMark]], works: Works
) -> list[_Found[NumberMark]]:
    """The numeric marks that are citations: those of the shape this document cites in, where they can be labels."""
    met = {shape: _labels_met(found for found in numbers if found.mark.shape is shape) for shape in Shape}
    shape = max(Shape, key=lambda shape: len(met[shape]))
    if not _in_use(shape, met[shape], numbers, names, works):
        return []
    kept: list[_Found[NumberMark]] = []
    highest = 0
    for found in numbers:
        mark, whole = found.mark, found.outcome.status is not CitationStatus.UNRESOLVED
        if mark.shape is not shape:
            # «(adapté de [92])» in a document that cites (92); a range in square brackets there is an interval
            square = mark.shape is Shape.SQUARE and _known(found) and not mark.ranged
            if works.labelled and (square or works.names_author(mark)):  # «Erler et al. (113)» needs no habit
                kept.append(found)
            continue
        follows = highest < mark.numbers[0] <= highest + 1  # the next new work: the order of Vancouver
        if mark.interval and not follows and (shape is Shape.ROUND or not whole):
            continue
        if not _known(found) and not _dangling(found):
            continue
        highest = max(highest, *mark.numbers) if _known(found) else highest
        kept.append(found)
    return kept


def _labels_met(found: Iterable[_Found[NumberMark]]) -> frozenset[int]:
    return frozenset(number for one in found if _known(one) and not one.mark.interval for number in one.mark.numbers)


def _known(found: _Found[NumberMark]) -> bool:
    """Whether every number is in the bibliography."""
    return found.outcome.status in (CitationStatus.RESOLVED, CitationStatus.AMBIGUOUS)


def _in_use(
    shape: Shape,
    met: Collection[int],
    numbers: Sequence[_Found[NumberMark]],
    names: Sequence[_Found[NameMark]],
    works: Works,
) -> bool:
    """Whether the document cites by numbers of this shape."""
    marks = [found for found in numbers if found.mark.shape is shape and not found.mark.interval]
    by_name = len({found.outcome.targets for found in names if found.outcome.status is CitationStatus.RESOLVED})
    if not marks:
        return False
    if by_name >= SOLID and len(met) < OUTWEIGHED * by_name and (shape is not Shape.SQUARE or not works.labelled):
        return False
    if not works.labelled:
        first = list(dict.fromkeys(number for found in marks if _known(found) for number in found.mark.numbers))
        rising = sum(a < b for a, b in pairwise(first)) >= SHARE * (len(first) - 1)
        few = sum(map(_known, marks)) < SOLID or len(met) < COVERAGE * len(works) or by_name >= len(met)
        if few or not rising or works.alphabetical:
            return False
    if shape is Shape.SQUARE:
        return works.labelled or bool(met)
    return bool(met) and sum(map(_known, marks)) >= SHARE * len(marks)


def _dangling(found: _Found[NumberMark]) -> bool:
    """Whether a mark with a number that no entry bears is still a citation, and not a count."""
    mark = found.mark
    if max(mark.numbers) > LARGEST_LABEL:
        return False
    return mark.shape is not Shape.ROUND or len(mark.numbers) > 1 or mark.name is not None or mark.ends_phrase


def _alone(numbers: Sequence[_Found[NumberMark]]) -> list[_Found[NumberMark]]:
    """What looks like a numeric citation in a document without bibliography: an excerpt cites what it does not list."""
    marks = [found for found in numbers if found.mark.shape is not Shape.RAISED and _dangling(found)]
    marks = [found for found in marks if not (found.mark.interval and found.mark.shape is Shape.ROUND)]
    square = sum(found.mark.shape is Shape.SQUARE for found in marks)
    shape = Shape.SQUARE if 2 * square >= len(marks) else Shape.ROUND
    marks = [found for found in marks if found.mark.shape is shape]
    telling = [
        found
        for found in marks
        if len(found.mark.numbers) > 1 or found.mark.numbers[0] >= UNNUMBERED_FROM or found.mark.name
    ]
    different = {number for found in marks for number in found.mark.numbers}
    return marks if telling and (len(different) >= SOLID or len(telling) == len(marks)) else []


# --- names --------------------------------------------------------------------------------------------------------


def _citing_names(names: Sequence[_Found[NameMark]], numeric: bool) -> list[_Found[NameMark]]:
    """The author–year marks that are citations; where numbers cite, only those that lead to an entry."""
    firm = [found for found in names if found.outcome.status is CitationStatus.RESOLVED]
    habit = len({found.outcome.targets for found in firm}) >= SOLID or (bool(firm) and not numeric)
    commas = sum(found.mark.comma for found in firm) * 2 >= sum(not found.mark.narrative for found in firm)
    return [found for found in names if _cites(found, habit, commas, numeric)]


def _cites(found: _Found[NameMark], habit: bool, commas: bool, numeric: bool) -> bool:
    mark, status = found.mark, found.outcome.status
    several = mark.et_al or len(mark.names) > 1
    if mark.loose:
        return status is CitationStatus.RESOLVED
    if status is CitationStatus.RESOLVED:
        return habit or several or not mark.narrative
    if status is not CitationStatus.UNRESOLVED:
        return habit or mark.et_al
    if mark.narrative:
        return mark.et_al and not numeric
    if mark.et_al:
        return True
    return habit and (mark.comma or not commas)


def _alone_names(names: Sequence[_Found[NameMark]]) -> list[_Found[NameMark]]:
    """Without a bibliography: the unmistakable form, «et al.», and the plain one where it is repeated."""
    plain = [found for found in names if found.mark.comma and not found.mark.narrative and not found.mark.loose]
    return [found for found in names if found.mark.et_al or (found in plain and len(plain) >= SOLID)]
