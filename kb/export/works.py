"""Printed references → works with names that are split and a key of their own: what every citation format needs.

Takes the fields as they were read; what was not read is left out, never guessed. Writes no format.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import Any

from kb.notice import NOTICE, cut_off

_INITIALS = re.compile(r"(?:[^\W\d_a-zß-ÿ]\.?[ -]?){1,5}", re.UNICODE)  # «PW», «J-J», «P. W.»
_SUFFIX = re.compile(r"Jr\.?|Sr\.?|II|III|IV|2nd|3rd")
_ET_AL = re.compile(r"\bet\s+(?:al|coll)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """An author: a family name with its given ones, or, where they cannot be told apart, the name as printed."""

    family: str | None
    given: str | None = None
    suffix: str | None = None
    literal: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A reference as the citation formats need it. `title` is the whole entry where no title was told apart.

    `more_authors`: the entry says «et al.». `source` says where it is printed, as a sentence in French.
    """

    key: str
    authors: tuple[Name, ...]
    more_authors: bool
    title: str
    container: str | None
    year: int | None
    volume: str | None
    pages: str | None
    doi: str | None
    text: str
    source: str

    @property
    def note(self) -> str:
        """What every format says beside the fields: where the entry is printed, the entry, the notice."""
        return f"{self.source} : {self.text} {NOTICE}"


def works(editions: Iterable[Mapping[str, Any]]) -> tuple[Work, ...]:
    """The references of the editions (`show`'s JSON), in the order they are printed; keys are unique."""
    return tuple(_keyed(_work(entry, edition, n) for edition in editions for n, entry in _entries(edition)))


def _entries(edition: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    yield from enumerate(edition["references"], 1)


def _work(entry: Mapping[str, Any], edition: Mapping[str, Any], n: int) -> Work:
    text = " ".join(entry["text"].split())
    title = entry["title"]
    names = tuple(name_of(author) for author in entry["authors"])
    ahead = text[: text.find(title)] if title and title in text else text
    return Work(
        key=_key(names, entry["year"], edition["document"], entry["label"] or str(n)),
        authors=names,
        more_authors=bool(names and _ET_AL.search(ahead)),
        title=title or text,
        container=entry["container"],
        year=entry["year"],
        volume=entry["volume"],
        pages=entry["pages"],
        doi=entry["doi"],
        text=text,
        source=f"{edition['title']}, édition {edition['edition']} ({cut_off(edition['data_until'])}), référence"
        f" {entry['label'] or n}, p. {entry['page']}",
    )


def name_of(author: str) -> Name:
    """«Townsend PW», «van der Linden Y», «Townsend, Peter», «Smith JA Jr» are split, «HAS» is kept as printed."""
    words = author.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else None
    if "," in author:
        family, given = (part.strip() for part in author.split(",", 1))
        return Name(family, given or None) if family else Name(None, literal=author)
    if len(words) > 1 and _INITIALS.fullmatch(words[-1]) and not words[-2].endswith("."):
        return Name(" ".join(words[:-1]), _initials(words[-1]), suffix)
    return Name(None, literal=author)


def _initials(letters: str) -> str:
    """«PW» → «P. W.», «J-J» → «J.-J.»: written apart, or a style would take them for one name."""
    return re.sub(r"\.\s+-", ".-", " ".join(f"{letter}." for letter in re.findall(r"-?[^\W\d_]", letters)))


def _key(names: tuple[Name, ...], year: int | None, document: str, label: str) -> str:
    """«Townsend1995»; where no author was read, the document and the label: «radiotherapie-os-84»."""
    if not names:
        return f"{_ascii(document, '-')}-{_ascii(label, '-')}"
    return f"{_ascii(names[0].family or names[0].literal or '')[:40] or 'Anonyme'}{year or ''}"


def _ascii(text: str, joint: str = "") -> str:
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "Oe").replace("ø", "o"))
    return joint.join(re.findall(r"[A-Za-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))


def _keyed(found: Iterator[Work]) -> Iterator[Work]:
    """A letter behind a key that was given before: «Rades2006», «Rades2006b», … whatever the case."""
    given: set[str] = set()
    for work in found:
        key, n = work.key, 1
        while key.casefold() in given:
            n += 1
            key = f"{work.key}{ascii_lowercase[n - 1] if n <= len(ascii_lowercase) else f'-{n}'}"
        given.add(key.casefold())
        yield work if key == work.key else replace(work, key=key)
