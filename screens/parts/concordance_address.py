"""The address of the screen *Concordance*: a question can be shared and gone back to."""

from __future__ import annotations

from dataclasses import dataclass

from screens.parts.address import Address, text, word, words


@dataclass(frozen=True, slots=True)
class ConcordanceAddress(Address):
    """`?q=…&documents=…,…&ecart=…`; no document: all; more than twelve columns nobody reads.

    `only` shows the lines of one verdict («differ», «agree»…).
    """

    query: str = text("q")
    documents: tuple[str, ...] = words("documents", 12)
    only: str | None = word("ecart")
