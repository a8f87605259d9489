"""What a table says of a thing that heads one of its columns: «Acide zolédronique | 4 mg | toutes les 4 semaines».

Reads the cells under that head, each with its row; a table without heads says nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.model import Quantity, Table
from ingest.tables.table_text import cell_spans
from kb.audit.subject import Sentence, Subject


def headed_quantities(subject: Subject, heads: Sequence[tuple[Table, int]]) -> Iterator[tuple[Sentence, Quantity]]:
    """The quantities in the cells under these heads (table, column), each with its row of the table's text."""
    for table, column in heads:
        for cell, (start, end) in zip(table.cells, cell_spans(table.cells), strict=True):
            row = subject.sentence_of(table.passage, start)
            if cell.col != column or cell.row < table.header_rows or row is None:
                continue
            for quantity in subject.quantities_of.get(table.passage, ()):
                if start <= quantity.start and quantity.end <= end:
                    yield row, quantity
