"""The published builds of a knowledge base: which there are, and going back to one.

Makes no build and changes none; going back moves the pointer.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import CallError, DamagedBase, KnowledgeBaseError
from kb.report import info
from kb.store import folder as shelves
from kb.store.database import open_read_only
from kb.store.folder import STORE, Folder
from kb.store.seal import broken


@dataclass(frozen=True, slots=True)
class PublishedBuild:
    """`made` is ISO time (UTC); `wrong` says why a build cannot answer, its counts are then 0."""

    build: str
    made: str | None
    documents: int
    editions: int
    refused: int
    current: bool
    wrong: str | None


def builds(kb: Path) -> tuple[PublishedBuild, ...]:
    """All published builds, newest first. Raises AbsentBase where there is none."""
    at = Folder(kb)
    now = shelves.current_or_none(at)
    return tuple(_describe(at, name, name == now) for name in reversed(shelves.published(at)))


def rollback(kb: Path, name: str | None = None) -> tuple[str, str | None]:
    """Make another build the current one: `name` (its running number is enough), else the newest usable earlier one.

    Returns the build that answers now, and the one that did (None where the pointer was lost). Raises AbsentBase,
    BusyBase, CallError where there is no such build, DamagedBase where it cannot be used.
    """
    at = Folder(kb)
    shelves.current_or_none(at)  # an absent knowledge base is not made by asking for its past
    with shelves.locked(at):
        before = shelves.current_or_none(at)
        target = _named(at, name) if name else _earlier(at, before)
        if wrong := _wrong_with(at.build(target)):
            raise DamagedBase(f"{at.build(target)}: {wrong}", "Choose another one: sourcier builds")
        shelves.point(at, target)
    return target, before


def _named(at: Folder, name: str) -> str:
    names = shelves.published(at)
    wished = [n for n in names if n == name or (name.isdecimal() and shelves.number(n) == int(name))]
    if len(wished) != 1:
        raise CallError(f"no build «{name}»", f"There are: {', '.join(reversed(names))}")
    return wished[0]


def _earlier(at: Folder, before: str | None) -> str:
    for name in reversed(shelves.published(at)):
        older = before is None or shelves.number(name) < shelves.number(before)
        if older and _wrong_with(at.build(name)) is None:
            return name
    raise CallError("no usable build before the current one", "See which there are: sourcier builds")


def _wrong_with(build: Path) -> str | None:
    if wrong := broken(build):
        return wrong
    try:
        open_read_only(build / STORE).close()
    except KnowledgeBaseError as error:
        return error.message
    return None


def _describe(at: Folder, name: str, current: bool) -> PublishedBuild:
    wrong = _wrong_with(at.build(name))
    if wrong:
        return PublishedBuild(name, None, 0, 0, 0, current, wrong)
    with closing(open_read_only(at.build(name) / STORE)) as store:
        documents, editions, refused = (
            store.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("documents", "editions", "refused")
        )
        return PublishedBuild(name, info(store).get("made"), documents, editions, refused, current, None)
