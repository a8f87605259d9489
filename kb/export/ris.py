"""Works → RIS, for EndNote, Zotero, Mendeley. UTF-8, one tag a line.

Writes what a work holds and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kb.export.works import Name, Work

_DASH = re.compile(r"\s*[-–—]\s*")


def ris(works: Iterable[Work]) -> str:
    """One record a work: `JOUR` where a journal was read, else `GEN`."""
    return "\n".join("".join(f"{tag}  - {value}\n" for tag, value in _tags(work)) for work in works)


def _tags(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", "JOUR" if work.container else "GEN"
    yield "ID", work.key
    for name in work.authors:
        yield "AU", _line(_author(name))
    yield "TI", _line(work.title)
    if work.container:
        yield "T2", _line(work.container)
    if work.year:
        yield "PY", str(work.year)
    if work.volume:
        yield "VL", _line(work.volume)
    if work.pages:
        first, *last = _DASH.split(work.pages, maxsplit=1)
        yield "SP", _line(first)
        if last:
            yield "EP", _line(last[0])  # as printed: «747–60» is not made «747–760»
    if work.doi:
        yield "DO", _line(work.doi)
    yield "N1", _line(work.note)
    yield "ER", ""


def _author(name: Name) -> str:
    if name.family is None:
        return name.literal or ""
    return ", ".join(part for part in (name.family, name.given, name.suffix) if part)


def _line(text: str) -> str:
    return " ".join(text.split())
