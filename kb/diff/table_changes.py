"""Aligned tables → their changes: cells, rows, columns, whole tables, captions apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.model import join
from kb.diff.meaning import Context, Verdict, highest, meaning_of, verdict
from kb.diff.model import Change, Kind, Meaning, Side, Type
from kb.diff.statements import Statement
from kb.diff.tables import BREAK, Aligned, Grid, Place, Row, align, is_label, pair_grids, row_statement


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What changed in tables that both editions have, and the rows that only one of them has."""

    changes: tuple[Change, ...]
    only_a: tuple[Statement, ...]
    only_b: tuple[Statement, ...]


def table_changes(a: Sequence[Grid], b: Sequence[Grid], context: Context) -> TableChanges:
    """All changes of the tables of two editions.

    Rows without a twin, and all rows of a table that the other edition has not, are given back as statements: the
    caller looks for them among what else is left, where another layout may have put them.
    """
    pairs, lone_a, lone_b = pair_grids(a, b, context.outline)
    found: list[Change] = []
    only_a: list[Statement] = []
    only_b: list[Statement] = []
    for x, y in pairs:
        aligned = align(x, y)
        if aligned.read_otherwise:
            continue
        recut = len(x.heads) != len(y.heads) or len(x.rows) != len(y.rows)
        found += _of_rows(aligned, context)
        only_a += [row_statement(r, x) for r in aligned.only_a if not (recut and _elsewhere(r, x, y))]
        only_b += [row_statement(r, y) for r in aligned.only_b if not (recut and _elsewhere(r, y, x))]
    only_a += [row_statement(r, g) for g in lone_a for r in g.rows]
    only_b += [row_statement(r, g) for g in lone_b for r in g.rows]
    return TableChanges(tuple(found), tuple(only_a), tuple(only_b))


def whole_tables(left: Sequence[Statement], grids: Sequence[Grid]) -> list[Statement]:
    """The statements with the rows of a table of which every row is left as that table; heads alone are left out."""
    rows = {g.passage.id: g for g in grids}
    mine = Counter(s.passage for s in left if s.kind is Kind.ROW)
    heads = {(g.passage.id, r.index) for g in grids for r in g.rows if r.head}
    found: list[Statement] = []
    done: set[str | None] = set()
    for said in left:
        if said.kind is not Kind.ROW or said.passage not in rows:
            found.append(said)
        elif mine[said.passage] == len(rows[said.passage].rows):
            if said.passage not in done:
                done.add(said.passage)
                found.append(_whole(rows[said.passage]))
        elif (said.passage, said.order) not in heads:
            found.append(said)
    return found


def _of_rows(aligned: Aligned, context: Context) -> Iterator[Change]:
    columns = dict(aligned.columns)
    for x, y in aligned.rows:
        yield from _of_pair(x, y, aligned, context)
    lost = (_column(aligned.a, c, Type.REMOVED) for c in range(len(aligned.a.heads)) if c not in columns)
    gained = (_column(aligned.b, c, Type.ADDED) for c in range(len(aligned.b.heads)) if c not in columns.values())
    yield from (change for change in (*lost, *gained) if change)


def _elsewhere(row: Row, grid: Grid, other: Grid) -> bool:
    """Whether the words of a row stand in other cells of the other table, which was cut otherwise."""
    spare = other.words - (grid.words - row.words)
    return not row.words - spare


def _of_pair(x: Row, y: Row, aligned: Aligned, context: Context) -> Iterator[Change]:
    columns = dict(aligned.columns)
    theirs = {c.col: c for c in y.cells}
    both = [(c, theirs.get(columns[c.col])) for c in x.cells if c.col in columns]
    verdicts: list[tuple[Place, Place, Verdict]] = []
    for first, second in both:
        if second is None or (first.said is None and second.said is None):
            continue
        found = _cell_verdict(first.said, second.said, context)
        if found:
            verdicts.append((first, second, found))
    renamed = [v for v in verdicts if not x.head and is_label(v[0], aligned.a) and v[0].said and v[1].said]
    if renamed:
        a_said, b_said = row_statement(x, aligned.a), row_statement(y, aligned.b)
        whole = verdict(a_said, b_said, context)
        if whole:
            a, b = _row_side(x, a_said, aligned.a), _row_side(y, b_said, aligned.b)
            yield _two(Kind.ROW, whole, a, b, (0, 0))
        return
    for first, second, found in verdicts:
        a, a_shift = _cell_side(first, x, aligned.a)
        b, b_shift = _cell_side(second, y, aligned.b)
        yield _two(Kind.CELL, found, a, b, (a_shift, b_shift))


