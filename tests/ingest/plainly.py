"""What the tests of plain sources read with: the blocks of a text in short, and the grid of its table."""

from __future__ import annotations

from ingest.layout.blocks import Block, BlockKind
from ingest.model import Table
from ingest.plain import PlainTable, read_plain


def read(text: str) -> tuple[Block, ...]:
    return read_plain(text.encode(), "essai.md")


def told(text: str) -> list[str]:
    """The blocks of `text` in short: «# » a heading with its level, «- » an item with its depth, «|» a table."""
    return [short(block) for block in read(text)]


def short(block: Block) -> str:
    if block.kind is BlockKind.TABLE:
        return "|"
    if block.level:
        return f"{'#' * block.level} {block.text.text}"
    return f"{'-' * block.depth} {block.text.text}" if block.kind is BlockKind.ITEM else block.text.text


def rows(text: str) -> list[list[str]]:
    return [list(row) for row in grid(table(text))]


def table(text: str) -> PlainTable:
    found = [block.what for block in read(text) if isinstance(block.what, PlainTable)]
    assert len(found) == 1
    return found[0]


def grid(found: PlainTable) -> tuple[tuple[str, ...], ...]:
    return Table("t", None, None, None, "p", found.header_rows, found.cells, found.pages).rows


def merged(found: PlainTable) -> dict[tuple[int, int], tuple[int, int]]:
    return {(c.row, c.col): (c.rowspan, c.colspan) for c in found.cells if c.rowspan * c.colspan > 1}
