"""Drawn lines in both directions → the grid of a ruled table.

A grid that holds no table (a framed text, a flow chart, a plot, columns of prose) gives None; which of these it is, is
not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.geometry import Box
from ingest.tables.edges import SAME_EDGE, Edge, extent, places
from ingest.tables.grid import MAX_PLACES, Grid

COVERED = 0.5  # of a place's side: a drawn line parts two places when it runs along at least this much
OUTSIDE = 6.0  # points: horizontal lines that reach this far beyond the outer vertical ones open a column there
LEAST = 5.0  # points: a place narrower or lower than this holds no text


def ruled_grid(across: Sequence[Edge], down: Sequence[Edge]) -> Grid | None:
    """The grid that edges hanging together draw; None where they leave no two places side by side or above each other.

    The outer frame may be missing: what the lines reach is inside.
    """
    box = extent(across, down)
    xs = _with_ends(places(edge.at for edge in down), box.x0, box.x1)
    ys = _with_ends(places(edge.at for edge in across), box.y0, box.y1)
    rows, cols = len(ys) - 1, len(xs) - 1
    if rows < 1 or cols < 1 or rows * cols > MAX_PLACES:
        return None
    walls_at = [_near(down, x) for x in xs[1:-1]]
    floors_at = [_near(across, y) for y in ys[1:-1]]
    walls = tuple(tuple(_parted(edges, ys[r], ys[r + 1]) for edges in walls_at) for r in range(rows))
    floors = tuple(tuple(_parted(edges, xs[c], xs[c + 1]) for c in range(cols)) for edges in floors_at)
    return Grid(tuple(xs), tuple(ys), walls, floors)


def _with_ends(found: list[float], low: float, high: float) -> list[float]:
    """The places, and the ends of the crossing lines where these reach well beyond them."""
    if not found or found[0] - low > OUTSIDE:
        found = [low, *found]
    if high - found[-1] > OUTSIDE:
        found = [*found, high]
    return found


def _near(edges: Sequence[Edge], at: float) -> list[Edge]:
    return [edge for edge in edges if abs(edge.at - at) <= SAME_EDGE]


def _parted(edges: Sequence[Edge], start: float, end: float) -> bool:
    return sum(edge.covers(start, end) for edge in edges) >= COVERED * (end - start)


def closed(grid: Grid, across: Sequence[Edge], down: Sequence[Edge]) -> bool:
    """Whether the outer frame is drawn on all four sides."""
    box: Box = grid.box
    return (
        _parted(_near(down, box.x0), box.y0, box.y1)
        and _parted(_near(down, box.x1), box.y0, box.y1)
        and _parted(_near(across, box.y0), box.x0, box.x1)
        and _parted(_near(across, box.y1), box.x0, box.x1)
    )
