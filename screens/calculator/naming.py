"""What the screen calls the kinds and states of calculators, and how it prints points and places."""

from __future__ import annotations

from collections.abc import Mapping

from kb.calculators.model import Calculator, Kind, Option, Role, Status
from kb.calculators.wording import printed

KINDS: Mapping[Kind, str] = {
    Kind.SCORE: "Score",
    Kind.CLASSIFICATION: "Classification",
    Kind.LOOKUP: "Aide à la lecture",
    Kind.CHECKLIST: "Liste de critères",
    Kind.FORMULA: "Formule",
}
GROUPS: Mapping[Kind, str] = {
    Kind.SCORE: "Scores",
    Kind.CLASSIFICATION: "Classifications",
    Kind.CHECKLIST: "Listes de critères",
    Kind.FORMULA: "Formules",
    Kind.LOOKUP: "Tableaux et phrases à consulter",
}
STATES: Mapping[Status, str] = {
    Status.READY: "prêt",
    Status.INCOMPLETE: "incomplet",
    Status.REFUSED: "non calculable",
}
ROLES: Mapping[Role, str] = {
    Role.INDICATION: "Indications",
    Role.CONTRAINDICATION: "Contre-indications",
    Role.RELATIVE: "Contre-indications relatives",
}
WARNED = "avertissement"


def points(value: float | None) -> str:
    """«3 points», «0,5 point»; "" for none."""
    if value is None:
        return ""
    return f"{printed(value)}\u00a0point" + ("s" if abs(value) >= 2 else "")


def option_label(calculator: Calculator, item: str, option: str) -> str:
    """The option's printed words; the key where there is no such option."""
    found = option_of(calculator, item, option)
    return found.label if found else option


def option_of(calculator: Calculator, item: str, option: str) -> Option | None:
    """The option of an item, by their keys."""
    return next((o for i in calculator.items if i.key == item for o in i.options if o.key == option), None)
