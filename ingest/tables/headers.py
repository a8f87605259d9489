"""How many rows at the top of a table name its columns, from the way they are set.

Never counts a title row that spans the table as a header, unless headers follow it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.tables.found import Slot

MOST = 4  # rows a header has at most
_NUMBER = re.compile(r"[^A-Za-zÀ-ÿ]*\d[^A-Za-zÀ-ÿ]*(?:[A-Za-zµ%]{1,4})?[^A-Za-zÀ-ÿ]*")


def header_rows(slots: Sequence[Slot], width: int, marked: int = 0) -> int:
    """Rows of the header. `marked`: how many of them lines or shades set apart, 0 where none do."""
    by_row: dict[int, list[Slot]] = {}
    for slot in slots:
        by_row.setdefault(slot.row, []).append(slot)
    height = max(slot.bottom for slot in slots)
    if height < 2 or width < 2:
        return 0
    count = marked if 0 < marked <= MOST and marked < height else 0
    count = max(count, _bold(by_row, height, width))
    if not count and (_contrast(slots) or _corner(by_row)):
        count = 1
    if not count:
        return 0
    # a header cell that reaches down takes the rows beside it along
    reach = max((slot.bottom for row in range(count) for slot in by_row.get(row, ()) if _text(slot)), default=count)
    found = reach if reach <= MOST and reach < height else min(count, height - 1)
    return 0 if _stacked_numbers(by_row, found) else found


def _stacked_numbers(by_row: dict[int, list[Slot]], rows: int) -> bool:
    """Figures one over another in these rows: the options of a score's first item, which a rule parts from the next."""
    columns = Counter(
        slot.col for row in range(rows) for slot in by_row.get(row, ()) if slot.lines and _NUMBER.fullmatch(_text(slot))
    )
    return any(count > 1 for count in columns.values())


def _text(slot: Slot) -> str:
    return " ".join(line.text.text for line in slot.lines)


def _bold(by_row: dict[int, list[Slot]], height: int, width: int) -> int:
    """Leading rows set in bold throughout, where the rows below are not; a lone title row is none."""
    count = 0
    for row in range(min(height, MOST + 1)):
        filled = [slot for slot in by_row.get(row, ()) if slot.lines]
        if not filled or not all(line.bold for slot in filled for line in slot.lines):
            break
        count += 1
    below = [slot for row in range(count, height) for slot in by_row.get(row, ()) if slot.lines]
    if not below or count > MOST or all(line.bold for slot in below for line in slot.lines):
        return 0
    while count and _is_title(by_row[count - 1], width):
        count -= 1
    return count


def _is_title(row: Sequence[Slot], width: int) -> bool:
    """A row that says one thing over the whole table: the title of the rows below."""
    filled = [slot for slot in row if slot.lines]
    return len(filled) == 1 and (filled[0].colspan == width or filled[0].col == 0)


def _contrast(slots: Sequence[Slot]) -> bool:
    """Words over a column of numbers."""
    columns: dict[int, list[str]] = {}
    for slot in slots:
        if slot.lines and slot.colspan == 1:
            columns.setdefault(slot.col, []).append(_text(slot))
    first = {slot.col for slot in slots if slot.row == 0 and slot.lines}
    for col, texts in columns.items():
        numbers = [bool(_NUMBER.fullmatch(text)) for text in texts]
        if col in first and len(texts) > 2 and not numbers[0] and sum(numbers[1:]) >= 0.8 * (len(numbers) - 1):
            return len(first) > 1
    return False


def _corner(by_row: dict[int, list[Slot]]) -> bool:
    """An empty first place beside filled ones, over a first column that is filled."""
    top = by_row.get(0, [])
    if len(top) < 3 or top[0].lines or top[0].rowspan > 1 or not all(slot.lines for slot in top[1:]):
        return False
    stub = [slot for row, found in by_row.items() if row for slot in found if slot.col == 0]
    return bool(stub) and all(slot.lines for slot in stub)
