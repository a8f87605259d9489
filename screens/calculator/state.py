"""The form's widgets and the address, held together: the address is the truth, the widgets follow it.

What is answered becomes the address; going back, or opening a copied one, fills the form.
"""

from __future__ import annotations

import re
from dataclasses import replace

import streamlit as st

from kb.calculators.model import Calculator, Kind
from screens.calculator.address import CalculatorAddress, Pairs
from screens.calculator.answers import COURSE, Checked, courses
from screens.parts import boxes

_HELD, _SHOWN, _TOTALS = "calculator-held", "calculator-shown", "calculator-totals"
LEAST_COURSES = 2  # rows for courses that are shown; one more than are filled in
_DECIMAL = re.compile(r"(?<=\d),(?=\d)|^,(?=\d)")


def key(calculator: Calculator, name: str, what: str = "answer") -> str:
    """The key of a widget."""
    return f"{what}|{calculator.id}|{calculator.edition}|{name}"


def hold(calculator: Calculator, address: CalculatorAddress, checked: Checked) -> None:
    """Give the widgets what the address says, unless they say it already."""
    st.session_state[_SHOWN] = replace(address, calculator=calculator.id)
    wanted = (calculator.id, calculator.edition, address.answers, address.seen)
    boxes.hold(_HELD, wanted, _widgets(calculator, address, checked))


def answered(calculator: Calculator) -> None:
    """What the widgets say becomes the address."""
    go(shown(calculator).answered(_given(calculator)))


def look(calculator: Calculator, item: str) -> None:
    """Show the cell of an option, or let go of it."""
    option = st.session_state[key(calculator, item, "source")]
    go(replace(shown(calculator), seen=(item, option) if option else None))


def shown(calculator: Calculator) -> CalculatorAddress:
    """The address of what the reader answers.

    Not the query parameters: a click that comes while they are being written finds them empty.
    """
    found = st.session_state.get(_SHOWN)
    if isinstance(found, CalculatorAddress) and found.calculator == calculator.id:
        return found
    return CalculatorAddress(calculator.id)


def go(address: CalculatorAddress) -> None:
    """Show another view of the screen."""
    st.session_state[_SHOWN] = address
    boxes.go(address)


def course_rows(address: CalculatorAddress) -> int:
    """How many courses the form asks for."""
    return max(LEAST_COURSES, len(courses(address.answers)) + 1)


def remember(calculator: Calculator, address: CalculatorAddress, total: float | None) -> None:
    """Keep what was answered here, so that another calculator may offer to take it over; nothing is taken silently."""
    kept = dict(st.session_state.get(_TOTALS, {}))
    kept[calculator.id] = (address, total)
    st.session_state[_TOTALS] = kept


def remembered(calculator: str) -> tuple[CalculatorAddress, float | None]:
    """The last answers given to a calculator in this session, and its total where they were complete."""
    found = st.session_state.get(_TOTALS, {}).get(calculator)
    return (CalculatorAddress(calculator), None) if found is None else (replace(found[0], seen=None), found[1])


def _widgets(calculator: Calculator, address: CalculatorAddress, checked: Checked) -> dict[str, str | None]:
    """What each widget is to say."""
    if calculator.kind is Kind.FORMULA:
        return _formula_widgets(calculator, address)
    found: dict[str, str | None] = {}
    for item in calculator.items:
        answer = checked.answers.get(item.key)
        found[key(calculator, item.key)] = str(answer) if answer is not None else None
        seen = address.seen[1] if address.seen and address.seen[0] == item.key else None
        found[key(calculator, item.key, "source")] = seen
    return found


def _formula_widgets(calculator: Calculator, address: CalculatorAddress) -> dict[str, str | None]:
    given = dict(address.answers)
    found: dict[str, str | None] = {}
    for each in calculator.inputs:
        if each.key == COURSE:
            typed = courses(address.answers)
            for n in range(course_rows(address)):
                dose, _, fractions = (typed[n] if n < len(typed) else "").partition("/")
                found[key(calculator, f"dose-{n}")] = _comma(dose)
                found[key(calculator, f"fractions-{n}")] = fractions
        elif each.choices:
            found[key(calculator, each.key)] = given.get(each.key) if given.get(each.key) in each.choices else None
        else:
            found[key(calculator, each.key)] = _comma(given.get(each.key, ""))
    return found


def _given(calculator: Calculator) -> Pairs:
    state = st.session_state
    if calculator.kind is not Kind.FORMULA:
        return tuple((i.key, v) for i in calculator.items if (v := state.get(key(calculator, i.key))) is not None)
    found: list[tuple[str, str]] = []
    for each in calculator.inputs:
        if each.key == COURSE:
            n = 0
            while key(calculator, f"dose-{n}") in state:
                dose = _point(state[key(calculator, f"dose-{n}")])
                fractions = _point(state[key(calculator, f"fractions-{n}")])
                if dose or fractions:
                    found.append((COURSE, f"{dose}/{fractions}"))
                n += 1
        elif value := state.get(key(calculator, each.key)):
            found.append((each.key, _point(value)))
    return tuple(found)


def _point(text: str) -> str:
    """«2,5» → «2.5»: an address has no decimal commas."""
    return _DECIMAL.sub(".", " ".join(text.split()))


def _comma(text: str) -> str:
    return re.sub(r"(?<=\d)\.(?=\d)", ",", text)
