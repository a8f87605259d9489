"""Uploads that wait: by content, bounded, swept; no name from outside becomes a path."""

from __future__ import annotations

import os
import time
from hashlib import sha256
from pathlib import Path

import pytest

from ingest.errors import CallError, EmptyFile, NotAPdf, SourceError, TooLarge
from kb.administration import staging as room
from kb.administration.staging import Staging, Upload
from kb.store.folder import Folder

PDF = b"%PDF-1.7 and so on"


@pytest.fixture
def staging(tmp_path: Path) -> Staging:
    return Staging(Folder(tmp_path / "kb"))


def add(staging: Staging, data: bytes = PDF, name: str = "guide.pdf") -> Upload:
    return staging.add(data, sha256(data).hexdigest(), name, "marie", 1000)


def test_an_upload_is_kept_by_its_content(staging: Staging) -> None:
    kept = add(staging)
    assert staging.original(kept).read_bytes() == PDF
    assert staging.find(kept.sha256) == kept
    assert staging.waiting() == (kept,)


def test_the_same_file_twice_is_one_upload(staging: Staging) -> None:
    assert add(staging) == add(staging, name="autre.pdf")


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "/etc/passwd",
        "a\0b.pdf",
        "a\nb.pdf",
        "é" * 300,
        "",
        "..",
        "\u202efdp.exe",
    ],
)
def test_a_name_from_outside_is_only_shown(staging: Staging, name: str) -> None:
    kept = add(staging, name=name)
    assert kept.name.isprintable() and kept.name and len(kept.name) <= room.LONGEST_NAME and "/" not in kept.name
    inside = {str(path.relative_to(staging.root)) for path in staging.root.rglob("*")}
    assert inside == {"lock", kept.sha256, f"{kept.sha256}/original.pdf", f"{kept.sha256}/card.json"}


@pytest.mark.parametrize("asked", ["", "..", "../kb", "a" * 63, "A" * 64, "a" * 64 + "\n", "lock"])
def test_only_a_digest_finds_an_upload(staging: Staging, asked: str) -> None:
    add(staging)
    assert staging.find(asked) is None


@pytest.mark.parametrize(
    ("data", "error"), [(b"", EmptyFile), (b"<html>", NotAPdf), (b"%PDF-" + b"x" * 1000, TooLarge)]
)
def test_what_is_no_pdf_to_be_read_is_not_kept(staging: Staging, data: bytes, error: type[SourceError]) -> None:
    with pytest.raises(error):
        add(staging, data)
    assert staging.waiting() == ()


def test_there_is_an_end_to_how_many_wait(staging: Staging) -> None:
    for number in range(room.MOST):
        add(staging, PDF + bytes([number]))
    with pytest.raises(CallError, match="wait already"):
        add(staging)
    assert add(staging, PDF + b"\0")  # one that waits already is no more


def test_what_nobody_touched_for_long_is_swept(staging: Staging) -> None:
    old, new = add(staging), add(staging, PDF + b"new")
    long_ago = time.time() - room.KEPT.total_seconds() - 60
    os.utime(staging.root / old.sha256, (long_ago, long_ago))
    add(staging, PDF + b"newer")
    assert staging.find(old.sha256) is None
    assert staging.find(new.sha256) == new


def test_a_card_that_cannot_be_read_is_no_upload_and_is_swept(staging: Staging) -> None:
    kept = add(staging)
    (staging.root / kept.sha256 / "card.json").write_text('{"sha256": 1}')
    assert staging.waiting() == ()
    assert add(staging) == staging.find(kept.sha256)


def test_a_disk_that_fails_leaves_nothing_half_there(staging: Staging, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path, upload: Upload) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room, "_write", full)
    with pytest.raises(OSError, match="No space"):
        add(staging)
    assert [path.name for path in staging.root.iterdir()] == ["lock"]
