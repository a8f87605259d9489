"""A folder → the files to read, each with what is known of it before reading.

With a manifest only what it lists; without, every PDF, text and Markdown file. Opens no file but the manifest, and
nothing outside the folder.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.errors import CallError
from kb.manifest import NAME, read_manifest

MEDIA = {".pdf": "pdf", ".txt": "txt", ".md": "md"}
_LONGEST_ID = 80  # characters: ids stand in addresses and on the command line


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not in the knowledge base. `kind` is a word for programs, the rest is for people."""

    kind: str
    why: str
    advice: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read as one edition of a document. `refusal` where it cannot even be opened."""

    document: str
    file: str  # its path in the folder, with «/»; always valid text
    path: Path
    media: str  # pdf, txt or md
    title: str | None = None
    publisher: str | None = None
    scope: str | None = None
    label: str | None = None
    date: str | None = None  # ISO, as the two after it
    data_until: str | None = None
    valid_until: str | None = None
    refusal: Refusal | None = None
    uploaded: bool = False  # published from the application, not by a corpus


@dataclass(frozen=True, slots=True)
class Corpus:
    """What to read, in the manifest's order or by name; `notes` say what was left aside."""

    sources: tuple[Source, ...]
    notes: tuple[str, ...]


def read_corpus(folder: Path, outside: Iterable[Path] = ()) -> Corpus:
    """The files of `folder`; what lies under `outside` (the knowledge base itself) is not looked at.

    Hidden files, temporary ones (`~$…`) and hidden folders are skipped. Raises CallError: no such folder, nothing to
    read in it, a manifest that is wrong.
    """
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "no such folder"
        raise CallError(f"{folder}: {what}", "Give the folder that holds the guidelines: sourcier build CORPUS")
    root = folder.resolve()
    found, notes = _walk(root, {path.resolve() for path in outside})
    manifest = folder / NAME
    if manifest.is_file():
        declared = read_manifest(manifest)
        on_disk = {unicodedata.normalize("NFC", _shown(path, root)): path for path in found}
        sources = []
        for edition in declared:
            # a name typed in one Unicode form is found when the disk holds it in the other
            path = on_disk.get(unicodedata.normalize("NFC", edition.file), root / edition.file)
            media = MEDIA.get(path.suffix.lower(), "pdf")
            facts = {name: getattr(edition, name) for name in edition.__slots__}
            sources.append(Source(**facts, path=path, media=media, refusal=_refusal(path, root)))
        listed = {source.path for source in sources}
        if aside := [_shown(path, root) for path in found if path not in listed]:
            notes.append(f"not in the manifest, left aside: {', '.join(aside)}")
        return Corpus(tuple(sources), tuple(notes))
    if not found:
        raise CallError(f"{folder}: no PDF, .txt or .md file in it", "Put the guidelines into the folder.")
    names = {path: _shown(path, root) for path in found}
    ids = name_documents(list(names.values()))
    return Corpus(
        tuple(
            Source(ids[name], name, path, MEDIA[path.suffix.lower()], refusal=_refusal(path, root))
            for path, name in names.items()
        ),
        tuple(notes),
    )


def name_documents(files: list[str]) -> dict[str, str]:
    """A stable id for each file: the slug of its stem; where several share it, of its path, then with its suffix.

    Where even these agree («a b.pdf», «a-b.pdf»), the path's digest tells them apart. No id depends on the order.
    """
    ids: dict[str, str] = {}
    left = list(files)
    spellings: tuple[Callable[[PurePosixPath], str], ...] = (
        lambda path: slug(path.stem),
        lambda path: slug(str(path.with_suffix(""))),
        lambda path: slug(str(path)),
    )
    for spell in spellings:
        wished: dict[str, list[str]] = {}
        for file in left:
            wished.setdefault(spell(PurePosixPath(file)), []).append(file)
        taken = set(ids.values())
        ids |= {rivals[0]: wish for wish, rivals in wished.items() if len(rivals) == 1 and wish not in taken}
        left = [file for file in left if file not in ids]
    return ids | {file: f"{slug(PurePosixPath(file).stem)}-{_digest(file)}" for file in left}


def slug(name: str) -> str:
    """Unaccented lower-case letters and digits joined by hyphens; never empty, never long."""
    ascii_only = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae"))
    plain = re.sub(r"[^a-z0-9]+", "-", ascii_only.encode("ascii", "ignore").decode().lower()).strip("-")
    if not plain:
        return f"document-{_digest(name)}"
    return plain if len(plain) <= _LONGEST_ID else f"{plain[: _LONGEST_ID - 9].rstrip('-')}-{_digest(name)}"


def _walk(root: Path, outside: set[Path]) -> tuple[list[Path], list[str]]:
    """Files with a name we read, sorted by path; links to folders are not followed, and said so."""
    found: list[Path] = []
    notes: list[str] = []
    for at, folders, files in os.walk(root):
        here = Path(at)
        kept = []
        for name in folders:
            if name.startswith(".") or (here / name) in outside:
                continue
            if (here / name).is_symlink():
                notes.append(f"{_shown(here / name, root)}: a link to a folder, not followed")
                continue
            kept.append(name)
        folders[:] = kept
        found += [here / name for name in files if Path(name).suffix.lower() in MEDIA and name[0] not in ".~"]
    return sorted(found, key=lambda path: path.relative_to(root).parts), sorted(notes)


def _refusal(path: Path, root: Path) -> Refusal | None:
    """Why the file cannot be opened at all."""
    try:
        target = path.resolve(strict=True)
        mode = target.stat().st_mode
    except FileNotFoundError:
        if path.is_symlink():
            return Refusal("missing", "a link to a file that is not there", "Replace the link with the file itself.")
        return Refusal("missing", "no such file", "Put the file there, or take it out of the manifest.")
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        why = getattr(error, "strerror", None) or "links in a circle"
        return Refusal("unreadable", f"cannot be opened ({why})", "Replace the file, or mend its permissions.")
    if not target.is_relative_to(root):
        return Refusal("outside", "a link out of the folder", "Replace the link with the file itself.")
    if not stat.S_ISREG(mode):
        return Refusal("unreadable", "not a regular file", "Replace it with the guideline's file.")
    return None


def _shown(path: Path, root: Path) -> str:
    """The path below `root` as valid text, whatever bytes the file system holds."""
    return os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
