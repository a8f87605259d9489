"""Editions that editors published from the application: how they stay from one build to the next.

A build says itself which of its editions came so. The next one keeps them until its corpus has the same file or the
same edition: nothing an editor published is lost silently, nothing that was rolled back returns. Reads no PDF.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from ingest.errors import KnowledgeBaseError
from kb import report
from kb.corpus import Corpus, Refusal, Source
from kb.reading.one_file import Outcome, keep_original
from kb.store import folder as shelves
from kb.store.database import account_of, open_read_only
from kb.store.folder import STORE, TEMPORARY, Folder
from kb.store.parsed import Key, Parsed

PLACE = "application/"  # what stands before the file name of an edition that came so
_HELD = ("document", "title", "publisher", "scope", "label", "date", "data_until", "valid_until", "file", "media")


def carried(at: Folder, corpus: Corpus) -> Corpus:
    """The corpus with the editions that came from the application, as the current build names them.

    Where it cannot be read, an earlier build is asked, and a note says so.
    """
    unread: list[str] = []
    for name in _answering(at):
        try:
            found = recorded(at, account_of(at.build(name) / STORE))
        except KnowledgeBaseError:
            unread.append(f"{name}: cannot be read; what was published from the application since is not known")
        else:
            return Corpus((*corpus.sources, *found), (*corpus.notes, *unread))
    return corpus


def current_corpus(at: Folder) -> Corpus:
    """What the current build was made of, as a corpus of the originals that the knowledge base keeps.

    Raises KnowledgeBaseError where there is none that can be read.
    """
    with closing(open_read_only(at.build(shelves.current(at)) / STORE)) as store:
        uploads = recorded(at, report.info(store))
        theirs = {(upload.document, upload.label) for upload in uploads}
        found = {position: source for position, _, source in _editions(at, store)}
        for position, document, label, file, *why in store.execute(
            "SELECT position, document, label, file, kind, why, advice, page FROM refused"
        ).fetchall():
            found[position] = Source(document, file, Path(), "pdf", label=label, refusal=Refusal(*why))
        theirs_not = [each for _, each in sorted(found.items()) if (each.document, each.label) not in theirs]
        return Corpus((*theirs_not, *uploads), tuple(json.loads(report.info(store).get("notes", "[]"))))


def newest(at: Folder, document: str) -> tuple[Source, ...]:
    """The newest edition of a document in the current build; none where there is no such document.

    Raises KnowledgeBaseError where there is no build that can be read.
    """
    with closing(open_read_only(at.build(shelves.current(at)) / STORE)) as store:
        return tuple(s for _, rank, s in _editions(at, store) if rank == 0 and s.document == document)


def recorded(at: Folder, info: Mapping[str, str]) -> tuple[Source, ...]:
    """The sources that a build's account of itself names as uploaded."""
    return tuple(
        Source(path=at.original(held.pop("sha256"), held["media"]), uploaded=True, **held)
        for held in json.loads(info.get("uploads", "[]"))
    )


def record(outcomes: Sequence[Outcome], notes: Sequence[str]) -> dict[str, str]:
    """For a build's account of itself: the uploads it is made of, and what was said of its corpus."""
    held = [
        {key: getattr(o.source, key) for key in _HELD} | {"sha256": o.sha256 or o.source.path.stem}
        for o in outcomes
        if o.source.uploaded
    ]
    return {"uploads": json.dumps(held, ensure_ascii=False), "notes": json.dumps(notes, ensure_ascii=False)}


def settle(outcomes: Sequence[Outcome]) -> tuple[list[Outcome], list[str]]:
    """Without the uploads that the corpus now has itself, by file or by edition; and a note for each of them."""
    files, editions = set(), set()
    for each in outcomes:
        if not each.source.uploaded and isinstance(each.result, Parsed):
            files.add((each.source.document, each.sha256))
            editions.add((each.source.document, each.source.label or each.result.date_found))
    kept, notes = [], []
    for each in outcomes:
        source = each.source
        if source.uploaded and ((source.document, each.sha256) in files or (source.document, source.label) in editions):
            notes.append(f"{source.file}: the corpus has this edition now, left aside")
        else:
            kept.append(each)
    return kept, notes


def adopt(at: Folder, trial: Folder, source: Source, key: Key) -> None:
    """Bring what a trial read of an upload into the knowledge base, so that what was seen is what is published.

    To be called by whoever holds the lock. Raises OSError.
    """
    keep_original(at.sources, key.sha256, key.media, source.path.read_bytes())
    there = at.parsed / key.name
    if not there.exists():
        making = at.parsed / f"{TEMPORARY}{uuid.uuid4().hex}"
        shutil.copytree(trial.parsed / key.name, making)
        making.rename(there)


def _editions(at: Folder, store: sqlite3.Connection) -> Iterator[tuple[int, int, Source]]:
    """Each edition of a build: its place in the corpus, its rank, and the source it was."""
    for position, rank, sha256, document, file, media, *known in store.execute(
        "SELECT position, rank, sha256, document, file, media, d.title, publisher, scope, label, date, data_until,"
        " valid_until FROM editions JOIN documents d ON d.id = document"
    ).fetchall():
        yield position, rank, Source(document, file, at.original(sha256, media), media, *known)


def _answering(at: Folder) -> list[str]:
    """The current build, then those before it, newest first."""
    names = list(reversed(shelves.published(at)))
    try:
        now = shelves.current(at)
    except KnowledgeBaseError:
        return names
    return [name for name in names if shelves.number(name) <= shelves.number(now)]
