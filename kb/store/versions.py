"""What a parsed file and an index depend on besides their source: the program's own code and its libraries.

A digest of the code rather than a number someone must remember to raise: a stale cache would show what an older
reader understood. Taken once a process, which goes on running the code that it began with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain

_CALCULATORS = "calculators/"  # compiled when a file is read
_READING_LIBRARIES = ("pymupdf", "spacy", "rapidfuzz")
_INDEXING_LIBRARIES = ("whoosh-reloaded", "rapidfuzz")
# Rooms of kb/ that no term and no ranking comes from. A room that is not listed counts: a needless new index is
# cheap, a stale one is wrong.
_NOT_INDEXING = frozenset(
    "beside build build_beside contract corpus dates doctor events knowledge lru manifest notice printout reading"
    " report settings terminal uploads verify".split()
)

_ABSENT = "absent"  # of a library that is not installed


@cache
def reader_version() -> str:
    """Changes whenever the code that reads files and compiles calculators, or a library it does so with, changes."""
    sources = chain(_sources(files("ingest")), _sources(files("kb.calculators"), _CALCULATORS))
    return _digest(sources, _READING_LIBRARIES)


@cache
def index_version() -> str:
    """Changes whenever the code that makes entries, terms or indexes, or its library, changes."""
    kept = ((name, data) for name, data in _sources(files("kb")) if not _beside_the_index(name))
    return _digest(kept, _INDEXING_LIBRARIES)


def _beside_the_index(name: str) -> bool:
    return name.partition("/")[0].removesuffix(".py") in _NOT_INDEXING or name.startswith(_CALCULATORS)


def program_version() -> str:
    """The version that was installed; «0» in a checkout that nobody installed."""
    found = _installed("sourcier")
    return "0" if found == _ABSENT else found


def _sources(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith((".", "__pycache__")):
            continue
        if entry.is_dir():
            yield from _sources(entry, f"{prefix}{entry.name}/")
        elif not entry.name.endswith(".pyc"):
            yield f"{prefix}{entry.name}", entry.read_bytes()


def _digest(sources: Iterator[tuple[str, bytes]], libraries: tuple[str, ...]) -> str:
    whole = hashlib.sha256()
    for name, data in sources:
        whole.update(f"{name}\0{len(data)}\0".encode())
        whole.update(data)
    for library in libraries:
        whole.update(f"{library}=={_installed(library)}\0".encode())
    return whole.hexdigest()[:16]


def _installed(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return _ABSENT
