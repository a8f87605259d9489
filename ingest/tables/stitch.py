"""Parts of tables → whole tables: what a page or column break cut is one again, row by row.

Decides from the columns' places, the header and the text at the break. Whether anything but furniture stands between
two parts is told by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.layout.healing import Vocabulary
from ingest.model import Cell
from ingest.tables.celltext import cell_text
from ingest.tables.found import Evidence, FoundTable, Slot, WholeTable
from ingest.tables.seams import is_number, mid_text

WIDER = 40.0  # points: parts without a drawn frame are as wide as their text, alike but not the same
SAME_COLUMN = 4.0  # points: how far apart a column's edges may stand in the two parts, once shifted to one place


def stitch(found: Sequence[FoundTable], follows: Sequence[bool], known: Vocabulary) -> tuple[WholeTable, ...]:
    """The printed tables of a file. `found` in reading order; `follows[n]` tells whether nothing but furniture, or a
    repeated caption, stands between `found[n]` and the table before it, across a page or column break.

    Raises ValueError where the two differ in length.
    """
    if len(found) != len(follows):
        raise ValueError(f"{len(found)} tables but {len(follows)} breaks")
    groups: list[list[FoundTable]] = []
    for part, after in zip(found, follows, strict=True):
        fitted = _fitted(groups[-1][-1], part) if after and groups else None
        if fitted is not None and _goes_on(groups[-1][0], groups[-1][-1], fitted):
            groups[-1].append(fitted)
        else:
            groups.append([part])
    return tuple(_whole(group, known) for group in groups if any(part.lines for part in group))


def _fitted(above: FoundTable, below: FoundTable) -> FoundTable | None:
    """`below` in the columns of `above`, where it fills fewer: below a break merged first cells may all be empty."""
    if below.width >= above.width or Evidence.RULED in (above.evidence, below.evidence):
        return below
    wide = _text_columns(above)
    own = _text_columns(below, below.header_rows)
    place = [max(range(above.width), key=_overlaps(col, wide)) for col in own]
    beside = all(_overlaps(own[n], wide)(k) > 0 for n, k in enumerate(place) if own[n][1])
    if not beside or sorted(set(place)) != place:
        return None
    slots = tuple(
        replace(slot, col=place[slot.col], colspan=place[slot.right - 1] - place[slot.col] + 1) for slot in below.slots
    )
    return replace(below, slots=slots, columns=above.columns)


def _overlaps(column: tuple[float, float], others: Sequence[tuple[float, float]]) -> Callable[[int], float]:
    """How much the text of `column` stands under that of the n-th of `others`, in points."""
    return lambda n: min(column[1], others[n][1]) - max(column[0], others[n][0])


def _goes_on(first: FoundTable, above: FoundTable, below: FoundTable) -> bool:
    """Whether the columns of the two parts stand alike, each measured from its own left edge."""
    if above.width != below.width or _other_header(first, below):
        return False
    ruled = [part for part in (above, below) if part.evidence is Evidence.RULED]
    if len(ruled) == 1:
        bare = below if above.evidence is Evidence.RULED else above
        return above.page != below.page and _framed(_text_columns(bare), ruled[0].columns)
    if ruled:
        a, b = above.columns, below.columns
        if all(abs((x - a[0]) - (y - b[0])) <= SAME_COLUMN for x, y in zip(a, b, strict=True)):
            return True
        # without a drawn frame the outer edges are those of the text
        inner = list(zip(a, b, strict=True))[1:-1]
        return above.page != below.page and bool(inner) and all(abs(x - y) <= SAME_COLUMN for x, y in inner)
    return _same_text_columns(above, below, repeated_rows(first, below))


def _framed(columns: Sequence[tuple[float, float]], edges: Sequence[float]) -> bool:
    """Whether the text of each column stands between its two edges: some programs leave out the frames of one page."""
    inner = [(a - SAME_COLUMN, b + SAME_COLUMN) for a, b in pairwise(edges)]
    return all(a <= x0 and x1 <= b for (x0, x1), (a, b) in zip(columns, inner, strict=True) if x1 > x0)


def _same_text_columns(above: FoundTable, below: FoundTable, start: int) -> bool:
    """Whether the columns of text lie over one another in the two parts, once their left edges do.

    Those of `below` from row `start` on: a header printed again may span others.
    """
    a, b = _text_columns(above), _text_columns(below, start)
    shift = above.columns[0] - below.columns[0]
    if above.page != below.page and abs(shift) <= SAME_COLUMN:
        shift = 0.0
    b = [(x0 + shift, x1 + shift) if x1 > x0 else (x0, x1) for x0, x1 in b]
    apart = all(x1 <= a[n + 1][0] + 1 for n, (_, x1) in enumerate(b[:-1]) if a[n + 1][1] > a[n + 1][0]) and all(
        x1 <= b[n + 1][0] + 1 for n, (_, x1) in enumerate(a[:-1]) if b[n + 1][1] > b[n + 1][0]
    )
    if Evidence.ALIGNED in (above.evidence, below.evidence):  # its edges are those of its longest texts
        return apart
    return apart and abs((above.columns[-1] - above.columns[0]) - (below.columns[-1] - below.columns[0])) <= WIDER


def _text_columns(part: FoundTable, start: int = 0) -> list[tuple[float, float]]:
    """From where to where the text of each column reaches below row `start`; (0, 0) for an empty one."""
    out = []
    for col in range(part.width):
        plain = [slot for slot in part.slots if slot.col == col and slot.colspan == 1 and slot.row >= start]
        boxes = [line.box for slot in plain for line in slot.lines if part.box.holds(*line.box.center)]
        out.append((min(box.x0 for box in boxes), max(box.x1 for box in boxes)) if boxes else (0.0, 0.0))
    return out


def _other_header(first: FoundTable, below: FoundTable) -> bool:
    """Whether the part after the break opens with a bold header of its own: another table in the same columns."""
    if not below.header_rows or repeated_rows(first, below):
        return False
    head = [line for slot in below.slots if slot.row < below.header_rows for line in slot.lines]
    body = [line for slot in below.slots if slot.row >= below.header_rows for line in slot.lines]
    return bool(head) and all(line.bold for line in head) and not any(line.bold for line in body)


def _whole(parts: Sequence[FoundTable], known: Vocabulary) -> WholeTable:
    slots = list(parts[0].slots)
    for part in parts[1:]:
        slots = _joined(slots, part, parts[0])
    slots = _without_empty_rows(slots, len(parts) > 1)
    limits = None if parts[0].evidence is Evidence.RULED else _limits(slots)
    cells = tuple(_cell(slot, limits, known, parts[0].page) for slot in sorted(slots, key=lambda s: (s.row, s.col)))
    pages = tuple(dict.fromkeys(part.page for part in parts))
    reasons = tuple(dict.fromkeys(reason for part in parts for reason in part.reasons))
    confidence = min(part.confidence for part in parts)
    return WholeTable(cells, parts[0].header_rows, pages, parts[0].box, confidence, reasons, tuple(parts))


def _limits(slots: Sequence[Slot]) -> dict[int, float]:
    """How far to the right the text of each column reaches, by the column after it."""
    reach: dict[int, float] = {}
    for slot in slots:
        for line in slot.lines:
            reach[slot.right] = max(reach.get(slot.right, line.box.x1), line.box.x1)
    return reach


def _cell(slot: Slot, limits: dict[int, float] | None, known: Vocabulary, page: int) -> Cell:
    limit: float | None = None
    if len(slot.lines) > 1:
        padding = min(line.box.x0 for line in slot.lines) - slot.box.x0
        limit = limits.get(slot.right) if limits is not None else slot.box.x1 - max(padding, 0.0)
    text = cell_text(slot.lines, limit, known)
    page = slot.lines[0].page if slot.lines else page
    return Cell(slot.row, slot.col, slot.rowspan, slot.colspan, text, page, slot.box)


def _joined(slots: list[Slot], part: FoundTable, first: FoundTable) -> list[Slot]:
    """The rows of `part` under `slots`: a repeated header dropped, the halves of a cut row or cell made one."""
    dropped = repeated_rows(first, part)
    height = max(slot.bottom for slot in slots)
    below = [_moved(slot, -dropped) for slot in part.slots if slot.row >= dropped]
    if not below:
        return slots
    start = [slot for slot in below if slot.row == 0]
    last = {slot.col: slot for slot in slots if slot.bottom == height}
    if not any(slot.lines for slot in start) and not _alike(last, start):
        below = [_moved(slot, -1) for slot in below if slot.row > 0]  # an empty frame
        start = [slot for slot in below if slot.row == 0]
    shift = height - 1 if _row_goes_on(last, start, below, slots) else height  # the halves of one row share its place
    moved = [_moved(slot, shift) for slot in below]
    out = list(slots)
    for slot in moved:
        over = last.get(slot.col)
        if (
            slot.row == shift
            and over is not None
            and over.colspan == slot.colspan
            and (shift < height or _span_goes_on(over, slot))
        ):
            out[out.index(over)] = _merged(over, slot)
        else:
            out.append(slot)
    return out


def _alike(last: dict[int, Slot], start: Sequence[Slot]) -> bool:
    """Whether the cells of two rows span the same columns."""
    return {slot.col: slot.colspan for slot in start} == {col: slot.colspan for col, slot in last.items()}


def repeated_rows(first: FoundTable, part: FoundTable) -> int:
    """How many rows at the top of `part` print the header of `first` again."""
    for count in range(min(max(first.header_rows, 1), part.height - 1), 0, -1):
        (own, _), (again, rows) = _top(first.slots, count), _top(part.slots, count)
        if own == again != []:
            return rows
    return 0


def _top(slots: Sequence[Slot], count: int) -> tuple[list[str], int]:
    """What the first `count` rows that print something say, without white space, and how many rows that takes.

    In reading order: how cells span is read anew on each page.
    """
    rows = sorted({slot.row for slot in slots if slot.lines})[:count]
    ordered = sorted((slot for slot in slots if slot.row in rows), key=lambda one: (one.row, one.col))
    texts = ["".join(line.text.text for line in slot.lines).replace(" ", "").casefold() for slot in ordered]
    return [text for text in texts if text], rows[-1] + 1 if rows else 0


def _row_goes_on(last: dict[int, Slot], start: Sequence[Slot], below: Sequence[Slot], above: Sequence[Slot]) -> bool:
    """Whether the first row after the break is the rest of the last one before it.

    Where it fills but some columns, this tells nothing if other rows of the table fill just these.
    """
    filled = [slot for slot in start if slot.lines]
    if not filled:
        return True  # the frame of a row whose text stands before the break
    if _halves(last, start, [one for one in (*above, *below) if one not in (*start, *last.values())]):
        return True
    for slot in filled:
        over = last.get(slot.col)
        if over is None or over.colspan != slot.colspan or not over.lines:
            return False
    if any(is_number(_last(last[s.col])) and is_number(s.lines[0].text.text) for s in filled):
        return False  # one number under another is the next row's
    printed = {col for col, slot in last.items() if slot.lines}
    empty = [slot.col for slot in start if not slot.lines and slot.rowspan == 1 and slot.col in printed]
    torn = all(mid_text(_last(last[slot.col]), slot.lines[0].text.text) for slot in filled)
    usual = [slot for slot in below if slot.row > 0 and slot.col in empty]
    if empty and not torn and usual and all(slot.lines for slot in usual):
        return {slot.col for slot in filled} not in _fillings(above)
    return torn


def _halves(last: dict[int, Slot], start: Sequence[Slot], others: Sequence[Slot]) -> bool:
    """Whether one of two rows prints the cells that the other does not, where all other rows are full."""
    a = {col for col, slot in last.items() if slot.lines}
    b = {slot.col for slot in start if slot.lines}
    full = {slot.col for slot in start}
    return bool(others) and a | b == full == set(last) and not a & b and all(row == full for row in _fillings(others))


def _last(slot: Slot) -> str:
    return slot.lines[-1].text.text


def _fillings(slots: Sequence[Slot]) -> list[set[int]]:
    """The columns that each row fills."""
    rows: dict[int, set[int]] = {}
    for slot in slots:
        if slot.lines:
            rows.setdefault(slot.row, set()).add(slot.col)
    return list(rows.values())


def _span_goes_on(over: Slot, under: Slot) -> bool:
    """Whether two cells at the break are one that spans rows: the second, or the first, prints nothing."""
    if over.rowspan == 1 and under.rowspan == 1 and over.lines:
        return False
    return not under.lines or (not over.lines and over.rowspan > 1)


def _moved(slot: Slot, rows: int) -> Slot:
    return Slot(slot.row + rows, slot.col, slot.rowspan, slot.colspan, slot.box, slot.lines)


def _merged(over: Slot, under: Slot) -> Slot:
    box = over.box if over.lines or not under.lines else under.box
    return Slot(over.row, over.col, under.bottom - over.row, over.colspan, box, (*over.lines, *under.lines))


def _without_empty_rows(slots: Sequence[Slot], cut: bool) -> list[Slot]:
    """A row that prints nothing, at a break or at the table's head or foot, is a leftover of its frame."""
    filled = {row for slot in slots if slot.lines for row in range(slot.row, slot.bottom)}
    rows = sorted(filled) if cut else list(range(min(filled, default=0), max(filled, default=-1) + 1))
    place = {row: n for n, row in enumerate(rows)}
    out = []
    for slot in slots:
        kept = [place[row] for row in range(slot.row, slot.bottom) if row in place]
        if kept:
            out.append(Slot(kept[0], slot.col, len(kept), slot.colspan, slot.box, slot.lines))
    return out
