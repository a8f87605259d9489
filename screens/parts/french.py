"""How French writes numbers, dates, counts, and the names of the vocabulary's values."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from ingest.tables.table_text import COLUMN_BREAK
from kb.days import day as day  # French too, and written in files as well

NARROW = "\u202f"  # no-break and thin: between thousands, before ; ! ?
NO_BREAK = "\u00a0"  # before : and », after «

KINDS = {
    "paragraph": "Paragraphe",
    "item": "Élément de liste",
    "table": "Tableau",
    "caption": "Légende",
    "recommendation": "Recommandation",
    "reference": "Référence",
}
STRENGTHS = {
    "strong": "Recommandé",
    "weak": "Préférable",
    "option": "Option",
    "against": "Non recommandé",
    "unstated": "Force non précisée",
}
_BREAKS = re.compile(r" (?=[:;?!»%])|(?<=«) ")
_EDGES = re.compile(r"^\| | \|$", re.MULTILINE)  # of a row whose first or last cell is empty


def number(value: float, decimals: int = 0) -> str:
    """1234.5 → «1 234,5» with `decimals` = 1."""
    return f"{value:,.{decimals}f}".replace(",", NARROW).replace(".", ",")


def count(many: int, singular: str, plural: str | None = None) -> str:
    """«0 page», «1 page», «2 pages»: French says zero in the singular."""
    name = singular if many < 2 else plural or " ".join(f"{word}s" for word in singular.split())
    return f"{number(many)}{NO_BREAK}{name}"


def moment(iso: str) -> str:
    """2026-11-21T15:30:00+00:00 → «21 novembre 2026, 15 h 30 UTC»; what is no such time is returned as it is."""
    try:
        when = datetime.fromisoformat(iso).astimezone(UTC)
    except ValueError:
        return iso
    return f"{day(when.date())}, {when:%H}{NO_BREAK}h{NO_BREAK}{when:%M} UTC"


def typeset(text: str) -> str:
    """`text` with no sign of French at the start of a line; every character keeps its place, spaces stop breaking."""
    return _BREAKS.sub(NO_BREAK, text)


def row_text(text: str) -> str:
    """Text as it is read, a table's row without its bars; every character keeps its place."""
    return typeset(_EDGES.sub("  ", text).replace(COLUMN_BREAK, " · "))


def quoted(text: str) -> str:
    """«text» with the no-break spaces of French inside the marks."""
    return f"«{NO_BREAK}{text}{NO_BREAK}»"
