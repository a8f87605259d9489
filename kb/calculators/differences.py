"""Criteria that two documents or editions class differently: both are shown, with the other's words.

Compares roles of criteria that say the same thing; decides for neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from kb.calculators.model import Calculator, Item, Kind, Role

# Share of two criteria's telling words that must be common; 0.6 tells «rétrécissement du canal médullaire» from
# «compression médullaire» and finds «distance tumeur-cordon» only where both say cord. Chosen on the sample checklists.
ALIKE = 0.6
_WORD = re.compile(r"[a-z]{4,}")
_EMPTY = frozenset("avec dans pour sans chez cette moins plus entre leur dont quand une des les cas".split())
_NAMES = {
    Role.INDICATION: "indication",
    Role.CONTRAINDICATION: "contre-indication",
    Role.RELATIVE: "contre-indication relative",
}


def with_differences(calculator: Calculator, others: Iterable[Calculator]) -> Calculator:
    """`calculator`, a checklist, with a warning for each criterion that another on its technique classes otherwise."""
    if calculator.kind is not Kind.CHECKLIST:
        return calculator
    technique = calculator.id.rpartition("/")[2]
    warnings: list[str] = []
    for other in others:
        same = (other.document, other.edition) == (calculator.document, calculator.edition)
        if other.kind is not Kind.CHECKLIST or same or other.id.rpartition("/")[2] != technique:
            continue
        warnings += [
            _said(item, twin, other) for item in calculator.items for twin in other.items if _differ(item, twin)
        ]
    return replace(calculator, warnings=(*calculator.warnings, *dict.fromkeys(warnings)))


def _differ(a: Item, b: Item) -> bool:
    """Whether two criteria say the same and are classed otherwise."""
    if a.role is None or b.role is None or a.role is b.role:
        return False
    first, second = _words(a.label), _words(b.label)
    return len(first) > 1 and len(first & second) >= ALIKE * len(first | second)


def _words(text: str) -> frozenset[str]:
    """The telling words, without accents, cut so that singular and plural are one; numbers are no part of them."""
    flat = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return frozenset(word[:6] for word in _WORD.findall(flat) if word not in _EMPTY)


def _said(item: Item, twin: Item, other: Calculator) -> str:
    roles = _NAMES[item.role or Role.INDICATION], _NAMES[twin.role or Role.INDICATION]
    where = f"{other.document} {other.edition}, p. {twin.page or 1}"
    return f"« {item.label} » : {roles[0]} ici, {roles[1]} selon {where} : « {twin.label} »."
