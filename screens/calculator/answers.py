"""The answers of an address → those that the calculator takes, and a French sentence for each that it does not.

Judges nothing by itself: what a formula refuses, the formula's own room refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

Typed = Mapping[str, tuple[str, ...]]  # what the address says of each question, in the order of the form


@dataclass(frozen=True, slots=True)
class Checked:
    """`answers` by key, in the calculator's order; `problems` are sentences, `wrong` the keys they are about."""

    answers: dict[str, Answer]
    problems: tuple[str, ...]
    wrong: frozenset[str]


def check(calculator: Calculator, given: Pairs) -> Checked:
    """The answers that hold; the rest is said, and left out."""
    labels = {item.key: item.label for item in calculator.items}
    labels |= {each.key: each.label for each in calculator.inputs}
    typed: dict[str, tuple[str, ...]] = {}
    for key, value in given:
        typed[key] = (*typed.get(key, ()), value)
    known = {key: typed[key] for key in labels if key in typed}
    sole = {key: values for key, values in known.items() if key == COURSE or len(set(values)) == 1}
    said = [(key, _no_sole(labels[key])) for key in known if key not in sole]
    said += _numbers(calculator, sole) if calculator.kind is Kind.FORMULA else _options(calculator, sole)
    said += [(key, _no_item(key, labels.values())) for key in typed if key not in labels]
    wrong = frozenset(key for key, _ in said) & labels.keys()
    answers: dict[str, Answer] = {
        key: values if key == COURSE else values[0] for key, values in sole.items() if key not in wrong
    }
    return Checked(answers, tuple(sentence for _, sentence in said), wrong)


def courses(given: Pairs) -> tuple[str, ...]:
    """The courses of an address, as they were typed."""
    return tuple(value for key, value in given if key == COURSE)


def _options(calculator: Calculator, typed: Typed) -> list[tuple[str, str]]:
    """The items that have no such option, each with its sentence."""
    return [
        (item.key, _no_option(item, value))
        for item in calculator.items
        for value in typed.get(item.key, ())[:1]
        if value not in [option.key for option in item.options]
    ]


def _numbers(calculator: Calculator, typed: Typed) -> list[tuple[str, str]]:
    """The inputs that the formula refuses, each with its sentence."""
    inputs = {each.key: each for each in calculator.inputs}
    said = [
        (COURSE, _no_course(value)) for value in typed.get(COURSE, ()) if not _taken(calculator, {COURSE: (value,)})
    ]
    single = {key: values[0] for key, values in typed.items() if key != COURSE}
    said += [
        (key, _no_number(inputs[key], value)) for key, value in single.items() if not _taken(calculator, {key: value})
    ]
    both = {key: single[key] for key in (_CREATININE, _UNIT) if key in single and key not in dict(said)}
    if len(both) == 2 and not _taken(calculator, both):
        value, unit = both.values()
        label = inputs[_CREATININE].label
        said.append((_CREATININE, f"{label}\u00a0: {value} {unit} n’est pas plausible. Vérifiez la valeur et l’unité."))
    return said


def _taken(calculator: Calculator, answers: Mapping[str, Answer]) -> bool:
    """Whether the formula takes these answers, the others missing."""
    try:
        run(prepare(calculator), answers)
    except CallError:
        return False
    return True


def _no_sole(label: str) -> str:
    return f"{label}\u00a0: deux réponses dans l’adresse\u00a0; une seule est attendue."


def _no_item(key: str, labels: Iterable[str]) -> str:
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
