"""The tables of one page, by falling evidence: ruled, then between horizontal lines, then aligned.

The recipe only; each kind is found in a room of its own. Never reads a page's text in any other way than the lines
it is given.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.geometry import Box
from ingest.layout.lines import Line
from ingest.pages import PageContent
from ingest.tables.aligned import Aligned, aligned_tables
from ingest.tables.edges import Edge, edges, lines_drawn, merged, shade_edges
from ingest.tables.fill import fill, printed_rows
from ingest.tables.found import Evidence, FoundTable
from ingest.tables.fringe import title_above, with_title
from ingest.tables.grid import Grid, spans
from ingest.tables.headers import header_rows
from ingest.tables.opened import Open, open_tables
from ingest.tables.refine import refined
from ingest.tables.refuse import no_open_table, no_ruled_table
from ingest.tables.ruled import closed, groups, ruled_grid


def find_tables(content: PageContent, lines: Sequence[Line], beside: Sequence[Line] = ()) -> tuple[FoundTable, ...]:
    """The tables on a page, top to bottom. `lines` are its fragments; those of tables stand in their `lines`.

    `beside` are lines that stand next to these and belong to no table; captions among them are evidence.
    """
    found: list[FoundTable] = []
    free = list(lines)
    rules = lines_drawn(content.rules, content.shades)
    across, down = edges(rules, True), edges(rules, False)
    framed: set[int] = set()
    for hs, vs in groups(across, down, free):
        grid = ruled_grid(hs, vs)
        if grid is None or grid.cols < 2:
            continue
        framed.update(id(edge) for edge in hs)
        table = _ruled(content.number, grid, hs, vs, free)
        if table is not None and table.height == 1 and not _at_a_break(table, lines):
            continue  # boxes side by side: a figure, or text in frames
        if table is not None:
            found.append(table)
            free = _without(free, table)
    loose = [edge for edge in across if id(edge) not in framed]
    shades = [s for s in content.shades if not any(table.box.holds(*s.box.center) for table in found)]
    for marked in open_tables(merged(loose, shade_edges(shades, content.height)), free, [s.box for s in shades]):
        table = _opened(content.number, marked)
        if table is not None:
            found.append(table)
            free = _without(free, table)
    found += [_aligned(content.number, table) for table in aligned_tables(free, beside)]
    return tuple(sorted(found, key=lambda table: (table.box.y0, table.box.x0)))


def walls(content: PageContent) -> tuple[Box, ...]:
    """The upright drawn lines that part the text beside them: what `lines.fragments` needs to know of a page."""
    return tuple(rule.box for rule in lines_drawn(content.rules, content.shades) if not rule.horizontal)


def _at_a_break(table: FoundTable, lines: Sequence[Line]) -> bool:
    """Whether nothing stands above or nothing below it on the page: the rest of a table cut by a page break, maybe."""
    taken = {id(line) for line in table.lines}
    others = [line.box.center[1] for line in lines if id(line) not in taken]
    return not others or table.box.y1 < min(others) or table.box.y0 > max(others)


def _without(lines: Sequence[Line], table: FoundTable) -> list[Line]:
    taken = {id(line) for line in table.lines}
    return [line for line in lines if id(line) not in taken]


def _ruled(
    page: int, grid: Grid, across: Sequence[Edge], down: Sequence[Edge], lines: Sequence[Line]
) -> FoundTable | None:
    inside = [line for line in lines if grid.box.holds(*line.box.center)]
    framed = closed(grid, across, down)
    grid = refined(grid, down, inside, framed)
    title = None if framed else _title(grid, inside, lines)
    if title is not None:
        grid, inside = with_title(grid, title), [title, *inside]
    held, odd = spans(grid)
    slots = fill(grid, held, inside, drawn=True)
    if no_ruled_table(slots, grid.rows, odd):
        return None
    reasons = ("some ruled places are no rectangles",) if odd else ()
    return FoundTable(
        page, grid.box, slots, header_rows(slots, grid.cols), Evidence.RULED, grid.xs, tuple(inside),
        round(1.0 - odd, 2), reasons,
    )  # fmt: skip


def _title(grid: Grid, inside: Sequence[Line], lines: Sequence[Line]) -> Line | None:
    """The title row over a grid whose frame is not drawn: it has no line above it."""
    box = grid.box
    above = [one for one in lines if one.box.y1 <= box.y0 + 1 and one.box.x1 > box.x0 and one.box.x0 < box.x1]
    before, rows = printed_rows(above)[-1:], printed_rows(inside)
    return title_above(before[0], rows, box.x0) if before and rows else None


def _aligned(page: int, table: Aligned) -> FoundTable:
    confidence = min(0.85, 0.4 + 0.05 * table.weight)
    return FoundTable(
        page, table.grid.box, table.slots, table.header, Evidence.ALIGNED, table.grid.xs, table.lines,
        round(confidence, 2), ("no drawn lines: rows and columns from alignment",),
    )  # fmt: skip


def _opened(page: int, band: Open) -> FoundTable | None:
    grid = band.grid
    held, odd = spans(grid)
    slots = fill(grid, held, band.parts, drawn=False)
    if no_open_table(slots, odd):
        return None
    reasons = () if band.drawn else ("no vertical rules: columns from alignment",)
    return FoundTable(
        page, grid.box, slots, header_rows(slots, grid.cols, band.header), Evidence.BANDED, grid.xs, band.lines,
        0.95 if band.drawn else 0.9, reasons,
    )  # fmt: skip
