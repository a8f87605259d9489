"""What the screen asks of the knowledge base around a calculator, kept by build: its edition's facts, its links.

Only frozen answers are kept.
"""

from __future__ import annotations

from ingest.errors import CallError
from kb.calculators import alongside
from kb.calculators.chaining import Link, find_links
from kb.calculators.editions import Comparison, compare_editions
from kb.calculators.elsewhere import Statement, statements
from kb.calculators.model import Calculator
from kb.calculators.report import Source
from kb.knowledge import KnowledgeBase
from kb.store.catalogue import Edition as Known
from screens.parts.french import day
from screens.parts.kept import per_build
from screens.parts.knowledge import edition_of


def find(base: KnowledgeBase, name: str) -> Calculator | None:
    """The calculator of that name; None where there is none."""
    try:
        return base.calculator(name)
    except CallError:
        return None


def edition(base: KnowledgeBase, calculator: Calculator) -> Known | None:
    """The edition it stands in; None for a published formula."""
    if calculator.document is None:
        return None
    return base.edition(calculator.document, calculator.edition)


def source(base: KnowledgeBase, calculator: Calculator) -> Source | None:
    """Where it comes from, in words."""
    found = edition(base, calculator)
    return None if found is None else Source(found.title, found.label, day(found.data_until), found.latest)


def section_titles(base: KnowledgeBase, calculator: Calculator) -> tuple[str, ...]:
    """The titles over it, the nearest first."""
    if calculator.document is None or calculator.edition is None:
        return ()
    sections = edition_of(base, calculator.document, calculator.edition).sections
    titles, at = [], calculator.section
    while at is not None and at in sections:
        titles.append(str(sections[at]["title"]))
        at = sections[at]["parent"]
    return tuple(titles)


def links(base: KnowledgeBase, calculator: Calculator) -> tuple[Link, ...]:
    """The links between calculators of its edition."""
    if calculator.document is None or calculator.edition is None:
        return ()
    return _links(base, calculator.document, calculator.edition)


def counterparts(base: KnowledgeBase, calculator: Calculator) -> tuple[Calculator, ...]:
    """The scores of other editions and documents that ask the same."""
    return _counterparts(base, calculator.id)


def compared(base: KnowledgeBase, a: Calculator, b: Calculator) -> Comparison:
    """What moved between two scores, over all answers."""
    return _compared(base, a.id, b.id)


@per_build(1)
def said_elsewhere(base: KnowledgeBase) -> tuple[Statement, ...]:
    """What the latest edition of every document recommends."""
    return statements([base.show_json(document.id) for document in base.documents()])


@per_build(32)
def _links(base: KnowledgeBase, document: str, label: str) -> tuple[Link, ...]:
    return find_links([c for c in base.calculators(True) if (c.document, c.edition) == (document, label)])


@per_build(256)
def _counterparts(base: KnowledgeBase, name: str) -> tuple[Calculator, ...]:
    return alongside.counterparts(base.calculator(name), base.calculators(True))


@per_build(64)
def _compared(base: KnowledgeBase, a: str, b: str) -> Comparison:
    return compare_editions(base.calculator(a), base.calculator(b))
