"""Where a build keeps its index, and how one is made again when it is missing, damaged or of another making.

The index is a disposable cache of the store: what does not match its seal or this program's version is not opened.
Knows neither engines nor terms.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ingest.errors import KnowledgeBaseError
from kb.store.folder import TEMPORARY
from kb.store.seal import broken, seal

T = TypeVar("T")
Write = Callable[[Path], None]  # fills an empty folder with an index
_log = logging.getLogger(__name__)


def place(build: Path, engine: str, version: str) -> Path:
    """Where the index of this engine, made by this version of the program, stands in a build."""
    return build / "index" / f"{engine}-{version}"


def make_index(folder: Path, write: Write) -> None:
    """Write and seal an index at `folder`; whatever stands there gives way."""
    making = folder.parent / f"{TEMPORARY}{uuid.uuid4().hex}"
    making.mkdir(parents=True)
    try:
        write(making)
        seal(making)
        if folder.exists():
            gone = folder.parent / f"{TEMPORARY}{uuid.uuid4().hex}"
            folder.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
        making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def open_or_make(folder: Path, open_: Callable[[Path], T], write: Write) -> tuple[T, Path | None]:
    """What `open_` makes of the index at `folder`, after making it again where it cannot be used.

    Where the knowledge base cannot be written, it is made in a temporary folder: this is returned beside it, for the
    caller to delete. What was wrong is logged.
    """
    wrong = broken(folder) if folder.is_dir() else "not there, or made by another version of the program"
    if wrong is None:
        try:
            return open_(folder), None
        except KnowledgeBaseError as error:
            wrong = error.message
    _log.warning("the index is made again from the store (%s)", wrong)
    try:
        make_index(folder, write)
        return open_(folder), None
    except OSError as error:
        _log.warning("it cannot be kept (%s): run `sourcier build` where the knowledge base can be written", error)
    elsewhere = Path(tempfile.mkdtemp(prefix="sourcier-index-"))
    make_index(elsewhere / folder.name, write)
    return open_(elsewhere / folder.name), elsewhere
