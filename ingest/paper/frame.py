"""Points of the file → points of the page as its reader holds it: page rotation, and text that is turned on the page.

Arithmetic of boxes only; which way back a turned page takes is told in `turning`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ingest.geometry import Box

Matrix = tuple[float, ...]  # a b c d e f of a PDF transformation

MOSTLY = 0.6  # of a page's characters: its text counts as turned where that share of it is


def reading_frame(
    lines: Iterable[tuple[tuple[float, float], int]], shown: Matrix | None, width: float, height: float
) -> tuple[int, Matrix | None]:
    """The turn of most of a page's text as displayed (0, 90, 180 or 270 degrees clockwise), and the way there.

    `lines` are the direction of each line in the file's points and its number of characters; `shown` is the page's
    rotation, `width` and `height` its size as displayed. The way leads from the file's points to a frame in which
    that text runs from left to right; None where nothing is to be done.
    """
    counts = {0: 0, 90: 0, 180: 0, 270: 0}
    for along, characters in lines:
        dx, dy = direction(along, shown)
        counts[(0 if dx > 0 else 180) if abs(dx) >= abs(dy) else (90 if dy > 0 else 270)] += characters
    turn = max(counts, key=lambda degrees: counts[degrees])
    if turn == 0 or counts[turn] < MOSTLY * sum(counts.values()):
        return 0, shown
    back = quarter(turn, width, height)
    return turn, back if shown is None else then(shown, back)


def quarter(turn: int, width: float, height: float) -> Matrix:
    """What sets upright the text of a page of that size whose text is turned by `turn` degrees clockwise."""
    ways: dict[int, Matrix] = {
        90: (0, -1, 1, 0, 0, width), 180: (-1, 0, 0, -1, width, height), 270: (0, 1, -1, 0, height, 0),
    }  # fmt: skip
    return ways[turn]


def then(first: Matrix, second: Matrix) -> Matrix:
    """One transformation after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def direction(along: tuple[float, float], frame: Matrix | None) -> tuple[float, float]:
    """A direction of the file in `frame`."""
    dx, dy = along
    return (dx, dy) if frame is None else (dx * frame[0] + dy * frame[2], dx * frame[1] + dy * frame[3])


def turned(box: Any, frame: Matrix | None) -> Box:
    """A rectangle of the file in `frame`, its corners in order."""
    x0, y0, x1, y1 = box[:4]
    if frame is None:
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    (ax, ay), (bx, by) = at((x0, y0), frame), at((x1, y1), frame)
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def at(point: Any, frame: Matrix) -> tuple[float, float]:
    """A point of the file in `frame`."""
    x, y = point
    a, b, c, d, e, f = frame
    return x * a + y * c + e, x * b + y * d + f
