"""Text tables whose first column is a key → lookups: the option chosen, the printed cells of its row.

A lookup is told by structure: a row of heads, few columns, a first column of short distinct texts, other columns of
words. A table of results or of studies is none. A value is one printed cell, whatever it holds; nothing is paraphrased.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.model import Cell, Guideline, Section, Table
from kb.calculators.keys import plain_key, slug, unique_keys
from kb.calculators.model import Calculator, Item, Kind, Option, Row, Status, Value
from kb.calculators.names import titled
from kb.calculators.patterns import pattern
from kb.calculators.quoting import of_section, quoted
from kb.calculators.shapes import Grid, make_grid

MOST_COLUMNS = 6  # more is a matrix, which no one asks by its first column
LONGEST_HEAD = 45  # characters of a head that nothing but its words tells
LONGEST_KEY = 90  # characters: a longer first cell is a sentence, no key
LEAST_CONFIDENCE = 0.5  # of the reader in the table's grid
WORDY = 0.5  # of a column's filled cells hold words
_CAPTION = re.compile(r"^(?:tableau|table)\s*(?:n°\s*)?[\dIVX]+[a-z]?\s*[.:–—-]?\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_RANGE = re.compile(
    r"^(?:score\s+)?(?:[<>≤≥]\s*)?\d{1,3}(?:\s*(?:-|–|à|et)\s*\d{1,3})?(?:\s+(?:ou|et)\s+(?:plus|moins))?$"
)
_UNPRINTED = ("Grade", "Description")  # heads of a table of grades that prints none


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table read as heads and lines: what lookups and classifications are made of."""

    table: Table
    grid: Grid
    heads: tuple[str, ...]  # one a column, the levels of a head joined
    lines: range  # rows under the heads

    def column(self, col: int) -> list[str]:
        return [self.grid.text(row, col) for row in self.lines]

    def cell(self, row: int, col: int) -> Cell | None:
        return self.grid.covering[row][col]


def compile_lookups(guideline: Guideline, document: str, edition: str) -> tuple[Calculator, ...]:
    """Every lookup among the guideline's tables, in their order; scores should not be among them.

    What looks like one and has no clear key is refused.
    """
    return tuple(
        _lookup(sheet, guideline, document, edition)
        for sheet in read_sheets(guideline)
        if not is_classification(sheet, guideline) and is_lookup(sheet)
    )


def read_sheets(guideline: Guideline) -> Iterator[Sheet]:
    """The tables that have a row of heads over at least two lines, few columns, and were read with some certainty."""
    for table in guideline.tables:
        if table.confidence < LEAST_CONFIDENCE or not 2 <= table.shape[1] <= MOST_COLUMNS:
            continue
        grid = make_grid(table)
        first = _first_row(grid)
        if (
            not table.header_rows
            and first < grid.height
            and not (_is_head(grid, first) or _is_named(table, grid, first))
        ):
            if grid.width == 2 and pattern("tables", "grade").match(grid.text(first, 0)):
                yield Sheet(table, grid, _UNPRINTED, range(first, grid.height))
            continue
        after = _end_of_head(grid, max(table.header_rows, first + 1))
        heads = [_head(grid, first, after, col) for col in range(grid.width)]
        if grid.height - after >= 2 and all(heads[1:]):
            yield Sheet(table, grid, tuple(heads), range(after, grid.height))


def is_lookup(sheet: Sheet) -> bool:
    """Whether the first column is a key and the others say something in words."""
    keys = [key for key in sheet.column(0) if key]
    if not keys or any(len(key) > LONGEST_KEY for key in keys) or pattern("tables", "evidence").search(sheet.heads[0]):
        return False
    if _paired(sheet):
        return True
    if sum(bool(_WORD.search(key)) for key in keys) < WORDY * len(keys):
        return False
    return all(_says_something(sheet, col) for col in range(1, sheet.grid.width))


def is_classification(sheet: Sheet, guideline: Guideline) -> bool:
    """Two columns, a first one of grades, and a head, caption or heading that speaks of grades."""
    keys = sheet.column(0)
    if sheet.grid.width != 2 or not all(pattern("tables", "grade").match(key) for key in keys):
        return False
    section = _section(sheet.table, guideline)
    near = [
        sheet.heads[0],
        sheet.table.caption.text if sheet.table.caption else "",
        section.title.text if section else "",
    ]
    told = any(pattern("tables", "classified").search(text) for text in near)
    return told and len(set(keys)) == len(keys) and _says_something(sheet, 1)


def table_name(sheet: Sheet, guideline: Guideline) -> str:
    """The table's name as the document has it: its caption, else its section's title, else its heads."""
    if sheet.table.caption and (name := _CAPTION.sub("", sheet.table.caption.text).strip(" .:–—-")):
        return titled(pattern("tables", "origin").sub("", name).strip(" .:"))
    section = _section(sheet.table, guideline)
    return section.title.text.strip() if section else " – ".join(head for head in sheet.heads if head)


