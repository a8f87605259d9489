"""The address of a screen, read and written: all that a view shows stands in it, so it can be shared and gone back to.

An address is a frozen dataclass whose fields say what they are called there. Never trusts what it reads: a number that
is none is None, and the screen says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, dataclass, field, fields, replace
from typing import Any, Protocol, Self, TypeVar

LONGEST_QUERY = 400  # characters: a question, not a document
MARKS = ("recommandations", "doses")  # what the reader marks on request
_DIGITS = 6  # of a number: beyond it is no page, and no screen shows so much


class Parameters(Protocol):
    """Query parameters, as Streamlit gives them."""

    def get_all(self, key: str) -> list[str]: ...


class Address:
    """What every address can: be read from the query parameters, and written as them."""

    __slots__ = ()

    @classmethod
    def read(cls, parameters: Parameters) -> Self:
        """The address that the parameters make; what says nothing is left at its default."""
        return read_as(cls, parameters)

    def written(self) -> dict[str, str]:
        """The query parameters, without those that say nothing."""
        said = ((each.metadata["name"], each.metadata["write"](getattr(self, each.name))) for each in _asked(self))
        return {name: value for name, value in said if value}


A = TypeVar("A", bound=Address)


def read_as(kind: type[A], parameters: Parameters) -> A:
    """The address of that kind that the parameters make."""
    return kind(**{each.name: each.metadata["read"](one(parameters, each.metadata["name"])) for each in _asked(kind)})


def text(name: str, longest: int = LONGEST_QUERY) -> Any:
    """A field of free words, on one line; "" where there are none."""
    return made(name, "", lambda said: " ".join(said.split())[:longest], str)


def word(name: str) -> Any:
    """A field that names one thing; None where it names none."""
    return made(name, None, lambda said: said or None, lambda value: value or "")


def whole(name: str, most: int = 10**6) -> Any:
    """A field of a whole number from 0, at most so many; None for what is none."""

    def read(said: str) -> int | None:
        found = _number(said)
        return None if found is None else min(found, most)

    return made(name, None, read, lambda value: "" if value is None else str(value))


def flag(name: str, said_so: str) -> Any:
    """A field that is true where the address says so in that word."""
    return made(name, False, lambda said: said == said_so, lambda value: said_so if value else "")


def words(name: str, most: int) -> Any:
    """A field that names several things behind commas, each once."""
    return made(name, (), lambda said: _several(said)[:most], ",".join)


def one(parameters: Parameters, key: str) -> str:
    """The last value of a parameter, "" without one."""
    found = parameters.get_all(key)
    return found[-1].strip() if found else ""


def in_edition(address: A) -> A:
    """The address, where `doc=mo@2022` names an edition as well and nothing else does."""
    named: Any = address
    document, _, label = (named.document or "").partition("@")
    found: A = replace(named, document=document or named.document, edition=named.edition or label or None)
    return found


def _asked(address: Any) -> tuple[Field[Any], ...]:
    return fields(address)


def made(name: str, default: object, read: Callable[[str], object], write: Callable[[Any], str]) -> Any:
    """A field of its own kind: how it is read from what the address says, and written."""
    return field(default=default, metadata={"name": name, "read": read, "write": write})


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _DIGITS else None


def _no_number(said: str) -> str | None:
    return said if said and _number(said) is None else None


def _several(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in said.split(",") if part.strip()))


@dataclass(frozen=True, slots=True)
class SearchAddress(Address):
    """`?q=…&document=…&kind=…&editions=toutes&mots=exacts`; no document: in all, no kind: of any.

    `exact` searches the words as they were typed, without correcting their spelling.
    """

    query: str = text("q")
    document: str | None = word("document")
    kind: str | None = word("kind")
    all_editions: bool = flag("editions", "toutes")
    exact: bool = flag("mots", "exacts")


@dataclass(frozen=True, slots=True)
class ReaderAddress(Address):
    """`?doc=…&edition=…&page=…&passage=…&row=…&trouver=…&marques=…`; no edition: the newest.

    `page` is 1-based; `row` (0-based) is the row of a table that answers by itself. None where it is not said. `find`
    are words looked for in this edition, `marks` what is marked in its text, of `MARKS`.
    """

    document: str = text("doc")
    edition: str | None = word("edition")
    page: int | None = whole("page")
    passage: str | None = word("passage")
    row: int | None = whole("row")
    bad_page: str | None = made("page", None, _no_number, lambda value: "")  # what stands where a number should
    find: str = text("trouver")
    marks: tuple[str, ...] = made("marques", (), lambda said: tuple(m for m in MARKS if m in _several(said)), ",".join)

    @classmethod
    def read(cls, parameters: Parameters) -> ReaderAddress:
        return in_edition(read_as(cls, parameters))
