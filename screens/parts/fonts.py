"""The fonts of the first page, asked for with it: a text set first in another font would be pushed about by its own.

Streamlit's files carry a digest in their names, so they are looked for; where one is not, nothing is asked for early.
"""

from __future__ import annotations

from pathlib import Path

import streamlit

_FOLDER = Path(streamlit.__file__).parent / "static" / "static" / "media"
_SEEN_FIRST = ("SourceSansVF-Upright*.woff2", "SourceSerifVariable-Roman*.woff2")

PRELOADED = "".join(
    f'<link rel="preload" as="font" type="font/woff2" crossorigin href="./static/media/{font.name}">'
    for pattern in _SEEN_FIRST
    for font in sorted(_FOLDER.glob(pattern))
)
