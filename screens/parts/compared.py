"""Two compared editions as the screen holds them, and each change as a card: words marked, both places of print framed.

Draws what the comparison found and judges nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ingest.errors import NoPicture
from ingest.geometry import Box
from kb.diff.crops import ZOOM, Crop, crop
from kb.diff.door import Compared, compare_editions
from kb.diff.french import KINDS, MEANINGS, TYPES
from kb.diff.model import Change, Meaning, Side
from kb.diff.news import place_text
from kb.diff.page import page_html
from kb.knowledge import KnowledgeBase
from kb.store.catalogue import Edition
from screens.parts.address import ReaderAddress
from screens.parts.charts import draw_chart
from screens.parts.french import row_text
from screens.parts.html import Html, joined, tag
from screens.parts.kept import per_build
from screens.parts.links import href

_BAR = "#2f8f96"  # 3:1 at least on the light ground and on the dark one
LONGEST = 1200  # characters of a side that are shown: a whole section is read in the reader


@per_build(16)
def compared_of(base: KnowledgeBase, document: str, a: str, b: str) -> Compared:
    """What changed between two editions. Raises CallError where they cannot be compared."""
    return compare_editions(base, base.edition(document, a), base.edition(document, b))


def file_name(compared: Compared, ending: str) -> str:
    """«guide-2022-2024.html»: what a file of the comparison is called."""
    return f"{compared.a.document}-{compared.a.label}-{compared.b.label}.{ending}"


def page_button(label: str, compared: Compared, base: KnowledgeBase) -> None:
    """A button that downloads the page that stands alone, made when it is clicked."""
    st.download_button(
        label,
        lambda: page_html(compared, base),
        file_name(compared, "html"),
        "text/html",
        icon=":material/download:",
        on_click="ignore",
    )


def change_card(change: Change, compared: Compared, base: KnowledgeBase) -> Html:
    """The card of a change, with a link to each of its places."""
    head = tag(
        "div",
        tag("span", MEANINGS[change.meaning], class_=f"chip meaning-{change.meaning.value}"),
        tag("span", TYPES[change.type], class_="chip"),
        tag("span", KINDS[change.kind], class_="chip"),
        class_="chips",
    )
    sides = tag(
        "div",
        _side(change.a, change.a_words, "del", compared, compared.a, base),
        _side(change.b, change.b_words, "ins", compared, compared.b, base),
        class_="sides",
    )
    place = tag("p", place_text(change, compared), class_="path")
    label = f"{TYPES[change.type]}, {MEANINGS[change.meaning]}"
    return tag("article", head, place, sides, aria_label=label, class_="item-card walk")


def chart(compared: Compared) -> None:
    """How many changes of each meaning, as bars; the counts stand in the alternative text and in the summary line."""
    counts = {MEANINGS[Meaning(meaning)]: count for meaning, count in compared.difference.summary.items()}
    told = ", ".join(f"{name} {count}" for name, count in counts.items())
    draw_chart(lambda alt: _bars(alt, counts), f"Changements par sens : {told}.")


def _bars(alt: Any, counts: Mapping[str, int]) -> Any:
    """A bar a meaning, its count beside its name: no grid to read along, and the same in grey."""
    rows = [{"sens": f"{name} · {count}", "changements": count} for name, count in counts.items()]
    chart = alt.Chart({"values": rows}).encode(
        y=alt.Y("sens:N", sort=None, title=None, axis=alt.Axis(labelLimit=220, ticks=False, domain=False)),
        x=alt.X("changements:Q", title=None, axis=None, stack=None, scale=alt.Scale(domain=[0, max(counts.values())])),
    )
    return chart.mark_bar(color=_BAR).properties(height=26 * len(rows))


def _side(
    side: Side | None,
    words: Sequence[tuple[int, int]],
    name: str,
    compared: Compared,
    edition: Edition,
    base: KnowledgeBase,
) -> Html:
    if side is None:
        absent = "n’y était pas" if edition is compared.a else "n’y est plus"
        return tag("div", tag("h2", f"Édition {edition.label}"), tag("p", absent, class_="quiet"))
    picture = _picture(side, compared, edition, base)
    image = None
    if picture is not None:
        alt = f"Édition {edition.label}, page {picture.page} imprimée, le passage encadré"
        image = tag("img", src=picture.address, alt=alt, width=picture.width, height=picture.height, loading="lazy")
    text = row_text(side.text if len(side.text) <= LONGEST else f"{side.text[:LONGEST]} […]")
    page = side.printed.page
    address = ReaderAddress(edition.document, edition.label, page, side.passage)
    link = tag("a", f"Édition {edition.label}, page {page}", href=href(address), class_="entry")
    return tag("div", tag("h2", link), tag("p", _marked(text, words, name), class_="said"), image)


def _marked(text: str, words: Sequence[tuple[int, int]], name: str) -> Html:
    """`text` with each of the spans inside the element `name`, unless all of it differs."""
    if list(words) == [(0, len(text))]:
        return joined([text])
    parts: list[str | Html] = []
    done = 0
    for start, end in sorted(words):
        if done <= start < end <= len(text):
            parts += [text[done:start], tag(name, text[start:end])]
            done = end
    return joined([*parts, text[done:]])


def _picture(side: Side, compared: Compared, edition: Edition, base: KnowledgeBase) -> Crop | None:
    """The piece of the page where the side begins; None in a source without pages, or where it cannot be painted."""
    guideline = compared.first if edition is compared.a else compared.second
    places = guideline.places(side.printed)
    if edition.media != "pdf" or not places or not places[0].boxes:
        return None
    place = places[0]
    size = next(((p.width, p.height) for p in guideline.pages if p.number == place.page), None)
    if size is None:
        return None
    try:
        return _crop(base, edition.document, edition.label, place.page, size, place.boxes)
    except NoPicture:
        return None


@per_build(512)  # at most some 10 MB
def _crop(
    base: KnowledgeBase, document: str, label: str, page: int, size: tuple[float, float], boxes: tuple[Box, ...]
) -> Crop:
    return crop(base.page_image(document, label, page, ZOOM), page, size, boxes)
