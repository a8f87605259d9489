"""PDF files that editors have uploaded and not yet published, by content, below the knowledge base.

    staging/<sha256>/original.pdf     what was uploaded, under no name from outside
    staging/<sha256>/card.json        who, when, and what the editor says of the edition
    staging/<sha256>/trial/           a knowledge base of its own, where it was read

Bounded in number, size and age. Opens no PDF.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ingest.errors import CallError, EmptyFile, NotAPdf, TooLarge
from kb.store.folder import TEMPORARY, Folder

MOST = 20  # uploads that wait: an editor handles a few at a time; at 64 MB each they take 1.3 GB at worst
KEPT = timedelta(days=14)  # an upload nobody touched for so long is swept at the next one
LONGEST_NAME = 120  # characters of a file's name that are shown
_SHA256 = re.compile(r"[0-9a-f]{64}")
_HEAD = 1024  # bytes in which a PDF says that it is one (ISO 32000-1, annex H)


class TooMany(CallError):
    """No more uploads are taken until one is published or discarded."""

    kind = "too_many"


@dataclass(frozen=True, slots=True)
class Card:
    """What the editor says of the edition. Dates are ISO. `new`: the document is not in the knowledge base yet."""

    document: str
    new: bool
    title: str
    label: str
    date: str | None = None
    publisher: str | None = None
    scope: str | None = None
    data_until: str | None = None
    valid_until: str | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits. `name` is for the eye alone; `seen`: the build beside which it was read with its card."""

    sha256: str
    name: str
    size: int  # bytes
    who: str
    at: str  # ISO, UTC
    card: Card | None = None
    seen: str | None = None


class Staging:
    """The uploads of one knowledge base."""

    def __init__(self, at: Folder) -> None:
        self.root = at.staging

    def original(self, upload: Upload) -> Path:
        return self.root / upload.sha256 / "original.pdf"

    def trial(self, upload: Upload) -> Path:
        """The folder of the knowledge base it was read into."""
        return self.root / upload.sha256 / "trial"

    def waiting(self) -> tuple[Upload, ...]:
        """All uploads, the oldest first."""
        names = self.root.iterdir() if self.root.is_dir() else ()
        found = [upload for path in names if (upload := self._read(path.name))]
        return tuple(sorted(found, key=lambda upload: (upload.at, upload.sha256)))

    def find(self, sha256: str) -> Upload | None:
        """The upload of that content; None where there is none, or `sha256` is no digest."""
        return self._read(sha256)

    def add(self, data: bytes, sha256: str, name: str, who: str, most_bytes: int) -> Upload:
        """Keep an upload, `sha256` its digest; one that is there already stays as it is.

        Raises EmptyFile, NotAPdf, TooLarge for what is no PDF to be read, TooMany, OSError.
        """
        shown = _shown(name)
        if not data:
            raise EmptyFile(shown, "no bytes", "Upload the whole document.")
        if len(data) > most_bytes:
            why = f"{len(data) / 2**20:.0f} MB, more than {most_bytes / 2**20:.0f} MB"
            raise TooLarge(shown, why, "Split the file, or raise SOURCIER_MAX_UPLOAD_BYTES.")
        if b"%PDF-" not in data[:_HEAD]:
            raise NotAPdf(shown, "its bytes are no PDF", "Export the document as PDF.")
        with self._alone():
            self._sweep(datetime.now(UTC))
            if known := self._read(sha256):
                return known
            if len(self.waiting()) >= MOST:
                raise TooMany(f"{MOST} uploads wait already", "Publish or discard one first.")
            upload = Upload(sha256, shown, len(data), who, datetime.now(UTC).isoformat(timespec="seconds"))
            making = self.root / f"{TEMPORARY}{uuid.uuid4().hex}"
            making.mkdir()
            try:
                (making / "original.pdf").write_bytes(data)
                _write(making, upload)
                making.rename(self.root / sha256)
            except BaseException:
                shutil.rmtree(making, ignore_errors=True)
                raise
        return upload

    def write(self, upload: Upload) -> None:
        """Keep what is now known of the upload; nothing where it was discarded meanwhile. Raises OSError."""
        with self._alone():
            if self._read(upload.sha256):
                _write(self.root / upload.sha256, upload)

    def discard(self, sha256: str) -> None:
        """Forget the upload and all that was read of it."""
        with self._alone():
            if self._read(sha256):
                self._remove(self.root / sha256)

    def _read(self, name: str) -> Upload | None:
        if not _SHA256.fullmatch(name):  # nothing from outside becomes a path unless it is a digest
            return None
        try:
            held = json.loads((self.root / name / "card.json").read_bytes())
            card = Card(**held.pop("card")) if held.get("card") else held.pop("card", None)
            return Upload(**held, card=card)
        except (OSError, ValueError, TypeError):
            return None

    def _sweep(self, now: datetime) -> None:
        """Delete what is unfinished, unreadable or too old."""
        for path in list(self.root.iterdir()):
            if path.is_dir():
                upload = self._read(path.name)
                touched = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                if upload is None or now - touched > KEPT:
                    self._remove(path)

    def _remove(self, path: Path) -> None:
        """Gone at once for whoever looks, then bit by bit."""
        gone = self.root / f"{TEMPORARY}{uuid.uuid4().hex}"
        path.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One change at a time, among threads and processes; each takes milliseconds."""
        self.root.mkdir(parents=True, exist_ok=True)
        file = os.open(self.root / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        finally:
            os.close(file)


def _write(folder: Path, upload: Upload) -> None:
    making = folder / f"{TEMPORARY}card"
    making.write_text(json.dumps(asdict(upload), ensure_ascii=False), encoding="utf-8")
    making.replace(folder / "card.json")


def _shown(name: str) -> str:
    """A name from outside as text to be shown: the last part of a path, printable, not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    text = "".join(char if char.isprintable() else " " for char in last).strip()
    return text[:LONGEST_NAME] or "document.pdf"
