"""The address of the screen *Comparer*, read and written: what a view shows can be shared and gone back to."""

from __future__ import annotations

from dataclasses import dataclass

from screens.parts.address import Parameters

_LONGEST = 200  # characters of a section's name
_MOST = 2000  # changes asked for


@dataclass(frozen=True, slots=True)
class CompareAddress:
    """`?document=…&de=…&a=…&sens=…&section=…&montrer=…`; no edition: the last two, no meaning or section: all.

    `a` is the earlier edition, `b` the later; `shown` how many changes are asked for.
    """

    document: str = ""
    a: str | None = None
    b: str | None = None
    meaning: str | None = None
    section: str | None = None
    shown: int | None = None

    @classmethod
    def read(cls, parameters: Parameters) -> CompareAddress:
        shown = _one(parameters, "montrer")
        return cls(
            _one(parameters, "document"),
            _one(parameters, "de") or None,
            _one(parameters, "a") or None,
            _one(parameters, "sens") or None,
            _one(parameters, "section")[:_LONGEST] or None,
            min(int(shown), _MOST) if shown.isascii() and shown.isdigit() and 0 < len(shown) < 6 else None,
        )

    def written(self) -> dict[str, str]:
        """The query parameters, without those that say nothing."""
        parameters = {
            "document": self.document,
            "de": self.a or "",
            "a": self.b or "",
            "sens": self.meaning or "",
            "section": self.section or "",
            "montrer": str(self.shown) if self.shown else "",
        }
        return {key: value for key, value in parameters.items() if value}


def _one(parameters: Parameters, key: str) -> str:
    found = parameters.get_all(key)
    return found[-1].strip() if found else ""
