"""What a page carries besides its text: running heads and feet, page numbers, line numbers, watermarks.

Looks at all pages of a file together; never at what the words mean.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.layout.captions import opens_caption
from ingest.layout.contents_list import contents_rows
from ingest.layout.lines import Line

MARGIN = 0.14  # of the page height: heads and feet stand within it
DRIFT = 4.0  # points a running head may wander from page to page
ODD_SHARE = 0.2  # of the pages may open a chapter without the running head
BAND_SHARE = 0.5  # of the pages must carry a row in the band for it to be furniture
PALE = 0.72  # luminance from which big text is a watermark
BIG = 2.2  # times the body's size
CONTENTS = "table of contents"
_FEW_PAGES = 2

_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7})"
_PAGE_NUMBER = re.compile(
    rf"^(?:[-–—|·•]\s*)?(?:page|p\.?|pg\.?)?\s*({_NUMBER})(?:\s*(?:/|sur|de|of|\|)\s*\d{{1,4}})?(?:\s*[-–—|·•])?$",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:^|[\s|–—-])(?:page|p\.)?\s*(\d{1,4})(?:\s*(?:/|sur|of)\s*\d{1,4})?\s*$", re.IGNORECASE)
_LEADING = re.compile(r"^\s*(?:page|p\.)?\s*(\d{1,4})(?:\s*(?:/|sur|of)\s*\d{1,4})?(?=[\s|–—-])", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Sorted:
    """A page's lines apart from its furniture; `label` is the page number printed on the paper."""

    lines: tuple[Line, ...]
    furniture: tuple[tuple[str, Line], ...]  # kind, line
    label: str | None


@dataclass(frozen=True, slots=True)
class _Row:
    """Lines on one baseline in the head or foot of a page."""

    page: int  # index, not number
    lines: tuple[Line, ...]
    y: float  # from the top for a head, from the bottom for a foot
    key: str
    full: bool  # goes on right below, as text does and a head does not


def sort_out(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> tuple[Sorted, ...]:
    """Separate the furniture of each page. `pages` are lines by page, `heights` in points."""
    heads = _band(
        [_edge_rows(n, lines, height, True) for n, (lines, height) in enumerate(zip(pages, heights, strict=True))]
    )
    feet = _band(
        [_edge_rows(n, lines, height, False) for n, (lines, height) in enumerate(zip(pages, heights, strict=True))]
    )
    labels = _labels(heads + feet, len(pages))
    marked = _watermarks(pages)
    taken: dict[int, dict[int, str]] = defaultdict(dict)
    for rows, name in ((heads, "running head"), (feet, "running foot")):
        for row in rows:
            numbered = _PAGE_NUMBER.match(_words(row))
            for line in row.lines:
                taken[row.page][id(line)] = "page number" if numbered or _PAGE_NUMBER.match(line.text.text) else name
    out = []
    for n, lines in enumerate(pages):
        kinds = taken[n]
        for line in marked[n]:
            kinds[id(line)] = "watermark"
        for line in contents_rows(lines):
            kinds[id(line)] = CONTENTS
        for line in _line_numbers([line for line in lines if id(line) not in kinds]):
            kinds[id(line)] = "line number"
        out.append(
            Sorted(
                tuple(line for line in lines if id(line) not in kinds),
                tuple((kinds[id(line)], line) for line in lines if id(line) in kinds),
                labels.get(n),
            )
        )
    return tuple(out)


def _edge_rows(page: int, lines: Sequence[Line], height: float, top: bool) -> list[_Row]:
    """Rows inside the head (or foot) margin, outermost first."""
    inside = [line for line in lines if (line.box.y1 < MARGIN * height if top else line.box.y0 > (1 - MARGIN) * height)]
    inside.sort(key=lambda line: line.baseline if top else -line.baseline)
    rows: list[list[Line]] = []
    for line in inside:
        if rows and abs(rows[-1][0].baseline - line.baseline) < 0.5 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    out = []
    for n, row in enumerate(rows):
        row.sort(key=lambda line: line.box.x0)
        next_ = rows[n + 1][0] if n + 1 < len(rows) else None
        full = next_ is not None and abs(next_.baseline - row[0].baseline) < 1.6 * row[0].size
        text = " ".join(line.text.text for line in row)
        y = row[0].baseline if top else height - row[0].baseline
        out.append(_Row(page, tuple(row), y, _key(text), full))
    return out


def _key(text: str) -> str:
    if match := _PAGE_NUMBER.match(text):
        text = text[: match.start(1)] + "#" + text[match.end(1) :]
    return _DIGITS.sub("#", text).casefold()


def _band(pages: Sequence[list[_Row]]) -> list[_Row]:
    """The rows that are furniture, outermost inwards, stopping at the first that is text.

    A row is furniture where the same words (numbers aside) stand at the same height on other pages, or where it
    stands in a band that such rows fill on most pages. A body text can begin at one height on every page too, but
    its words differ; a table's repeated header stands at a height where other pages have text.
    """
    count = len(pages)
    found: list[_Row] = []
    open_pages = [list(rows) for rows in pages]
    while True:
        outer = [rows[0] for rows in open_pages if rows]
        if not outer:
            return found
        repeated = [row for row in outer if _alike(row, outer) >= _FEW_PAGES and _numbers_run(row, outer)]
        if not repeated or _among_text(repeated, outer):
            return found + ([row for row in outer if _lone_number(row)] if count == 1 and not found else [])
        band = [
            row
            for row in outer
            if any(abs(row.y - other.y) < DRIFT and _styled_alike(row, other) for other in repeated)
            and (row in repeated or len(repeated) >= BAND_SHARE * len(outer))
        ]
        found.extend(band)
        kept = {row.page for row in band}
        open_pages = [rows[1:] if n in kept else [] for n, rows in enumerate(open_pages)]


def _among_text(repeated: Sequence[_Row], outer: Sequence[_Row]) -> bool:
    """Whether other pages have text of their own where the repeated rows stand: then these are text too."""
    reach = max(row.y for row in repeated) + DRIFT
    kept = {row.page for row in repeated}
    strange = [row for row in outer if row.page not in kept and row.y <= reach and not _styled_alike(row, repeated[0])]
    strange += [row for row in outer if row.page not in kept and row.y <= reach and row not in strange and row.full]
    return len(strange) > max(1, ODD_SHARE * len(outer))


def _alike(row: _Row, outer: Iterable[_Row]) -> int:
    """On how many pages the row's words stand at its height; none of a caption, which a page may begin with."""
    if opens_caption(_words(row)):
        return 0
    return sum(other.key == row.key and abs(other.y - row.y) < DRIFT and _counts_pages(row, other) for other in outer)


def _counts_pages(row: _Row, other: _Row) -> bool:
    """Whether the figures of two rows are the same, or as far apart as their pages: «Étape 1» and «Étape 4» one page
    on are two titles."""
    pairs = zip(_DIGITS.findall(_words(row)), _DIGITS.findall(_words(other)), strict=False)
    return all(a == b or int(b) - int(a) == other.page - row.page for a, b in pairs)


def _words(row: _Row) -> str:
    return " ".join(line.text.text for line in row.lines)


def _numbers_run(row: _Row, outer: Sequence[_Row]) -> bool:
    """A bare number repeats as furniture only where it counts the pages."""
    if row.key != "#":
        return True
    value = _value(row)
    if value is None:
        return False
    return any(
        other is not row
        and other.key == "#"
        and (seen := _value(other)) is not None
        and seen - value == other.page - row.page
        for other in outer
    )


def _value(row: _Row) -> int | None:
    match = _PAGE_NUMBER.match(_words(row))
    return _as_int(match.group(1)) if match else None


def _styled_alike(row: _Row, other: _Row) -> bool:
    return abs(row.lines[0].size - other.lines[0].size) < 0.6


def _lone_number(row: _Row) -> bool:
    return bool(_PAGE_NUMBER.match(_words(row))) and (_value(row) or 0) <= 1


# --- printed page numbers -----------------------------------------------------------------------------------------


def _labels(rows: Sequence[_Row], count: int) -> dict[int, str]:
    """Printed label of each page index: numbers in the furniture that count with the pages."""
    offsets: Counter[int] = Counter()
    seen: dict[int, list[tuple[int | None, str]]] = defaultdict(list)
    for row in rows:
        for line in row.lines:
            text = line.text.text
            for match in {m.group(1): m for p in (_PAGE_NUMBER, _TRAILING, _LEADING) if (m := p.search(text))}.values():
                value = _as_int(match.group(1))
                seen[row.page].append((value, match.group(1)))
                if value is not None:
                    offsets[value - row.page] += 1
    out = {}
    good = {offset for offset, n in offsets.items() if n >= min(_FEW_PAGES, count)}
    for page, found in seen.items():
        fitting = [(offsets[value - page], text) for value, text in found if value is not None and value - page in good]
        if fitting:
            out[page] = max(fitting)[1]
    return out


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def _as_int(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    digits = [_ROMAN[c] for c in text.casefold() if c in _ROMAN]
    if len(digits) != len(text):
        return None
    return sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits))


