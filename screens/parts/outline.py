"""The outline beside a guideline: every chapter, and the branch that is being read.

Links with addresses; a chapter elsewhere is folded, so that a long guideline stays a short list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from screens.parts.address import ReaderAddress
from screens.parts.edition import Edition, Json
from screens.parts.html import Html, tag
from screens.parts.links import href
from screens.parts.text import heading_text

UNFOLDED = 40  # sections: an outline up to that long is shown whole


def outline(edition: Edition, page: int, passage: Json | None = None) -> Html | None:
    """The outline, with the section of the cited passage marked where it stands on `page`, else that of the page.

    The page's script moves the mark as the text is scrolled.
    """
    sections = edition.sections
    if not sections:
        return None
    cited = passage["section"] if passage and passage in edition.by_page.get(page, ()) else None
    here = cited or section_at(sections.values(), page)
    links = (_line(edition, section, section["id"] == here) for section in shown(sections, here))
    return tag("nav", tag("p", "Plan", class_="source"), *links, class_="outline", aria_label="Plan du référentiel")


def _line(edition: Edition, section: Json, here: bool) -> Html:
    address = href(ReaderAddress(edition.facts["document"], edition.facts["edition"], section["page"]))
    return tag(
        "a",
        heading_text(section),
        href=f"{address}#{section['id']}",
        aria_current="location" if here else None,
        style=f"--level:{section['level']}",
    )


def section_at(sections: Iterable[Json], page: int) -> str | None:
    """The id of the first section that begins on `page`, else of the last that began before."""
    last = None
    for section in sections:
        if section["page"] == page:
            return str(section["id"])
        if section["page"] < page:
            last = str(section["id"])
    return last


def shown(sections: Mapping[str, Json], here: str | None) -> list[Json]:
    """All sections of a short guideline; of a long one the chapters, and the branch that `here` is on."""
    if len(sections) <= UNFOLDED:
        return list(sections.values())
    branch: set[str | None] = {None}
    at = here
    while at is not None and at not in branch:
        branch.add(at)
        at = sections[at]["parent"]
    return [section for section in sections.values() if section["parent"] in branch]
