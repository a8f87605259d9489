"""Pictures and drawings of a page: where they are and which printed labels stand in them; never what they say.

A figure is an image of sensible size, or drawn curves, slanted strokes and boxes that hang together. Rules of tables,
page-wide backgrounds, bullets and logos are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.geometry import Box, union
from ingest.lines import Line
from ingest.pages import PageContent
from ingest.tables import FoundTable

SMALLEST = 40.0  # points: a smaller image is a bullet, an icon or a line of a logo
PAGE_WIDE = 0.85  # of the page: a larger image is a scan or a background
NEAR = 12.0  # points: drawn parts closer than this belong to one figure
LEAST_PARTS = 4  # drawn curves or strokes that make a figure


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A picture or drawing on `page` (physical, 1-based); `lines` are the fragments printed in it."""

    page: int
    box: Box
    lines: tuple[Line, ...]


def find_figures(
    content: PageContent, lines: Sequence[Line], tables: Sequence[FoundTable]
) -> tuple[FoundFigure, ...]:
    """The figures on a page, top to bottom. `tables` are those found on it: their rules draw no figure."""
    boxes = [box for box in content.images if _pictures(box, content)]
    parts = [box for box in content.drawings if not any(table.box.grown(2).touches(box) for table in tables)]
    for group in _together(parts):
        around = union(group)
        if len(group) >= LEAST_PARTS and around.width >= SMALLEST and around.height >= SMALLEST:
            boxes.append(around)
    found = [union(group) for group in _together(boxes)]
    return tuple(
        FoundFigure(content.number, box, tuple(line for line in lines if box.holds(*line.box.center)))
        for box in sorted(found, key=lambda one: (one.y0, one.x0))
    )


def _pictures(box: Box, content: PageContent) -> bool:
    page = content.width * content.height
    return box.width >= SMALLEST and box.height >= SMALLEST and box.area < PAGE_WIDE * page


def _together(boxes: Sequence[Box]) -> list[list[Box]]:
    """The boxes in groups, each box nearer than NEAR to another of its group."""
    groups: list[list[Box]] = []
    for box in boxes:
        near = [group for group in groups if any(box.grown(NEAR).touches(other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([box, *(other for group in near for other in group)])
    return groups
