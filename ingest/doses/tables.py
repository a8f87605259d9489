"""Doses in the cells of a table: role from the header, indication from the row's label.

A cell speaks for itself first («exceptionnellement 8 Gy …»), then its column's header and its row's label, then the
caption. Headings over the table say nothing of it: tables stand where there was room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.doses.context import names, organ_named, role_of_header, technique_in, technique_of
from ingest.doses.roles import read_marks, role_in
from ingest.language import French
from ingest.model import Cell, Dose, DoseRole, Passage, Table, Technique
from ingest.tables.table_text import COLUMN_BREAK, cell_spans
from ingest.values.numbers import NUMBER, flat, flatten, number_value
from ingest.values.schemes import MAX_DOSE, MAX_FRACTIONS, Scheme, find_schemes

_ONLY_NUMBER = re.compile(rf"\s*(?P<sign>[<≤]\s?)?(?P<low>{NUMBER})(?:\s*(?:à|-)\s*(?P<high>{NUMBER}))?\s*")
_COUNTED = re.compile(r"(?P<count>\d{1,2})\s*(?:fractions?|s[ée]ances?|fr\b)", re.IGNORECASE)
_ONCE = re.compile(r"(?:séance|fraction|dose) unique|\bune (?:séance|fraction)|monofraction", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_COUNT = re.compile(r"\s*\d{1,2}\s*")


@dataclass(frozen=True, slots=True)
class _Frame:
    """The words around a cell: headers of its column, labels left of it, the title row above it, the caption."""

    headers: str
    labels: tuple[str, ...]
    title_row: str
    caption: str
    all_headers: str

    @property
    def label(self) -> str:
        return COLUMN_BREAK.join(self.labels)


def table_doses(french: French, passage: Passage, table: Table) -> Iterator[Dose]:
    """The doses of a table whose text is `passage` (made by table_text), cell by cell in reading order.

    A bare number counts where its header or its row's label says Gy («Dmax (Gy)»), with the fractions that header,
    label or a neighbour under «Fractions» count; under «par fraction», BED or α/β it does not. The role comes from the
    cell, else from the header, the label or the caption; in a table with a column of studies it is a `study_arm`.
    The indication is the row's label, or the header where the label gave the role; of a limit, the organ.
    """
    spans = cell_spans(table.cells)
    for cell, (start, _) in zip(table.cells, spans, strict=True):
        if cell.row < table.header_rows or not _DIGIT.search(cell.text.text):
            continue
        frame = _frame(table, cell)
        text = flat(cell.text)
        schemes = find_schemes(text, flatten(f"{frame.caption} {frame.headers} ")) or _bare(table, cell, text, frame)
        for n, scheme in enumerate(schemes):
            role, indication = _role(french, text, schemes, n, frame)
            if scheme.compared and scheme.fractions_low is None and role is not DoseRole.ORGAN_LIMIT:
                continue  # a threshold, no dose that is given
            yield Dose(
                scheme.low,
                scheme.high,
                scheme.fractions_low,
                scheme.fractions_high,
                role,
                _technique(text, scheme, frame),
                indication,
                passage.id,
                start + scheme.start,
                start + scheme.end,
                passage.text[start + scheme.start : start + scheme.end],
            )


def _frame(table: Table, cell: Cell) -> _Frame:
    beside = [
        c
        for c in sorted(table.cells, key=lambda c: c.col)
        if c.row >= table.header_rows and c.row <= cell.row < c.row + c.rowspan and c.col + c.colspan <= cell.col
    ]
    width = table.shape[1]
    title_rows = [c.text.text for c in table.cells if table.header_rows <= c.row < cell.row and c.colspan == width > 1]
    return _Frame(
        _headers(table, cell),
        tuple(c.text.text for c in beside if _is_label(table, c)),
        title_rows[-1] if title_rows else "",
        table.caption.text if table.caption else "",
        " ".join(c.text.text for c in table.cells if c.row < table.header_rows),
    )


def _headers(table: Table, cell: Cell) -> str:
    """The header cells over `cell`, from top to bottom."""
    over = (c for c in table.cells if c.row < table.header_rows and c.col < cell.col + cell.colspan)
    return " ".join(c.text.text for c in over if cell.col < c.col + c.colspan)


def _is_label(table: Table, cell: Cell) -> bool:
    """Whether a cell left of a dose says what the row is about: no dose itself, no count of fractions."""
    text = flatten(cell.text.text)
    if not text.strip() or find_schemes(text, "dose "):
        return False
    headers = _headers(table, cell)
    counts = any(names(what, headers) for what in ("dose", "fractions", "no_dose"))
    return not (counts and _ONLY_NUMBER.fullmatch(text))


def _role(french: French, text: str, schemes: tuple[Scheme, ...], n: int, frame: _Frame) -> tuple[DoseRole, str | None]:
    own = role_in(text, read_marks(french, text), schemes, n, reported=False)
    of_header = role_of_header(frame.headers)
    of_label = role_of_header(frame.label)
    studied = DoseRole.STUDY_ARM if _lists_studies(frame) else None
    role = own or of_header or of_label or studied or role_of_header(frame.caption) or DoseRole.UNSTATED
    label = frame.label or frame.title_row
    if role is DoseRole.ORGAN_LIMIT:
        organs = (organ_named(words) for words in (label, frame.headers, frame.caption))
        return role, next((organ for organ in organs if organ), label) or None
    if of_label and not of_header and frame.headers:
        return role, frame.headers  # the table lies on its side: «recommandé» is a row, the indications are columns
    return role, label or None


def _lists_studies(frame: _Frame) -> bool:
    return DoseRole.STUDY_ARM in (role_of_header(frame.all_headers), role_of_header(frame.caption))


def _technique(text: str, scheme: Scheme, frame: _Frame) -> Technique:
    around = (frame.headers, frame.label, frame.title_row, frame.caption)
    named = technique_in(text, scheme) or next((t for words in around if (t := technique_of(words))), None)
    return named or Technique.UNSTATED


def _bare(table: Table, cell: Cell, text: str, frame: _Frame) -> tuple[Scheme, ...]:
    """The scheme of a cell that holds a number alone, where the words around it say that it is a dose in Gy."""
    match = _ONLY_NUMBER.fullmatch(text)
    label = frame.label
    if match is None or names("no_dose", f"{frame.headers} {label}"):
        return ()
    counted = _count_in(frame.headers) or _count_in(label)
    in_header = names("dose", frame.headers)
    if not in_header and names("fractions", frame.headers) and not _count_in(frame.headers):
        return ()  # the column counts fractions
    if not in_header and not names("dose", label) and not (counted and names("dose", frame.caption)):
        return ()
    low = number_value(match["low"])
    high = number_value(match["high"]) if match["high"] else low
    if not 0 < low <= high <= MAX_DOSE:
        return ()
    fractions = counted or _count_beside(table, cell)
    start = match.start("sign") if match["sign"] else match.start("low")
    end = match.end("high") if match["high"] else match.end("low")
    return (Scheme(low, high, fractions, fractions, start, end, "less" if match["sign"] else ""),)


def _count_in(words: str) -> int | None:
    counted = _COUNTED.search(words)
    if counted and 1 <= int(counted["count"]) <= MAX_FRACTIONS:
        return int(counted["count"])
    return 1 if _ONCE.search(words) else None


def _count_beside(table: Table, cell: Cell) -> int | None:
    """The number in the same row under a header that counts fractions."""
    beside = (c for c in table.cells if c is not cell and c.row <= cell.row < c.row + c.rowspan)
    for other in beside:
        if _COUNT.fullmatch(other.text.text):
            headers = _headers(table, other)
            if names("fractions", headers) and not names("dose", headers) and not names("no_dose", headers):
                count = int(other.text.text)
                return count if 1 <= count <= MAX_FRACTIONS else None
    return None
