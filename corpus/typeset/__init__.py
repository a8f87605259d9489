"""Sources of guidelines → PDFs, and the structure that a reader should find in them.

    source = read_source(Path("corpus/sources/guide-2022.md"))
    pdf = render(source, Layout("revue", {"columns": "2"}))
    truth = golden(source)

Never imported by the program itself: it makes the corpus and the tests' files.
"""

from .golden import golden
from .layout import Layout, layout_names
from .model import CitationStyle, ReferenceStyle, Source
from .render import recite, render
from .source import read_source

__all__ = [
    "CitationStyle",
    "Layout",
    "ReferenceStyle",
    "Source",
    "golden",
    "layout_names",
    "read_source",
    "recite",
    "render",
]
