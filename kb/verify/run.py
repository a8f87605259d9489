"""The quotations of the current build, all or a sample, each against its original: what stands and what does not.

Opens a build even where its seal is broken: what is wrong with it is the question here. Changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import DamagedBase, SourceError
from kb.store.database import open_read_only
from kb.store.folder import STORE, Folder, current, hold
from kb.store.seal import broken
from kb.verify.compare import PageInk, why_not
from kb.verify.second import Ink, Original, open_original
from kb.verify.stored import Broken, Quotation, quotations


@dataclass(frozen=True, slots=True)
class Failure:
    """A quotation that does not stand where it is said to; `passage` is the id it is shown under."""

    document: str
    edition: str
    passage: str
    page: int
    layer: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Verification:
    """`unread`: quotations without a print to be re-read in (text files, recognised scans). `notes`: of the build."""

    build: str
    checked: int
    verified: int
    failed: tuple[Failure, ...]
    unread: int
    notes: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class EditionVerdict:
    """`good`: the passages of which everything that was checked stands where it is said to."""

    document: str
    edition: str
    checked: int
    good: frozenset[str]
    failed: tuple[Failure, ...]
    unread: int


@dataclass(frozen=True, slots=True)
class _Edition:
    number: int
    document: str
    label: str
    sha256: str
    media: str


def verify(kb: Path, sample: int | None = None, seed: int | None = None) -> Verification:
    """Re-read every stored quotation of the current build, or `sample` of them drawn at random.

    Raises AbsentBase, DamagedBase, NewerBase, OlderBase where there is no store to be opened.
    """
    start = time.perf_counter()
    at = Folder(kb)
    name = current(at)
    notes = (f"{name}: {wrong}",) if (wrong := broken(at.build(name))) else ()
    found = list(by_edition(kb, name, sample, seed))
    failed = tuple(failure for each in found for failure in each.failed)
    checked, unread = sum(each.checked for each in found), sum(each.unread for each in found)
    seconds = round(time.perf_counter() - start, 3)
    return Verification(name, checked, checked - len(failed), failed, unread, notes, seconds)


def by_edition(kb: Path, build: str, sample: int | None = None, seed: int | None = None) -> Iterator[EditionVerdict]:
    """The verdicts on a build, edition by edition. Raises KnowledgeBaseError, OSError as opening it does."""
    at = Folder(kb)
    store = open_read_only(at.build(build) / STORE)
    with closing(store), closing(_Lease(hold(at.build(build)))):
        try:
            rows = store.execute("SELECT id, document, label, sha256, media FROM editions ORDER BY rank, id").fetchall()
            for edition in (_Edition(*row) for row in rows):
                wanted, unread = _wanted(store, edition)
                chosen = _drawn(wanted, sample, len(rows), seed)
                failed = tuple(_check(store, at, edition, chosen))
                wrong = {failure.passage for failure in failed}
                good = frozenset(each.passage for each in chosen) - wrong
                yield EditionVerdict(edition.document, edition.label, len(chosen), good, failed, unread)
        except sqlite3.Error as error:
            raise DamagedBase(f"{at.build(build)}: {error}", "Build again: sourcier build CORPUS --force") from error


class _Lease:
    """What keeps the build from being pruned meanwhile."""

    def __init__(self, file: int | None) -> None:
        self._file = file

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)


def _wanted(store: sqlite3.Connection, edition: _Edition) -> tuple[list[Quotation | Broken], int]:
    """The quotations that have a print, and how many have none."""
    if edition.media != "pdf":
        (count,) = store.execute("SELECT count(*) FROM passages WHERE edition = ?", (edition.number,)).fetchone()
        return [], count
    scanned = {n for (n,) in store.execute("SELECT number FROM pages WHERE edition = ? AND ocr", (edition.number,))}
    found = list(quotations(store, edition.number))
    printed = [each for each in found if isinstance(each, Broken) or not scanned & {page for page, _ in each.boxes}]
    return printed, len(found) - len(printed)


def _drawn(
    wanted: Sequence[Quotation | Broken], sample: int | None, editions: int, seed: int | None
) -> Sequence[Quotation | Broken]:
    if sample is None:
        return wanted
    share = min(len(wanted), max(1, sample // max(1, editions)))
    return random.Random(seed).sample(wanted, share)  # noqa: S311 - a sample, not a secret


def _check(
    store: sqlite3.Connection, at: Folder, edition: _Edition, chosen: Sequence[Quotation | Broken]
) -> Iterator[Failure]:
    """Those that fail."""

    def failure(each: Quotation | Broken, why: str) -> Failure:
        layer, text = (each.layer, each.text) if isinstance(each, Quotation) else ("", "")
        return Failure(edition.document, edition.label, each.passage, max(1, each.page), layer, text, why)

    if not chosen:
        return
    try:
        data = at.original(edition.sha256, edition.media).read_bytes()
        if hashlib.sha256(data).hexdigest() != edition.sha256:
            raise DamagedBase("the original is not the file that was read", "")
        with open_original(data, edition.document) as original:
            sheets = _Sheets(store, edition.number, original)
            known: dict[tuple[object, ...], str | None] = {}
            for each in sorted(chosen, key=lambda each: each.page):
                why = each.why if isinstance(each, Broken) else _verdict(each, sheets, known)
                if why:
                    yield failure(each, why)
    except (OSError, DamagedBase, SourceError) as error:
        why = error.why if isinstance(error, SourceError) else getattr(error, "message", None) or str(error)
        yield from (failure(each, f"its original cannot be re-read ({why})") for each in chosen)


def _verdict(quotation: Quotation, sheets: _Sheets, known: dict[tuple[object, ...], str | None]) -> str | None:
    """A recommendation or an entry is often its whole passage again: what is the same is compared once."""
    same = (quotation.text, quotation.page, quotation.boxes, quotation.printed, quotation.snug)
    if same not in known:
        try:
            pages = {page for page, _ in quotation.boxes} | {each.page for each in quotation.printed if each.page}
            known[same] = why_not(quotation, {page: sheets.page(page) for page in pages})
        except SourceError as error:
            known[same] = f"its page cannot be re-read ({error.why})"
    return known[same]


class _Sheets:
    """The pages of an original as they are asked for; a few are kept, for quotations come page by page."""

    _KEPT = 8

    def __init__(self, store: sqlite3.Connection, edition: int, original: Original) -> None:
        query = "SELECT number, width, height FROM pages WHERE edition = ?"
        self._sizes = {number: (w, h) for number, w, h in store.execute(query, (edition,))}
        self._original = original
        self._read: dict[int, PageInk] = {}

    def page(self, number: int) -> PageInk:
        """Raises SourceError where there is no such page, or it cannot be read."""
        if number not in self._read:
            while len(self._read) >= self._KEPT:
                del self._read[next(iter(self._read))]
            size, inks = self._original.page(number)
            self._read[number] = PageInk(_scaled(inks, size, self._sizes.get(number, size)))
        return self._read[number]


def _scaled(inks: list[Ink], size: tuple[float, float], stored: tuple[float, float]) -> list[Ink]:
    """In the stored page's points: one engine heeds a PDF's own unit of length, the other does not."""
    x, y = stored[0] / size[0], stored[1] / size[1]
    if abs(x - 1) < 0.001 and abs(y - 1) < 0.001:
        return inks
    return [Ink(ink.text, ink.x0 * x, ink.y0 * y, ink.x1 * x, ink.y1 * y) for ink in inks]
