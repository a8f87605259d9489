"""What was typed → which item and which option is meant: keys and printed labels, whatever their case and accents.

Never the nearest one: what fits no option, or two of them, is refused with those that are offered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from ingest.errors import CallError
from kb.calculators.model import Item, Option

Answer = str | int | float | Sequence[str | int | float]  # a course list of a formula is a sequence
Answers = Mapping[str, Answer]

_T = TypeVar("_T", Item, Option)

_SAME_SIGN = str.maketrans(
    {"’": "'", "‘": "'", "–": "-", "—": "-", "−": "-", "‑": "-", "≤": "<=", "≥": ">=", "«": "", "»": "", '"': "",
     "“": "", "”": "", "œ": "oe", "Œ": "oe", "æ": "ae", "⩽": "<=", "⩾": ">="}
)  # fmt: skip


def flat(text: str) -> str:
    """`text` without what people type differently: case, accents, spaces, the form of quotes, dashes and signs."""
    text = unicodedata.normalize("NFKD", text.translate(_SAME_SIGN).casefold())
    return re.sub(r"\s+", "", "".join(char for char in text if not unicodedata.combining(char)))


def item_names(items: Iterable[Item]) -> dict[str, Item]:
    """Every way to name an item: its key, its label, either flattened. What would name two names none."""
    return _names((item.key, item.label, item) for item in items)


def option_names(item: Item) -> dict[str, Option]:
    """Every way to name an option of `item`, as `item_names`."""
    return _names((option.key, option.label, option) for option in item.options)


def find_item(name: str, names: Mapping[str, Item], offered: Iterable[str]) -> Item:
    """The item meant. Raises CallError with the keys there are."""
    item = names.get(name) or names.get(flat(name))
    if item is None:
        raise CallError(f"no item «{name}»", f"There is: {', '.join(offered)}")
    return item


def find_option(answer: Answer, item: Item, names: Mapping[str, Option]) -> Option:
    """The option meant. Raises CallError with those of the item."""
    if not isinstance(answer, str | int | float):
        raise CallError(f"{item.key}: one answer is needed, not {len(answer)}", _offered(item))
    typed = str(answer)
    option = names.get(typed) or names.get(flat(typed))
    if option is None:
        raise CallError(f"{item.key}: no option «{typed}»", _offered(item))
    return option


def _offered(item: Item) -> str:
    return f"{item.label} has: " + ", ".join(f"{option.key} ({option.label})" for option in item.options)


def _names(named: Iterable[tuple[str, str, _T]]) -> dict[str, _T]:
    exact: dict[str, _T] = {}
    meant: dict[str, list[_T]] = {}
    for key, label, thing in named:
        exact[key] = thing
        for name in {label, flat(key), flat(label)}:
            meant.setdefault(name, []).append(thing)
    return {name: things[0] for name, things in meant.items() if len(things) == 1} | exact
