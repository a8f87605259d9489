"""`manifest.toml` → the documents and editions it declares, every slip reported with its line.

Reads the manifest alone: whether the files are there is `corpus.py`.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ingest.errors import CallError

NAME = "manifest.toml"
_ID = re.compile(r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*")
# DOC@LABEL, DOC@LABEL/score and DOC@LABEL#passage must stay readable
_LABEL = re.compile(r"[^\s/@#][^/@#\x00-\x1f\x7f]*")
_LONGEST = 100  # characters of an id or label: they stand in addresses
_DOCUMENT_KEYS = ("id", "title", "publisher", "scope", "edition")
_EDITION_KEYS = ("label", "date", "data_until", "valid_until", "file")


@dataclass(frozen=True, slots=True)
class Declared:
    """One edition as the manifest declares it; `title` … `scope` are its document's. `file` is relative, with «/»."""

    document: str
    title: str | None
    publisher: str | None
    scope: str | None
    label: str | None
    date: str | None  # ISO, as the two after it
    data_until: str | None
    valid_until: str | None
    file: str


def read_manifest(path: Path) -> tuple[Declared, ...]:
    """The editions declared in the manifest at `path`, in its order.

    Raises CallError naming the file, the line and the key: not TOML, an unknown or missing key, a value of the wrong
    kind, an id or label that is no slug or stands twice, a file outside the folder or listed twice.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        content = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise CallError(f"{path}: not UTF-8 text (byte {error.start})", "Save the manifest as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise CallError(f"{path}: not valid TOML: {error}", "Mend the line that is named.") from error
    return _Reader(path, text).documents(content)


def is_id(name: str) -> bool:
    """Whether a document can be called so."""
    return _ID.fullmatch(name) is not None and len(name) <= _LONGEST


def is_label(label: str) -> bool:
    """Whether an edition can be called so."""
    return _LABEL.fullmatch(label) is not None and len(label) <= _LONGEST


class _Reader:
    """Walks the parsed manifest and knows the lines of its text, which TOML's parser does not tell."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()

    def documents(self, content: dict[str, Any]) -> tuple[Declared, ...]:
        for key in content:
            if key != "document":
                raise self.wrong((0, 0), key, f"unknown key «{key}»", "A manifest holds [[document]] tables only.")
        documents = _tables(content.get("document"))
        if not documents:
            raise self.wrong((0, 0), "document", "no [[document]] table", "List at least one document.")
        found: list[Declared] = []
        seen: dict[str, tuple[int, int]] = {}
        for number, document in enumerate(documents, 1):
            at = (number, 0)
            self.known(document, _DOCUMENT_KEYS, at, "document")
            name = self.text(document, "id", at, required=True) or ""
            if not is_id(name):
                raise self.wrong(
                    at, "id", f"«{name}» cannot be an id",
                    f"Use up to {_LONGEST} unaccented letters and digits, joined by single hyphens.",
                )  # fmt: skip
            if name.casefold() in seen:
                raise self.wrong(at, "id", f"the id «{name}» stands twice", "Give each document an id of its own.")
            seen[name.casefold()] = at
            editions = _tables(document.get("edition"))
            if not editions:
                raise self.wrong(at, "edition", f"«{name}» has no edition", "Add a [[document.edition]] table to it.")
            found.extend(self.editions(document, name, editions, number))
        return tuple(found)

    def editions(self, document: dict[str, Any], name: str, editions: list[Any], number: int) -> list[Declared]:
        found: list[Declared] = []
        for count, edition in enumerate(editions, 1):
            at = (number, count)
            self.known(edition, _EDITION_KEYS, at, "edition")
            label = self.text(edition, "label", at)
            if label is not None and not is_label(label):
                raise self.wrong(
                    at, "label", f"«{label}» cannot be a label",
                    f"Use up to {_LONGEST} characters, no «/», «@» nor «#».",
                )  # fmt: skip
            if label is not None and label in {edition.label for edition in found}:
                raise self.wrong(at, "label", f"«{name}» has two editions «{label}»", "Tell the editions apart.")
            file = self.file(edition, at)
            if file in {edition.file for edition in found}:
                raise self.wrong(at, "file", f"«{file}» stands for two editions of «{name}»", "Keep one of them.")
            found.append(
                Declared(
                    document=name,
                    title=self.text(document, "title", (number, 0)),
                    publisher=self.text(document, "publisher", (number, 0)),
                    scope=self.text(document, "scope", (number, 0)),
                    label=label,
                    date=self.date(edition, "date", at),
                    data_until=self.date(edition, "data_until", at),
                    valid_until=self.date(edition, "valid_until", at),
                    file=file,
                )
            )
        return found

    def known(self, table: dict[str, Any], keys: tuple[str, ...], at: tuple[int, int], what: str) -> None:
        for key in table:
            if key not in keys:
                raise self.wrong(at, key, f"unknown key «{key}» in a {what}", f"It can have: {', '.join(keys)}.")

    def text(self, table: dict[str, Any], key: str, at: tuple[int, int], *, required: bool = False) -> str | None:
        value = table.get(key)
        if value is None and not required:
            return None
        if value is None:
            raise self.wrong(at, None, f"«{key}» is missing", f'Add {key} = "…".')
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(at, key, f"«{key}» is no text", f'Write {key} = "…".')
        return " ".join(value.split())

    def date(self, table: dict[str, Any], key: str, at: tuple[int, int]) -> str | None:
        value = table.get(key)
        if value is None:
            return None
        try:
            # TOML has dates of its own; one between quotes is understood all the same
            day = datetime.date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            day = None
        if not isinstance(day, datetime.date) or isinstance(day, datetime.datetime):
            raise self.wrong(at, key, f"«{key}» is no date ({value})", f"Write {key} = 2024-06-01.")
        return day.isoformat()

    def file(self, edition: dict[str, Any], at: tuple[int, int]) -> str:
        value = edition.get("file")
        if not isinstance(value, str) or not value.strip() or "\0" in value:
            missing = value is None
            raise self.wrong(
                at, None if missing else "file", "«file» is missing" if missing else "«file» is no file name",
                'Add file = "name.pdf".',
            )  # fmt: skip
        path = PurePosixPath(value)
        if path.is_absolute() or ".." in path.parts:
            raise self.wrong(at, "file", f"«{value}» is outside the folder", "Put the file beside the manifest.")
        return path.as_posix()

    def wrong(self, at: tuple[int, int], key: str | None, what: str, advice: str) -> CallError:
        line = _line_of(self.lines, at, key)
        where = f"{self.path}, line {line}" if line else str(self.path)
        return CallError(f"{where}: {what}", advice)


def _tables(value: object) -> list[dict[str, Any]]:
    """An array of tables, empty where `value` is anything else."""
    return value if isinstance(value, list) and all(isinstance(item, dict) for item in value) else []


def _line_of(lines: list[str], at: tuple[int, int], key: str | None) -> int | None:
    """The line of `key`, or of its table's header, in the `at`-th document and edition; None in unusual layouts."""
    document = edition = 0
    header: int | None = None
    for number, line in enumerate(lines, 1):
        bare = re.sub(r"\s", "", line.partition("#")[0])
        if bare == "[[document]]":
            document, edition = document + 1, 0
        elif bare == "[[document.edition]]":
            edition += 1
        if (document, edition) == at:
            header = header or (number if bare.startswith("[[") else None)
            if key is not None and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=|\s*\[+\s*{re.escape(key)}\b", line):
                return number
    return header
