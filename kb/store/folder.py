"""The knowledge base's folder: published builds, the pointer to the current one, originals, cache, lock.

    current                      the id of the build that answers, replaced by one rename
    builds/<id>/                 kb.sqlite, index/; never changed once it stands under this name
    sources/<sha256>.<media>     the originals
    parsed/                      the cache of files that were read
    staging/                     what editors uploaded and did not publish yet
    journal.jsonl                what was done from the application
    lock                         held by whoever publishes

Whatever begins with `.tmp-` is unfinished work. Knows nothing of what a build contains.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.errors import AbsentBase, BusyBase, DamagedBase

TEMPORARY = ".tmp-"  # what a name begins with until it is whole; swept by the next build
STORE = "kb.sqlite"  # in each build
_ID = re.compile(r"\d{4,}-\d{8}T\d{6}Z")  # a running number, then the time (UTC) it was begun
_LONGEST_POINTER = 100  # bytes: a pointer longer than this was not written by us


@dataclass(frozen=True, slots=True)
class Folder:
    """Where everything of a knowledge base stands. Making one touches nothing."""

    root: Path

    @property
    def builds(self) -> Path:
        return self.root / "builds"

    @property
    def sources(self) -> Path:
        return self.root / "sources"

    @property
    def parsed(self) -> Path:
        return self.root / "parsed"

    @property
    def staging(self) -> Path:
        return self.root / "staging"

    @property
    def journal(self) -> Path:
        return self.root / "journal.jsonl"

    @property
    def pointer(self) -> Path:
        return self.root / "current"

    def build(self, name: str) -> Path:
        return self.builds / name

    def original(self, sha256: str, media: str) -> Path:
        return self.sources / f"{sha256}.{media}"


def current(folder: Folder) -> str:
    """The id of the current build.

    Raises AbsentBase where nothing was ever built, DamagedBase where the pointer leads nowhere.
    """
    try:
        with folder.pointer.open("rb") as file:
            name = file.read(_LONGEST_POINTER).decode("ascii", "replace").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        if published(folder):
            raise DamagedBase(
                f"{folder.pointer}: missing, so no build is the current one", "Choose one: sourcier rollback"
            ) from error
        raise AbsentBase(
            f"{folder.root}: no knowledge base there", "Build one: sourcier build CORPUS, or name another with --kb DIR"
        ) from error
    except OSError as error:
        raise DamagedBase(f"{folder.pointer}: {error.strerror}", "Mend its permissions, or build again.") from error
    if not _ID.fullmatch(name):
        raise DamagedBase(f"{folder.pointer}: not the name of a build", "Choose a build: sourcier rollback")
    if not folder.build(name).is_dir():
        raise DamagedBase(
            f"{folder.pointer}: the build {name} is not there",
            "Choose another (sourcier rollback), or build again: sourcier build CORPUS",
        )
    return name


def current_or_none(folder: Folder) -> str | None:
    """The id of the current build; None where the pointer was lost. Raises AbsentBase where nothing was ever built."""
    try:
        return current(folder)
    except DamagedBase:
        return None


def published(folder: Folder) -> tuple[str, ...]:
    """The ids of all published builds, oldest first."""
    try:
        names = [entry.name for entry in folder.builds.iterdir() if _ID.fullmatch(entry.name)]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return tuple(sorted(names, key=number))


def number(name: str) -> int:
    """The running number of a build: later ones are higher, whatever the clock said."""
    return int(name.partition("-")[0])


def next_name(folder: Folder, now: datetime) -> str:
    """The id of the build that is about to be made."""
    last = max((number(name) for name in published(folder)), default=0)
    return f"{last + 1:04}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"


@contextmanager
def locked(folder: Folder) -> Iterator[None]:
    """Alone in changing the knowledge base. The lock dies with its process, however that ends.

    Raises BusyBase where somebody else is at it.
    """
    folder.root.mkdir(parents=True, exist_ok=True)
    file = os.open(folder.root / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(file, 20).decode("ascii", "replace").strip()
            raise BusyBase(
                f"{folder.root}: another build is under way" + (f" (process {holder})" if holder else ""),
                "Wait until it has ended, then run the command again.",
            ) from error
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode())
        yield
        os.ftruncate(file, 0)
    finally:
        os.close(file)


def sweep(folder: Folder) -> None:
    """Delete what earlier builds left unfinished."""
    indexes = [folder.build(name) / "index" for name in published(folder)]  # made again by a reader that was cut off
    for place in (folder.root, folder.builds, folder.sources, folder.parsed, *indexes):
        if place.is_dir():
            for entry in list(place.iterdir()):
                if entry.name.startswith(TEMPORARY):
                    _remove(entry)


def workshop(folder: Folder, name: str) -> Path:
    """An empty folder to make the build `name` in; it is not a build yet."""
    made = folder.builds / f"{TEMPORARY}{name}"
    made.mkdir(parents=True)
    return made


def publish(folder: Folder, made: Path, name: str, at: Callable[[str], None]) -> None:
    """Make the build durable, give it its name, and point to it. A crash at any instant leaves the old one current.

    `at` is told each step before it is taken.
    """
    at("sync")
    for path in [*made.rglob("*"), made, folder.sources]:
        _sync(path)
    at("name")
    made.rename(folder.build(name))
    _sync(folder.builds)
    at("point")
    point(folder, name)


def point(folder: Folder, name: str) -> None:
    """Make the build `name` the current one, by one rename."""
    making = folder.root / f"{TEMPORARY}current"
    with making.open("wb") as file:
        file.write(f"{name}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    making.replace(folder.pointer)
    _sync(folder.root)


def prune(folder: Folder, keep: int) -> None:
    """Delete the oldest builds beyond `keep`; never the current one, nor one that somebody reads."""
    names = published(folder)
    now = current(folder)
    for name in names[: max(0, len(names) - keep)]:
        if name == now or not _free(folder.build(name)):
            continue
        gone = folder.builds / f"{TEMPORARY}gone-{name}"  # gone at once for whoever looks, then bit by bit
        folder.build(name).rename(gone)
        _remove(gone)


def hold(build: Path) -> int | None:
    """A file descriptor that keeps the build from being pruned while it is open; None where locks are not offered."""
    file = os.open(build, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:  # a file system without locks: builds are then kept by number alone
        os.close(file)
        return None
    return file


def _free(build: Path) -> bool:
    file = os.open(build, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    finally:
        os.close(file)
    return True


def _sync(path: Path) -> None:
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
