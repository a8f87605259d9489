"""A comparison for people at a terminal: one line a change, the words that differ, the folded ones counted."""

from __future__ import annotations

from kb.diff.door import Compared
from kb.diff.french import KINDS, MEANINGS, TYPES
from kb.diff.model import FOLDED, Change, Meaning
from kb.diff.news import place_text

WIDEST = 220  # characters of a statement that are printed


def difference_text(compared: Compared) -> str:
    """The changes by meaning, highest first."""
    difference = compared.difference
    if not difference.changes:
        return f"{difference.a} → {difference.b} : aucun changement."
    lines = [f"{difference.a} → {difference.b} : {summary_line(compared)}"]
    for meaning in Meaning:
        found = [change for change in difference.changes if change.meaning is meaning]
        if not found:
            continue
        lines += ["", f"{MEANINGS[meaning].upper()} ({len(found)})"]
        if meaning in FOLDED:
            lines[-1] += " : replié, voir --json ou --html"
            continue
        for change in found:
            lines += _lines(change, compared)
    return "\n".join(lines)


def summary_line(compared: Compared) -> str:
    """«94 changements : dose (6), seuil (14)…», in one line."""
    summary = compared.difference.summary
    total = sum(summary.values())
    if not total:
        return "aucun changement"
    told = ", ".join(f"{MEANINGS[Meaning(meaning)]} ({count})" for meaning, count in summary.items())
    return f"{total} changement{'s' if total > 1 else ''} : {told}"


def _lines(change: Change, compared: Compared) -> list[str]:
    lines = [f"  {TYPES[change.type]} · {KINDS[change.kind]} · {place_text(change, compared)}"]
    if change.a:
        lines.append(f"    − {_cut(change.a.text)}")
    if change.b:
        lines.append(f"    + {_cut(change.b.text)}")
    return lines


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDEST else flat[: WIDEST - 1] + "…"
