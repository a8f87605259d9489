"""A table written in HTML inside a plain source → the table it prints, its merged cells as they are marked.

Only tables: other tags are `markup`'s affair. Runs nothing and fetches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from ingest.layout.healing import Vocabulary
from ingest.plain.grid import PlainTable, Span, header_rows, spanned
from ingest.plain.markup import printed_text

MOST_SPAN = 200  # rows or columns: a larger number in the source is a slip, or an attack on the memory
_OPEN = re.compile(r"<table[\s>]", re.IGNORECASE)
_CLOSE = re.compile(r"</table\s*>", re.IGNORECASE)


def html_table_at(
    lines: Sequence[str], start: int, known: Vocabulary
) -> tuple[str, PlainTable | None, str, int] | None:
    """What stands before the table that opens in `lines[start]`, the table, what stands after, its number of lines.

    None where no table opens there or it never ends.
    """
    opened = _OPEN.search(lines[start])
    if opened is None:
        return None
    for end in range(start, len(lines)):
        tail = lines[end][opened.start() :] if end == start else lines[end]
        if closed := _CLOSE.search(tail):
            before = lines[start][: opened.start()]
            whole = [
                *([lines[start][opened.start() :], *lines[start + 1 : end]] if end > start else []),
                tail[: closed.end()],
            ]
            return before, read_table("\n".join(whole), known), tail[closed.end() :], end - start + 1
    return None


def read_table(source: str, known: Vocabulary) -> PlainTable | None:
    """The table that the HTML in `source` prints; None where it has no cell."""
    parser = _Rows()
    parser.feed(source)
    parser.close()
    rows = [row for row in parser.rows if row]
    texts: dict[tuple[int, int], str] = {}
    covers: dict[tuple[int, int], Span] = {}
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        col = 0
        for text, (down, right) in cells:
            while (row, col) in taken:
                col += 1
            down = min(down, len(rows) - row)
            places = {(row + r, col + c) for r in range(down) for c in range(right)}
            taken |= places
            texts[row, col] = printed_text(text.split("\n"), known)
            if len(places) > 1:
                covers[row, col] = (down, right)
            col += right
    if not any(texts.values()):
        return None
    width = max(col for _, col in taken) + 1
    grid = [[texts.get((row, col), "") for col in range(width)] for row in range(len(rows))]
    marked = parser.header_rows(len(rows))
    return PlainTable(spanned(grid, covers), header_rows(grid) if marked is None else marked)


class _Rows(HTMLParser):
    """Collects the cells of a table, nested ones as text of the outer cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[tuple[str, Span]]] = []
        self._heads: list[bool] = []  # of each row: in <thead>, or of <th> only
        self._text: list[str] | None = None
        self._span: Span = (1, 1)
        self._in_head = False
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif self._depth > 1 or tag in ("br", "p", "div", "li", "ul", "ol"):
            if self._text is not None:
                self._text.append("\n• " if tag == "li" else "\n")
        elif tag == "thead":
            self._in_head = True
        elif tag == "tr":
            self._end_cell()
            self.rows.append([])
            self._heads.append(self._in_head)
        elif tag in ("td", "th"):
            self._end_cell()
            if not self.rows:
                self.rows.append([])
                self._heads.append(False)
            if not self.rows[-1]:
                self._heads[-1] = self._in_head or tag == "th"
            elif tag == "td" and not self._in_head:
                self._heads[-1] = False
            self._text = []
            sizes = dict(attrs)
            self._span = (_size(sizes.get("rowspan")), _size(sizes.get("colspan")))
        elif tag == "sup" and self._text is not None:
            self._text.append("^{")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._depth -= 1
            if self._depth == 0:
                self._end_cell()
        elif self._depth > 1:
            return
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "thead":
            self._in_head = False
        elif tag == "sup" and self._text is not None:
            self._text.append("}")

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def header_rows(self, height: int) -> int | None:
        """Leading rows marked as header; None where none is."""
        heads = [head for head, row in zip(self._heads, self.rows, strict=True) if row]
        count = next((n for n, head in enumerate(heads) if not head), height)
        return count if 0 < count < height else None

    def _end_cell(self) -> None:
        if self._text is not None:
            self.rows[-1].append((re.sub(r"• *\n? *•", "•", "".join(self._text)), self._span))
            self._text = None


def _size(value: str | None) -> int:
    return min(max(int(value), 1), MOST_SPAN) if value and value.strip().isdigit() else 1