def _cell_verdict(a: Statement | None, b: Statement | None, context: Context) -> Verdict | None:
    """What changed in a cell; one that was empty, or now is, says what stands or stood in it."""
    if a is not None and b is not None:
        return verdict(a, b, context)
    said = a or b
    if said is None:
        return None
    span = ((0, len(said.text)),)
    return Verdict(meaning_of(said), span if a else (), span if b else ())


def _two(kind: Kind, found: Verdict, a: Side, b: Side, shift: tuple[int, int]) -> Change:
    a_spans = tuple((start + shift[0], end + shift[0]) for start, end in found.a)
    b_spans = tuple((start + shift[1], end + shift[1]) for start, end in found.b)
    before = tuple(a.text[start:end] for start, end in a_spans)
    after = tuple(b.text[start:end] for start, end in b_spans)
    return Change(Type.MODIFIED, kind, found.meaning, a, b, before, after, a_spans, b_spans)


def _one(kind: Kind, type_: Type, meaning: Meaning, here: Side) -> Change:
    span = ((0, len(here.text)),)
    if type_ is Type.REMOVED:
        return Change(type_, kind, meaning, here, None, (here.text,), (), span, ())
    return Change(type_, kind, meaning, None, here, (), (here.text,), (), span)


def _row_side(row: Row, said: Statement, grid: Grid) -> Side:
    return Side(grid.table.section, said.text.text, said.text, grid.passage.id)


def _cell_side(cell: Place, row: Row, grid: Grid) -> tuple[Side, int]:
    """The cell with its labels before it, and how many characters they take."""
    shared = bool(cell.head) and grid.heads.count(cell.head) > 1  # two tables side by side: the label next to it
    labels = cell.labels[-1:] if shared else cell.labels[:1]
    before = list(dict.fromkeys(label for label in (*row.groups, *labels, cell.head) if label))
    own = cell.said.text.text if cell.said else ""
    prefix = BREAK.join(before) + (BREAK if before else "")
    printed = cell.said.text if cell.said else join([c.said.text for c in row.cells if c.said][:1])
    return Side(grid.table.section, prefix + own, printed, grid.passage.id), len(prefix)


def _column(grid: Grid, col: int, type_: Type) -> Change | None:
    """A column that one table has: one change, its head and all its cells."""
    cells = [c for r in grid.rows for c in r.cells if c.col == col and c.said]
    if not cells:
        return None
    parts = [c.said.text for c in cells if c.said]
    text = BREAK.join(p.text for p in parts)
    meaning = highest(meaning_of(c.said) for c in cells if c.said)
    return _one(Kind.CELL, type_, meaning, Side(grid.table.section, text, join(parts, BREAK), grid.passage.id))


def _whole(grid: Grid) -> Statement:
    """A table that only one edition has, as one statement."""
    rows = [row_statement(r, grid, Kind.TABLE) for r in grid.rows]
    at, parts = 0, []
    for row in rows:
        parts.append(row.shifted(at))
        at += len(row.text) + 1
    first = rows[0]
    return Statement(
        Kind.TABLE, grid.table.section, grid.passage.id, first.order, join([r.text for r in rows], "\n"),
        tuple(w for p in parts for w in p.words), "".join(p.loose.replace("|", "") for p in parts),
        tuple(q for p in parts for q in p.quantities), tuple(d for p in parts for d in p.doses), first.cited,
    )  # fmt: skip
