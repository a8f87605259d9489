"""The calculators of an open build: all of them, one by its name, the cards of a search. What the facade asks.

Kept for as long as the build is open; what it gives is frozen. Compiles nothing: that was done when files were read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from threading import RLock
from typing import TYPE_CHECKING

from kb.calculators import stored
from kb.calculators.model import Calculator
from kb.store.catalogue import Document, Edition

if TYPE_CHECKING:
    from kb.calculators.cards import StoredCalculators


class Desk:
    """Asks the store under `lock`; `named` gives the edition called «DOC» or «DOC@LABEL»."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        lock: RLock,
        documents: Sequence[Document],
        named: Callable[[str], Edition],
    ) -> None:
        self._connection, self._lock, self._named = connection, lock, named
        self._editions = tuple(edition for document in documents for edition in document.editions)
        self._latest = tuple(edition for edition in self._editions if edition.latest)
        self._all: dict[bool, tuple[Calculator, ...]] = {}  # by «all editions»
        self._cards: StoredCalculators | None = None

    def all(self, all_editions: bool) -> tuple[Calculator, ...]:
        """Those of the latest editions (of all), document by document in the source's order, then the formulas."""
        from kb.calculators import all as providers  # here: a search does not load the compilers

        if all_editions not in self._all:
            with self._lock:
                found = stored.recall(self._connection, self._editions if all_editions else self._latest)
            self._all[all_editions] = providers.joined(found)
        return self._all[all_editions]

    def find(self, name: str) -> Calculator:
        """The one called `name`, as the facade's `calculator` says."""
        from kb.calculators import all as providers

        formulas = [formula.id for formula in providers.formulas()]
        if name in formulas:
            return next(each for each in self.all(False) if each.id == name)
        where, mark, slug = name.rpartition("/")
        with self._lock:
            if mark:
                found = stored.find(self._connection, slug, self._named(where))
            else:
                found = stored.find_anywhere(self._connection, name, self._latest, formulas)
        return providers.compared(found, lambda: self.all(True))

    def cards(self) -> StoredCalculators:
        """The calculators of the latest editions as a search shows them."""
        from kb.calculators.cards import StoredCalculators

        if self._cards is None:
            self._cards = StoredCalculators(self._connection, self._lock, self._latest)
        return self._cards
