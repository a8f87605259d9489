"""The address of a list of tables or references: which editions, which words, in which order, how many."""

from __future__ import annotations

from dataclasses import dataclass

from screens.parts.address import Address, Parameters, flag, in_edition, read_as, text, whole, word


@dataclass(frozen=True, slots=True)
class ListAddress(Address):
    """`?q=…&doc=…&edition=…&editions=toutes&n=…&tri=…&seuls=oui`; no document: the latest edition of each.

    `shown` is how many entries of a long list are shown, None for the first ones; `table` names one table by its id;
    `only` keeps the entries that have something to be looked at; `order` is one of `selection.py`, None as printed.
    """

    query: str = text("q")
    document: str | None = word("doc")
    edition: str | None = word("edition")
    every: bool = flag("editions", "toutes")
    shown: int | None = whole("n")
    table: str | None = word("table")
    only: bool = flag("seuls", "oui")
    order: str | None = word("tri")

    @classmethod
    def read(cls, parameters: Parameters) -> ListAddress:
        return in_edition(read_as(cls, parameters))
