"""A draft of the «quoi de neuf» table for the next edition's first page, as Markdown or CSV.

A draft: it quotes both editions and names the meaning, the editor chooses. Citations and typography are left out.
"""

from __future__ import annotations

import csv
import io

from ingest.model import Guideline
from kb.diff.door import Compared
from kb.diff.french import KINDS, MEANINGS, TYPES
from kb.diff.model import FOLDED, Change, Kind, Side
from kb.notice import NOTICE, quoted_edition

_HEAD = ("Sens", "Changement", "Où", "Avant", "Après")
# What a spreadsheet would take for a formula when a cell begins with it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def news_markdown(compared: Compared) -> str:
    """The table in Markdown, highest meaning first."""
    lines = [
        f"# Quoi de neuf : {compared.b.title}",
        "",
        f"Édition {compared.b.label}, comparée à l’édition {compared.a.label}. Brouillon à relire.",
        "",
        _told(compared),
        "",
        f"| {' | '.join(_HEAD)} |",
        f"|{'---|' * len(_HEAD)}",
    ]
    lines += [f"| {' | '.join(_markdown(cell) for cell in row)} |" for row in _rows(compared)]
    return "\n".join(lines) + "\n"


def news_csv(compared: Compared) -> str:
    """The table as CSV (UTF-8 with its mark, semicolons: as French spreadsheets open it)."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(_HEAD)
    writer.writerows([_inert(cell) for cell in row] for row in _rows(compared))
    writer.writerow(("", "", "", "", _told(compared)))
    return "\ufeff" + out.getvalue()


def _told(compared: Compared) -> str:
    """What is compared, each edition with its cut-off, and the notice."""
    return f"{quoted_edition(compared.a)} → {quoted_edition(compared.b)}. {NOTICE}"


def place_text(change: Change, compared: Compared) -> str:
    """«2.2.1 Indications (p. 34) → 2.3.3 Résultats (p. 36)»: where a change stands; one place where it did not move."""
    before = _where(change.a, compared.first) if change.a else ""
    after = _where(change.b, compared.second) if change.b else ""
    if change.type.value == "moved":
        return f"{before} → {after}"
    return after or before


def section_name(change: Change, compared: Compared) -> str:
    """The number and title of the section where a change stands, the later edition's where it has one."""
    side, edition = (change.b, compared.second) if change.b else (change.a, compared.first)
    section = next((s for s in edition.sections if side and s.id == side.section), None)
    return " ".join(filter(None, (section.number, section.title.text))) if section else "Hors section"


def _rows(compared: Compared) -> list[tuple[str, ...]]:
    told = [c for c in compared.difference.changes if c.meaning not in FOLDED]
    whole = {id(c) for c in told if c.kind is Kind.SECTION}
    return [
        (
            MEANINGS[c.meaning],
            f"{TYPES[c.type]} ({KINDS[c.kind]})",
            place_text(c, compared),
            _said(c.a, id(c) in whole),
            _said(c.b, id(c) in whole),
        )
        for c in told
    ]


def _said(side: Side | None, title_only: bool) -> str:
    if side is None:
        return ""
    return side.text.split("\n", 1)[0] if title_only else side.text


def _where(side: Side, edition: Guideline) -> str:
    section = next((s for s in edition.sections if s.id == side.section), None)
    printed = edition.labels.get(side.printed.page) or str(side.printed.page)
    name = " ".join(filter(None, (section.number, section.title.text))) if section else ""
    return f"{name} (p. {printed})" if name else f"p. {printed}"


def _markdown(text: str) -> str:
    flat = " ".join(text.split())
    return flat.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("`", "\\`")


def _inert(text: str) -> str:
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(_FORMULA) else flat
