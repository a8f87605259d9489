"""Boxes of a page that was read in a turned frame → boxes of the page as displayed.

A page whose text mostly runs up, down or upside down is read in a frame turned with it (`PageContent.turn`), so that
every layer of layout sees upright lines. This is the way back, taken once, when the layout is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ingest.geometry import Box
from ingest.layout.blocks import Block
from ingest.layout.figures import FoundFigure
from ingest.layout.flow import Flow
from ingest.model import Cell, Furniture, Glyph, PrintedText
from ingest.pages import PageContent


def as_displayed(flow: Flow, contents: Sequence[PageContent]) -> Flow:
    """`flow` with the boxes of all that is quoted from it as displayed: texts, cells, figures, furniture.

    The lines of a block and the parts of a table, which only layout looks at, keep those of the reading frame.
    """
    turned = {content.number: content for content in contents if content.turn}
    if not turned:
        return flow
    return replace(
        flow,
        blocks=tuple(_block(block, turned) for block in flow.blocks),
        furniture=tuple(Furniture(one.kind, _text(one.text, turned)) for one in flow.furniture),
    )


def displayed(box: Box, content: PageContent) -> Box:
    """`box` of the reading frame of `content` on the page as displayed, in points."""
    x0, y0, x1, y1 = box
    match content.turn:
        case 90:
            return Box(content.height - y1, x0, content.height - y0, x1)
        case 180:
            return Box(content.width - x1, content.height - y1, content.width - x0, content.height - y0)
        case 270:
            return Box(y0, content.width - x1, y1, content.width - x0)
        case _:
            return box


def _block(block: Block, turned: Mapping[int, PageContent]) -> Block:
    box = displayed(block.box, turned[block.page]) if block.box and block.page in turned else block.box
    what = block.what
    if isinstance(what, FoundFigure) and what.page in turned:
        what = replace(what, box=displayed(what.box, turned[what.page]))
    elif cells := getattr(what, "cells", ()):
        what = replace(what, cells=tuple(_cell(cell, turned) for cell in cells))  # type: ignore[type-var]
    return replace(block, text=_text(block.text, turned), box=box, what=what)


def _cell(cell: Cell, turned: Mapping[int, PageContent]) -> Cell:
    box = displayed(cell.box, turned[cell.page]) if cell.box and cell.page in turned else cell.box
    return replace(cell, text=_text(cell.text, turned), box=box)


def _text(text: PrintedText, turned: Mapping[int, PageContent]) -> PrintedText:
    if not any(glyph is not None and glyph.page in turned for glyph in text.glyphs):
        return text
    return PrintedText(text.text, tuple(_glyph(glyph, turned) for glyph in text.glyphs))


def _glyph(glyph: Glyph | None, turned: Mapping[int, PageContent]) -> Glyph | None:
    if glyph is None or glyph.page not in turned:
        return glyph
    return Glyph(glyph.page, glyph.line, *displayed(glyph.box, turned[glyph.page]), glyph.style)
