"""What documents say of a formula's numbers, joined to it: a printed limit, and the sentences on either side of it.

Quotes beside a result; never changes a number, never gives a dose.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from ingest.model import Place
from kb.calculators.model import Calculator, Kind, Quote, Row, Status, Value

_SAME = 1e-9  # two printed ratios are one
_HOLDS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "≤": operator.le,
    ">": operator.gt,
    "≥": operator.ge,
    "=": lambda number, bound: abs(number - bound) < _SAME,
}


def with_rules(formula: Calculator, calculators: Iterable[Calculator]) -> Calculator:
    """`formula` with a row for each rule that the documents' lookups hold on one of its numbers.

    A rule's options are the number's key, a relation and the limit as the document prints it.
    """
    rows = [
        Row((key, relation, limit), tuple(_signed(value, each) for value in row.values))
        for each in calculators
        if each.kind is Kind.LOOKUP and each.status is Status.READY
        for key, relation, limit, row in _rules(each)
        if key in _numbers(formula)
    ]
    return replace(formula, rows=tuple(rows))


def applied(rows: Iterable[Row], known: Mapping[str, float]) -> tuple[tuple[Quote, ...], tuple[str, ...]]:
    """The sentences of the rules that hold for the numbers, and a warning for each that names its document."""
    found = [
        value
        for row in rows
        if len(row.options) == 3 and row.options[0] in known and _holds(known[row.options[0]], *row.options[1:])
        for value in row.values
    ]
    quotes = tuple(Quote(str(value.value), value.page or 1, _places(value)) for value in found)
    return quotes, tuple(f"{value.label}, p. {value.page or 1} : « {value.value} »" for value in found)


def _places(value: Value) -> tuple[Place, ...]:
    return (Place(value.page, None, (value.box,)),) if value.page and value.box else ()


def _rules(calculator: Calculator) -> Iterator[tuple[str, str, str, Row]]:
    """The rules of a lookup of limits: one item, its options «< 30 mL/min», «≥ 30 mL/min», «α/β = 0,87»."""
    slug = calculator.id.rpartition("/")[2]
    key = {"anti-resorptifs-et-fonction-renale": "clearance", "rapport-alpha-beta": "alpha_beta"}.get(slug)
    if key is None or len(calculator.items) != 1:
        return
    by_key = {option.key: option.label for option in calculator.items[0].options}
    for row in calculator.rows:
        label = by_key.get(row.options[0], "")
        for relation in _HOLDS:
            _, mark, after = label.partition(relation)
            if mark and after.split():
                yield key, relation, after.split()[0], row


def _holds(number: float, relation: str, limit: str) -> bool:
    return _HOLDS[relation](number, float(limit.replace(",", ".")))


def _numbers(formula: Calculator) -> frozenset[str]:
    """The keys of the numbers a formula has: what it asks for, and the clearance it gives."""
    asked = {each.key for each in formula.inputs}
    return frozenset(asked | ({"clearance"} if "creatinine" in asked else set()))


def _signed(value: Value, calculator: Calculator) -> Value:
    """The value, labelled by its document."""
    return replace(value, label=f"{calculator.document} {calculator.edition}")
