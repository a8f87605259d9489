"""Guidelines with one table and the words around it, written as text: what tests of the calculators start from.

A table is lines of cells parted by « | ». A cell «^» goes on from the one above it, «<» from the one to its left.
"""

from __future__ import annotations

import hashlib

from ingest.geometry import Box
from ingest.model import Cell, Guideline, Page, Passage, PassageKind, PrintedText, Section, Table, plain
from ingest.tables.table_text import table_text
from kb.calculators.compile import compile_scores
from kb.calculators.model import Calculator

Part = str | tuple[int, str]  # a paragraph, a table (it holds « | »), «# title», «Tableau 1…», or (depth, list item)


def table(text: str, caption: str | None = None, section: str | None = "s1", ident: str = "t1") -> Table:
    """The table that `text` draws; each cell has a box of its own."""
    grid = [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]
    cells = []
    for r, row in enumerate(grid):
        for c, part in enumerate(row):
            if part in ("^", "<"):
                continue
            down = next((n for n in range(r + 1, len(grid)) if grid[n][c] != "^"), len(grid)) - r
            right = next((n for n in range(c + 1, len(row)) if row[n] != "<"), len(row)) - c
            cells.append(
                Cell(r, c, down, right, plain(part), 1, Box(100.0 * c, 20.0 * r, 100.0 * c + 90, 20.0 * r + 9))
            )
    shown = plain(caption) if caption else None
    return Table(ident, None, shown, section, f"p-{ident}", 1, tuple(cells), (1,))


def document(*parts: Part) -> Guideline:
    """A guideline of these parts, one after the other, all of page 1."""
    sections: list[Section] = []
    passages: list[Passage] = []
    tables: list[Table] = []
    caption: str | None = None

    def add(kind: PassageKind, text: str | PrintedText, depth: int = 0) -> None:
        printed = plain(text) if isinstance(text, str) else text
        ident = f"{hashlib.sha256(printed.text.encode()).hexdigest()[:8]}-{len(passages)}"
        passages.append(Passage(ident, kind, sections[-1].id if sections else None, printed, depth))

    for part in parts:
        if isinstance(part, tuple):
            add(PassageKind.ITEM, part[1], part[0])
        elif part.startswith("# "):
            sections.append(Section(f"s{len(sections) + 1}", None, plain(part[2:]), 1, None))
        elif part.startswith("Tableau") and "\n" not in part:
            caption = part
            add(PassageKind.CAPTION, part)
        elif "|" in part:
            made = table(part, caption, sections[-1].id if sections else None, f"t{len(tables) + 1}")
            add(PassageKind.TABLE, table_text(made.cells))
            tables.append(Table(**{f: getattr(made, f) for f in made.__slots__} | {"passage": passages[-1].id}))
            caption = None
        else:
            add(PassageKind.PARAGRAPH, part)
    return Guideline(
        "0" * 64, (Page(1, "1", 595.0, 842.0),), "Guide", tuple(sections), tuple(passages), tuple(tables),
        (), (), (), (), (), (), (),
    )  # fmt: skip


def scores(*parts: Part) -> tuple[Calculator, ...]:
    """What the guideline of these parts compiles to."""
    return compile_scores(document(*parts), "guide", "2024")


def score(*parts: Part) -> Calculator:
    """The only score of the guideline."""
    (found,) = scores(*parts)
    return found


def points(calculator: Calculator) -> dict[str, dict[str, float | None]]:
    """Items → options → points, all by their printed labels."""
    return {item.label: {option.label: option.points for option in item.options} for item in calculator.items}


def bands(calculator: Calculator) -> list[tuple[float | None, float | None, str]]:
    """The bands without their places."""
    return [(band.low, band.high, band.label) for band in calculator.bands]
