"""The one door to a knowledge base: open the current build, ask it, close it.

Reads one build for as long as it is open, whatever is published meanwhile; changes nothing. Safe between threads:
what it returns is frozen, or made for the caller. Making builds is `build.py`, choosing among them `history.py`.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import weakref
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import CallError, DamagedBase
from ingest.model import Guideline, PassageKind, Place
from kb import contract, report
from kb.contract import Json
from kb.lru import Recent
from kb.reading.pictures import Pictures
from kb.report import FileReport
from kb.search.index_cache import open_or_make, place
from kb.settings import Settings
from kb.store.catalogue import Document, Edition, documents, find_document, find_edition
from kb.store.database import open_read_only
from kb.store.folder import STORE, Folder, current, hold
from kb.store.rows import passage_text, recall
from kb.store.seal import broken
from kb.store.versions import index_version

if TYPE_CHECKING:  # loading them takes longer than showing a document
    from kb.calculators.desk import Desk
    from kb.calculators.editions import Comparison
    from kb.calculators.model import Calculator
    from kb.calculators.model import Result as CalculatorResult
    from kb.calculators.run import Answers
    from kb.search.answers import DoseFact
    from kb.search.complete import Suggestion
    from kb.search.find import Answer
    from kb.search.index import Index

DOSES_KEPT = 512  # passages whose doses are kept in memory, some 2 KB each: those that answer are asked again and again
GUIDELINES_KEPT = 4  # parsed editions kept in memory, about 15 MB for 30 pages: two that are compared, twice


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition and what its file says."""

    edition: Edition
    guideline: Guideline


@dataclass(frozen=True, slots=True)
class PageView:
    """What stands on a page; `passages`, `tables`, `figures` and `sections` as the contract prints them."""

    number: int
    label: str | None
    width: float  # points, as displayed
    height: float
    ocr: bool
    sections: tuple[Json, ...]
    passages: tuple[Json, ...]
    tables: tuple[Json, ...]
    figures: tuple[Json, ...]


def open_kb(path: Path, settings: Settings | None = None) -> KnowledgeBase:
    """The current build of the knowledge base in the folder `path`.

    Raises AbsentBase where nothing was built there, DamagedBase where the pointer, the build or its store is not
    what was published, NewerBase or OlderBase where another version of this program wrote it.
    """
    folder = Folder(path)
    for _ in range(3):  # a build may be pruned between reading the pointer and opening it, never thrice in a row
        name = current(folder)
        try:
            return KnowledgeBase(folder, name, settings or Settings())
        except DamagedBase:
            if current(folder) == name:
                raise
    return KnowledgeBase(folder, current(folder), settings or Settings())


