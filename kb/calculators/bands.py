"""The sentences around a score's table → its bands: totals, verdict, and the list under it.

Reads what is printed; whether the bands fit the points is `prove`'s affair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from ingest.model import Cell, Guideline, Passage, PassageKind, PrintedText, Table
from kb.calculators.model import Band
from kb.calculators.parts import POINTS_HEAD, TOTAL
from kb.calculators.points import Range, find_range
from kb.calculators.score_words import pattern
from kb.calculators.verdicts import Stated, stated_bands

SLACK = 3  # steps by which a band may miss where the one before it ends: a finding, not a reason to doubt both


def find_bands(
    passages: Sequence[Passage], guideline: Guideline, step: float, span: tuple[float, float]
) -> tuple[Band, ...]:
    """The bands that `passages`, near a score's table in its section, state, in reading order.

    A band's `details` are the deeper items under it, or, where printing has flattened the list, the items of one depth
    up to the next band. `step` is how far two totals are apart, for strict comparisons; `span` the totals there are:
    numbers that have nothing to do with them are none.
    """
    bands: list[Band] = []
    open_: tuple[Passage, Stated] | None = None
    details: list[str] = []

    def close() -> None:
        if open_ is not None:
            bands.append(_band(open_[1], guideline, details))
        details.clear()

    for passage in passages:
        if passage.kind is PassageKind.TABLE:
            continue
        found = [s for s in stated_bands(passage.text, step) if _near(s.range, span)]
        if found:
            for stated in found:
                close()
                open_ = passage, stated
        elif open_ is not None:
            if passage.kind is not PassageKind.PARAGRAPH and passage.depth >= open_[0].depth > 0:
                details.append(passage.text.text)
            elif _introduces(passage):
                continue
            else:
                close()
                open_ = None
    close()
    return _chain(bands, step)


def bands_of_text(text: PrintedText, guideline: Guideline, step: float, span: tuple[float, float]) -> tuple[Band, ...]:
    """The bands one text states: a caption, a note below a table."""
    return _chain([_band(s, guideline, ()) for s in stated_bands(text, step) if _near(s.range, span)], step)


def bands_of_rows(rows: Iterable[tuple[Cell, Cell]], guideline: Guideline, step: float) -> tuple[Band, ...]:
    """The bands of a score table's last rows: the cell of the range, the cell of the verdict."""
    found = []
    for cell, verdict in rows:
        stated = find_range(cell.text.text, step)
        if stated is not None:
            (low, high), *_ = stated
            label = " ".join(verdict.text.text.split())
            found.append(Band(low, high, label, (), verdict.page, guideline.places(verdict.text)))
    return tuple(found) if len(found) > 1 else ()


def bands_of_table(
    table: Table, guideline: Guideline, words: Sequence[str], step: float, own: bool
) -> tuple[Band, ...]:
    """The bands that another table gives: ranges in a column whose head names the score, verdicts to its right.

    `words` tell the score from others; a table of the score's `own` section may say «Score» or «Total» only. Further
    columns are details, with their heads.
    """
    width = table.shape[1]
    heads = {c.col: " ".join(c.text.text.split()) for c in table.cells if c.row == 0}
    for col in range(width):
        head = heads.get(col, "").casefold()
        named = any(word in head for word in words)
        if not named and not (own and (POINTS_HEAD.search(head) or TOTAL.match(head))):
            continue
        end = next((c for c in range(col + 2, width) if _is_range_column(table, c, step)), width)
        across = range(col + 1, end) if end > col + 1 else range(col)
        bands = []
        for cell in table.cells:
            if cell.col != col or cell.row < 1 or not cell.text.text.strip():
                continue
            found = find_range(cell.text.text, step)
            beside = [b for c in across if (b := _beside(table, cell, c)) is not None]
            if found is None or not beside or not _only_range(cell.text.text, found[1], found[2]):
                continue
            (low, high), *_ = found
            verdict = _verdict(beside, heads)
            others = [b for b in beside if b is not verdict]
            details = tuple(
                f"{heads[b.col]} : {' '.join(b.text.text.split())}" if heads.get(b.col) else b.text.text for b in others
            )
            places = guideline.places(verdict.text)
            bands.append(Band(low, high, " ".join(verdict.text.text.split()), details, verdict.page, places))
        bands = _known(bands)
        if any(band.low != band.high for band in bands) and (chained := _chain(bands, step)):
            return chained
    return ()


