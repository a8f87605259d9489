"""What blocks print and no passage says: bullets, headers that a table repeats after a break.

With the running heads and the like it makes the furniture, so that every character of a page is accounted for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.identity import normalise
from ingest.layout.blocks import Block, BlockKind
from ingest.layout.lines import Line
from ingest.model import Furniture, Glyph, PrintedText
from ingest.tables.found import WholeTable

BULLET = "bullet"
REPEATED_HEADER = "repeated header"


def set_aside(blocks: Sequence[Block]) -> Iterator[Furniture]:
    """The furniture inside `blocks`, in their order."""
    for block in blocks:
        if block.kind is BlockKind.ITEM and block.lines and (bullet := _bullet(block)):
            yield Furniture(BULLET, bullet)
        elif isinstance(block.what, WholeTable) and len(block.what.parts) > 1:
            yield from (Furniture(REPEATED_HEADER, line.text) for line in _repeated(block.what))


def _bullet(block: Block) -> PrintedText | None:
    """What stands before an item's text on its first line."""
    opening = block.lines[0].text
    first = next((glyph for glyph in block.text.glyphs if glyph is not None), None)
    if first is None or first not in opening.glyphs:
        return None
    bullet = opening[: opening.glyphs.index(first)].strip()
    return bullet if bullet.text else None


def _repeated(table: WholeTable) -> Iterator[Line]:
    """Lines of later parts that say again what the header says, and are in no cell."""
    held: set[Glyph] = {glyph for cell in table.cells for glyph in cell.text.glyphs if glyph is not None}
    header = normalise(" ".join(cell.text.text for cell in table.cells if cell.row < table.header_rows))
    for part in table.parts[1:]:
        for line in part.lines:
            printed = [glyph for glyph in line.text.glyphs if glyph is not None]
            if not any(glyph in held for glyph in printed) and normalise(line.text.text.rstrip("-\u00ad")) in header:
                yield line
