"""Drawn paths of a page → straight lines, filled rectangles, and the boxes of everything else that is drawn.

`paths` are MuPDF's own descriptions of them. What the lines mean (a table, a box, a figure) is told elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.geometry import Box
from ingest.paper.frame import Matrix, turned

THIN = 3.0  # points: a filled rectangle thinner than this is a drawn line (rules are 0.25 to 2 pt)
FAINTEST = 0.1  # opacity: fainter paint is no ground that text stands out from


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight drawn line: `box` is thin in one direction. `width` in points."""

    box: Box
    horizontal: bool


@dataclass(frozen=True, slots=True)
class Shade:
    """A filled rectangle (zebra rows, header cells, boxes). `color` is 0xRRGGBB."""

    box: Box
    color: int


def fills_of(paths: Sequence[dict[str, Any]], frame: Matrix | None) -> tuple[tuple[Shade, ...], tuple[Box, ...]]:
    """Filled rectangles in the order of painting, white ones too, and the boxes of other filled shapes."""
    fills: list[Shade] = []
    shapes: list[Box] = []
    for path in paths:
        opacity = path.get("fill_opacity", 1.0) if "f" in path["type"] else 0.0
        if opacity is None or opacity >= FAINTEST:
            items = path["items"]
            if len(items) == 1 and items[0][0] in ("re", "qu"):
                box = turned(items[0][1] if items[0][0] == "re" else _around(items[0][1]), frame)
                fills.append(Shade(box, _on_white(_rgb(path.get("fill")), opacity or 1.0)))
            else:
                shapes.append(turned(path["rect"], frame))
    return tuple(fills), tuple(shapes)


def _on_white(color: int, opacity: float) -> int:
    parts = [color >> shift & 0xFF for shift in (16, 8, 0)]
    red, green, blue = (round(255 - opacity * (255 - part)) for part in parts)
    return (red << 16) + (green << 8) + blue


def drawn_on(
    paths: Sequence[dict[str, Any]], frame: Matrix | None
) -> tuple[tuple[Rule, ...], tuple[Shade, ...], tuple[Box, ...]]:
    """The straight lines, the filled rectangles and the boxes of curves and slanted strokes among `paths`."""
    rules: list[Rule] = []
    shades: list[Shade] = []
    drawings: list[Box] = []
    for path in paths:
        stroked, filled = "s" in path["type"], "f" in path["type"]
        if not stroked and not filled:
            continue  # a clip
        color = _rgb(path.get("fill") if filled else path.get("color"))
        if color == 0xFFFFFF and not stroked:
            continue  # white paint hides, it draws nothing
        half = min(path.get("width") or 0.0, THIN) / 2 if stroked else 0.0
        for item in path["items"]:
            match item[0]:
                case "l":
                    (ax, ay), (bx, by) = item[1], item[2]
                    box = turned((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)), frame)
                    if box.height <= 1 or box.width <= 1:
                        rules.extend(_rule(box.grown(half) if half else box))
                    else:
                        drawings.append(box)
                case "re" | "qu":
                    box = turned(item[1] if item[0] == "re" else _around(item[1]), frame)
                    if min(box.width, box.height) <= THIN:
                        rules.extend(_rule(box))
                    else:
                        if filled:
                            shades.append(Shade(box, color))
                        if stroked:
                            rules.extend(_frame(box))
                case _:
                    points = [point for point in item[1:] if isinstance(point, tuple)]
                    drawings.append(turned(_around(points), frame))
    return tuple(rules), tuple(shades), tuple(drawings)


def _rule(box: Box) -> Iterable[Rule]:
    if max(box.width, box.height) > THIN:  # else a dot
        yield Rule(box, box.width >= box.height)


def _frame(box: Box) -> Iterable[Rule]:
    x0, y0, x1, y1 = box
    yield Rule(Box(x0, y0, x1, y0), True)
    yield Rule(Box(x0, y1, x1, y1), True)
    yield Rule(Box(x0, y0, x0, y1), False)
    yield Rule(Box(x1, y0, x1, y1), False)


def _around(points: Iterable[Any]) -> tuple[float, float, float, float]:
    xs, ys = zip(*((p[0], p[1]) for p in points), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _rgb(color: Any) -> int:
    if not color:
        return 0
    parts = [min(255, max(0, round(c * 255))) for c in color]
    return int((parts[0] << 16) + (parts[1] << 8) + parts[2] if len(parts) == 3 else parts[0] * 0x010101)
