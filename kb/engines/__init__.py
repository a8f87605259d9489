"""The engines and the contract they keep: numbered bags of terms in, candidates and term statistics out.

An engine knows neither texts nor French: terms come analysed, and the final ranking is `ranking.py`, so engines are
interchangeable. What is written is a disposable cache, rebuilt from the store, never taken from elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from ingest.errors import CallError, DamagedBase

ENGINES = ("whoosh", "tantivy")
DEFAULT_ENGINE = "whoosh"


class DamagedIndex(DamagedBase):
    """The index is missing or unreadable; it is rebuilt from the store."""


class Postings(Protocol):
    """An opened index. Safe to share between threads; stays readable whatever is published beside it."""

    @property
    def size(self) -> int:
        """How many bags were written."""
        ...

    def frequency(self, term: str) -> int:
        """In how many bags `term` stands."""
        ...

    def candidates(
        self,
        weights: Mapping[str, float],
        limit: int,
        required: Sequence[Collection[str]] = (),
        excluded: Collection[str] = (),
    ) -> list[tuple[int, float]]:
        """At most `limit` bags with any term of `weights`, by falling BM25 of the weighted terms, then by number.

        Of each group in `required` at least one term stands in the bag, of `excluded` none. Without `weights`, the
        bags that satisfy the groups, by number.
        """
        ...

    def close(self) -> None: ...


class Engine(Protocol):
    """Writes bags of terms, the n-th under number n, and opens what it wrote."""

    @property
    def name(self) -> str: ...

    @property
    def comfortable(self) -> int:
        """Bags up to which writing takes about a minute and a question far less than a tenth of a second."""
        ...

    def write(self, bags: Iterable[Sequence[str]], folder: Path) -> None:
        """Write into `folder`, which is made. A term may stand several times in its bag; it has no white space."""
        ...

    def open(self, folder: Path) -> Postings:
        """Raises DamagedIndex where `folder` holds nothing readable."""
        ...


def get_engine(name: str = DEFAULT_ENGINE) -> Engine:
    """The engine called `name`. Raises CallError for a name that is not offered, or whose package is not installed."""
    if name == "whoosh":
        from kb.engines.whoosh_engine import WhooshEngine

        return WhooshEngine()
    if name == "tantivy":
        if find_spec("tantivy") is None:
            raise CallError("engine tantivy: its package is not installed", "Run: pip install 'sourcier[tantivy]'")
        from kb.engines.tantivy_engine import TantivyEngine

        return TantivyEngine()
    raise CallError(f"engine {name!r} is not offered", f"Offered: {', '.join(ENGINES)}")


def slow_hint(name: str, passages: int) -> str | None:
    """What to tell who builds more passages than the engine is comfortable with; None where it is."""
    comfortable = get_engine(name).comfortable
    if passages <= comfortable:
        return None
    better = "; tantivy is made for this (pip install 'sourcier[tantivy]', then --engine tantivy)"
    return (
        f"{passages} passages: {name} is comfortable up to {comfortable}, beyond it building and searching get slow"
        f"{better if name != 'tantivy' else ''}"
    )
