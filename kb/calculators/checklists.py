"""Criteria of a guideline → one checklist a technique: each criterion yes, no or unknown, with its role and place.

Says which criteria the document states and asks for each; never that a patient is eligible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.model import Guideline
from kb.calculators.criteria import Criterion, find_criteria, named
from kb.calculators.keys import plain_key, unique_keys
from kb.calculators.model import Calculator, Item, Kind, Option, Quote, Role, Status
from kb.calculators.patterns import pattern
from kb.calculators.quoting import of_section, quoted

ANSWERS = (Option("yes", "oui"), Option("no", "non"), Option("unknown", "inconnu"))
LEAST = 2  # criteria: one sentence in passing makes no checklist
_ORDER = {Role.INDICATION: 0, Role.CONTRAINDICATION: 1, Role.RELATIVE: 2}


def compile_checklists(guideline: Guideline, document: str, edition: str) -> tuple[Calculator, ...]:
    """The checklists of the edition, one a technique, in the order in which the document comes to them."""
    groups: dict[str, list[Criterion]] = {}
    for technique, criterion in _told(find_criteria(guideline), guideline):
        groups.setdefault(technique, []).append(criterion)
    found = []
    for technique, criteria in groups.items():
        kept = _kept(criteria)
        if len(kept) >= LEAST:
            found.append(_checklist(technique, kept, guideline, document, edition))
    return tuple(found)


def _told(criteria: Sequence[Criterion], guideline: Guideline) -> Iterator[tuple[str, Criterion]]:
    """Each criterion with its technique; one that names none has that of its section, where the others agree."""
    found = [(technique_of(criterion, guideline), criterion) for criterion in criteria]
    for technique, criterion in found:
        beside = {t for t, other in found if t and other.passage.section == criterion.passage.section}
        if technique := technique or (beside.pop() if len(beside) == 1 else None):
            yield technique, criterion


def technique_of(criterion: Criterion, guideline: Guideline) -> str | None:
    """What the criterion is about: named in its sentence, else by the nearest heading that names a technique."""
    for text in (criterion.about, *_headings(criterion, guideline)):
        if known := named(text):
            return known
        for match in pattern("criteria", "named").finditer(text):
            name = match.group("name")
            if text == criterion.about and not pattern("criteria", "generic").match(name.split()[0]):
                return name[:1].upper() + name[1:]
    return None


def _headings(criterion: Criterion, guideline: Guideline) -> list[str]:
    """The titles over a criterion, the nearest first."""
    sections = {section.id: section for section in guideline.sections}
    titles, at = [], criterion.passage.section
    while at is not None and (section := sections.get(at)) is not None:
        titles.append(section.title.text)
        at = section.parent
    return titles


def _kept(criteria: Sequence[Criterion]) -> list[Criterion]:
    """The criteria that count, each once, indications first. What is said in passing gives way to a list."""
    told = any(c.role is Role.INDICATION and not c.weak for c in criteria)
    kept = [c for c in criteria if not (c.weak and told and c.role is Role.INDICATION)]
    once = {_same(c): c for c in reversed(kept)}
    return sorted((c for c in kept if once[_same(c)] is c), key=lambda c: _ORDER[c.role])


def _same(criterion: Criterion) -> tuple[Role, str]:
    """What makes two criteria one: their role and their words."""
    return criterion.role, re.sub(r"\W+", " ", criterion.text.text.casefold()).strip()


def _checklist(
    technique: str, criteria: Sequence[Criterion], guideline: Guideline, document: str, edition: str
) -> Calculator:
    keys = unique_keys([c.text.text for c in criteria])
    items = tuple(
        Item(key, c.text.text, ANSWERS, c.role, c.text.page, guideline.places(c.text), c.quote.text)
        for key, c in zip(keys, criteria, strict=True)
    )
    first = min(criteria, key=lambda c: guideline.passages.index(c.passage))
    return Calculator(
        f"{document}/{plain_key(technique)}", Kind.CHECKLIST, f"{technique} : indications et contre-indications",
        document, edition, Status.READY, items=items, limits=_meeting(technique, criteria, guideline),
        section=first.passage.section, page=first.text.page,
    )  # fmt: skip


def _meeting(technique: str, criteria: Sequence[Criterion], guideline: Guideline) -> tuple[Quote, ...]:
    """The document's demand for a multidisciplinary meeting: of the criteria's sections, of those over them, of those
    that are headed by the technique, or of what the document says at its highest level, else anywhere, about no
    other technique.
    """
    parents = {section.id: section.parent for section in guideline.sections}
    near: list[str | None] = list(dict.fromkeys(c.passage.section for c in criteria))
    while any(near):
        if found := _asked(near, technique, guideline):
            return found
        near = list(dict.fromkeys(parents.get(section) for section in near if section))
    headed = [s.id for s in guideline.sections if named(s.title.text) == technique]
    highest = [None, *(s.id for s in guideline.sections if s.parent is None)]
    everywhere = [s.id for s in guideline.sections if named(s.title.text) in (technique, None)]
    return (
        _asked(headed, technique, guideline)
        or _asked(highest, technique, guideline)[:1]
        or _asked(everywhere, technique, guideline)[:1]
    )


def _asked(sections: Iterable[str | None], technique: str, guideline: Guideline) -> tuple[Quote, ...]:
    passages = [passage for section in sections for passage in of_section(guideline, section)]
    return tuple(
        found
        for found in quoted(guideline, passages, pattern("limits", "meeting"))
        if pattern("limits", "demand").search(found.text) and named(found.text) in (technique, None)
    )