# --- watermarks and line numbers ----------------------------------------------------------------------------------


def _watermarks(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Big pale text anywhere, or big text that stands at the very same place on most pages."""
    sizes = Counter[float]()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    places = Counter((line.text.text, round(line.box.x0), round(line.box.y0)) for lines in pages for line in lines)
    most = max(_FEW_PAGES, 0.5 * len(pages))

    def marks(line: Line) -> bool:
        if line.size < BIG * body:
            return False
        return _luminance(line.color) > PALE or places[line.text.text, round(line.box.x0), round(line.box.y0)] >= most

    return [[line for line in lines if marks(line)] for lines in pages]


def _luminance(color: int) -> float:
    red, green, blue = color >> 16 & 255, color >> 8 & 255, color & 255
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def _line_numbers(lines: Sequence[Line]) -> list[Line]:
    """Integers that count the lines in a margin of a draft: beside all text, rising, in even steps down the page.

    The bare numbers of a bibliography rise too, but its entries take one line here and three there.
    """
    numbers = [line for line in lines if line.text.text.isdigit()]
    if len(numbers) < 5:
        return []
    left = min((line.box.x0 for line in lines if not line.text.text.isdigit() and len(line.text) > 3), default=0.0)
    beside = sorted((line for line in numbers if line.box.x1 < left), key=lambda line: line.baseline)
    values = [int(line.text.text) for line in beside]
    steps = {b - a for a, b in pairwise(values)}
    if len(beside) < 5 or len(steps) != 1 or not steps <= {1, 5}:
        return []
    falls = [b.baseline - a.baseline for a, b in pairwise(beside)]
    usual = median(falls)
    even = sum(abs(fall / usual - round(fall / usual)) < 0.1 for fall in falls) if usual > 0 else 0
    single = sum(abs(fall - usual) < 0.1 * usual for fall in falls)
    rows = len({round(line.baseline) for line in lines} - {round(line.baseline) for line in beside})
    counted = 5 in steps or rows <= ODD_SHARE * len(beside)
    return beside if counted and even >= 0.9 * len(falls) and single >= 0.6 * len(falls) else []
