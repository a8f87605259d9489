"""Which lines of a page are a table of contents.

Told from its leaders and the page numbers at one right edge, never from its title. A dotted line that leads to no
number is a form's blank, and stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.layout.lines import Line

LEADER_DOTS = 4  # fewer are an ellipsis
LONG_LEADER = 6  # dots that no text has; a page of contents holds at least one such leader
EDGE = 4.0  # points: how exactly the page numbers end at one edge
APART = 6.0  # em: entries of one list stand closer than that
NEXT = 2.6  # em: an entry without leader (a chapter's, in bold) follows its neighbour that closely
WRAPPED = 1.5  # em: the step to the second line of an entry

_DOT = r"[.…·_]\s?"
_LONG = re.compile(rf"(?:{_DOT}){{{LONG_LEADER},}}")
_LEADER = re.compile(rf"(?:{_DOT}){{{LEADER_DOTS},}}\s*$")
_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7})"
_ENDS = re.compile(rf"(?:{_DOT}){{{LEADER_DOTS},}}\s*{_NUMBER}$", re.IGNORECASE)
_LONE = re.compile(rf"^{_NUMBER}$", re.IGNORECASE)


def contents_rows(lines: Sequence[Line]) -> list[Line]:
    """The fragments among `lines`, all of one page, that belong to a table of contents; [] for most pages."""
    if not any(_LONG.search(line.text.text) for line in lines):
        return []
    found: dict[int, Line] = {}
    entries = [entry for line in lines if (entry := _entry(line, lines))]
    while entries:
        edge = entries[0][-1].box.x1
        same = [entry for entry in entries if abs(entry[-1].box.x1 - edge) <= EDGE]
        entries = [entry for entry in entries if abs(entry[-1].box.x1 - edge) > EDGE]
        if any(_LONG.search(line.text.text) for entry in same for line in entry):
            for line in _list(same, lines):
                found[id(line)] = line
    return [line for line in lines if id(line) in found]


def _entry(line: Line, lines: Sequence[Line]) -> list[Line] | None:
    """The fragments of the entry whose leader is in `line`, its page number last."""
    if _ENDS.search(line.text.text):
        return [*_titles(line, lines), line]
    if not _LEADER.search(line.text.text):
        return None
    right = [other for other in _row(line, lines) if other.box.x0 >= line.box.x1 - 1]
    number = min(right, key=lambda other: other.box.x0, default=None)
    if number is None or not _LONE.match(number.text.text):
        return None
    return [*_titles(line, lines), line, number]


def _titles(line: Line, lines: Sequence[Line]) -> list[Line]:
    """What stands left of a leader: the entry's words, where they are a fragment of their own."""
    if any(char.isalpha() for char in _LONG.sub("", line.text.text)[:-7]):
        return []
    left = [other for other in _row(line, lines) if other.box.x1 <= line.box.x0 + 1]
    return sorted(left, key=lambda other: other.box.x0)[-2:]  # a number and a title


def _row(line: Line, lines: Sequence[Line]) -> list[Line]:
    return [other for other in lines if other is not line and abs(other.baseline - line.baseline) < 1.5]


def _list(entries: Sequence[Sequence[Line]], lines: Sequence[Line]) -> list[Line]:
    """The entries with the lines between them, and with those above and below that end in a number at their edge."""
    held = [line for entry in entries for line in entry]
    left, right = min(line.box.x0 for line in held), max(line.box.x1 for line in held)
    em = max(entries[0][0].size, 1.0)
    known = {id(line) for line in held}
    inside = [
        line for line in lines if id(line) not in known and left - 3 * em <= line.box.x0 and line.box.x1 <= right + EDGE
    ]
    baselines = sorted({entry[-1].baseline for entry in entries})
    rows = _numbered(inside, right)
    grown = True
    while grown:  # chapters set without leader stand above, between and below
        grown = False
        for row in rows:
            if id(row[-1]) not in known and any(abs(row[-1].baseline - y) < NEXT * em for y in baselines):
                held.extend(row)
                known.update(id(line) for line in row)
                baselines.append(row[-1].baseline)
                grown = True
    baselines.sort()
    for line in inside:
        if id(line) not in known and (_between(line, baselines, em) or _opens(line, held, baselines, em)):
            held.append(line)
    return held


def _numbered(lines: Sequence[Line], right: float) -> list[list[Line]]:
    """Rows that end in a page number at the edge `right`, without leader."""
    rows = []
    for line in lines:
        if abs(line.box.x1 - right) <= EDGE and _LONE.match(line.text.text):
            left = sorted((o for o in _row(line, lines) if o.box.x1 < line.box.x0), key=lambda other: other.box.x0)
            if left and any(char.isalpha() for char in left[-1].text.text):
                rows.append([*left[-2:], line])
    return rows


def _between(line: Line, baselines: Sequence[float], em: float) -> bool:
    """The line stands between two entries: a wrapped title, or a heading within the list."""
    above = max((y for y in baselines if y <= line.baseline), default=None)
    below = min((y for y in baselines if y >= line.baseline), default=None)
    return above is not None and below is not None and below - above < APART * em


def _opens(line: Line, held: Sequence[Line], baselines: Sequence[float], em: float) -> bool:
    """The first of an entry's two lines, above the list's first leader."""
    first = next(entry for entry in held if entry.baseline == baselines[0])
    step = baselines[0] - line.baseline
    return 0 < step < WRAPPED * em and abs(line.size - first.size) < 0.3 and line.bold == first.bold
