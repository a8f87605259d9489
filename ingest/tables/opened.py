"""Horizontal lines and shades → tables without vertical lines: between them, and beyond them where the columns go on.

Columns come from the text, or from the joints where lines or shades are drawn cell by cell. Never takes prose between
two lines for a table: the text must stand in columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.geometry import Box
from ingest.layout.lines import Line
from ingest.tables.edges import SAME_EDGE, Edge, places
from ingest.tables.fill import loosened, origins, printed_rows
from ingest.tables.fringe import last_lines, no_row, title_above, with_title
from ingest.tables.grid import Grid
from ingest.tables.gridding import gridded, marks
from ingest.tables.growth import fitting_rows, near_rows, prose, stacked
from ingest.tables.gutters import in_columns, strips
from ingest.tables.refuse import prose_gutter
from ingest.tables.spanning import Across, Strip, across, uncrossed

SAME_END = 4.0  # points: lines over one table end within this of each other
BESIDE = 6.0  # points by which text may stick out of the lines above and below it
MARKED = 0.5  # of the rows have a line below them: no longer a mark of the header
SEEDS = 3  # rows on each side of a lone line that show its columns
SHADED_ROWS = 3  # rows in columns that make a table where shades are all that is drawn: two are a legend or a box
TITLE_LINES = 3  # lone lines over several columns one after the other: no title of a group is that long
AT_LEFT = 0.1  # of a table's width
BLANK = 60.0  # points: two lines with nothing between them for more than this bound no table


@dataclass(frozen=True, slots=True)
class Open:
    """A table without vertical lines. `header` rows stand above its first inner line, 0 where there is none.

    `drawn` tells that columns are drawn after all: the lines or shades are in pieces, one a cell.
    """

    grid: Grid
    parts: tuple[Line, ...]
    lines: tuple[Line, ...]  # the fragments that `parts` are cut from
    header: int
    drawn: bool
    crossing: int  # lines that run over several columns below the header
    edges: int


def open_tables(edges: Sequence[Edge], lines: Sequence[Line], shades: Sequence[Box] = ()) -> Iterator[Open]:
    """The tables that horizontal `edges` mark, top to bottom; a line belongs to one of them at most.

    `shades` are the shaded rectangles on the page.
    """
    free = list(lines)
    left = sorted(edges, key=lambda edge: (-edge.length, edge.at))
    while left:
        chain = sorted((edge for edge in left if _alike(edge, left[0])), key=lambda edge: edge.at)
        short = [edge for edge in left if not _alike(edge, left[0]) and _within(edge, left[0])]
        known = {id(edge) for edge in chain}
        for run in _runs(chain, free):
            table = _table(run, short, free, chain, shades)
            if table is None:
                continue
            yield table
            taken = {id(line) for line in table.lines}
            free = [line for line in free if id(line) not in taken]
            box = table.grid.box.grown(SAME_EDGE)
            known.update(id(edge) for edge in short if box.y0 <= edge.at <= box.y1)
        left = [edge for edge in left if id(edge) not in known]


def _alike(edge: Edge, other: Edge) -> bool:
    return abs(edge.start - other.start) <= SAME_END and abs(edge.end - other.end) <= SAME_END


def _within(edge: Edge, other: Edge) -> bool:
    return edge.start >= other.start - SAME_END and edge.end <= other.end + SAME_END


def _runs(chain: Sequence[Edge], lines: Sequence[Line]) -> Iterator[list[Edge]]:
    """Successive edges with columns of text between them; an edge alone may underline a header."""
    run = [chain[0]]
    for above, below in pairwise(chain):
        if not _belong(above, below, lines):
            yield run
            run = []
        run.append(below)
    yield run


def _belong(above: Edge, below: Edge, lines: Sequence[Line]) -> bool:
    """Whether what stands between two edges may be rows of one table."""
    inside = [
        line for line in lines
        if above.at < line.box.center[1] < below.at and above.start < line.box.center[0] < above.end
    ]  # fmt: skip
    if any(line.box.x0 < above.start - BESIDE or line.box.x1 > above.end + BESIDE for line in inside):
        return False
    rows = printed_rows(inside)
    if not rows:
        return below.at - above.at < BLANK
    size = median(line.size for line in inside)
    left = above.start + AT_LEFT * above.length  # what is no row of a table starts there; lists in cells do not
    if prose(rows, (above.start, above.end)) or any(no_row(row, size) and row[0].box.x0 < left for row in rows):
        return False
    if len(rows) <= 2:
        return True
    found = strips(rows, size)
    if not found.strips or prose_gutter(rows, found) is not None:
        return False
    lone = [len(row) == 1 and id(row[0]) in found.spanning for row in rows]
    return not any(all(lone[n : n + TITLE_LINES]) for n in range(len(lone) - TITLE_LINES + 1))


def _table(
    run: Sequence[Edge], short: Sequence[Edge], lines: Sequence[Line], chain: Sequence[Edge], shades: Sequence[Box]
) -> Open | None:
    run = _filled(run, lines)
    left, right = min(e.start for e in run), max(e.end for e in run)
    top, bottom = run[0].at, run[-1].at
    ceiling = max((e.at for e in chain if e.at < top - SAME_EDGE), default=float("-inf"))
    ground = min((e.at for e in chain if e.at > bottom + SAME_EDGE), default=float("inf"))
    near = [line for line in lines if left - BESIDE <= line.box.x0 and line.box.x1 <= right + BESIDE]
    beside = loosened(near)
    inside = [line for line in beside if top < line.box.center[1] < bottom]
    upper = stacked([line for line in beside if ceiling < line.box.center[1] <= top])[::-1]
    lower = stacked([line for line in beside if bottom <= line.box.center[1] < ground])
    rows = printed_rows(inside)
    if len(run) == 1 and (not upper or not lower):
        return None
    sample = inside or [line for row in (*upper[:1], *lower[:1]) for line in row]
    if not sample:
        return None  # rules of a form, with no text about them
    em = median(line.size for line in sample)
    above = near_rows(upper, top, -1, em, (left, right))
    below = near_rows(lower, bottom, 1, em, (left, right))
    seeds = rows if sum(map(in_columns, rows)) > 1 else [*above[:SEEDS][::-1], *rows, *below[:SEEDS]]
    first, _ = _strips(run, seeds, rows, em)
    if not first:
        return None
    above, fitting = fitting_rows(above, first, seeds, True), fitting_rows(below, first, seeds, False)
    if len(run) == 1 and (not above or len(fitting) < 2):
        return None
    below = [*fitting, *last_lines(below[len(fitting) :], [*rows, *fitting])] if rows or fitting else []
    every = [*above[::-1], *rows, *below]
    found, joined = _strips(run, every, rows, em)
    if not joined:
        every = uncrossed(every, found)
        again, joined = _strips(run, every, rows, em)
        found = again if len(again) >= len(found) else found  # a word too long for its column hides a strip
    least = SHADED_ROWS if all(edge.shade for edge in run) else 2
    if not found or sum(map(in_columns, every)) < least:
        return None
    ends = (
        min(line.box.y0 for row in above for line in row) - 1 if above else top,
        max(line.box.y1 for row in below for line in row) + 1 if below else bottom,
    )
    table = _gridded(run, short, every, found, joined, (left, right), ends, shades)
    title = title_above(upper[len(above)], every, left) if len(upper) > len(above) else None
    if title is not None:
        table = replace(table, grid=with_title(table.grid, title), parts=(title, *table.parts), header=0)
    box = table.grid.box
    return replace(
        table, lines=origins(table.parts, [one for one in near if box.y0 - 1 <= one.box.center[1] <= box.y1 + 1])
    )


def _filled(run: Sequence[Edge], lines: Sequence[Line]) -> Sequence[Edge]:
    """The edges without those at the top or bottom that part nothing from the rest: the rule of a running head, say."""
    printed = [
        any(a.at < line.box.center[1] < b.at and a.start < line.box.center[0] < a.end for line in lines)
        for a, b in pairwise(run)
    ]
    if True not in printed:
        return run
    return run[printed.index(True) : len(run) - printed[::-1].index(True)]


def _strips(
    run: Sequence[Edge], every: Sequence[list[Line]], inside: Sequence[list[Line]], em: float
) -> tuple[list[Strip], bool]:
    """The strips between columns, and whether they are drawn."""
    joints = _joints(run, [line for row in inside for line in row])
    if not joints:
        return list(strips(every, em).strips), False
    # heads that span columns hide joints: what the text shows besides is kept
    clear = [[line for line in row if not _over(line, joints)] for row in every]
    found = strips([row for row in clear if row], em).strips
    hidden = [(a, b) for a, b in found if not any(a - SAME_EDGE <= x <= b + SAME_EDGE for x in joints)]
    return sorted([*((x - 0.5, x + 0.5) for x in joints), *hidden]), not hidden


def _over(line: Line, joints: Sequence[float]) -> bool:
    return any(line.box.x0 < x - 2 and line.box.x1 > x + 2 for x in joints)


def _joints(run: Sequence[Edge], inside: Sequence[Line]) -> list[float]:
    """Where most of the edges are pieced together, when hardly any text runs over these places."""
    pieced = [edge for edge in run if edge.joints]
    if len(pieced) < 2 or len(pieced) < 0.6 * len(run):
        return []
    found = [
        x for x in places(x for edge in pieced for x in edge.joints)
        if sum(any(abs(x - joint) <= SAME_EDGE for joint in edge.joints) for edge in pieced) >= 0.6 * len(pieced)
    ]  # fmt: skip
    crossing = sum(_over(line, found) for line in inside)
    return found if crossing <= 0.25 * len(inside) else []


def _gridded(
    run: Sequence[Edge], short: Sequence[Edge], every: Sequence[Sequence[Line]], found: Sequence[Strip], joined: bool,
    sides: Strip, ends: Strip, shades: Sequence[Box],
) -> Open:  # fmt: skip
    inside = [line for row in every for line in row]
    top, bottom = ends
    spanning: list[Across] = across(every, found, [e for e in short if top < e.at < bottom])
    xs = [
        min(sides[0], *(line.box.x0 for line in inside)),
        *((a + b) / 2 for a, b in found),
        max(sides[1], *(line.box.x1 for line in inside)),
    ]
    drawn = marks(top, bottom, [edge.at for edge in run], short, xs, shades)
    grid = gridded(xs, drawn, inside, spanning)
    first = drawn.floors[1][0]
    # a line under every row tells nothing of the header
    told = 2 < len(drawn.floors) <= MARKED * grid.rows + 2
    header = sum(y < first + 0.1 for y in grid.ys[1:]) if told else 0
    return Open(
        grid, tuple(inside), (), header, joined, sum(line.box.center[1] > first for line, _, _ in spanning), len(run)
    )
