"""Boxes: where things stand on a page.

Points, origin at the top left of the page as displayed, y downwards. Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle `x0 <= x1`, `y0 <= y1`, in points of the page as displayed."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def center(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Whether the point lies inside, or within `slack` points of the edge."""
        return self.x0 - slack <= x <= self.x1 + slack and self.y0 - slack <= y <= self.y1 + slack

    def grown(self, by: float) -> Box:
        """The box with every edge moved outwards by `by` points."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def touches(self, other: Box) -> bool:
        """Whether the two share any area or edge."""
        return self.x0 <= other.x1 and other.x0 <= self.x1 and self.y0 <= other.y1 and other.y0 <= self.y1


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of `boxes`.

    Raises ValueError when there are none.
    """
    x0s, y0s, x1s, y1s = zip(*boxes, strict=True)
    return Box(min(x0s), min(y0s), max(x1s), max(y1s))


def x_overlap(a: Box, b: Box) -> float:
    """Width shared by the two boxes' horizontal extents, 0 where they are apart."""
    return max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0))


def y_overlap(a: Box, b: Box) -> float:
    """Height shared by the two boxes' vertical extents, 0 where they are apart."""
    return max(0.0, min(a.y1, b.y1) - max(a.y0, b.y0))
