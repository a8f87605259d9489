"""The address of the screen *Comparer*: what a view shows can be shared and gone back to."""

from __future__ import annotations

from dataclasses import dataclass

from screens.parts.address import Address, text, whole, word


@dataclass(frozen=True, slots=True)
class CompareAddress(Address):
    """`?document=…&de=…&a=…&sens=…&section=…&montrer=…`; no edition: the last two, no meaning or section: all.

    `a` is the earlier edition, `b` the later; `shown` how many changes are asked for.
    """

    document: str = text("document")
    a: str | None = word("de")
    b: str | None = word("a")
    meaning: str | None = word("sens")
    section: str | None = word("section")
    shown: int | None = whole("montrer", 2000)
