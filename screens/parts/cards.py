"""A result as a card: what is quoted, the words that matched, and where it stands. A click anywhere opens the page.

Quotes and never rewords; what it cannot show whole it cuts visibly.
"""

from __future__ import annotations

import streamlit as st

from ingest.table_text import COLUMN_BREAK
from kb.search import Result
from screens.parts.address import ReaderAddress
from screens.parts.french import KINDS, STRENGTHS
from screens.parts.html import Html, joined, marked, tag
from screens.parts.links import to_page
from screens.parts.table import quoted_table

LONGEST = 900  # characters of a passage shown on a card: about ten lines; the rest is one click away
_BEFORE = 200  # characters kept before the first matched word of a longer passage
CUT = "[…]"


def result_card(position: int, result: Result, title: str) -> None:
    """The card of the result at `position` (from 1); `title` is its document's."""
    entry = result.entry
    with st.container(key=f"card-{position}", gap="xsmall"):
        st.html(
            tag(
                "article",
                tag("div", tag("span", title, class_="source"), *_chips(result), class_="chips"),
                tag("p", section_path(entry.section_number, entry.section_path), class_="path"),
                _quotation(result),
                *_elsewhere(result),
                aria_label=f"Résultat {position}",
            ).code
        )
        to_page(
            ReaderAddress(entry.document, entry.edition, entry.page, entry.passage, entry.row),
            f"Voir la page {entry.page}",
            icon=":material/menu_book:",
        )


def section_path(number: str | None, path: tuple[str, ...]) -> str:
    """«Traitements › 2.2 Radiothérapie»: titles from the outermost, the number before the last."""
    if not path:
        return "Hors section"
    last = f"{number} {path[-1]}" if number and not path[-1].startswith(number) else path[-1]
    return " › ".join([*path[:-1], last])


def strength_chip(strength: str | None, grade: str | None = None) -> Html | None:
    """How much a recommendation asks for; nothing where it is none, or does not say."""
    if strength is None or strength == "unstated":
        return None
    label = STRENGTHS.get(strength, strength)
    return tag("span", f"{label} · grade {grade}" if grade else label, class_=f"chip {strength}")


def excerpt(text: str, highlights: tuple[tuple[int, int], ...], longest: int = LONGEST) -> Html:
    """`text` with its matched words marked; of a long one, the part around the first of them."""
    if len(text) <= longest:
        return marked(text, highlights)
    start = max(0, min(highlights[0][0] - _BEFORE, len(text) - longest)) if highlights else 0
    start = text.rfind(" ", 0, start) + 1
    end = text.rfind(" ", start, start + longest) if start + longest < len(text) else len(text)
    shown = marked(text[start:end], [(a - start, b - start) for a, b in highlights])
    return joined([f"{CUT} " if start else None, shown, f" {CUT}" if end < len(text) else None])


def _chips(result: Result) -> list[Html | None]:
    entry = result.entry
    return [
        tag("span", f"édition {entry.edition}", class_="chip"),
        None if entry.latest else tag("span", "édition remplacée", class_="chip old"),
        tag("span", KINDS.get(result.kind, result.kind), class_="chip"),
        tag("span", f"p.\u00a0{entry.page}", class_="chip"),
        strength_chip(entry.strength),
    ]


def _quotation(result: Result) -> Html:
    entry = result.entry
    if result.kind != "table":
        return tag("blockquote", excerpt(entry.text, result.highlights), class_="quote")
    caption = tag("p", entry.caption, class_="source") if entry.caption else None
    table = COLUMN_BREAK in entry.text  # a row that answers by itself is a sentence
    quotation = quoted_table(entry.text, result.highlights) if table else excerpt(entry.text, result.highlights)
    return tag("blockquote", caption, quotation, class_="quote")


def _elsewhere(result: Result) -> list[Html | None]:
    """What else is known of the passage: who says the same, whether another population is meant."""
    agrees = ", ".join(dict.fromkeys(f"{place.document} ({place.edition})" for place in result.agrees))
    older = ", ".join(dict.fromkeys(place.edition for place in result.older))
    return [
        tag(
            "p",
            "Attention\u00a0: ce référentiel a été écrit pour une autre population que celle de la question.",
            class_="doubt",
        )
        if result.population_differs
        else None,
        tag("p", f"Dit aussi par\u00a0: {agrees}", class_="path") if agrees else None,
        tag("p", f"Déjà dans l’édition {older}", class_="path") if older else None,
    ]
