"""A line that a page or column break has parted from the table below it: its title row, or a cell of its first row.

Only the table's own rows tell what such a line is: title rows set as it is, an empty place in the first row.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ingest.geometry import Box
from ingest.layout.lines import Line
from ingest.tables.found import FoundTable, Slot
from ingest.tables.fringe import CAPTION, FLUSH
from ingest.tables.stitch import SAME_COLUMN, repeated_rows

UNDER = 1.5  # em: what is left of a row stands no farther below the rule above it
SLACK = 2.0  # points by which a text may stand over its column's edge
SAME_SIZE = 0.5  # points: type sizes that are one


def lead(line: Line, below: FoundTable) -> FoundTable | None:
    """`line`, the last of a page or column, as a part of the table `below` that the next one begins with; else None."""
    if below.header_rows or CAPTION.match(line.text.text):
        return None
    titles = [slot.lines[0] for slot in below.slots if len(slot.lines) == 1 and _alone(slot, below)]
    if not any(line.bold and _alike(line, title) and abs(line.box.x0 - title.box.x0) <= FLUSH for title in titles):
        return None
    box = Box(below.columns[0], line.box.y0, below.columns[-1], line.box.y1)
    slot = Slot(0, 0, 1, below.width, box, (line,))
    return FoundTable(
        line.page, box, (slot,), 0, below.evidence, below.columns, (line,), below.confidence, below.reasons
    )


def _alone(slot: Slot, table: FoundTable) -> bool:
    """Whether nothing else stands in the slot's row, and something below it does."""
    others = [one for one in table.slots if one is not slot and one.row <= slot.row < one.bottom and one.lines]
    return slot.col == 0 and not others and slot.bottom < table.height


def _alike(line: Line, other: Line) -> bool:
    return line.bold == other.bold and line.italic == other.italic and abs(line.size - other.size) < SAME_SIZE


def with_cell_above(above: FoundTable, line: Line, below: FoundTable) -> FoundTable | None:
    """`below` with `line` in its first row, where it was printed under the last row of `above`, before the break.

    Browsers move the long cells of a row to the next page and leave the short ones: the place of `line` is empty there.
    """
    if above.page != line.page or not -SLACK <= line.box.y0 - above.box.y1 <= UNDER * line.size:
        return None
    if above.width != below.width or not _same_columns(above, below):
        return None
    edges = enumerate(pairwise(above.columns))
    col = next((n for n, (a, b) in edges if a - SLACK <= line.box.x0 and line.box.x1 <= b + SLACK), None)
    own = [one for slot in above.slots if slot.col == col for one in slot.lines]
    if not any(_alike(line, one) and abs(line.box.x0 - one.box.x0) <= FLUSH for one in own):
        return None
    first = repeated_rows(above, below)
    row = [slot for slot in below.slots if slot.row == first]
    place = next((slot for slot in row if slot.col == col and slot.colspan == 1 and not slot.lines), None)
    if place is None or not all(slot.lines for slot in row if slot is not place):
        return None
    filled = replace(place, box=line.box, lines=(line,))
    slots = tuple(filled if slot is place else slot for slot in below.slots)
    return replace(below, slots=slots, lines=(line, *below.lines))


def _same_columns(above: FoundTable, below: FoundTable) -> bool:
    a, b = above.columns, below.columns
    return all(abs((x - a[0]) - (y - b[0])) <= SAME_COLUMN for x, y in zip(a, b, strict=True))
