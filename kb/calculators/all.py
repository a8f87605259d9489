"""Every calculator of an edition, and those that belong to no document: the providers, one after the other.

Knows no kind of calculator from the inside: a provider is a function of a guideline, named here in one line.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.model import Guideline
from kb.calculators.checklists import compile_checklists
from kb.calculators.classifications import compile_classifications
from kb.calculators.compile import compile_scores
from kb.calculators.differences import with_differences
from kb.calculators.formulas import FORMULAS
from kb.calculators.lookup_conditions import compile_condition_lookups
from kb.calculators.lookup_doses import compile_dose_lookups
from kb.calculators.lookups import compile_lookups
from kb.calculators.model import Calculator, Kind, Status
from kb.calculators.radiobiology import compile_ratios
from kb.calculators.renal import compile_renal_rules
from kb.calculators.rules import with_rules
from kb.calculators.topics import compile_topics

# (guideline, document, edition) → its calculators of one sort, in reading order; their ids are `document`/slug
Provider = Callable[[Guideline, str, str], tuple[Calculator, ...]]

# Of tables that are no score: what is printed to be added up is nothing else.
OF_OTHER_TABLES: tuple[Provider, ...] = (compile_classifications, compile_lookups)
OF_TEXT: tuple[Provider, ...] = (
    compile_dose_lookups,
    compile_condition_lookups,
    compile_topics,
    compile_checklists,
    compile_renal_rules,
    compile_ratios,
)


def all_calculators(guideline: Guideline, document: str, edition: str) -> tuple[Calculator, ...]:
    """The calculators of an edition; ids are unique, `document`/slug.

    Never raises: a provider that fails takes neither the document nor the others with it, but leaves a refused entry.
    """

    def provided(providers: Sequence[Provider], read: Guideline) -> Iterator[Calculator]:
        return (c for provide in providers for c in _provided(provide, read, document, edition))

    scores = tuple(provided((compile_scores,), guideline))
    summed = {score.table for score in scores}
    others = replace(guideline, tables=tuple(table for table in guideline.tables if table.id not in summed))
    return tuple(_unique((*scores, *provided(OF_OTHER_TABLES, others), *provided(OF_TEXT, guideline))))


def formulas(calculators: Sequence[Calculator] = ()) -> tuple[Calculator, ...]:
    """The calculators that belong to no document, each with what those of documents say of its numbers."""
    return tuple(with_rules(formula, calculators) for formula in FORMULAS)


def joined(calculators: Sequence[Calculator]) -> tuple[Calculator, ...]:
    """The calculators of documents, each with what the others say otherwise, then the formulas."""
    return (*(compared(each, lambda: calculators) for each in calculators), *formulas(calculators))


def compared(calculator: Calculator, others: Callable[[], Sequence[Calculator]]) -> Calculator:
    """`calculator` with what other documents and editions say otherwise; `others` is asked only where it matters."""
    return with_differences(calculator, others()) if calculator.kind is Kind.CHECKLIST else calculator


def _provided(provide: Provider, guideline: Guideline, document: str, edition: str) -> tuple[Calculator, ...]:
    try:
        return provide(guideline, document, edition)
    except Exception as error:  # noqa: BLE001 - a defect hides one sort of calculator, and says so
        frame = traceback.extract_tb(error.__traceback__)[-1]
        why = f"the compiler failed ({type(error).__name__}: {error}; {Path(frame.filename).name}, line {frame.lineno})"
        name = provide.__name__.removeprefix("compile_")
        return (Calculator(f"{document}/{name}", Kind.SCORE, name, document, edition, Status.REFUSED, why),)


def _unique(calculators: Sequence[Calculator]) -> Iterator[Calculator]:
    """A number behind an id that was given before."""
    seen: set[str] = set()
    for calculator in calculators:
        name, n = calculator.id, 1
        while name in seen:
            n += 1
            name = f"{calculator.id}-{n}"
        seen.add(name)
        yield calculator if name == calculator.id else replace(calculator, id=name)
