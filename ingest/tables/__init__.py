"""Tables of a page: drawn with lines in both directions, in one, with shades, or by alignment alone.

`find_tables` finds them page by page, `stitch` puts the parts of one printed table together. Both give text only from
the glyphs of the lines they are given. Knows nothing of captions, sections or what a table means.
"""

from __future__ import annotations

from ingest.tables.find import find_tables, walls
from ingest.tables.found import Evidence, FoundTable, Slot, WholeTable
from ingest.tables.parted import lead, with_cell_above
from ingest.tables.stitch import stitch
from ingest.tables.tail import tail

__all__ = [
    "Evidence", "FoundTable", "Slot", "WholeTable", "find_tables", "lead", "stitch", "tail", "walls", "with_cell_above",
]  # fmt: skip
