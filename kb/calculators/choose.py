"""The answers of a lookup, classification or checklist: rows that are quoted, a verdict that follows a fixed order.

Adds nothing to what was compiled: a value is a printed cell or sentence, an unanswered item gives nothing of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from kb.calculators.model import Calculator, Kind, Option, Result, Role, Row, Step, Value, Verdict

DISCORDANT = "Lignes discordantes : discussion en RCP."
ELSEWHERE = ""  # in a row's options: it says nothing of that item


def run_choice(
    calculator: Calculator, answered: Mapping[str, Option], missing: tuple[str, ...], steps: tuple[Step, ...]
) -> Result:
    """The result of a calculator without points for the options `answered`, by item key."""
    checklist = calculator.kind is Kind.CHECKLIST
    rows = () if checklist else chosen_rows(calculator, answered)
    warnings = calculator.warnings
    if not missing and is_discordant(calculator, answered):
        warnings = (DISCORDANT, *warnings)
    return Result(
        id=calculator.id, total=None, values=_values(rows), band=None, certain=True, alternatives=(),
        complete=not missing, missing=missing, possible=None, verdict=verdict(calculator, answered) if checklist else None,
        trace=steps, warnings=warnings, quotes=calculator.limits,
    )  # fmt: skip


def chosen_rows(calculator: Calculator, answered: Mapping[str, Option]) -> tuple[Row, ...]:
    """The rows that the answers lead to: the one of all answers together, else each answer's own."""
    keys = tuple(item.key for item in calculator.items)
    given = tuple(answered[key].key if key in answered else None for key in keys)
    fitting = [
        row
        for row in calculator.rows
        if all(option in (ELSEWHERE, answer) for option, answer in zip(row.options, given, strict=True))
    ]
    whole = [row for row in fitting if ELSEWHERE not in row.options]
    return tuple(whole or fitting)


def is_discordant(calculator: Calculator, answered: Mapping[str, Option]) -> bool:
    """Whether each answer has a row of its own and no printed line holds them together."""
    rows = chosen_rows(calculator, answered)
    return len(rows) > 1 and all(ELSEWHERE in row.options for row in rows)


def verdict(calculator: Calculator, answered: Mapping[str, Option]) -> Verdict:
    """A checklist's verdict. A contra-indication that is met decides at once; an unknown leaves the rest open.

    Then: no indication met where there are some, a relative contra-indication met, nothing found. An item without an
    answer is unknown.
    """
    given = {item.key: answered[item.key].key if item.key in answered else "unknown" for item in calculator.items}

    def met(role: Role) -> list[bool]:
        return [given[item.key] == "yes" for item in calculator.items if item.role is role]

    if any(met(Role.CONTRAINDICATION)):
        return Verdict.CONTRAINDICATED
    if "unknown" in given.values():
        return Verdict.INCOMPLETE
    if (indications := met(Role.INDICATION)) and not any(indications):
        return Verdict.NOT_INDICATED
    return Verdict.DISCUSS if any(met(Role.RELATIVE)) else Verdict.NONE_FOUND


def _values(rows: tuple[Row, ...]) -> tuple[Value, ...]:
    return tuple(value for row in rows for value in row.values)
