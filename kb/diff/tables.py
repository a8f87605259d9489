"""The tables of two editions, aligned by their labels: rows by what they are called, cells by row and column.

A swapped row or column is no change, a renamed row is one. Where both tables hold the same words in other cells because
they were read from other layouts, nothing is reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from ingest.model import Guideline, Passage, PrintedText, Table, join, plain
from ingest.tables.table_text import cell_spans
from kb.diff.model import Kind
from kb.diff.sections import Outline
from kb.diff.statements import Layers, Statement
from kb.diff.words import words

BREAK = " | "
# Shares of 1 by which tables and rows pair, set on the corpus's two documents (2026-11): a score whose items are
# reworded keeps two thirds of its words, another score shares its points and little else.
SAME_TABLE = 0.5
SAME_ROW = 0.55
RENAMED_ROW = 0.45  # of the values beside a label that was reworded
TELLING_ROW = 8  # characters run together: «#1##2#» stands in many rows
_NUMERIC = 0.75  # share of a column's cells that are numbers from which it holds values, no labels


@dataclass(frozen=True, slots=True)
class Place:
    """A cell in its table: the row's labels and the column's head, and which it is."""

    row: int
    col: int
    said: Statement | None  # None for an empty cell
    labels: tuple[str, ...]
    head: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the body: its own cells by column, and the texts that stand over or beside it in merged cells."""

    index: int
    cells: tuple[Place, ...]
    groups: tuple[str, ...]  # of merged cells that began in an earlier row, and the title row above
    dense: tuple[str, ...]  # the text of each column, merged cells in every row they cover
    head: bool = False

    @property
    def words(self) -> Counter[str]:
        return Counter(w.norm for c in self.cells if c.said for w in c.said.words)

    @property
    def loose(self) -> str:
        return "|".join(c.said.loose for c in self.cells if c.said)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be compared. `heads` are its columns' heads, "" where it has none."""

    table: Table
    passage: Passage
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    values: int  # how many columns at the right hold numbers

    @property
    def words(self) -> Counter[str]:
        total: Counter[str] = Counter()
        for row in self.rows:
            total += row.words
        return total


def read_grids(guideline: Guideline, layers: Layers) -> tuple[Grid, ...]:
    """Every table with its cells as statements."""
    passages = {p.id: p for p in guideline.passages}
    return tuple(_grid(table, passages[table.passage], layers) for table in guideline.tables if table.cells)


