"""The answers of a lookup, classification or checklist: rows that are quoted, a verdict that follows a fixed order.

Adds nothing to what was compiled: a value is a printed cell or sentence, an unanswered item gives nothing of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from kb.calculators.model import Calculator, Kind, Option, Quote, Result, Role, Row, Step, Verdict

DISCORDANT = "Scores discordants : discussion en RCP."
NOTHING = "Ce document ne donne aucune valeur pour ces réponses."
_SAID: Mapping[Verdict, str] = {
    Verdict.CONTRAINDICATED: "Contre-indiqué selon",
    Verdict.INCOMPLETE: "À compléter : des critères sont inconnus.",
    Verdict.NOT_INDICATED: "Aucune des indications de ce document n’est remplie.",
    Verdict.DISCUSS: "À discuter : contre-indication relative de ce document.",
    Verdict.NONE_FOUND: "Aucune contre-indication de ce document.",
}
ELSEWHERE = ""  # in a row's options: it says nothing of that item


def run_choice(
    calculator: Calculator, answered: Mapping[str, Option], missing: tuple[str, ...], steps: tuple[Step, ...]
) -> Result:
    """The result of a calculator without points for the options `answered`, by item key."""
    if calculator.kind is Kind.CHECKLIST:
        return _checked(calculator, answered, steps)
    rows = chosen_rows(calculator, answered)
    said: tuple[str, ...] = ()
    if not missing and not rows:
        said = (NOTHING,)
    elif not missing and is_discordant(calculator, answered):
        said = (DISCORDANT,)
    return Result(
        id=calculator.id, total=None, values=tuple(value for row in rows for value in row.values), band=None,
        certain=True, alternatives=(), complete=not missing, missing=missing, possible=None, verdict=None, trace=steps,
        warnings=(*said, *calculator.warnings), quotes=calculator.limits,
    )  # fmt: skip


def _checked(calculator: Calculator, answered: Mapping[str, Option], steps: tuple[Step, ...]) -> Result:
    """A checklist's result: an unknown is missing; the criteria that are met are quoted before the limits."""
    open_ = tuple(i.key for i in calculator.items if i.key not in answered or answered[i.key].key == "unknown")
    met = [item for item in calculator.items if item.key in answered and answered[item.key].key == "yes"]
    against = [item for item in met if item.role is not Role.INDICATION]
    found = verdict(calculator, answered)
    said = _SAID[found]
    if found is Verdict.CONTRAINDICATED:
        labels = " ; ".join(item.label for item in against if item.role is Role.CONTRAINDICATION)
        said = f"{said} {calculator.document} {calculator.edition} : « {labels} »."
    quotes = dict.fromkeys(Quote(i.quote, i.page or 1, i.places) for i in (*against, *met) if i.quote)
    return Result(
        id=calculator.id, total=None, values=(), band=None, certain=True, alternatives=(), complete=not open_,
        missing=open_, possible=None, verdict=found, trace=steps, warnings=(said, *calculator.warnings),
        quotes=(*quotes, *calculator.limits),
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
