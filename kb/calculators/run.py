"""A calculator and answers → its result, with the trace of every point. Never a verdict from half an answer.

Prepared once, a form answers thousands of times. Reads no guideline: all it says was compiled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.errors import CallError
from kb.calculators.answers import Answer, Answers, find_item, find_option, item_names, option_names
from kb.calculators.choose import run_choice
from kb.calculators.formulas import run_formula
from kb.calculators.model import Band, Calculator, Item, Kind, Option, Result, Status, Step

__all__ = ["Answer", "Answers", "Form", "prepare", "run"]


UNCERTAIN = "Verdict incertain : item absent de la table."


@dataclass(frozen=True, slots=True)
class Form:
    """A calculator with every name its items and options answer to."""

    calculator: Calculator
    items: Mapping[str, Item]
    options: Mapping[str, Mapping[str, Option]]  # by the item's key
    extremes: Mapping[str, tuple[float, float]]  # fewest and most points of an item, by its key


def prepare(calculator: Calculator) -> Form:
    """The form of `calculator`. Raises CallError for a refused one, which has nothing to fill in."""
    if calculator.status is Status.REFUSED:
        raise CallError(
            f"«{calculator.id}» cannot be run: {calculator.why}", "Read the table in the document: sourcier show"
        )
    return Form(
        calculator,
        item_names(calculator.items),
        {item.key: option_names(item) for item in calculator.items},
        {item.key: _extremes(item) for item in calculator.items},
    )


def run(form: Form, answers: Answers) -> Result:
    """What the calculator answers: an option's key or printed label for an item's.

    Raises CallError for an item or option that is not offered, naming those that are.
    """
    if form.calculator.kind is Kind.SCORE:
        return _score(form, chosen(form, answers))
    if form.calculator.kind is Kind.FORMULA:
        return run_formula(form.calculator, answers)
    answered = chosen(form, answers)
    return run_choice(form.calculator, answered, missing_items(form, answered), trace(form, answered))


def chosen(form: Form, answers: Answers) -> dict[str, Option]:
    """The option of each item that is answered, by the item's key. Raises CallError as `run` does."""
    keys = [item.key for item in form.calculator.items]
    found: dict[str, Option] = {}
    for name, answer in answers.items():
        item = find_item(name, form.items, keys)
        option = find_option(answer, item, form.options[item.key])
        if found.setdefault(item.key, option) is not option:
            raise CallError(f"{item.key}: answered twice", "Give each item one answer.")
    return found


def missing_items(form: Form, answered: Mapping[str, Option]) -> tuple[str, ...]:
    """The keys of the items without an answer, in the source's order."""
    return tuple(item.key for item in form.calculator.items if item.key not in answered)


def trace(form: Form, answered: Mapping[str, Option]) -> tuple[Step, ...]:
    """One step for each answer, in the source's order, each with its cell."""
    calculator = form.calculator
    return tuple(
        Step(item.key, o.key, o.points, calculator.document, calculator.edition, o.page, o.box)
        for item in calculator.items
        if (o := answered.get(item.key)) is not None
    )


def _score(form: Form, answered: Mapping[str, Option]) -> Result:
    calculator = form.calculator
    missing = missing_items(form, answered)
    total = sum(option.points or 0.0 for option in answered.values())
    complete = not missing
    band = band_of(calculator.bands, total) if complete else None
    reach = _within_reach(calculator.bands, total, total + calculator.absent_points) if complete else ()
    certain = not calculator.absent_points and len(reach) < 2
    alternatives = () if certain else reach
    possible = None
    if not complete:
        low = total + sum(form.extremes[key][0] for key in missing)
        high = total + sum(form.extremes[key][1] for key in missing)
        possible = (low, high)
    warnings = calculator.warnings
    if calculator.absent_points:
        warnings = (UNCERTAIN, *warnings)
    return Result(
        id=calculator.id,
        total=total if complete else None,
        values=(),
        band=band,
        certain=certain,
        alternatives=alternatives,
        complete=complete,
        missing=missing,
        possible=possible,
        verdict=None,
        trace=trace(form, answered),
        warnings=warnings,
        quotes=calculator.limits,
    )


def band_of(bands: Sequence[Band], total: float) -> Band | None:
    """The only band that holds `total`; None where none does, or where two disagree: the document gives no verdict."""
    holding = [band for band in bands if band.holds(total)]
    return holding[0] if len(holding) == 1 else None


def _within_reach(bands: Sequence[Band], low: float, high: float) -> tuple[Band, ...]:
    """The bands that totals from `low` to `high` lead to."""
    return tuple(b for b in bands if (b.low is None or b.low <= high) and (b.high is None or low <= b.high))


def _extremes(item: Item) -> tuple[float, float]:
    points = [option.points or 0.0 for option in item.options]
    return (min(points), max(points)) if points else (0.0, 0.0)
