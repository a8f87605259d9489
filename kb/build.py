"""A corpus → a new immutable build, published by one rename, or nothing at all.

The recipe: corpus → what is new → read → assemble → index → publish → prune. Only what changed is read again; one
document after the other, so that memory does not grow with the corpus. A crash at any instant leaves the old build.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ingest.errors import KnowledgeBaseError
from kb import uploads
from kb.corpus import Corpus, Refusal, Source, read_corpus
from kb.engines import DEFAULT_ENGINE, get_engine, slow_hint
from kb.reading.limits import STANDARD, Limits
from kb.reading.many_files import read_sources, seldom_collected
from kb.reading.one_file import Outcome, Read, Task, cannot_open, too_large
from kb.report import BuildReport, FileReport, Status, files, info, notes
from kb.search.gather import entries
from kb.search.index import write_index
from kb.search.index_cache import make_index, place
from kb.settings import Settings
from kb.store import folder as shelves
from kb.store import parsed as cache
from kb.store.assemble import assemble
from kb.store.database import SCHEMA_VERSION, create, open_read_only
from kb.store.folder import STORE, Folder
from kb.store.parsed import Key, Parsed
from kb.store.seal import broken, digest, seal
from kb.store.versions import index_version, reader_version

Gather = Callable[[], Corpus]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a build. `corpus` is a folder, or says what to read once nobody else can change the base."""

    corpus: Path | Gather
    kb: Path
    engine: str
    jobs: int = 1  # processes that read files
    ocr: bool = False  # read scanned pages with Tesseract
    force: bool = False  # read everything again, and publish though nothing changed
    keep_builds: int = 10
    max_file_bytes: int = 512 * 1024 * 1024
    limits: Limits | None = STANDARD  # of each file's process; None: read in this very one, for files that are trusted
    keep_uploads: bool = True  # what was published from the application stays beside what the folder holds

    @classmethod
    def of(cls, corpus: Path | Gather, chosen: Settings) -> Order:
        """The build of `corpus` that an installation's settings ask for."""
        return cls(
            corpus, chosen.kb, chosen.engine, keep_builds=chosen.keep_builds, max_file_bytes=chosen.max_file_bytes,
            limits=chosen.limits,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """How far a build is. `kind`: look, read, store, index, sync, name, point, prune; `file` is the one in hand."""

    kind: str
    file: str | None = None
    done: int = 0
    total: int = 0


Tell = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A source before reading: the digest of its bytes, and what the cache knows of it."""

    source: Source
    key: Key | None  # None where there is nothing to open
    known: Parsed | Refusal | None


def build(order: Order, tell: Tell = lambda step: None, read: Read | None = None) -> BuildReport:
    """Publish a build of the corpus, unless the current one is just that.

    `tell` is called before each step; `read` stands in for ingest's reader. Where no file could be read, nothing is
    published. Raises CallError (folder, manifest, engine), BusyBase, KnowledgeBaseError (the store cannot be
    written), OSError (neither can the folder).
    """
    start = time.perf_counter()
    if order.engine != DEFAULT_ENGINE:  # the default's library is always there, and slow to load for nothing
        get_engine(order.engine)
    at = Folder(order.kb)
    gather = order.corpus if callable(order.corpus) else _folder(order.corpus, at, order.keep_uploads)
    with shelves.locked(at), _disk(at), seldom_collected():
        shelves.sweep(at)
        corpus = gather()
        tell(Step("look", total=len(corpus.sources)))
        seen = [_look(source, at, order) for source in corpus.sources]
        outcomes, said = uploads.settle(_read(seen, at, order, tell, read))
        corpus = replace(corpus, notes=(*corpus.notes, *said))
        if not any(isinstance(outcome.result, Parsed) for outcome in outcomes):
            return _nothing(at, outcomes, corpus, start)
        stamp = _stamp(corpus, outcomes, order)
        same = None if order.force else _unchanged(at, stamp, start)
        if same:
            _prune(at, order.keep_builds)  # the build before may have been cut off just before it did
            return same
        name = shelves.next_name(at, datetime.now(UTC))
        made = shelves.workshop(at, name)
        try:
            facts = _info(name, stamp, order) | uploads.record(outcomes, corpus.notes)
            _fill(made, outcomes, corpus, facts, tell)
            shelves.publish(at, made, name, lambda kind: tell(Step(kind)))
        finally:
            shutil.rmtree(made, ignore_errors=True)  # not there any more once it is published
        tell(Step("prune"))
        _prune(at, order.keep_builds)
        with closing(open_read_only(at.build(name) / STORE)) as store:
            return BuildReport(name, True, files(store), notes(store), _since(start))


def _folder(corpus: Path, at: Folder, keep_uploads: bool) -> Gather:
    """What the folder holds, read now: what is wrong with it is said before anything is made."""
    held = read_corpus(corpus, outside=(at.builds, at.sources, at.parsed, at.staging))
    return lambda: uploads.carried(at, held) if keep_uploads else held


@contextmanager
def _disk(at: Folder) -> Iterator[None]:
    """SQLite's word for a disk that fails → ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise KnowledgeBaseError(
            f"{at.root}: cannot be written ({error})", "Free some disk space, then build again."
        ) from error