class KnowledgeBase:
    """One build, open. `document` and `label` are as the contract has them; without a label, the latest edition."""

    def __init__(self, folder: Folder, build: str, settings: Settings) -> None:
        self.build_id = build
        self.path = folder.root
        self._folder = folder
        self._build = folder.build(build)
        try:
            lease = hold(self._build)
        except OSError as error:
            raise DamagedBase(f"{self._build}: {error.strerror}", "Build again: sourcier build CORPUS") from error
        self._closed = weakref.finalize(self, _release, lease, rest := _Rest())
        self._rest = rest
        self._store = rest.store = open_read_only(self._build / STORE)  # first: a newer one may be sealed otherwise
        if wrong := broken(self._build):
            self.close()
            raise DamagedBase(
                f"{self._build}: {wrong}",
                "Go back to an earlier build (sourcier rollback), or build again: sourcier build CORPUS --force",
            )
        self._lock = threading.RLock()  # one connection serves all threads, one at a time
        self._documents = documents(self._store)
        self._info = report.info(self._store)
        self._index: Index | None = None
        self._guidelines: Recent[int, Guideline] = Recent(GUIDELINES_KEPT)
        self._pictures = rest.pictures = Pictures(settings.image_cache_bytes)
        self._opened_desk: Desk | None = None
        self._kept: dict[Hashable, Recent[Any, Any]] = {}
        self._dose_facts: Recent[tuple[int, str], tuple[DoseFact, ...]] = Recent(DOSES_KEPT)

    # --- what there is ---

    def documents(self) -> tuple[Document, ...]:
        """All documents by id, each with its editions, newest first."""
        return self._documents

    def document(self, name: str) -> Document:
        """Raises CallError for an unknown one, naming those that are close."""
        return find_document(self._documents, name)

    def edition(self, document: str, label: str | None = None) -> Edition:
        """The edition `label`, or the latest. Raises CallError, naming the editions there are."""
        return find_edition(self.document(document), label)

    def named(self, name: str) -> Edition:
        """The edition called «DOC» or «DOC@LABEL»."""
        document, mark, label = name.partition("@")
        return self.edition(document, label if mark else None)

    def info(self) -> dict[str, str]:
        """How the build was made: time, reader, engine."""
        return dict(self._info)

    def report(self) -> tuple[FileReport, ...]:
        """Every file of the corpus: counts of what was read, what was dropped of it, or why it was refused."""
        with self._lock:
            return report.files(self._store)

    def notes(self) -> tuple[str, ...]:
        """What the build said of the corpus as a whole."""
        with self._lock:
            return report.notes(self._store)

    # --- what an edition says ---

    def show(self, document: str, label: str | None = None) -> Shown:
        """The edition whole, with the place of every character."""
        edition = self.edition(document, label)
        return Shown(edition, self._guidelines.get(edition.number, lambda: self._recall(edition.number)))

    def show_json(self, document: str, label: str | None = None) -> Json:
        """The edition as the contract's `show` prints it."""
        edition = self.edition(document, label)
        with self._lock:
            return contract.edition(self._store, edition)

    def list_json(self) -> Json:
        """The documents as the contract's `show` without a document prints them."""
        return contract.listing(self._documents)

    def page(self, document: str, label: str | None, number: int) -> PageView:
        """What stands on page `number`, 1-based. Raises CallError where there is no such page."""
        edition = self.edition(document, label)
        with self._lock:
            facts = contract.page(self._store, edition.number, number)
        if facts is None:
            raise CallError(f"no page {number} in «{edition.name}»", f"It has pages 1 to {edition.pages}.")
        return PageView(**facts)

    def places(self, edition: Edition, passage: str, start: int, end: int) -> tuple[Place, ...]:
        """Where the characters `start:end` of a passage stand. Raises CallError where there is no such passage."""
        with self._lock:
            text = passage_text(self._store, edition.number, passage)
            labels = contract.page_labels(self._store, edition.number)
        if text is None:
            raise CallError(f"no passage «{passage}» in «{edition.name}»", "Follow a link of this knowledge base.")
        return text[start:end].places(labels)

    def page_image(self, document: str, label: str | None, number: int, zoom: float = 2.0) -> bytes:
        """Page `number` (1-based) of the original as a PNG, `zoom` pixels a point.

        Raises CallError for a page that is not there or a source without pages, DamagedBase where the original is
        not the file that was read, NoPicture where the page cannot be painted within the limits.
        """
        edition = self.edition(document, label)
        view = self.page(document, label, number)
        if edition.media != "pdf":
            raise CallError(f"«{edition.name}» has no printed pages", "Its source is a text file.")
        original = self._folder.original(edition.sha256, edition.media)
        return self._pictures.page(original, edition.sha256, number, (view.width, view.height), zoom)

    # --- what answers a question ---

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        all_editions: bool = False,
        document: str | None = None,
        kind: str | None = None,
        correct: bool = True,
    ) -> Answer:
        """The passages that answer `query`, best first, or none.

        Raises CallError for an empty query, and as `check` does.
        """
        from kb.search.find import search

        if not query.strip():
            raise CallError("the query is empty", "Say what to look for: sourcier search «dose moelle»")
        self.check(document, kind)
        return search(
            query,
            self._opened_index(),
            limit=limit,
            all_editions=all_editions,
            documents=(document,) if document else (),
            kinds=(kind,) if kind else (),
            correct=correct,
            doses=self._doses,
            calculators=self._desk().cards(),
        )

    def complete(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Ways to go on from what was typed: words of the documents, then titles of sections."""
        from kb.search.complete import complete

        return complete(typed, self._opened_index(), limit)

    def check(self, document: str | None = None, kind: str | None = None) -> None:
        """Raises CallError for a document or a kind of passage that is not there, naming those that are."""
        if document is not None:
            self.document(document)
        if kind is not None and kind not in list(PassageKind):
            raise CallError(f"no kind of passage «{kind}»", f"There is: {', '.join(PassageKind)}")

    # --- calculators ---

    def calculators(self, all_editions: bool = False) -> tuple[Calculator, ...]:
        """Those of the latest editions (of all), document by document in the source's order, then the formulas."""
        return self._desk().all(all_editions)

    def calculator(self, name: str) -> Calculator:
        """The calculator «DOC/slug», «DOC@LABEL/slug», a formula's slug, or a slug that one latest edition has.

        Raises CallError for anything else, naming those there are.
        """
        return self._desk().find(name)

    def calculate(self, name: str, answers: Answers) -> CalculatorResult:
        """What the calculator called `name` answers. Raises CallError as `calculator` and `run` do."""
        from kb.calculators.run import prepare, run

        return run(prepare(self.calculator(name)), answers)

    def compare_scores(self, a: str, b: str) -> Comparison:
        """Two scores side by side, by the names `calculator` takes: what moved, and the answers it matters for."""
        from kb.calculators.editions import compare_editions

        return compare_editions(self.calculator(a), self.calculator(b))

    def answer_json(self, answer: Answer) -> Json:
        """What `search` found as the contract prints it."""
        editions = {edition.name: edition for each in self._documents for edition in each.editions}
        with self._lock:
            return contract.answer(self._store, answer, lambda name: editions[name].number)

    def kept(self, maker: Hashable, most: int) -> Recent[Any, Any]:
        """A place for what `maker` works out of this build, the `most` last used of it; forgotten with the build."""
        return self._kept.setdefault(maker, Recent(most))  # of a dictionary, this is one step for all threads

    def close(self) -> None:
        """Let go of the build; what was returned stays valid."""
        self._closed()

    def _recall(self, edition: int) -> Guideline:
        with self._lock:
            return recall(self._store, edition)

    def _doses(self, document: str, label: str, passage: str) -> tuple[DoseFact, ...]:
        from kb.search.dose_facts import dose_facts

        number = self.edition(document, label).number

        def read() -> tuple[DoseFact, ...]:
            with self._lock:
                labels = contract.page_labels(self._store, number)
                return dose_facts(self._store, number, (document, label), passage, labels)

        return self._dose_facts.get((number, passage), read)

    def _desk(self) -> Desk:
        from kb.calculators.desk import Desk

        with self._lock:
            if self._opened_desk is None:
                self._opened_desk = Desk(self._store, self._lock, self._documents, self.named)
            return self._opened_desk

    def _opened_index(self) -> Index:
        from kb.search.gather import entries
        from kb.search.index import open_index, write_index

        with self._lock:
            if self._index is None:
                engine = self._info["engine"]
                index, self._rest.folder = open_or_make(
                    place(self._build, engine, index_version()),
                    open_index,
                    lambda folder: write_index(entries(self._store), folder, engine),
                )
                self._index = self._rest.index = index
            return self._index


class _Rest:
    """What is to be let go of when a knowledge base is closed or forgotten."""

    def __init__(self) -> None:
        self.store: sqlite3.Connection | None = None
        self.index: Index | None = None
        self.folder: Path | None = None
        self.pictures: Pictures | None = None


def _release(lease: int | None, rest: _Rest) -> None:
    if rest.pictures is not None:
        rest.pictures.close()
    if rest.index is not None:
        rest.index.close()
    if rest.store is not None:
        rest.store.close()
    if rest.folder is not None:
        shutil.rmtree(rest.folder, ignore_errors=True)
    if lease is not None:
        os.close(lease)
