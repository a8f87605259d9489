"""The address of a screen, read and written: all that a view shows stands in it, so it can be shared and gone back to.

Never trusts what it reads: a number that is none is None, and the screen says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

LONGEST_QUERY = 400  # characters: a question, not a document


class Parameters(Protocol):
    """Query parameters, as Streamlit gives them."""

    def get_all(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class SearchAddress:
    """`?q=…&document=…&kind=…&editions=toutes`; several documents and kinds may be named."""

    query: str = ""
    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    all_editions: bool = False

    @classmethod
    def read(cls, parameters: Parameters) -> SearchAddress:
        query = " ".join(_one(parameters, "q").split())[:LONGEST_QUERY]
        return cls(
            query, _many(parameters, "document"), _many(parameters, "kind"), _one(parameters, "editions") == "toutes"
        )

    def written(self) -> dict[str, str | Sequence[str]]:
        """The query parameters, without those that say nothing."""
        parameters: dict[str, str | Sequence[str]] = {
            "q": self.query,
            "document": list(self.documents),
            "kind": list(self.kinds),
            "editions": "toutes" if self.all_editions else "",
        }
        return {key: value for key, value in parameters.items() if value}


@dataclass(frozen=True, slots=True)
class ReaderAddress:
    """`?doc=…&edition=…&page=…&passage=…`; no edition: the newest; `page` 1-based, None where it is not said."""

    document: str = ""
    edition: str | None = None
    page: int | None = None
    passage: str | None = None
    bad_page: str | None = None  # what stands in the address where a page number should

    @classmethod
    def read(cls, parameters: Parameters) -> ReaderAddress:
        document, at, label = _one(parameters, "doc").partition("@")
        page = _one(parameters, "page")
        valid = page.isascii() and page.isdigit() and len(page) <= 6
        return cls(
            document,
            _one(parameters, "edition") or (label if at else None) or None,
            int(page) if valid else None,
            _one(parameters, "passage") or None,
            page if page and not valid else None,
        )

    def written(self) -> dict[str, str]:
        """The query parameters, without those that say nothing."""
        parameters = {
            "doc": self.document,
            "edition": self.edition or "",
            "page": str(self.page) if self.page else "",
            "passage": self.passage or "",
        }
        return {key: value for key, value in parameters.items() if value}


def _one(parameters: Parameters, key: str) -> str:
    found = parameters.get_all(key)
    return found[-1].strip() if found else ""


def _many(parameters: Parameters, key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in parameters.get_all(key) if value.strip()))
