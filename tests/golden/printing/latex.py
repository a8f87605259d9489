"""A source → LaTeX, as a learned society's secretary writes it: article, babel, booktabs, long tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.typeset.citations import Citations
from corpus.typeset.model import Cell, Figure, Heading, Source, Table, Text
from corpus.typeset.typst import french_spacing
from tests.golden.printing.flowed import Entry, Framed, Part, Prose, Work, parts, spaced


@dataclass(frozen=True, slots=True)
class Style:
    """`columns` 1 or 2; `ruled` tables have every rule; `unicode` says what each glyph means (else only its name)."""

    columns: int = 1
    ruled: bool = False
    unicode: bool = True
    options: str = "11pt,a4paper"
    preamble: str = ""
    caption_below: bool = False


_SECTIONS = ("section", "subsection", "subsubsection", "paragraph")
_SIGNS = {
    "≤": r"\ensuremath{\leq}", "≥": r"\ensuremath{\geq}", "<": r"\ensuremath{<}", ">": r"\ensuremath{>}",
    "α": r"\ensuremath{\alpha}", "β": r"\ensuremath{\beta}", "×": r"\ensuremath{\times}", "±": r"\ensuremath{\pm}",
    "−": r"\ensuremath{-}", "≈": r"\ensuremath{\approx}", "²": r"\textsuperscript{2}",
    "µ": r"\textmu{}", "°": r"\textdegree{}",
    "\u00a0": "~", "%": r"\%", "&": r"\&", "_": r"\_", "#": r"\#", "$": r"\$", "’": "'", "«": r"\guillemotleft{}",
    "»": r"\guillemotright{}", "–": "--", "—": "---",
    "[": "{[}", "]": "{]}", "…": r"\dots{}", "º": r"\textordmasculine{}",
    "\u202f": r"\,", "~": r"\textasciitilde{}", "\\": r"\textbackslash{}", "œ": r"\oe{}", "Œ": r"\OE{}", "ﬂ": "fl",
}  # fmt: skip


def document(source: Source, style: Style) -> str:
    front, cites = source.front, Citations(source)
    head = [
        rf"\documentclass[{style.options}{',twocolumn' if style.columns == 2 else ''}]{{article}}",
        r"\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{lmodern,textcomp,array,longtable,booktabs,multirow}",
        r"\usepackage{fancyhdr,graphicx,pict2e,enumitem,float}\usepackage[french]{babel}\frenchsetup{AutoSpacePunctuation=false}",
        r"\setcounter{secnumdepth}{-1}\setcounter{tocdepth}{3}\emergencystretch=2em",
        r"\pdfsuppressptexinfo=-1\pdftrailerid{}\pdfinfoomitdate=1 \pdfcompresslevel=9 \pdfobjcompresslevel=2",
        r"\input{glyphtounicode}\pdfgentounicode=1" if style.unicode else "",
        r"\pagestyle{fancy}\fancyhf{}",
        rf"\fancyhead[L]{{\small\itshape {_text(front.head[0])}}}",
        rf"\fancyhead[R]{{\small\itshape {_text(front.head[1])}}}",
        r"\fancyfoot[C]{\thepage}",
        style.preamble,
        r"\begin{document}",
    ]
    masthead = [
        r"\begin{center}",
        rf"{{\LARGE\bfseries {_text(front.title)}\par}}\medskip",
        rf"{{\large\itshape {_text(front.subtitle)}\par}}\medskip" if front.subtitle else "",
        *(rf"{{\small {_runs(spaced(cites, line))}\par}}\smallskip" for line in front.lines),
        r"\end{center}",
        rf"\begin{{center}}\fbox{{\parbox{{.9\textwidth}}{{\bfseries {_text(front.notice)}}}}}\end{{center}}",
    ]
    opening = [r"\twocolumn[{", *masthead, r"\bigskip}]"] if style.columns == 2 else masthead
    contents = [r"\renewcommand{\contentsname}{Sommaire}\tableofcontents\clearpage"] if front.contents else []
    body = [_part(part, cites, style) for part in parts(source)]
    return "\n".join([*head, r"\thispagestyle{plain}", *opening, *contents, *body, r"\end{document}"])


def _part(part: Part, cites: Citations, style: Style) -> str:
    match part:
        case Heading():
            number = rf"{_text(part.printed_number)}\quad " if part.printed_number else ""
            return rf"\{_SECTIONS[part.level - 1]}{{{number}{_text(part.title)}}}"
        case Prose():
            words = _runs(part.runs)
            return rf"\begin{{quote}}\large\itshape {words}\end{{quote}}" if part.pulled else f"\n{words}\n"
        case list():
            return _list(part)
        case Framed():
            title = rf"\{_SECTIONS[part.level - 1]}{{{_text(part.title)}}}"
            inner = rf"\begin{{minipage}}{{.92\linewidth}}{title}{_list(part.entries)}\end{{minipage}}"
            return rf"\par\medskip\noindent\fbox{{{inner}}}\par\medskip"
        case Table():
            return _table(part, cites, style)
        case Figure():
            caption = _caption("Figure", part.number, _runs(spaced(cites, part.caption)))
            return rf"\begin{{figure}}[htbp]\centering {PICTURE}\par\smallskip {caption}\end{{figure}}"
        case Work():
            label = rf"\makebox[2.2em][l]{{{part.label}.}}" if part.label else ""
            lines = r"\newline ".join(_runs(line) for line in part.lines)
            return rf"{{\small\noindent\hangindent=2.2em\hangafter=1 {label}{lines}\par}}\smallskip"


def _list(entries: Sequence[Entry]) -> str:
    marks = [entry.marker for entry in entries]
    name = "enumerate" if marks[0] else "itemize"
    out = [rf"\begin{{{name}}}"]
    for entry in entries:
        mark = f"[{_text(entry.marker)}]" if entry.marker else ""
        out.append(rf"\item{mark} {_runs(entry.runs)}" + (_list(entry.under) if entry.under else ""))
    return "\n".join([*out, rf"\end{{{name}}}", ""])


def _caption(kind: str, number: str | None, words: str) -> str:
    """As LaTeX's French prints it: small capitals for the word, a dash after the number."""
    label = rf"\textsc{{{kind}}}~{number} -- " if number else ""
    return rf"{{\small {label}{words}\par}}"


