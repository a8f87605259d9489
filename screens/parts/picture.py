"""A printed page as a small, crisp picture with frames drawn over it.

The frames are boxes of the stored geometry, in percent of the page, so they fit at every size. Nothing is searched for.
"""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from ingest.geometry import Box
from screens.parts.html import Html, tag

SHARP = 4.0  # pixels a point: for a screen of double density at 1200 px, asked for only where it is shown so large
ZOOM = 2.0  # pixels a point: text stays sharp on a screen of double density at 600 px
_PALETTE = 64  # colours: black text, its grey edges and a few colours of a layout; 63 to 149 KB a page at zoom 2
# A page of text and lines has some hundred colours; one with a photograph, tens of thousands: a palette would spoil it.
_PHOTOGRAPH = 4096
_QUALITY = 70  # of WebP, for pages with photographs
_MARGIN = 2.0  # points around the passage's lines, so the frame does not touch the letters


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded image of a page."""

    data: bytes
    media: str  # its MIME type

    @property
    def address(self) -> str:
        return f"data:{self.media};base64,{b64encode(self.data).decode('ascii')}"


def shrink(png: bytes) -> Picture:
    """The page rendered as `png`, as small as it stays crisp."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as rendered:
        image = rendered.convert("RGB")
    if image.getcolors(_PHOTOGRAPH) is None:
        image.save(out, "WEBP", quality=_QUALITY)
        return Picture(out.getvalue(), "image/webp")
    image.quantize(_PALETTE, dither=Image.Dither.NONE).save(out, "PNG")
    return Picture(out.getvalue(), "image/png")


def cropped(png: bytes, box: Box) -> Picture:
    """What stands in `box` (points) of a page rendered at ZOOM as `png`."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as rendered:
        edges = tuple(round(edge * ZOOM) for edge in box.grown(_MARGIN))
        left, top, right, bottom = max(0, edges[0]), max(0, edges[1]), edges[2], edges[3]
        rendered.crop((left, top, min(right, rendered.width), min(bottom, rendered.height))).save(out, "PNG")
    return shrink(out.getvalue())


def framed(
    picture: Picture, width: float, height: float, boxes: Iterable[Box], alt: str, sharp: str | None = None
) -> Html:
    """The picture of a page of `width` × `height` points with a frame around `boxes`.

    Lines that stand close above each other share one frame; those of two columns have two. `sharp` is the address of a
    sharper picture, fetched where the screen shows more points than this one has.
    """
    image = tag(
        "img", src=picture.address, alt=alt, width=round(width * ZOOM), height=round(height * ZOOM), data_sharp=sharp
    )
    frames = [tag("span", class_="frame", style=_percent(box, width, height)) for box in blocks(boxes)]
    return tag("div", image, *frames, class_="sheet")


def blocks(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """Boxes of lines → one box for each block of lines that follow each other in a column."""
    found: list[Box] = []
    for box in boxes:
        last = found[-1] if found else None
        if last and _follows(last, box):
            found[-1] = Box(min(last.x0, box.x0), min(last.y0, box.y0), max(last.x1, box.x1), max(last.y1, box.y1))
        else:
            found.append(Box(*box))
    return tuple(box.grown(_MARGIN) for box in found)


def _follows(block: Box, line: Box) -> bool:
    """Whether `line` stands beside the block's last line or right under it, in the same column."""
    beside = line.y0 < block.y1 and line.y1 > block.y0
    gap = line.y0 - block.y1
    under = -1 <= gap <= 1.5 * line.height and line.x0 < block.x1 and block.x0 < line.x1
    return under or (beside and line.x0 - block.x1 < 3 * line.height and block.x0 - line.x1 < 3 * line.height)


def _percent(box: Box, width: float, height: float) -> str:
    x0, y0 = max(0.0, box.x0), max(0.0, box.y0)
    x1, y1 = min(width, box.x1), min(height, box.y1)
    sizes = (100 * x0 / width, 100 * y0 / height, 100 * (x1 - x0) / width, 100 * (y1 - y0) / height)
    return "left:{:.3f}%;top:{:.3f}%;width:{:.3f}%;height:{:.3f}%".format(*sizes)
