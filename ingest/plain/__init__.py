"""A plain source (.txt, .md as converters write them) → the same blocks that a PDF becomes.

The recipe; every step is a room of its own. Nothing has a place on a page: all glyphs are None, all looks too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.layout.blocks import Block, BlockKind
from ingest.layout.healing import vocabulary
from ingest.model import EMPTY, plain
from ingest.plain.decoding import decode
from ingest.plain.grid import PlainTable
from ingest.plain.habits import habits_of
from ingest.plain.headings import heading_levels
from ingest.plain.markup import broken, printed_text
from ingest.plain.parts import Kind, Part, parts_of

__all__ = ["PlainTable", "read_plain"]


def read_plain(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of the file `name`, in its order; headings have a `level`, tables a `PlainTable` as `what`.

    Raises EmptyFile, NotAPdf (its bytes are no text), Damaged (they are text in no known encoding).
    """
    lines = decode(data, name).replace("\f", "\n").split("\n")
    habits = habits_of(lines)
    known = vocabulary(part for line in lines for part in broken(line))
    parts = parts_of(habits, known)
    texts = [printed_text(part.lines, known) for part in parts]
    levels = heading_levels(parts, texts, habits.spaced)
    return tuple(_blocks(parts, texts, levels))


def _blocks(parts: Sequence[Part], texts: Sequence[str], levels: Mapping[int, int]) -> Iterator[Block]:
    above = 0  # depth of a numbered item that proved to be a heading: what is listed under it begins at 1
    for n, (part, text) in enumerate(zip(parts, texts, strict=True)):
        if part.kind is Kind.TABLE:
            yield Block(BlockKind.TABLE, EMPTY, what=part.table)
        elif not text:
            continue
        elif part.kind is Kind.ITEM and n not in levels:
            yield Block(BlockKind.ITEM, plain(text), depth=max(1, part.depth - above), marker=part.marker)
            continue
        else:
            yield Block(BlockKind.TEXT, plain(text), level=levels.get(n, 0))
        above = part.depth
