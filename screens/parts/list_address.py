"""The address of a list of tables or references: which editions, which words, how many.

Never trusts what it reads: a number that is none is None.
"""

from __future__ import annotations

from dataclasses import dataclass

from screens.parts.address import LONGEST_QUERY, Parameters

EVERY = "toutes"


@dataclass(frozen=True, slots=True)
class ListAddress:
    """`?q=…&doc=…&edition=…&editions=toutes&n=…&seuls=doublons`; no document: the latest edition of each.

    `shown` is how many entries of a long list are shown, None for the first ones; `table` names one table by its id;
    `only` keeps the entries that have something to be looked at.
    """

    query: str = ""
    document: str | None = None
    edition: str | None = None
    every: bool = False
    shown: int | None = None
    table: str | None = None
    only: bool = False

    @classmethod
    def read(cls, parameters: Parameters) -> ListAddress:
        def one(key: str) -> str:
            found = parameters.get_all(key)
            return found[-1].strip() if found else ""

        document, at, label = one("doc").partition("@")
        shown = one("n")
        return cls(
            " ".join(one("q").split())[:LONGEST_QUERY],
            document or None,
            one("edition") or (label if at else "") or None,
            one("editions") == EVERY,
            int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 6 else None,
            one("table") or None,
            one("seuls") == "oui",
        )

    def written(self) -> dict[str, str]:
        """The query parameters, without those that say nothing."""
        parameters = {
            "q": self.query,
            "doc": self.document or "",
            "edition": self.edition or "" if self.document else "",
            "editions": EVERY if self.every and not self.document else "",
            "n": str(self.shown) if self.shown else "",
            "table": self.table or "",
            "seuls": "oui" if self.only else "",
        }
        return {key: value for key, value in parameters.items() if value}
