"""A source → HTML, as a content management system would hold it; the look is a style sheet's affair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from corpus.typeset.citations import Citations
from corpus.typeset.model import Cell, Figure, Heading, Source, Table, Text
from corpus.typeset.typst import french_spacing
from tests.golden.printing.flowed import Entry, Framed, Part, Prose, Work, parts, spaced


def page(source: Source, css: str, *, svg: bool = True, separator: str = " – ") -> str:
    """The whole document. Without `svg`, drawings are the picture `figure.png`."""
    front, cites = source.front, Citations(source)
    masthead = [f"<h1 class='title'>{escape(french_spacing(front.title))}</h1>"]
    if front.subtitle:
        masthead.append(f"<p class='subtitle'>{escape(french_spacing(front.subtitle))}</p>")
    masthead += [f"<p class='by'>{runs(spaced(cites, line))}</p>" for line in front.lines]
    masthead.append(f"<p class='notice'>{escape(french_spacing(front.notice))}</p>")
    body = [_part(n, part, cites, svg, separator) for n, part in enumerate(parts(source))]
    contents = _contents(list(parts(source))) if front.contents else ""
    for side, words in zip(("LEFT", "RIGHT"), front.head, strict=True):
        css = css.replace(side, f'"{words}"')
    head = f"<title>{escape(front.title)}</title><style>{css}</style>"
    return (
        f"<!doctype html><html lang='fr'><head><meta charset='utf-8'>{head}</head><body>"
        f"<header>{''.join(masthead)}</header>{contents}<main>{''.join(body)}</main></body></html>"
    )


def _contents(all_parts: Sequence[Part]) -> str:
    rows = [
        f"<p class='toc{part.level}'><a href='#s{n}'>{escape(_titled(part))}</a></p>"
        for n, part in enumerate(all_parts)
        if isinstance(part, Heading | Framed)
    ]
    return f"<nav><h1>Sommaire</h1>{''.join(rows)}</nav>"


def _titled(part: Heading | Framed) -> str:
    number = part.printed_number if isinstance(part, Heading) else ""
    return french_spacing(f"{number} {part.title}".strip())


def _part(n: int, part: Part, cites: Citations, svg: bool, separator: str) -> str:
    match part:
        case Heading():
            return f"<h{part.level} id='s{n}'>{escape(_titled(part))}</h{part.level}>"
        case Prose():
            return f"<p class='{'pulled' if part.pulled else 'prose'}'>{runs(part.runs)}</p>"
        case list():
            return _list(part)
        case Framed():
            title = f"<h{part.level} id='s{n}'>{escape(part.title)}</h{part.level}>"
            return f"<div class='box'>{title}{_list(part.entries)}</div>"
        case Table():
            return _table(part, cites, separator)
        case Figure():
            drawing = SVG if svg else "<img src='figure.png' style='width:60%'>"
            title = f"<b>Figure {part.number}{separator}</b>" if part.number else ""
            return f"<figure>{drawing}<figcaption>{title}{runs(spaced(cites, part.caption))}</figcaption></figure>"
        case Work():
            label = f"<span class='label'>{part.label}.</span> " if part.label else ""
            return f"<p class='work'>{label}{'<br>'.join(runs(line) for line in part.lines)}</p>"


def _list(entries: Sequence[Entry]) -> str:
    out = []
    for entry in entries:
        under = _list(entry.under) if entry.under else ""
        marked = f" style='list-style-type: \"{entry.marker} \"'" if entry.marker else ""
        out.append(f"<li{marked}>{runs(entry.runs)}{under}</li>")
    return f"<ul>{''.join(out)}</ul>"


def _table(table: Table, cites: Citations, separator: str) -> str:
    caption = ""
    if table.caption:
        number = f"<b>Tableau {table.number}{separator}</b>" if table.number else ""
        caption = f"<caption>{number}{runs(spaced(cites, table.caption))}</caption>"
    rows = [_row([c for c in table.cells if c.row == r], r < table.header_rows, cites) for r in range(table.rows)]
    head = f"<thead>{''.join(rows[: table.header_rows])}</thead>" if table.header_rows else ""
    whole = sum(table.widths)
    columns = "".join(f"<col style='width:{100 * width / whole:.0f}%'>" for width in table.widths)
    wide = " class='wide'" if len(table.widths) > 3 else ""
    body = f"<tbody>{''.join(rows[table.header_rows :])}</tbody>"
    return f"<table{wide}>{caption}<colgroup>{columns}</colgroup>{head}{body}</table>"


def _row(cells: Sequence[Cell], head: bool, cites: Citations) -> str:
    tag = "th" if head else "td"
    out = []
    for cell in cells:
        spans = (f" rowspan='{cell.rowspan}'" if cell.rowspan > 1 else "") + (
            f" colspan='{cell.colspan}'" if cell.colspan > 1 else ""
        )
        out.append(f"<{tag}{spans}>{'<br>'.join(runs(spaced(cites, line)) for line in cell.lines)}</{tag}>")
    return f"<tr>{''.join(out)}</tr>"


def runs(texts: Iterable[Text]) -> str:
    out = []
    for text in texts:
        markup = escape(text.text, quote=False)
        for wanted, tag in ((text.raised, "sup"), (text.italic, "i"), (text.bold, "b")):
            markup = f"<{tag}>{markup}</{tag}>" if wanted else markup
        out.append(markup)
    return "".join(out)


_NODES = ((90, 6, "Patient"), (20, 66, "Avis A"), (160, 66, "Avis B"), (90, 126, "Suivi"))
SVG = (
    "<svg width='270' height='165' viewBox='0 0 270 165' font-size='10'>"
    + "".join(
        f"<rect x='{x}' y='{y}' width='90' height='30' fill='#eef' stroke='#336'/>"
        f"<text x='{x + 45}' y='{y + 19}' text-anchor='middle'>{words}</text>"
        for x, y, words in _NODES
    )
    + "<path d='M135 36 L65 66 M135 36 L205 66 M65 96 L135 126 M205 96 L135 126' stroke='#336' fill='none'/></svg>"
)
