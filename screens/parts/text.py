"""The passages of a page as reading text: headings, paragraphs, items, tables as tables, the cited passage marked.

Shows what the knowledge base holds, in its order; words are never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from screens.parts.cards import strength_chip
from screens.parts.html import Html, tag
from screens.parts.layers import Layer, Link, layered
from screens.parts.lineage import NO_TAGS, drawn
from screens.parts.table import stored_table

Json = Mapping[str, Any]


def _no_tools(passage: Json) -> Html | None:
    return None


@dataclass(frozen=True, slots=True)
class Over:
    """What lies over the texts of a page, by passage, and what stands behind each of them."""

    layers: Mapping[str, Sequence[Layer]] = field(default_factory=dict)
    links: Mapping[str, Sequence[Link]] = field(default_factory=dict)
    tools: Callable[[Json], Html | None] = _no_tools


def page_text(
    passages: Sequence[Json],
    sections: Mapping[str, Json],
    tables: Mapping[str, Json],
    recommendations: Mapping[str, Sequence[Json]],
    cited: str | None,
    tags: Mapping[str, tuple[str, ...]] = NO_TAGS,
    over: Over | None = None,
) -> Html:
    """The passages in reading order, each new section under its heading.

    `tables` and `recommendations` are keyed by passage, `sections` by id; `cited` is the passage to mark;
    `tags` say what the edition changed in the recommendations of a passage, `over` what lies over the texts.
    """
    over = over or Over()
    parts: list[Html | None] = []
    section, first = None, True
    captions = {tables[passage["id"]]["caption"] for passage in passages if passage["id"] in tables}
    for passage in passages:
        if passage["kind"] == "caption" and passage["text"] in captions:
            continue  # its table says it
        if passage["section"] != section:
            section = passage["section"]
            heading = _heading(sections.get(section), first) if section else None
            first = first and heading is None
            parts.append(heading)
        found = recommendations.get(passage["id"], ())
        parts.append(_passage(passage, tables.get(passage["id"]), found, cited, tags.get(passage["id"], ()), over))
    return tag("div", *parts, class_="text")


def heading_text(section: Json) -> str:
    """«2.2 Radiothérapie», the number once."""
    number, title = section["number"], section["title"]
    return f"{number} {title}" if number and not title.startswith(number) else title


def _heading(section: Json | None, first: bool) -> Html | None:
    """The first heading of a page stands right under the screen's own, whatever its level in the guideline.

    By its id the outline leads to it, and follows it.
    """
    if section is None:
        return None
    deep = section["level"] > 1
    name = "h2" if first or not deep else "h3"
    return tag(name, heading_text(section), id=section["id"], class_="heading deep" if deep else "heading")


def _passage(
    passage: Json,
    table: Json | None,
    recommendations: Iterable[Json],
    cited: str | None,
    tags: tuple[str, ...],
    over: Over,
) -> Html:
    mark = " cited" if passage["id"] == cited else ""
    layers, links = over.layers.get(passage["id"], ()), over.links.get(passage["id"], ())
    if table is not None:
        shown = stored_table(table, layers=layers, links=links)
        return tag("div", shown, over.tools(passage), class_=f"table{mark} passage")
    chips = [strength_chip(each["strength"], each["grade"]) for each in recommendations]
    unique = list({chip.code: chip for chip in chips if chip}.values())
    depth = passage.get("depth") or 1
    return tag(
        "p",
        layered(passage["text"], layers, links),
        *(part for chip in (*unique, *drawn(tags)) for part in (" ", chip)),
        over.tools(passage),
        class_=f"{passage['kind']}{mark} passage",
        style=f"--depth:{depth}" if passage["kind"] == "item" else None,
    )
