"""Which calculator's answer feeds another's item, found by the names printed in the tables. Pure functions.

A link is shown, never silent: each says what it read where. Nothing here fills in a form by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from kb.calculators.model import Calculator, Item, Kind, Option, Result, Status
from kb.calculators.points import find_range

_WORD = re.compile(r"[^\W\d_][\w-]{3,}")
# words of a calculator's name or of an item that do not tell it from another
_GENERAL = frozenset(
    "score scores echelle grille index indice classification classifications grade grades revise revisee modifie "
    "modifiee systeme pronostique fonctionnelle fonctionnel instabilite osseuse osseuses metastases metastase rachis "
    "deficit neurologique total points".split()
)


@dataclass(frozen=True, slots=True)
class Link:
    """`source` answers `item` of `target`; `options` are pairs: an option of the source, or "" for its total, and the
    target's option. `why` is the printed text that names the source, for the screen."""

    source: str
    target: str
    item: str
    options: tuple[tuple[str, str], ...]
    why: str


def find_links(calculators: Sequence[Calculator]) -> tuple[Link, ...]:
    """Every link within an edition: a grade that an item's options name, a score whose total an item's ranges hold."""
    ready = [c for c in calculators if c.status is not Status.REFUSED and c.items]
    found = []
    for target in ready:
        for source in ready:
            if source.id == target.id or (source.document, source.edition) != (target.document, target.edition):
                continue
            if source.kind is Kind.CLASSIFICATION and target.kind is Kind.SCORE:
                found += [link for item in target.items if (link := _by_grade(source, target, item))]
            elif source.kind is Kind.SCORE and target.kind is Kind.LOOKUP:
                found += [link for item in target.items if (link := _by_total(source, target, item))]
    return tuple(found)


def fed(link: Link, source: Calculator, result: Result) -> str | None:
    """The key of the target's option that the source's answer leads to; None while it has none, or where two fit."""
    if source.id != link.source or not result.complete:
        return None
    if source.kind is Kind.CLASSIFICATION:
        chosen = result.trace[0].option if result.trace else None
        return next((target for grade, target in link.options if grade == chosen), None)
    if result.total is None or not result.certain:
        return None
    return option_for(link, result.total)


def option_for(link: Link, total: float) -> str | None:
    """The only range of the link that holds `total`."""
    held = [target for text, target in link.options if _holds(text, total)]
    return held[0] if len(held) == 1 else None


def _by_grade(source: Calculator, target: Calculator, item: Item) -> Link | None:
    """«Complet (Frankel A, B)»: options that name the classification, and the grades behind its name."""
    names = _names(source.name)
    grades = source.items[0].options
    pairs: list[tuple[str, str]] = []
    for option in item.options:
        behind = _behind(option.label, names)
        if behind is not None:
            pairs += [(grade.key, option.key) for grade in grades if _names_grade(behind, grade, grades)]
    keys = [grade for grade, _ in pairs]
    if len(pairs) < 2 or len(set(keys)) < len(keys):
        return None
    why = " ; ".join(option.label for option in item.options)
    return Link(source.id, target.id, item.key, tuple(pairs), why)


def _by_total(source: Calculator, target: Calculator, item: Item) -> Link | None:
    """An item that is headed by the score's name, its options ranges of totals."""
    if not _names(source.name) & _names(item.label):
        return None
    pairs = tuple((option.label, option.key) for option in item.options)
    if not all(find_range(label) for label, _ in pairs):
        return None
    return Link(source.id, target.id, item.key, pairs, item.label)


def _holds(text: str, total: float) -> bool:
    found = find_range(text)
    if found is None:
        return False
    (low, high), *_ = found
    return (low is None or low <= total) and (high is None or total <= high)


def _behind(label: str, names: frozenset[str]) -> str | None:
    """What an option prints after the classification's name."""
    for match in _WORD.finditer(label):
        if _flat(match.group()) in names:
            return label[match.end() :]
    return None


def _names_grade(text: str, grade: Option, grades: Sequence[Option]) -> bool:
    """Whether `text` names the grade by itself, within a range «A-C», or by the grade it is part of («D» for D2)."""
    letters = re.findall(r"\b[A-Z0-9]{1,4}[a-z]?\b", text)
    whole = [option.label.split()[-1] for option in grades]
    last = grade.label.split()[-1]
    wide = [m.groups() for m in re.finditer(r"\b([A-Z0-9]{1,4})\s*(?:-|–|à)\s*([A-Z0-9]{1,4})\b", text)]
    spans = [whole[whole.index(a) : whole.index(b) + 1] for a, b in wide if a in whole and b in whole]
    named = {*letters, *(name for span in spans for name in span)}
    return last in named or any(last.startswith(n) and last[len(n) :].isdigit() and n in whole for n in named)


def _names(text: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    return frozenset(flat for word in _WORD.findall(text) if (flat := _flat(word)) not in _GENERAL)


def _flat(word: str) -> str:
    return unicodedata.normalize("NFKD", word.casefold()).encode("ascii", "ignore").decode()