def _table(table: Table, cites: Citations, style: Style) -> str:
    wide = style.columns == 2 and len(table.widths) > 3
    room, whole = (r"\textwidth" if wide or style.columns == 1 else r"\columnwidth"), sum(table.widths)
    rule = "|" if style.ruled else ""
    spare = "1pt" if style.ruled else "0pt"
    columns = rule.join(
        rf">{{\raggedright\arraybackslash}}p{{\dimexpr {width / whole:.4f}{room}-2\tabcolsep-{spare}\relax}}"
        for width in table.widths
    )
    spec = f"{rule}{columns}{rule}" if style.ruled else columns
    rows = [_row(table, r, cites, style) for r in range(table.rows)]
    top, middle, bottom = ("\\hline\n",) * 3 if style.ruled else ("\\toprule\n", "\\midrule\n", "\\bottomrule\n")
    head = "".join(rows[: table.header_rows]) + (middle if table.header_rows and not style.ruled else "")
    body = "".join(rows[table.header_rows :])
    caption = _caption("Tableau", table.number, _runs(spaced(cites, table.caption))) if table.caption else ""
    if style.columns == 2:
        inner = rf"\begin{{tabular}}{{{spec}}}{top}{head}{body}{'' if style.ruled else bottom}\end{{tabular}}"
        pieces = [inner, r"\par\smallskip", caption] if style.caption_below else [caption, r"\smallskip", inner]
        kind, place = ("table*", "[tp]") if wide else ("table", "[htbp]" if table.caption else "[H]")
        return rf"\begin{{{kind}}}{place}\footnotesize {' '.join(pieces)}\end{{{kind}}}"
    inner = rf"\begin{{longtable}}{{{spec}}}{top}{head}\endhead {body}{'' if style.ruled else bottom}\end{{longtable}}"
    pieces = (
        [inner, caption] if style.caption_below else [rf"\noindent {caption}\nopagebreak" if caption else "", inner]
    )
    return r"{\small " + "\n".join(pieces) + "}"


def _row(table: Table, r: int, cites: Citations, style: Style) -> str:
    """One row; a cell over several rows stands in the first, and no rule crosses it."""
    out, c = [], 0
    cells = {cell.col: cell for cell in table.cells if cell.row == r}
    held = {k: cell for cell in table.cells if cell.row < r < cell.row + cell.rowspan for k in (cell.col,)}
    while c < len(table.widths):
        if c in held:
            span = held[c].colspan
            out.append(_spanned("", span, style))
        else:
            cell = cells.get(c)
            span = cell.colspan if cell else 1
            words = _cell(cell, cites, r < table.header_rows) if cell else ""
            out.append(_spanned(words, span, style))
        c += span
    if not style.ruled:
        return " & ".join(out) + r" \\" + "\n"
    below = {
        k
        for cell in table.cells
        if cell.row <= r < cell.row + cell.rowspan - 1
        for k in range(cell.col, cell.col + cell.colspan)
    }
    lines = "".join(rf"\cline{{{k + 1}-{k + 1}}}" for k in range(len(table.widths)) if k not in below)
    return " & ".join(out) + r" \\ " + (lines if below else r"\hline") + "\n"


def _spanned(words: str, span: int, style: Style) -> str:
    rule = "|" if style.ruled else ""
    return rf"\multicolumn{{{span}}}{{{rule}l{rule}}}{{{words}}}" if span > 1 else words


def _cell(cell: Cell, cites: Citations, head: bool) -> str:
    words = r"\newline ".join(_runs(spaced(cites, line)) for line in cell.lines)
    return rf"\textbf{{{words}}}" if head and words else words


def _runs(texts: Iterable[Text]) -> str:
    out = []
    for text in texts:
        markup = _text(text.text)
        for wanted, name in ((text.raised, "textsuperscript"), (text.italic, "emph"), (text.bold, "textbf")):
            markup = rf"\{name}{{{markup}}}" if wanted else markup
        out.append(markup)
    return "".join(out)


def _text(text: str) -> str:
    words = "".join(_SIGNS.get(char, char) for char in french_spacing(text))
    return re.sub(r"https?://\S+", lambda address: address[0].replace("/", r"/\allowbreak{}"), words)


PICTURE = (
    r"\setlength{\unitlength}{1pt}\begin{picture}(200,90)\put(60,62){\framebox(80,24){\scriptsize Patient}}"
    r"\put(0,24){\framebox(80,24){\scriptsize Avis A}}\put(120,24){\framebox(80,24){\scriptsize Avis B}}"
    r"\put(80,62){\vector(-2,-1){28}}\put(120,62){\vector(2,-1){28}}\end{picture}"
)
