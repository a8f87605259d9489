"""The answers of an address → those that the calculator takes, and a French sentence for each that it does not.

Judges nothing by itself: what a formula refuses, the formula's own room refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.errors import CallError
from kb.calculators.answers import Answer
from kb.calculators.formulas import french
from kb.calculators.model import Calculator, Input, Item, Kind
from kb.calculators.run import prepare, run
from screens.calculator.address import Pairs
from screens.parts.french import quoted

COURSE = "course"  # the input that may be answered several times
_CREATININE, _UNIT = "creatinine", "unit"  # its domain depends on the unit


@dataclass(frozen=True, slots=True)
class Checked:
    """`answers` by key, in the calculator's order; `problems` are sentences, `wrong` the keys they are about."""

    answers: dict[str, Answer]
    problems: tuple[str, ...]
    wrong: frozenset[str]


def check(calculator: Calculator, given: Pairs) -> Checked:
    """The answers that hold; the rest is said, and left out."""
    if calculator.kind is Kind.FORMULA:
        return _numbers(calculator, given)
    items = {item.key: item for item in calculator.items}
    found: dict[str, str] = {}
    problems: list[str] = []
    wrong: set[str] = set()
    for key, value in given:
        item = items.get(key)
        if item is None:
            problems.append(_no_item(key, [each.label for each in calculator.items]))
        elif key in found and found[key] != value:
            problems.append(f"{item.label}\u00a0: deux réponses dans l’adresse\u00a0; une seule est attendue.")
            wrong.add(key)
        elif value not in [option.key for option in item.options]:
            problems.append(_no_option(item, value))
            wrong.add(key)
        else:
            found[key] = value
    return Checked({k: found[k] for k in items if k in found and k not in wrong}, tuple(problems), frozenset(wrong))


def courses(given: Pairs) -> tuple[str, ...]:
    """The courses of an address, as they were typed."""
    return tuple(value for key, value in given if key == COURSE)


def _numbers(calculator: Calculator, given: Pairs) -> Checked:
    inputs = {each.key: each for each in calculator.inputs}
    form = prepare(calculator)
    typed: dict[str, Answer] = {}
    problems: list[str] = []
    wrong: set[str] = set()
    for key, value in given:
        each = inputs.get(key)
        if each is None:
            problems.append(_no_item(key, [i.label for i in calculator.inputs]))
        elif key == COURSE:
            try:
                run(form, {COURSE: [value]})
            except CallError:
                problems.append(_no_course(value))
                wrong.add(key)
            else:
                before = typed.get(key, ())
                typed[key] = (*(before if isinstance(before, tuple) else ()), value)
        elif key in typed:
            problems.append(f"{each.label}\u00a0: deux réponses dans l’adresse\u00a0; une seule est attendue.")
            wrong.add(key)
        else:
            typed[key] = value
    for key in [key for key in typed if key != COURSE]:
        try:
            run(form, {key: typed[key]})
        except CallError:
            problems.append(_no_number(inputs[key], str(typed[key])))
            wrong.add(key)
    if _CREATININE in typed and _UNIT in typed and not wrong & {_CREATININE, _UNIT}:
        try:
            run(form, {_CREATININE: typed[_CREATININE], _UNIT: typed[_UNIT]})
        except CallError:
            value, unit = typed[_CREATININE], typed[_UNIT]
            problems.append(
                f"{inputs[_CREATININE].label}\u00a0: {value} {unit} n’est pas plausible. Vérifiez la valeur et l’unité."
            )
            wrong.add(_CREATININE)
    kept = {key: typed[key] for key in inputs if key in typed and key not in wrong}
    return Checked(kept, tuple(problems), frozenset(wrong))


def _no_item(key: str, labels: list[str]) -> str:
    return f"Item inconnu\u00a0: {quoted(key)}. Il y a\u00a0: {', '.join(labels)}."


def _no_option(item: Item, value: str) -> str:
    offered = ", ".join(quoted(option.label) for option in item.options)
    return f"{item.label}\u00a0: pas d’option {quoted(value)}. Il y a\u00a0: {offered}."


def _no_course(value: str) -> str:
    return (
        f"Irradiation {quoted(value)}\u00a0: une dose en Gy (de 0,01 à 500) et un nombre entier de fractions (de 1 à"
        " 200) sont attendus, par exemple 30 Gy en 10 fractions."
    )


def _no_number(each: Input, value: str) -> str:
    if each.choices:
        return f"{each.label}\u00a0: pas de choix {quoted(value)}. Il y a\u00a0: {', '.join(each.choices)}."
    kind = "un nombre entier" if each.whole else "un nombre"
    domain = ""
    if each.minimum is not None and each.maximum is not None:
        domain = f" de {french(each.minimum)} à {french(each.maximum)}"
    unit = f" {each.unit}" if each.unit and each.key != _CREATININE else ""
    return f"{each.label}\u00a0: {quoted(value)} n’est pas admis\u00a0; {kind}{domain}{unit} est attendu."
