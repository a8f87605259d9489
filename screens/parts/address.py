"""The address of a screen, read and written: all that a view shows stands in it, so it can be shared and gone back to.

Never trusts what it reads: a number that is none is None, and the screen says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

LONGEST_QUERY = 400  # characters: a question, not a document
MARKS = ("recommandations", "doses")  # what the reader marks on request
_DIGITS = 6  # of a page number: beyond it is no page


class Parameters(Protocol):
    """Query parameters, as Streamlit gives them."""

    def get_all(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class SearchAddress:
    """`?q=…&document=…&kind=…&editions=toutes&mots=exacts`; no document: in all, no kind: of any.

    `exact` searches the words as they were typed, without correcting their spelling.
    """

    query: str = ""
    document: str | None = None
    kind: str | None = None
    all_editions: bool = False
    exact: bool = False

    @classmethod
    def read(cls, parameters: Parameters) -> SearchAddress:
        query = " ".join(_one(parameters, "q").split())[:LONGEST_QUERY]
        return cls(
            query,
            _one(parameters, "document") or None,
            _one(parameters, "kind") or None,
            _one(parameters, "editions") == "toutes",
            _one(parameters, "mots") == "exacts",
        )

    def written(self) -> dict[str, str]:
        """The query parameters, without those that say nothing."""
        parameters = {
            "q": self.query,
            "document": self.document or "",
            "kind": self.kind or "",
            "editions": "toutes" if self.all_editions else "",
            "mots": "exacts" if self.exact else "",
        }
        return {key: value for key, value in parameters.items() if value}


@dataclass(frozen=True, slots=True)
class ReaderAddress:
    """`?doc=…&edition=…&page=…&passage=…&row=…&trouver=…&marques=…`; no edition: the newest.

    `page` is 1-based; `row` (0-based) is the row of a table that answers by itself. None where it is not said. `find`
    are words looked for in this edition, `marks` what is marked in its text, of `MARKS`.
    """

    document: str = ""
    edition: str | None = None
    page: int | None = None
    passage: str | None = None
    row: int | None = None
    bad_page: str | None = None  # what stands in the address where a page number should
    find: str = ""
    marks: tuple[str, ...] = ()

    @classmethod
    def read(cls, parameters: Parameters) -> ReaderAddress:
        document, at, label = _one(parameters, "doc").partition("@")
        page = _one(parameters, "page")
        number = _number(page)
        return cls(
            document,
            _one(parameters, "edition") or (label if at else None) or None,
            number,
            _one(parameters, "passage") or None,
            _number(_one(parameters, "row")),
            page if page and number is None else None,
            " ".join(_one(parameters, "trouver").split())[:LONGEST_QUERY],
            tuple(mark for mark in MARKS if mark in _one(parameters, "marques").split(",")),
        )

    def written(self) -> dict[str, str]:
        """The query parameters, without those that say nothing."""
        parameters = {
            "doc": self.document,
            "edition": self.edition or "",
            "page": "" if self.page is None else str(self.page),
            "passage": self.passage or "",
            "row": "" if self.row is None else str(self.row),
            "trouver": self.find,
            "marques": ",".join(self.marks),
        }
        return {key: value for key, value in parameters.items() if value}


def _one(parameters: Parameters, key: str) -> str:
    found = parameters.get_all(key)
    return found[-1].strip() if found else ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None
