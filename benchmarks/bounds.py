"""A figure beside its bound, as the tables print it: every bench says «kept» and «MISSED» alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A figure and its bound, both as printed; `kept` None where there is no bound, or nothing was measured."""

    what: str
    measured: str
    bound: str = ""
    kept: bool | None = None

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """A row of the table."""
        return self.what, self.measured, self.bound, "" if self.kept is None else verdict(self.kept)


def verdict(kept: bool) -> str:
    """Whether a bound was kept, as it is printed."""
    return "kept" if kept else "MISSED"
