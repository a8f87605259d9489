"""Lines of a plain source → the table that begins there: with pipes, with tabs, in a drawn grid, or over a ruler.

Every form returns the table and how many lines it takes, or None. What its cells cover is told in `grid`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.layout.healing import Vocabulary
from ingest.plain.grid import PlainTable, make_table
from ingest.plain.markup import printed_text

Taken = tuple[PlainTable, int]  # the table, and how many lines it was written in

LONGEST_TITLE = 120  # characters: a longer line without a tab, between rows, is no row
SHARE = 0.5  # of the rows: so many have the usual number of cells, else the tabs are no columns
_ALIGNMENT = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_BOXED = re.compile(r"\s*\|.*\|\s*")
_MARKER = re.compile(r"\s*(?:[•‣◦▪▫■□●○–—*+o-]|\(?\d{1,3}(?:\.\d{1,3})*[.)]|[a-z][.)]|\[\d{1,3}\])\s*")
_CAPTION = re.compile(
    r"\s*(?:\*\*)?(?:tableau|table|tab\.|figure|fig\.|annexe|encadré)\s*(?:n°\s*)?[\dIVX]", re.IGNORECASE
)
_GRID_EDGE = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
_RULER = re.compile(r"\s*[-─]{2,}(?:\s+[-─]{2,})+\s*")


def table_at(lines: Sequence[str], start: int, known: Vocabulary) -> Taken | None:
    """The table whose first line is `lines[start]`; `known` are the words of the file."""
    line = lines[start]
    if _GRID_EDGE.fullmatch(line):
        return _drawn_grid(lines, start, known)
    if "|" in line and (taken := _piped(lines, start, known)):
        return taken
    if "\t" in line.strip(" ") or (start + 1 < len(lines) and "\t" in lines[start + 1].strip(" ")):
        return _tabbed(lines, start, known)
    return _ruled(lines, start, known)


# --- pipes ------------------------------------------------------------------------------------------------------------


def _piped(lines: Sequence[str], start: int, known: Vocabulary) -> Taken | None:
    """«| a | b |» with or without outer pipes; without an alignment row only boxed rows, and two at least."""
    marked = start + 1 < len(lines) and "-" in lines[start + 1] and _ALIGNMENT.fullmatch(lines[start + 1]) is not None
    marked = marked and ("|" in lines[start + 1] or _BOXED.fullmatch(lines[start]) is not None)
    end = start
    while end < len(lines) and (_PIPE.search(lines[end]) if marked else _BOXED.fullmatch(lines[end])):
        end += 1
    if end - start < 2:
        return None
    rows = [_cells(line, known) for line in lines[start:end] if not (_ALIGNMENT.fullmatch(line) and "-" in line)]
    table = make_table(rows, 1 if marked else None)
    return (table, end - start) if table else None


def _cells(line: str, known: Vocabulary) -> list[str]:
    inner = line.strip()
    inner = inner.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [printed_text([cell], known) for cell in _PIPE.split(inner)]


# --- tabs -------------------------------------------------------------------------------------------------------------


def _tabbed(lines: Sequence[str], start: int, known: Vocabulary) -> Taken | None:
    """Rows whose cells are separated by tabs; an empty first cell is a tab at the line's beginning.

    A short line without a tab between two rows is a title row whose last tabs were cut off.
    """
    end = start
    while end < len(lines) and lines[end].strip():
        row = "\t" in lines[end].rstrip("\n")
        title = end + 1 < len(lines) and "\t" in lines[end + 1] and 0 < len(lines[end].strip()) <= LONGEST_TITLE
        if not row and (not title or _MARKER.match(lines[end]) or _CAPTION.match(lines[end])):
            break
        end += 1
    rows = [line.split("\t") for line in lines[start:end]]
    if rows and len(rows[0]) == 1 and not any(len(row) == 1 for row in rows[1:]):
        return None  # a line over the table, not a title row: the table has no other
    counts = Counter(len(row) for row in rows if len(row) > 1)
    if not counts or counts.total() < 2:
        return None
    if counts.most_common(1)[0][1] < SHARE * len(rows):
        return None
    if all(len(row) == 1 or _MARKER.fullmatch(row[0]) or not any(map(str.strip, row[:-1])) for row in rows):
        return None  # a list, its markers or its indents set off by tabs
    width = max(counts)
    padded = [[*row, *[""] * (width - len(row))] if len(row) == 1 else row for row in rows]
    table = make_table([[printed_text([cell], known) for cell in row] for row in padded])
    return (table, end - start) if table else None


# --- drawn with characters --------------------------------------------------------------------------------------------


def _drawn_grid(lines: Sequence[str], start: int, known: Vocabulary) -> Taken | None:
    """Cells in boxes of «+---+» and «|»; a cell may have several lines, «+===+» ends the header."""
    end = start
    while end < len(lines) and (_GRID_EDGE.fullmatch(lines[end]) or _BOXED.fullmatch(lines[end])):
        end += 1
    rows: list[list[list[str]]] = []
    header = 0
    for line in lines[start:end]:
        if _GRID_EDGE.fullmatch(line):
            header = len(rows) if "=" in line else header
            rows.append([])
            continue
        for col, cell in enumerate(_PIPE.split(line.strip()[1:-1])):
            if len(rows[-1]) <= col:
                rows[-1].append([])
            rows[-1][col].append(cell.strip())
    filled = [[printed_text(cell, known) for cell in row] for row in rows if row]
    table = make_table(filled, header or None)
    return (table, end - start) if table else None


def _ruled(lines: Sequence[str], start: int, known: Vocabulary) -> Taken | None:
    """Columns under a ruler of dashes («----  -----»), the header above it or, between two rulers, none."""
    open_ruler = _RULER.fullmatch(lines[start]) is not None
    at = start if open_ruler else start + 1
    if at + 1 >= len(lines) or not lines[start].strip() or not _RULER.fullmatch(lines[at]):
        return None
    columns = [match.span() for match in re.finditer(r"[-─]{2,}", lines[at])]
    edges = [left for left, _ in columns[1:]]
    end = at + 1
    while end < len(lines) and lines[end].strip() and not _RULER.fullmatch(lines[end]):
        end += 1
    body = [_sliced(line, edges, known) for line in lines[at + 1 : end]]
    if not body:
        return None
    if end < len(lines) and _RULER.fullmatch(lines[end]):
        end += 1
    head = [] if open_ruler else [_sliced(lines[start], edges, known)]
    table = make_table(head + body, len(head))
    return (table, end - start) if table else None


def _sliced(line: str, edges: Sequence[int], known: Vocabulary) -> list[str]:
    bounds = [0, *edges, len(line)]
    return [printed_text([line[left:right]], known) for left, right in pairwise(bounds)]
