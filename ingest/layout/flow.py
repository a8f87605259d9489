"""Pages of a file → its blocks in reading order, and what was set aside on the way.

Calls the layout layers in their order; what blocks mean is told afterwards, in `structure`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ingest.geometry import Box
from ingest.layout.blocks import Block, BlockKind
from ingest.layout.boxed import asides, insets
from ingest.layout.bullets import with_drawn_bullets
from ingest.layout.captions import is_continued_caption
from ingest.layout.charts import find_charts, without
from ingest.layout.columns import page_gutter, reading_order, usual_gutter
from ingest.layout.figures import find_figures
from ingest.layout.furniture import CONTENTS, sort_out
from ingest.layout.healing import Vocabulary, vocabulary
from ingest.layout.lines import Line, fragments, split_at
from ingest.layout.paragraphs import gather
from ingest.layout.placed import Atom, Placed, spread
from ingest.layout.zones import file_gutter, zones
from ingest.model import Furniture, PrintedText
from ingest.pages import PageContent
from ingest.tables.find import find_tables
from ingest.tables.found import FoundTable
from ingest.tables.parted import lead, with_cell_above
from ingest.tables.stitch import stitch
from ingest.tables.tail import tail


@dataclass(frozen=True, slots=True)
class Flow:
    """The blocks of a file, what was set aside, and the page numbers printed on the paper."""

    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]
    labels: Mapping[int, str | None]  # printed page label by physical page


def read_flow(contents: Sequence[PageContent]) -> Flow:
    """The text of all pages as blocks, with running heads, page numbers and the like taken out."""
    printed = [fragments(c.runs, [rule.box for rule in c.rules if not rule.horizontal]) for c in contents]
    sorted_ = sort_out(printed, [c.height for c in contents])
    furniture = [Furniture(kind, line.text) for page in sorted_ for kind, line in page.furniture]
    gutter = file_gutter([page.lines for page in sorted_])
    sheets: list[tuple[Sequence[Line], Sequence[Atom], tuple[Box, ...]]] = []
    cut: FoundTable | None = None  # a table with which the page before ends
    for content, page in zip(contents, sorted_, strict=True):
        printed_lines = [part for line in page.lines for part in (split_at(line, gutter) if gutter else (line,))]
        charts = find_charts(content, printed_lines)
        beside = asides(content, printed_lines)
        drawn = without(content, (*charts, *beside))
        free = [line for line in printed_lines if not any(b.holds(*line.box.center) for b in (*charts, *beside))]
        tables = [table for zone in zones(drawn, free, gutter) for table in find_tables(*zone)]
        tables = [*_left_over(cut, free, drawn, tables), *tables]
        figures = find_figures(drawn, printed_lines, tables, charts)
        inside = {id(line) for table in tables for line in table.lines}
        inside |= {id(line) for figure in figures for line in figure.lines}
        atoms = [Atom(t.box, BlockKind.TABLE, t) for t in tables] + [Atom(f.box, BlockKind.FIGURE, f) for f in figures]
        # The rows of a table of contents are read no more, but they still fill their column.
        atoms += [Atom(line.box, BlockKind.FIGURE, CONTENTS) for kind, line in page.furniture if kind == CONTENTS]
        outside = [line for line in printed_lines if id(line) not in inside]
        cut = _at_foot(tables, outside) if gutter is None else None
        shapes = (*content.painted, *(fill.box for fill in content.fills), *content.drawings)
        sheets.append((with_drawn_bullets(outside, shapes), atoms, beside))
        furniture.extend(Furniture("figure text", line.text) for figure in figures for line in figure.lines)
        furniture.extend(
            Furniture("margin text", PrintedText(run.text, run.glyphs)) for run in content.runs if run.turned
        )
    gutters = [page_gutter(lines, atoms) for lines, atoms, _ in sheets]
    usual = usual_gutter(gutters)
    boxed = [insets(content, lines) for content, (lines, _, _) in zip(contents, sheets, strict=True)]
    ordered = chain.from_iterable(
        reading_order(lines, atoms, usual, boxes, beside)
        for (lines, atoms, beside), boxes in zip(sheets, boxed, strict=True)
    )
    placed = _reunited([p for p in ordered if not (isinstance(p.item, Atom) and p.item.what is CONTENTS)])
    known = vocabulary(_words(list(spread(placed))))
    blocks = _whole_tables(gather(placed, known), list(spread(placed)), known)
    blocks = set_in(blocks, {c.number: boxes for c, boxes in zip(contents, boxed, strict=True)})
    labels = {c.number: page.label for c, page in zip(contents, sorted_, strict=True)}
    return Flow(blocks, tuple(furniture), labels)


def set_in(blocks: Sequence[Block], boxes: Mapping[int, tuple[Box, ...]]) -> tuple[Block, ...]:
    """The blocks, each with the box that it is wholly set in; one box that a page break cuts is one."""
    out: list[Block] = []
    count = 0
    last: tuple[int, Box] | None = None  # page and box of the block before
    for block in blocks:
        within = None if block.inset else _box_around(block, boxes)
        if within is not None and last != (block.page, within):
            follows = last is not None and last[0] == block.page - 1 and abs(last[1].width - within.width) <= 1
            count -= not follows  # below zero: those of insets across columns are above
        last = (block.lines[-1].page, within) if within is not None else None
        out.append(replace(block, inset=count) if within is not None else block)
    return tuple(out)


def _box_around(block: Block, boxes: Mapping[int, tuple[Box, ...]]) -> Box | None:
    lines = [(line, boxes.get(line.page, ())) for line in block.lines]
    if not lines or not all(any(box.holds(*line.box.center) for box in own) for line, own in lines):
        return None
    line, own = lines[0]
    return next(box for box in own if box.holds(*line.box.center))


def _left_over(
    cut: FoundTable | None, lines: Sequence[Line], content: PageContent, tables: Sequence[FoundTable]
) -> list[FoundTable]:
    """What the page break has left at the top of the page of the table before it, where it was not found as a table."""
    rest = tail(cut, lines, content.rules) if cut else None
    taken = {id(line) for table in tables for line in table.lines}
    return [rest] if rest and not any(id(line) in taken for line in rest.lines) else []


def _at_foot(tables: Sequence[FoundTable], outside: Sequence[Line]) -> FoundTable | None:
    """The table that ends a page, where nothing but furniture stands below it."""
    last = max(tables, key=lambda table: table.box.y1, default=None)
    return None if last is None or any(line.box.center[1] > last.box.y1 for line in outside) else last


def _reunited(placed: Sequence[Placed]) -> list[Placed]:
    """The same with the lines that a break has parted from the table right below it made part of that table."""
    out = list(placed)
    for n in range(len(out) - 2, -1, -1):
        line, below = out[n].item, _table(out[n + 1])
        if below is None or not isinstance(line, Line) or not _broken(line.page, line.box.y0, below):
            continue
        first = lead(line, below)
        above = _table(out[n - 1]) if n else None
        fuller = with_cell_above(above, line, below) if above and not first else None
        if first is not None:
            out[n] = replace(out[n], item=Atom(first.box, BlockKind.TABLE, first))
        elif fuller is not None:
            out[n : n + 2] = [replace(out[n + 1], item=Atom(fuller.box, BlockKind.TABLE, fuller))]
    return out


def _table(placed: Placed) -> FoundTable | None:
    what = placed.item.what if isinstance(placed.item, Atom) else None
    return what if isinstance(what, FoundTable) else None


def _broken(page: int, y: float, below: FoundTable) -> bool:
    """Whether a page or column break stands between the y `y` of `page` and the table."""
    return below.page != page or below.box.y0 < y


def _words(placed: Sequence[Placed]) -> Iterator[str]:
    """The lines as they are read, those of tables after the others: only neighbours show how words are cut."""
    tables = [p.item.what for p in placed if isinstance(p.item, Atom) and isinstance(p.item.what, FoundTable)]
    yield from (p.item.text.text for p in placed if isinstance(p.item, Line))
    yield from (line.text.text for table in tables for line in table.lines)


def _whole_tables(blocks: Sequence[Block], placed: Sequence[Placed], known: Vocabulary) -> tuple[Block, ...]:
    """The blocks with the parts of each printed table made one, at the place of the first."""
    parts = [p for p in placed if isinstance(p.item, Atom) and isinstance(p.item.what, FoundTable)]
    found = [p.item.what for p in parts if isinstance(p.item, Atom) and isinstance(p.item.what, FoundTable)]
    wholes = stitch(found, _follows(placed), known)
    whole_of = {id(whole.parts[0]): whole for whole in wholes}
    out: list[Block] = []
    for block in blocks:
        if not isinstance(block.what, FoundTable):
            out.append(block)
        elif whole := whole_of.get(id(block.what)):
            out.append(replace(block, what=whole))
    return tuple(out)


def _follows(placed: Sequence[Placed]) -> list[bool]:
    """For each table part in order: whether only a break, or a repeated caption, parts it from the one before.

    A lone title row at the foot of a page needs no break above it.
    """
    out: list[bool] = []
    last: Atom | None = None
    clear = False
    for p in placed:
        if isinstance(p.item, Atom) and isinstance(p.item.what, FoundTable):
            here, above = p.item.what, last.what if last else None
            broken = isinstance(above, FoundTable) and (
                here.page != above.page or here.box.y0 < above.box.y1 or len(here.slots) == 1
            )
            out.append(clear and broken)
            last, clear = p.item, True
        elif not (isinstance(p.item, Line) and is_continued_caption(p.item.text.text)):
            clear = False
    return out
