"""Where the newest edition says what an earlier one says on a page: the same passage, else section, else nothing.

Passages and sections are told by their ids, which are made of what they say; likeness is the comparison's affair.
"""

from __future__ import annotations

from screens.parts.address import ReaderAddress
from screens.parts.edition import Edition, Json
from screens.parts.finding import words


def current_place(old: Edition, new: Edition, page: int, passage: Json | None) -> tuple[str, ReaderAddress] | None:
    """What is linked to and its address; None where the newest edition has no such place."""
    document, edition = new.facts["document"], new.facts["edition"]
    for each in [passage] if passage else old.by_page.get(page, ()):
        same = new.passages.get(each["id"])
        if same:
            kept = same["id"] if passage else None
            what = "ce passage" if passage else "cette page"
            return what, ReaderAddress(document, edition, same["page"], kept)
    section = old.sections.get(_section(old, page, passage) or "")
    at = next((each for each in new.sections.values() if section and _alike(section, each)), None)
    return ("cette section", ReaderAddress(document, edition, at["page"])) if at else None


def _section(old: Edition, page: int, passage: Json | None) -> str | None:
    if passage:
        return passage["section"] or None
    return next((each["section"] for each in old.by_page.get(page, ()) if each["section"]), None)


def _alike(one: Json, other: Json) -> bool:
    """Whether the two sections have one id, or one title whatever its case, accents and number."""
    if one["id"] == other["id"]:
        return True
    a, b = (words(section["title"]) for section in (one, other))
    return bool(a) and a == b