def _verdict(beside: Sequence[Cell], heads: Mapping[int, str]) -> Cell:
    """The cell that says what a range leads to: by its head, what is to be done first; one of words before numbers."""
    worded = [b for b in beside if re.search(r"[^\W\d_]{3}", b.text.text)] or beside
    for name in ("act", "decision"):
        if found := next((b for b in worded if pattern(name).search(heads.get(b.col, ""))), None):
            return found
    return worded[0]


def _is_range_column(table: Table, col: int, step: float) -> bool:
    """Whether most of its cells below the head are ranges: the next score of a strategy table."""
    texts = [c.text.text for c in table.cells if c.col == col and c.row > 0 and c.text.text.strip()]
    found = [f for text in texts if (f := find_range(text, step)) and _only_range(text, f[1], f[2])]
    return bool(texts) and len(found) > len(texts) / 2


def _only_range(text: str, start: int, end: int) -> bool:
    rest = f"{text[:start]} {text[end:]}".casefold()
    return not rest.replace("points", "").replace("point", "").replace("score", "").strip(" .:=()*")


def _beside(table: Table, cell: Cell, col: int) -> Cell | None:
    """What stands in the row of `cell` at `col`; a merged cell counts in each of its rows."""
    found = (c for c in table.cells if c.col <= col < c.col + c.colspan and c.row <= cell.row < c.row + c.rowspan)
    beside = next(found, None)
    return beside if beside is not None and beside.text.text.strip() else None


def _known(bands: Sequence[Band]) -> list[Band]:
    """Rising, each range once."""
    kept = {(b.low, b.high): b for b in reversed(bands)}
    return sorted(kept.values(), key=lambda b: (b.low is not None, b.low or 0.0))


def _band(stated: Stated, guideline: Guideline, details: Iterable[str]) -> Band:
    low, high = stated.range
    page = stated.text.page
    return Band(low, high, stated.label, tuple(details), page, guideline.places(stated.text))


def _near(range_: Range, span: tuple[float, float]) -> bool:
    """Whether the range has to do with totals that go over `span`: it meets it, or goes on from it."""
    low, high = range_
    reach = max(3.0, span[1] - span[0])
    return (low is None or low <= span[1] + reach) and (high is None or high >= span[0] - reach)


def _chain(bands: Sequence[Band], step: float) -> tuple[Band, ...]:
    """The longest run of bands that go on from one another: «1 à 3 points par item» before them is none of them."""
    best: list[Band] = []
    for sign in (1, -1):
        run: list[Band] = []
        for band in bands:
            if run and not _goes_on(run[-1], band, sign, step):
                best = run if len(run) > len(best) else best
                run = []
            run.append(band)
        best = run if len(run) > len(best) else best
    if len(best) < len(bands) and _all_go_on(sorted(bands, key=lambda b: (b.low is not None, b.low or 0.0)), step):
        best = list(bands)  # «> 8 : …, < 8 : …, 8 : …»
    return tuple(best) if len(best) > 1 else ()


def _all_go_on(rising: Sequence[Band], step: float) -> bool:
    return all(_goes_on(a, b, 1, step) for a, b in pairwise(rising))


def _goes_on(a: Band, b: Band, sign: int, step: float) -> bool:
    """Whether `b` follows `a`, upwards (`sign` 1) or downwards (-1), within a few steps of where it should."""
    first, second = (a, b) if sign > 0 else (b, a)
    if first.high is None or second.low is None:
        return False
    return first.low is None or (second.low > first.low and abs(second.low - first.high - step) <= SLACK * step)


def _introduces(passage: Passage) -> bool:
    return passage.text.text.rstrip().endswith(":")