def option(key: str, label: str, cell: Cell | None) -> Option:
    """An option with the cell it is printed in."""
    return Option(key, label, None, cell.page if cell else None, cell.box if cell else None)


def cell_value(key: str, label: str, cell: Cell | None) -> Value:
    """A printed cell as a result; None where nothing is printed."""
    text = cell.text.text.strip() if cell else ""
    return Value(
        key, label, text or None, None, cell.page if cell and text else None, cell.box if cell and text else None
    )


def _lookup(sheet: Sheet, guideline: Guideline, document: str, edition: str) -> Calculator:
    name = table_name(sheet, guideline)
    items, rows = _paired_rows(sheet) if _paired(sheet) else _keyed_rows(sheet)
    repeated = len({row.options for row in rows}) < len(rows)
    return Calculator(
        f"{document}/{slug(name)}", Kind.LOOKUP, name, document, edition,
        Status.REFUSED if repeated else Status.READY,
        "two rows of the table have the same key" if repeated else None,
        items=() if repeated else items, rows=() if repeated else rows,
        limits=quoted(guideline, of_section(guideline, sheet.table.section), pattern("limits", "sentence")),
        section=sheet.table.section, table=sheet.table.id, page=sheet.table.pages[0],
    )  # fmt: skip


def _keyed_rows(sheet: Sheet) -> tuple[tuple[Item, ...], tuple[Row, ...]]:
    """One item, the first column; two where its cells stand for several rows that the second tells apart.

    A line without a key goes on with the one above it: a row cut by a page, or a cell left blank.
    """
    groups: list[list[int]] = []
    for row in sheet.lines:
        if sheet.grid.text(row, 0) or not groups:
            groups.append([row])
        else:
            groups[-1].append(row)
    groups = [group for group in groups if sheet.grid.text(group[0], 0)]
    keys = [sheet.grid.text(group[0], 0) for group in groups]
    seconds = [sheet.grid.text(group[0], 1) for group in groups]
    wide = len(set(keys)) < len(keys) and sheet.grid.width > 2 and all(seconds)
    asked = (0, 1) if wide else (0,)
    items, chosen = [], []
    for col, labels in zip(asked, (keys, seconds), strict=False):
        distinct = list(dict.fromkeys(labels))
        named = dict(zip(distinct, unique_keys(distinct), strict=True))
        first = {label: sheet.cell(group[0], col) for group, label in reversed(list(zip(groups, labels, strict=True)))}
        head = sheet.heads[col] or (_CAPTION.sub("", sheet.table.caption.text) if sheet.table.caption else "Ligne")
        cell = sheet.cell(sheet.lines.start - 1, col)
        options = tuple(option(named[label], label, first[label]) for label in distinct)
        items.append(Item(plain_key(head), head, options, page=cell.page if cell else None))
        chosen.append([named[label] for label in labels])
    cols = range(len(asked), sheet.grid.width)
    names = unique_keys([sheet.heads[col] for col in cols])
    rows = tuple(
        Row(picked, tuple(_joined_value(k, sheet, group, c) for k, c in zip(names, cols, strict=True)))
        for group, picked in zip(groups, zip(*chosen, strict=True), strict=True)
    )
    return tuple(items), rows


def _joined_value(key: str, sheet: Sheet, rows: list[int], col: int) -> Value:
    """The cells of a key's lines in a column as one printed value, at the place of the first."""
    cells = list(dict.fromkeys(cell for row in rows if (cell := sheet.cell(row, col)) and cell.text.text.strip()))
    value = cell_value(key, sheet.heads[col], cells[0] if cells else None)
    return replace(value, value=" ".join(cell.text.text.strip() for cell in cells)) if len(cells) > 1 else value


# --- two keys side by side ------------------------------------------------------------------------------------------


def _paired(sheet: Sheet) -> tuple[int, ...]:
    """The columns of ranges, where there are two or more and each has words on its right; () elsewhere."""
    cols = []
    for col in range(sheet.grid.width - 1):
        filled = [text for text in sheet.column(col) if text]
        if filled and all(_RANGE.match(text) for text in filled):
            cols.append(col)
    apart = all(b - a > 1 for a, b in pairwise(cols))
    return tuple(cols) if len(cols) > 1 and cols[0] == 0 and apart else ()


