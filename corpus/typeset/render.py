"""A source in a layout → PDF bytes, the same bytes each time.

Only committed fonts and Typst's own are used, and the PDF is dated from the source.
"""

from __future__ import annotations

from dataclasses import replace

from .errors import TypesetError
from .hyphens import plain_hyphens
from .layout import LAYOUTS, Layout
from .model import CitationStyle, Source
from .typst import typst_markup

EPOCH = 0  # no clock reaches the file


def render(source: Source, layout: Layout | None = None, *, soft_hyphens: bool | None = None) -> bytes:
    """`source` printed in `layout`, or in the one that its front names.

    `soft_hyphens` says whether the PDF tells the typesetter's hyphens from the words' own; unsaid, the front decides.
    """
    import typst  # an extra: whoever only reads the committed PDFs does without

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[LAYOUTS / "fonts"])
    compiler = typst.Compiler(root=LAYOUTS.parent, font_paths=fonts)
    markup = typst_markup(source, layout or Layout(source.front.layout))
    pdf = compiler.compile(markup.encode(), format="pdf", timestamp=EPOCH)
    if not isinstance(pdf, bytes):
        raise TypesetError(f"Typst gave no PDF for «{source.front.title}»")
    soft = source.front.soft_hyphens if soft_hyphens is None else soft_hyphens
    return pdf if soft else plain_hyphens(pdf)


def recite(source: Source, style: CitationStyle) -> Source:
    """The same source citing in another style; its golden structure changes with it."""
    return replace(source, front=replace(source.front, citations=style))
