"""Blocks → Typst markup: one call of `layouts/template.typ` for each block, in order.

Knows what is printed and in which order; how it looks is the template's affair.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from .bibliography import entry_lines
from .citations import Citations
from .golden import CONTENTS_TITLE
from .layout import Layout
from .model import Block, Box, Cell, Figure, Heading, Item, PageBreak, Paragraph, ReferenceList, Source, Table, Text

_BEFORE = re.compile(r" (?=[;:!?»%])")
_AFTER = re.compile(r"(?<=«) ")
_NUMBER = re.compile(r"(?<=\d) (?=(?:°C|(?:Gy|mg|mm|cm|cc|mL|kg|fractions?|mois|semaines)\b))")


def typst_markup(source: Source, layout: Layout) -> str:
    """The whole document, to be compiled with `corpus/` as its root."""
    front, cites = source.front, Citations(source)
    year, month, day = (int(part) for part in front.date.split("-"))
    head = ", ".join(_string(part) for part in front.head)
    lines = "".join(f"{_content(cites.runs(line))}, " for line in front.lines)
    title, subtitle, notice = _string(front.title), _string(front.subtitle), _string(front.notice)
    date = f"datetime(year: {year}, month: {month}, day: {day})"
    parts = [
        '#import "/layouts/template.typ": *',
        f'#import "/layouts/{layout.name}.typ": layout',
        f"#let l = resolve({layout.expression})",
        f"#show: document-of.with(l, title: {title}, head: ({head}), date: {date})",
        f"#masthead(l, title: {title}, subtitle: {subtitle}, lines: ({lines}), notice: {notice})",
    ]
    if front.contents:
        parts.append(f"#contents(l, {_string(CONTENTS_TITLE)})")
    parts.append("#show: main-matter.with(l)")
    parts.extend(_calls(source, cites))
    return "\n".join(parts) + "\n"


def _calls(source: Source, cites: Citations) -> Iterator[str]:
    for before, block in pairwise((None, *source.blocks)):
        lead = before if isinstance(before, Heading) and before.run_in else None
        if block is not None and not (isinstance(block, Heading) and block.run_in):
            yield from _call(block, lead, source, cites)


def _call(block: Block, lead: Heading | None, source: Source, cites: Citations) -> Iterator[str]:
    match block:
        case Heading():
            yield f"#section-title(l, {block.level}, {_string(block.printed_number)}, {_string(block.title)})"
        case Paragraph():
            run_in = f", lead: {_string(' '.join((lead.printed_number, lead.title)).strip())}" if lead else ""
            name = "pulled" if block.pulled else "para"
            yield f"#{name}(l, {_content(cites.runs(block.text))}{run_in})"
        case Item():
            marker = _string(block.marker) if block.marker else "none"
            yield f"#item(l, {block.depth}, {marker}, {_content(cites.runs(block.text))})"
        case Box():
            items = "".join(f"{_content(cites.runs(item.text))}, " for item in block.items)
            yield f"#boxed(l, {block.level}, {_string(block.title)}, ({items}))"
        case Table():
            yield _table(block, cites)
        case Figure():
            yield (
                f"#figured(l, {_or_none(block.number)}, {_content(cites.runs(block.caption))}, "
                f"{_string(block.drawing)}, wide: {_bool(block.wide)})"
            )
        case ReferenceList():
            for key in block.keys:
                lines = entry_lines(source.works[key], source.front.references)
                body = " #linebreak() ".join(_markup(line) for line in lines)
                yield f"#reference(l, {_or_none(cites.label(key))}, [{body}])"
        case PageBreak():
            yield "#pagebreak(weak: true)"


def _table(table: Table, cites: Citations) -> str:
    widths = ", ".join(f"{width:g}fr" for width in table.widths)
    cells = [(cell.row, f"\n  {_cell(cell, cites, len(table.widths))},") for cell in table.cells]
    head = "".join(markup for row, markup in cells if row < table.header_rows)
    body = "".join(markup for row, markup in cells if row >= table.header_rows)
    caption = _content(cites.runs(table.caption)) if table.caption else "none"
    return (
        f"#tabled(l, {_or_none(table.number)}, {caption}, widths: ({widths},), wide: {_bool(table.wide)},\n"
        f"  head: ({head}), rows: {table.rows}, header-rows: {table.header_rows}, body: ({body}\n))"
    )


def _cell(cell: Cell, cites: Citations, columns: int) -> str:
    lines = " #linebreak() ".join(_markup(cites.runs(line)) for line in cell.lines)
    group = cell.colspan == columns and columns > 1
    return (
        f"(x: {cell.col}, y: {cell.row}, rowspan: {cell.rowspan}, colspan: {cell.colspan}, "
        f"group: {_bool(group)}, body: [{lines}])"
    )


def french_spacing(text: str) -> str:
    """Spaces that French never breaks at, made non-breaking."""
    return _NUMBER.sub("\u00a0", _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", text)))


def _content(runs: Iterable[Text]) -> str:
    return f"[{_markup(runs)}]"


def _markup(runs: Iterable[Text]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Text) -> str:
    markup = f"#{_string(run.text)}"
    for wanted, function in ((run.raised, "super"), (run.italic, "emph"), (run.bold, "strong")):
        markup = f"#{function}[{markup}]" if wanted else markup
    return markup


def _string(text: str) -> str:
    return json.dumps(french_spacing(text), ensure_ascii=False)


def _or_none(text: str | None) -> str:
    return "none" if text is None else _string(text)


def _bool(value: bool) -> str:
    return "true" if value else "false"
