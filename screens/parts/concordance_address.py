"""The address of the screen *Concordance*, read and written: a question can be shared and gone back to."""

from __future__ import annotations

from dataclasses import dataclass

from screens.parts.address import LONGEST_QUERY, Parameters

_MOST = 12  # documents that an address may name: more columns nobody reads


@dataclass(frozen=True, slots=True)
class ConcordanceAddress:
    """`?q=…&documents=…,…&ecart=…`; no document: all.

    `only` shows the lines of one verdict («differ», «agree»…).
    """

    query: str = ""
    documents: tuple[str, ...] = ()
    only: str | None = None

    @classmethod
    def read(cls, parameters: Parameters) -> ConcordanceAddress:
        documents = [part.strip() for part in _one(parameters, "documents").split(",") if part.strip()]
        return cls(
            " ".join(_one(parameters, "q").split())[:LONGEST_QUERY],
            tuple(dict.fromkeys(documents))[:_MOST],
            _one(parameters, "ecart") or None,
        )

    def written(self) -> dict[str, str]:
        """The query parameters, without those that say nothing."""
        parameters = {"q": self.query, "documents": ",".join(self.documents), "ecart": self.only or ""}
        return {key: value for key, value in parameters.items() if value}


def _one(parameters: Parameters, key: str) -> str:
    found = parameters.get_all(key)
    return found[-1].strip() if found else ""