def _look(source: Source, at: Folder, order: Order) -> _Seen:
    """Digest the file and ask the cache for it."""
    if source.refusal:
        return _Seen(source, None, source.refusal)
    try:
        size = source.path.stat().st_size
        if size > order.max_file_bytes:
            return _Seen(source, None, too_large(size, order.max_file_bytes))
        key = Key(digest(source.path), source.media, source.document, order.ocr, reader_version())
    except OSError as error:
        return _Seen(source, None, cannot_open(error))
    known = None if order.force else cache.find(at.parsed, key)
    if isinstance(known, Parsed) and not at.original(key.sha256, key.media).exists():
        known = None  # its original was lost: reading brings it back
    return _Seen(source, key, known)


def _stamp(corpus: Corpus, outcomes: Sequence[Outcome], order: Order) -> str:
    """Changes whenever the build would come out otherwise: files, manifest, program, engine."""
    parts = [
        (replace(o.source, path=Path()), o.sha256, o.result if isinstance(o.result, Refusal) else None)
        for o in outcomes
    ]
    facts = (SCHEMA_VERSION, reader_version(), index_version(), order.engine, order.ocr, corpus.notes, parts)
    return hashlib.sha256(repr(facts).encode("utf-8", "backslashreplace")).hexdigest()


def _unchanged(at: Folder, stamp: str, start: float) -> BuildReport | None:
    """The report of the current build where it is whole and what this corpus would give; None where one is needed."""
    try:
        name = shelves.current(at)
        if broken(at.build(name)):
            return None
        with closing(open_read_only(at.build(name) / STORE)) as store:
            facts = info(store)
            originals = store.execute("SELECT sha256, media FROM editions").fetchall()
            if (
                facts.get("stamp") != stamp
                or broken(place(at.build(name), facts["engine"], index_version()))
                or not all(at.original(*original).exists() for original in originals)
            ):
                return None
            found = files(store, unchanged=True)
            return BuildReport(name, False, found, notes(store), _since(start))
    except KnowledgeBaseError:  # absent or damaged: the build will mend it
        return None


def _read(seen: Sequence[_Seen], at: Folder, order: Order, tell: Tell, read: Read | None) -> list[Outcome]:
    """What became of each source, in order: from the cache, or read now."""
    tasks = {
        n: Task(each.source, each.key, at.parsed, at.sources)
        for n, each in enumerate(seen)
        if each.key and each.known is None
    }
    fresh = read_sources(
        list(tasks.values()), order.jobs, lambda file, done: tell(Step("read", file, done, len(tasks))), read,
        order.limits,
    )  # fmt: skip
    read_now = dict(zip(tasks, fresh, strict=True))
    outcomes = []
    for n, each in enumerate(seen):
        if each.known is None:
            outcomes.append(read_now[n])
        else:
            outcomes.append(Outcome(each.source, each.key.sha256 if each.key else None, each.known, False, 0.0))
    return outcomes


def _fill(made: Path, outcomes: Sequence[Outcome], corpus: Corpus, facts: dict[str, str], tell: Tell) -> None:
    """The store and the index of the build, in its workshop."""
    tell(Step("store"))
    with create(made / STORE) as store:
        assemble(store, outcomes, corpus.notes, facts)
        (passages,) = store.execute("SELECT count(*) FROM passages").fetchone()
        if hint := slow_hint(facts["engine"], passages):
            store.execute("INSERT INTO notes SELECT coalesce(max(position) + 1, 0), ? FROM notes", (hint,))
    seal(made)
    tell(Step("index"))
    with closing(open_read_only(made / STORE)) as store:
        folder = place(made, facts["engine"], index_version())
        make_index(folder, lambda making: write_index(entries(store), making, facts["engine"]))


def _info(name: str, stamp: str, order: Order) -> dict[str, str]:
    return {
        "build": name,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "engine": order.engine,
        "reader": reader_version(),
        "stamp": stamp,
        "ocr": "yes" if order.ocr else "",
    }


def _nothing(at: Folder, outcomes: Sequence[Outcome], corpus: Corpus, start: float) -> BuildReport:
    """The report where no file could be read: the current build, if there is one, stays."""
    try:
        name = shelves.current(at)
    except KnowledgeBaseError:
        name = None
    refused = tuple(
        FileReport(o.source.document, o.source.label, o.source.file, Status.REFUSED, o.result, seconds=o.seconds)
        for o in outcomes
        if isinstance(o.result, Refusal)
    )
    note = "nothing could be read: no build was published"
    return BuildReport(name, False, refused, (*corpus.notes, note), _since(start))


def _prune(at: Folder, keep: int) -> None:
    """Delete old builds, then the originals and parsed files that none of the others uses."""
    shelves.prune(at, keep)
    used: set[tuple[str, str]] = set()
    for name in shelves.published(at):
        try:
            with closing(open_read_only(at.build(name) / STORE)) as store:
                used.update(store.execute("SELECT sha256, media FROM editions"))
                used.update(store.execute("SELECT sha256, '' FROM refused WHERE sha256 IS NOT NULL"))
                used.update((u.path.stem, u.media) for u in uploads.recorded(at, info(store)))
        except KnowledgeBaseError:
            return  # what a damaged build uses cannot be told: everything is kept until it is gone
    for path in at.sources.iterdir():
        if (path.stem, path.suffix[1:]) not in used:
            path.unlink(missing_ok=True)
    cache.prune(at.parsed, {sha256 for sha256, _ in used}, reader_version())


def _since(start: float) -> float:
    return round(time.perf_counter() - start, 3)