def _paired_rows(sheet: Sheet) -> tuple[tuple[Item, ...], tuple[Row, ...]]:
    """One item a column of ranges; a row for each option alone, and one for those printed on a line together."""
    starts = _paired(sheet)
    spans = [range(a + 1, b) for a, b in zip(starts, (*starts[1:], sheet.grid.width), strict=True)]
    names = iter(unique_keys([sheet.heads[col] for span in spans for col in span]))
    value_keys = {col: next(names) for span in spans for col in span}
    items, lines, alone = [], [], []
    for n, (start, span) in enumerate(zip(starts, spans, strict=True)):
        labels = _continued(sheet, start, span)
        distinct = [label for label in dict.fromkeys(labels) if label]
        named = dict(zip(distinct, unique_keys(distinct), strict=True))
        first = {label: row for row, label in reversed(list(zip(sheet.lines, labels, strict=True)))}
        head = sheet.heads[start]
        options = tuple(option(named[label], label, sheet.cell(first[label], start)) for label in distinct)
        items.append(Item(plain_key(head), head, options))
        values = {
            named[label]: tuple(
                cell_value(value_keys[col], f"{sheet.heads[col]} ({head})", sheet.cell(first[label], col))
                for col in span
            )
            for label in distinct
        }
        lines.append([(named.get(label, ""), values.get(named.get(label, ""), ())) for label in labels])
        alone += [Row(tuple(key if m == n else "" for m in range(len(starts))), found) for key, found in values.items()]
    together = [
        Row(tuple(key for key, _ in line), tuple(value for _, values in line for value in values))
        for line in zip(*lines, strict=True)
        if all(key for key, _ in line)
    ]
    return tuple(items), (*dict.fromkeys(together), *alone)


def _continued(sheet: Sheet, start: int, span: range) -> list[str]:
    """The ranges of a column; one above a line that is blank up to the next range goes on in it."""
    labels: list[str] = []
    for row in sheet.lines:
        text = sheet.grid.text(row, start)
        blank = labels and not text and not any(sheet.grid.text(row, col) for col in span)
        labels.append(labels[-1] if blank else text)
    return labels


# --- heads and columns ----------------------------------------------------------------------------------------------


def _is_head(grid: Grid, row: int) -> bool:
    """Whether a first row that the reader did not take for heads is one: in bold over lines that are not, or words
    over ranges.
    """
    ranges = row + 1 < grid.height and _RANGE.match(grid.text(row + 1, 0)) and _WORD.search(grid.text(row, 0))
    return bool(ranges) or (_is_bold(grid, row) and not _is_bold(grid, row + 1))


def _is_named(table: Table, grid: Grid, row: int) -> bool:
    """Whether the caption says what the first column asks for («… selon le siège»), or its first cell is a word that
    heads such columns, and all its cells are short and differ.
    """
    texts = [grid.text(row, col) for col in range(grid.width)]
    if not all(texts) or len(set(texts)) < len(texts) or max(map(len, texts)) > LONGEST_HEAD:
        return False
    caption = table.caption.text.casefold() if table.caption else ""
    words = [word for word in _WORD.findall(texts[0].casefold()) if len(word) > 3]
    return bool(pattern("tables", "key").match(texts[0])) or any(
        re.search(rf"\b(?:selon|suivant|en fonction|par)\b.*\b{re.escape(word)}", caption) for word in words
    )


def _is_bold(grid: Grid, row: int) -> bool:
    if row >= grid.height:
        return False
    glyphs = [g for cell in grid.covering[row] if cell for g in cell.text.glyphs if g]
    return bool(glyphs) and all(glyph.style.bold for glyph in glyphs)


def _first_row(grid: Grid) -> int:
    """The first row of heads: below titles that span the table."""
    for row in range(grid.height):
        cell = grid.covering[row][0]
        if cell is None or cell.colspan < grid.width:
            return row
    return grid.height


def _end_of_head(grid: Grid, after: int) -> int:
    """Past a second line of heads: nothing in its first place, heads under a wider one or under an empty place."""
    while after < grid.height - 2 and not ((first := grid.own(after, 0)) and first.text.text.strip()):
        over = [
            grid.covering[after - 1][col] for col in range(grid.width) if grid.own(after, col) and grid.text(after, col)
        ]
        if not any(cell is None or cell.colspan > 1 or not cell.text.text.strip() for cell in over):
            break
        after += 1
    return after


def _head(grid: Grid, first: int, after: int, col: int) -> str:
    texts = dict.fromkeys(grid.text(row, col) for row in range(first, after))
    return " – ".join(text for text in texts if text)


def _says_something(sheet: Sheet, col: int) -> bool:
    """Whether a column holds words, or numbers under a head that gives their unit."""
    filled = [text for text in sheet.column(col) if text]
    if not filled or pattern("tables", "result").search(sheet.heads[col]):
        return False
    wordy = sum(bool(_WORD.search(text)) for text in filled)
    return wordy >= WORDY * len(filled) or bool(pattern("tables", "unit").search(" ".join([sheet.heads[col], *filled])))


def _section(table: Table, guideline: Guideline) -> Section | None:
    return next((section for section in guideline.sections if section.id == table.section), None)
