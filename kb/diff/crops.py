"""The piece of a printed page where one side of a change stands, with a frame around it.

Drawn from the stored geometry; nothing is searched for on the page.
"""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from ingest.geometry import Box, union

ZOOM = 1.6  # pixels a point: print of 9 points stays legible at the 350 px a crop gets on a desk
_ABOVE, _BESIDE = 16.0, 32.0  # points of the page kept around what is framed
_NARROWEST = 200.0  # points: a single cell is shown with what stands beside it
_TALLEST = 330.0  # points: of a longer statement the beginning is shown
_FRAME = (196, 77, 20)
_PALETTE = 48  # colours: enough for text and a frame; 4 to 20 KB a crop


@dataclass(frozen=True, slots=True)
class Crop:
    """A piece of a page as a PNG, its size in pixels, and the page it is from."""

    png: bytes
    width: int
    height: int
    page: int

    @property
    def address(self) -> str:
        return f"data:image/png;base64,{b64encode(self.png).decode('ascii')}"


def crop(page_png: bytes, page: int, size: tuple[float, float], boxes: Sequence[Box]) -> Crop:
    """The piece of page `page` (rendered as `page_png`, `size` in points) around `boxes`, framed.

    Raises ValueError where there is no box.
    """
    whole = union(boxes)
    width, height = size
    wide = max(whole.width, _NARROWEST)
    middle = (whole.x0 + whole.x1) / 2
    left = max(0.0, min(middle - wide / 2 - _BESIDE, width - wide - 2 * _BESIDE))
    right = min(width, left + wide + 2 * _BESIDE)
    top = max(0.0, whole.y0 - _ABOVE)
    bottom = min(height, whole.y1 + _ABOVE, top + _TALLEST)
    with Image.open(io.BytesIO(page_png)) as rendered:
        scale = rendered.width / width
        image = rendered.convert("RGB")
    draw = ImageDraw.Draw(image)
    for box in _blocks(boxes):
        draw.rectangle([v * scale for v in box.grown(1.5)], outline=_FRAME, width=max(2, round(scale * 1.2)))
    piece = image.crop((round(left * scale), round(top * scale), round(right * scale), round(bottom * scale)))
    out = io.BytesIO()
    piece.quantize(_PALETTE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return Crop(out.getvalue(), piece.width, piece.height, page)


def _blocks(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of lines that follow each other in a column as one frame."""
    found: list[Box] = []
    for box in boxes:
        last = found[-1] if found else None
        beside = last is not None and box.y0 < last.y1 and box.y1 > last.y0
        under = last is not None and -1 <= box.y0 - last.y1 <= 1.5 * box.height
        if last is not None and (beside or under) and box.x0 < last.x1 + box.height and last.x0 < box.x1 + box.height:
            found[-1] = union([last, box])
        else:
            found.append(Box(*box))
    return found
