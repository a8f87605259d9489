"""Is this knowledge base in order? Versions, paths, builds, index, originals, quotations and disk, each looked at.

Changes nothing: what is wrong is said with what to do. Raises only where there is no knowledge base at all.
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ingest.errors import KnowledgeBaseError
from kb import report
from kb.administration import journal
from kb.administration.access import Closed, read_access
from kb.search.index_cache import place
from kb.settings import Settings
from kb.store import history
from kb.store.database import SCHEMA_VERSION, open_read_only
from kb.store.folder import STORE, TEMPORARY, Folder, current, current_or_none
from kb.store.seal import broken, digest
from kb.store.versions import index_version, reader_version
from kb.verify.run import verify

SAMPLE = 1000  # quotations re-read unless all are asked for: about a second
LOW_DISK = 3  # times the current build: a new build needs one, its index and the cache as much again
_LIBRARIES = "sourcier pymupdf pypdfium2 spacy whoosh-reloaded rapidfuzz streamlit typer".split()


class State(StrEnum):
    GOOD = "good"
    DOUBT = "doubt"  # it answers, but something should be done
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `advice` is "" where it is good."""

    what: str
    state: State
    said: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that was found. Sizes in bytes."""

    versions: dict[str, str]
    paths: dict[str, str]
    settings: dict[str, object]
    builds: tuple[history.PublishedBuild, ...]
    disk: dict[str, int]
    findings: tuple[Finding, ...]

    @property
    def well(self) -> bool:
        return all(finding.state is not State.WRONG for finding in self.findings)


def examine(settings: Settings, whole: bool = False) -> Diagnosis:
    """Look at everything; `whole`: every quotation, not a sample. Raises AbsentBase where nothing was built."""
    at = Folder(settings.kb)
    current_or_none(at)
    builds = history.builds(settings.kb)
    findings = [*_pointer(at), *_builds(builds), *_current(at), *_quotations(at, whole), *_leftovers(at)]
    disk = _sizes(at)
    findings += [*_disk(at, disk), *_rights(at), *_administration(settings), *_journal(at)]
    paths = {"knowledge base": at.root, "program": Path(__file__).resolve().parents[1], "python": Path(sys.executable)}
    return Diagnosis(
        _versions(), {name: str(path.absolute()) for name, path in paths.items()}, _chosen(settings), builds, disk,
        tuple(findings),
    )  # fmt: skip


def _versions() -> dict[str, str]:
    found = {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "sqlite": sqlite3.sqlite_version,
        "schema": str(SCHEMA_VERSION),
        "reader": reader_version(),
        "index": index_version(),
        "tesseract": shutil.which("tesseract") or "absent",
    }
    for library in _LIBRARIES:
        try:
            found[library] = version(library)
        except PackageNotFoundError:
            found[library] = "absent"
    return found


def _chosen(settings: Settings) -> dict[str, object]:
    limits = settings.limits
    return {
        "engine": settings.engine, "keep_builds": settings.keep_builds, "max_file_bytes": settings.max_file_bytes,
        "max_memory_bytes": limits.memory, "max_seconds": limits.seconds,
        "max_seconds_per_page": limits.seconds_a_page, "max_pages": limits.pages,
    }  # fmt: skip


def _pointer(at: Folder) -> Iterator[Finding]:
    try:
        yield Finding("current build", State.GOOD, current(at))
    except KnowledgeBaseError as error:
        yield Finding("current build", State.WRONG, error.message, error.advice)


def _builds(builds: tuple[history.PublishedBuild, ...]) -> Iterator[Finding]:
    wrong = [build for build in builds if build.wrong]
    for build in wrong:
        state = State.WRONG if build.current else State.DOUBT
        advice = "Go back to another (sourcier rollback), or build again: sourcier build CORPUS --force"
        yield Finding(f"build {build.build}", state, build.wrong or "", advice)
    if not wrong:
        yield Finding("builds", State.GOOD, f"{len(builds)} published, each as it was sealed")


def _current(at: Folder) -> Iterator[Finding]:
    """The store from inside, the index, the originals."""
    again = "Build again: sourcier build CORPUS --force"
    try:
        build = at.build(current(at))
        store = open_read_only(build / STORE)
    except KnowledgeBaseError as error:
        yield Finding("store", State.WRONG, error.message, error.advice)
        return
    with closing(store):
        try:
            said = [row[0] for row in store.execute("PRAGMA integrity_check(3)")]
            dangling = store.execute("PRAGMA foreign_key_check").fetchall()
            facts = report.info(store)
            originals = store.execute("SELECT DISTINCT sha256, media, file FROM editions").fetchall()
        except sqlite3.Error as error:
            yield Finding("store", State.WRONG, f"it cannot be read ({error})", again)
            return
        sound = said == ["ok"] and not dangling
        why = "; ".join(said) if said != ["ok"] else f"{len(dangling)} rows point nowhere"
        yield Finding("store", State.GOOD if sound else State.WRONG, "sound" if sound else why, "" if sound else again)
        if facts.get("reader") != reader_version():
            yield Finding(
                "reader", State.DOUBT, "the build was read by another version of the program",
                "Build again to have what this version reads: sourcier build CORPUS",
            )  # fmt: skip
    yield _index(place(build, facts.get("engine", ""), index_version()))
    lost = [file for sha256, media, file in originals if not _is(at.original(sha256, media), sha256)]
    if lost:
        yield Finding(
            "originals",
            State.WRONG,
            f"missing or changed: {', '.join(lost[:5])}",
            "Build again with the corpus at hand.",
        )
    else:
        yield Finding("originals", State.GOOD, f"{len(originals)}, each the file that was read")


def _index(folder: Path) -> Finding:
    if not folder.is_dir():
        said, advice = "not there, or made by another version", "It is made at the next search; or build again."
        return Finding("index", State.DOUBT, said, advice)
    if wrong := broken(folder):
        return Finding("index", State.DOUBT, wrong, "It is made again at the next search.")
    return Finding("index", State.GOOD, folder.name)


def _is(path: Path, sha256: str) -> bool:
    try:
        return digest(path) == sha256
    except OSError:
        return False


def _quotations(at: Folder, whole: bool) -> Iterator[Finding]:
    try:
        found = verify(at.root, None if whole else SAMPLE)
    except KnowledgeBaseError as error:
        yield Finding("quotations", State.WRONG, f"cannot be verified: {error.message}", error.advice)
        return
    said = f"{found.verified} of {found.checked} re-read where they stand"
    if found.failed:
        first = found.failed[0]
        said += f"; first: {first.document}@{first.edition}, page {first.page}: {first.why}"
        yield Finding("quotations", State.WRONG, said, "See all: sourcier verify. Then build again with --force.")
    else:
        yield Finding("quotations", State.GOOD, said)


def _administration(settings: Settings) -> Iterator[Finding]:
    """Whether editors may change the knowledge base from the application, or why not."""
    found = read_access(settings.secrets)
    if isinstance(found, Closed):
        yield Finding("administration", State.DOUBT if found.meant else State.GOOD, f"off: {found.why}", found.advice)
        return
    yield Finding("administration", State.GOOD, f"on, for {len(found.editors)} on the list of editors")
    if settings.secrets.stat().st_mode & 0o004:
        said = f"{settings.secrets}: everybody on this machine can read it"
        yield Finding("secrets", State.DOUBT, said, f"Keep it to the account that serves: chmod 600 {settings.secrets}")


def _journal(at: Folder) -> Iterator[Finding]:
    try:
        held = journal.read(at.journal)
    except KnowledgeBaseError as error:
        yield Finding("journal", State.DOUBT, error.message, error.advice)
        return
    if held.wrong:
        advice = "Somebody, or a crash, changed it: compare it with a copy, then move it away to begin a new one."
        yield Finding("journal", State.WRONG, f"{at.journal}: {held.wrong}", advice)
    elif held.acts:
        yield Finding("journal", State.GOOD, f"{len(held.acts)} acts, whole; last digest {held.head}")


def _leftovers(at: Folder) -> Iterator[Finding]:
    left = [path for folder in (at.root, at.builds, at.sources, at.parsed) for path in folder.glob(f"{TEMPORARY}*")]
    if left:
        said = f"{len(left)} left by a build that was cut off, or is under way"
        yield Finding("unfinished work", State.DOUBT, said, "The next build sweeps it up.")


def _sizes(at: Folder) -> dict[str, int]:
    """Bytes of each part, and what is free beside them."""
    parts = {"builds": at.builds, "sources": at.sources, "parsed": at.parsed}
    found = {name: sum(_size(path) for path in folder.rglob("*")) for name, folder in parts.items()}
    with suppress(KnowledgeBaseError):
        found["current build"] = sum(_size(path) for path in at.build(current(at)).rglob("*"))
    return found | {"free": shutil.disk_usage(at.root).free}


def _size(path: Path) -> int:
    with suppress(OSError):  # it may go while it is counted
        return path.stat().st_size if path.is_file() else 0
    return 0


def _disk(at: Folder, sizes: dict[str, int]) -> Iterator[Finding]:
    free, needed = sizes["free"], LOW_DISK * sizes.get("current build", 0)
    said = f"{free / 2**30:.1f} GB free"
    if free < needed:
        yield Finding(
            "disk", State.DOUBT, f"{said}, a build needs {needed / 2**30:.1f}", "Free some, or keep fewer builds."
        )
    else:
        yield Finding("disk", State.GOOD, said)


def _rights(at: Folder) -> Iterator[Finding]:
    if not os.access(at.root, os.W_OK):
        yield Finding("folder", State.DOUBT, "it can be read and not written", "A build needs to write to it.")