def pair_grids(
    a: Sequence[Grid], b: Sequence[Grid], outline: Outline
) -> tuple[list[tuple[Grid, Grid]], list[Grid], list[Grid]]:
    """Each table with its twin, best first, then those that only one edition has."""
    ranked = sorted(
        ((_alike(x, y, outline), m, n) for m, x in enumerate(a) for n, y in enumerate(b)), key=lambda f: -f[0]
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, m, n in ranked:
        if score >= SAME_TABLE and m not in pairs and n not in taken:
            pairs[m] = n
            taken.add(n)
    return (
        [(a[m], b[n]) for m, n in sorted(pairs.items())],
        [g for m, g in enumerate(a) if m not in pairs],
        [g for n, g in enumerate(b) if n not in taken],
    )


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two tables row by row. `columns` pairs their columns; `read_otherwise`: the same words, cut into other cells."""

    a: Grid
    b: Grid
    rows: tuple[tuple[Row, Row], ...]
    only_a: tuple[Row, ...]
    only_b: tuple[Row, ...]
    columns: tuple[tuple[int, int], ...]
    read_otherwise: bool


def align(a: Grid, b: Grid) -> Aligned:
    """The rows of two tables, paired by the same cells, then by the same labels, then by the likest text."""
    columns = _columns(a, b)
    reshaped = len(columns) < min(len(a.heads), len(b.heads)) or len(a.heads) != len(b.heads)
    same_words = a.words == b.words
    rows = _pair_rows(a, b)
    paired_a, paired_b = {x.index for x, _ in rows}, {y.index for _, y in rows}
    return Aligned(
        a,
        b,
        tuple(rows),
        tuple(r for r in a.rows if r.index not in paired_a),
        tuple(r for r in b.rows if r.index not in paired_b),
        columns,
        same_words and (reshaped or len(a.rows) != len(b.rows)),
    )


def _grid(table: Table, passage: Passage, layers: Layers) -> Grid:
    height, width = table.shape
    spans = dict(zip(((c.row, c.col) for c in table.cells), cell_spans(table.cells), strict=True))
    head_rows = _head_rows(table)
    over: dict[tuple[int, int], tuple[int, int]] = {
        (r, c): (cell.row, cell.col)
        for cell in table.cells
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.col, cell.col + cell.colspan)
    }
    text = table.rows
    heads = tuple(" ".join(_head_texts(text, over, head_rows, c)) for c in range(width))
    rows: list[Row] = []
    title = label = ""
    for r in range(height):
        own = [c for c in table.cells if c.row == r]
        if r >= head_rows and len(own) == 1 and own[0].colspan == width > 1 and own[0].rowspan == 1:
            title, label = own[0].text.text, ""
        dense = tuple(text[y][x] for c in range(width) for y, x in (over.get((r, c), (r, c)),))
        cells = []
        for cell in own:
            start, end = spans[cell.row, cell.col]
            said = layers.statement(Kind.CELL, passage, start, end, r)
            named = tuple(t for c in own if c.col < cell.col and (t := c.text.text)) if r >= head_rows else ()
            cells.append(Place(r, cell.col, said, named, heads[cell.col] if r >= head_rows else ""))
        above = [title] if title and dense[0] != title else []
        inherited = [dense[c] for c in range(width) if over.get((r, c), (r, c))[0] < r and dense[c]]
        if not dense[0] and label:
            inherited = [label]  # printed once, over rows whose first cell is left empty
            dense = (label, *dense[1:])
        label = dense[0] if r >= head_rows else ""
        if any(c.said for c in cells):
            rows.append(
                Row(r, tuple(cells), tuple(dict.fromkeys([*above, *inherited])), (*above, *dense), r < head_rows)
            )
    return Grid(table, passage, heads, tuple(rows), _value_columns(rows, width))


def _head_texts(
    text: Sequence[Sequence[str]], over: Mapping[tuple[int, int], tuple[int, int]], height: int, col: int
) -> tuple[str, ...]:
    """The texts of a column's head from the top, each once."""
    found = (text[y][x] for r in range(height) for y, x in (over.get((r, col), (r, col)),))
    return tuple(dict.fromkeys(each for each in found if each))


def _head_rows(table: Table) -> int:
    """The rows of the head: those the reader found, as far as none holds a number alone, which is a value."""
    text = table.rows
    for r in range(min(table.header_rows, len(text) - 1)):
        if any(re.fullmatch(r"[\s\d<>≤≥=.,%–-]+", cell) for cell in text[r]):
            return r
    return min(table.header_rows, len(text) - 1)


def _value_columns(rows: Sequence[Row], width: int) -> int:
    """How many columns at the right hold nothing but numbers."""
    count = 0
    for col in range(width - 1, 0, -1):
        found = [c.said for r in rows for c in r.cells if c.col == col and c.said and not r.head]
        numeric = [s for s in found if all(w.kind in ("number", "sign") for w in s.words)]
        if not found or len(numeric) < _NUMERIC * len(found):
            break
        count += 1
    return count


def _alike(a: Grid, b: Grid, outline: Outline) -> float:
    first, second = a.words, b.words
    common = sum((first & second).values())
    content = 2 * common / max(1, first.total() + second.total())
    heads = fuzz.token_sort_ratio(" ".join(a.heads).casefold(), " ".join(b.heads).casefold()) / 100
    home = outline.same(a.table.section, b.table.section)
    return 0.75 * content + 0.1 * heads + 0.15 * home


def _columns(a: Grid, b: Grid) -> tuple[tuple[int, int], ...]:
    """The columns of `a` with those of `b`: by their heads, else by what they hold, else by their place."""
    ranked = []
    for m in range(len(a.heads)):
        for n in range(len(b.heads)):
            head = fuzz.ratio(a.heads[m].casefold(), b.heads[n].casefold()) / 100 if a.heads[m] and b.heads[n] else 0.0
            first, second = _column(a, m), _column(b, n)
            content = 2 * sum((first & second).values()) / max(1, first.total() + second.total())
            near = 1 - abs(m / max(1, len(a.heads)) - n / max(1, len(b.heads)))
            ranked.append((0.45 * head + 0.4 * content + 0.15 * near, m, n))
    found: dict[int, int] = {}
    for score, m, n in sorted(ranked, key=lambda f: -f[0]):
        if m not in found and n not in found.values() and (score >= 0.3 or len(a.heads) == len(b.heads)):
            found[m] = n
    return tuple(sorted(found.items()))


def _column(grid: Grid, col: int) -> Counter[str]:
    return Counter(w.norm for r in grid.rows for c in r.cells if c.col == col and c.said for w in c.said.words)


def _pair_rows(a: Grid, b: Grid) -> list[tuple[Row, Row]]:
    found: list[tuple[Row, Row]] = []
    free_a, free_b = list(a.rows), list(b.rows)

    def take(x: Row, y: Row) -> None:
        found.append((x, y))
        free_a.remove(x)
        free_b.remove(y)

    for grouped in (True, False):
        for x in tuple(free_a):
            twin = next((y for y in free_b if _equal_rows(x, y, grouped)), None)
            if twin is not None:
                take(x, twin)
    order = {x.index: y.index for x, y in found}
    ranked = sorted(
        ((_row_score(x, y, order, a, b), m, n) for m, x in enumerate(free_a) for n, y in enumerate(free_b)),
        key=lambda f: -f[0],
    )
    rest_a, rest_b = tuple(free_a), tuple(free_b)
    for score, m, n in ranked:
        if score >= SAME_ROW and rest_a[m] in free_a and rest_b[n] in free_b:
            take(rest_a[m], rest_b[n])
    for x in tuple(free_a):  # alone with each other between two twins, with the same values: renamed
        between = _between(x, free_a, free_b, {a_.index: b_.index for a_, b_ in found}, len(b.rows))
        if between and _values(x, a) == _values(between, b) and _values(x, a):
            take(x, between)
    return sorted(found, key=lambda pair: pair[0].index)


def _equal_rows(x: Row, y: Row, grouped: bool) -> bool:
    """Whether two rows hold the same; `grouped`: under the same labels, else they must say enough to be no chance."""
    if grouped:
        return x.dense == y.dense or (x.loose == y.loose and x.groups == y.groups)
    return x.loose == y.loose and len(x.loose) > TELLING_ROW


def _between(x: Row, free_a: Sequence[Row], free_b: Sequence[Row], order: dict[int, int], height: int) -> Row | None:
    """The one free row of the other table that stands where `x` stands, if `x` is alone there too."""
    before = order.get(x.index - 1, -1 if x.index == 0 else None)
    after = order.get(x.index + 1)
    if before is None or any(abs(y.index - x.index) == 1 for y in free_a):
        return None
    here = next((y for y in free_b if y.index == before + 1), None)
    if here is None or (after is not None and after != here.index + 1):
        return None
    return here


def _row_score(x: Row, y: Row, order: dict[int, int], a: Grid, b: Grid) -> float:
    """How much two rows are one: their labels, what stands beside them, and whether their neighbours are twins."""
    label = fuzz.ratio(_label(x, a), _label(y, b)) / 100
    groups = (
        fuzz.token_sort_ratio(" ".join(x.groups).casefold(), " ".join(y.groups).casefold()) / 100
        if x.groups or y.groups
        else 1.0
    )
    first, second = _values(x, a), _values(y, b)
    values = (first == second) if first or second else label
    if isinstance(values, bool) and not values:
        values = fuzz.token_sort_ratio(first, second) / 100 * 0.8
    neighbours = (order.get(x.index - 1, -9) == y.index - 1) + (order.get(x.index + 1, -9) == y.index + 1)
    return 0.6 * label + 0.1 * groups + 0.15 * float(values) + 0.075 * neighbours


def _label(row: Row, grid: Grid) -> str:
    """The text that names the row, merged cells beside it included: all but the numbers at the right, or the first."""
    limit = len(grid.heads) - grid.values if grid.values else 1
    lead = len(row.dense) - len(grid.heads)
    return " ".join(w.norm for text in row.dense[lead : lead + limit] for w in words(text))


def _values(row: Row, grid: Grid) -> str:
    limit = len(grid.heads) - grid.values if grid.values else 1
    return " | ".join(c.said.plain for c in row.cells if c.said and c.col >= limit)


def is_label(place: Place, grid: Grid) -> bool:
    """Whether the cell names its row: the first column, or any that is no value where numbers stand at the right."""
    return place.col == 0 or (bool(grid.values) and place.col < len(grid.heads) - grid.values)


def row_statement(row: Row, grid: Grid, kind: Kind = Kind.ROW) -> Statement:
    """The whole row as one statement, its cells « | » apart, what is merged over it in its place."""
    own = {c.col: c.said for c in row.cells if c.said}
    lead = len(row.dense) - len(grid.heads)  # the title row above comes first
    parts: list[PrintedText] = []
    shifted: list[Statement] = []
    at = 0
    for n, text in enumerate(row.dense):
        said = own.get(n - lead)
        parts.append(said.text if said else plain(text))
        if said:
            shifted.append(said.shifted(at))
        at += len(parts[-1]) + len(BREAK)
    first = shifted[0]
    return replace(
        first,
        kind=kind,
        order=row.index,
        text=join(parts, BREAK),
        words=tuple(w for s in shifted for w in s.words),
        loose="|".join(s.loose for s in shifted),
        quantities=tuple(q for s in shifted for q in s.quantities),
        doses=tuple(d for s in shifted for d in s.doses),
        markers=tuple(m for s in shifted for m in s.markers),
    )
