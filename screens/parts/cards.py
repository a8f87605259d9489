"""A result as a card: what is quoted, the words that matched, and where it stands. A click anywhere opens the page.

Quotes and never rewords; what it cannot show whole it cuts visibly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.tables.table_text import COLUMN_BREAK
from kb.citing.cited import quotation, reference_of
from kb.search.find import Mention, Result
from screens.parts import lineage, vouched
from screens.parts.address import ReaderAddress
from screens.parts.french import KINDS, STRENGTHS, quoted
from screens.parts.hand import cite_button, copy_button, link_button
from screens.parts.html import Html, joined, marked, tag
from screens.parts.links import href
from screens.parts.picture import Picture
from screens.parts.table import quoted_table

LONGEST = 900  # characters of a passage shown on a card: about ten lines; the rest is one click away
LONGEST_LEAD = 300  # characters of what an item hangs from: three lines
_BEFORE = 200  # characters kept before the first matched word of a longer passage
CUT = "[…]"


def result_card(position: int, result: Result, names: Mapping[str, str], figure: Picture | None = None) -> Html:
    """The card of the result at `position` (from 1); `names` are the documents' titles.

    `figure` is the picture that the passage is the caption of.
    """
    entry = result.entry
    title = names.get(entry.document, entry.document)
    return tag(
        "article",
        tag("div", tag("span", title, class_="source"), *_chips(result), class_="chips"),
        _other_population(result),
        tag("p", section_path(entry.section_number, entry.section_path), class_="path"),
        _figure(result, figure),
        _lead(result),
        _quotation(result),
        _acts(result, title),
        *_elsewhere(result, names),
        class_="card",
        aria_label=f"Résultat {position}",
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
        tag("span", entry.image.said if entry.image else f"p.\u00a0{entry.page}", class_="chip"),
        strength_chip(entry.strength),
        *(lineage.chips(entry.document, entry.edition, entry.passage) if entry.strength else ()),
        vouched.mark(entry.document, entry.edition, entry.passage),
    ]


def _figure(result: Result, figure: Picture | None) -> Html | None:
    """The figure as it is printed: what it says is shown, never told."""
    image = result.entry.image
    if image is None or figure is None:
        return None
    return tag(
        "img",
        src=figure.address,
        alt=f"Figure, {image.said}",
        class_="figure",
        width=round(image.box[2] - image.box[0]),
    )


def _lead(result: Result) -> Html | None:
    """What an item hangs from, where that says what the item alone does not: «La somme des points range … :»."""
    lead = result.entry.lead
    return tag("p", excerpt(lead, (), LONGEST_LEAD), class_="path") if lead and lead.endswith(":") else None


def _quotation(result: Result) -> Html:
    entry = result.entry
    if result.kind != "table":
        return tag("blockquote", excerpt(entry.text, result.highlights), class_="quote")
    caption = tag("p", entry.caption, class_="source") if entry.caption else None
    table = COLUMN_BREAK in entry.text  # a row that answers by itself is a sentence
    quotation = quoted_table(entry.text, result.highlights) if table else excerpt(entry.text, result.highlights)
    return tag("blockquote", caption, quotation, class_="quote")


def _acts(result: Result, title: str) -> Html:
    """The way to the page, then the passage with its reference and the link that opens its frame, each by a button."""
    entry = result.entry
    section = f"§\u00a0{entry.section_number}, " if entry.section_number else ""
    reference = reference_of(title, entry.edition, f"{section}p.\u00a0{entry.page}")
    address = href(ReaderAddress(entry.document, entry.edition, entry.page, entry.passage, entry.row))
    whole = result.kind != "table" and len(entry.text) <= LONGEST
    return tag(
        "div",
        tag("a", f"Voir la page {entry.page}", href=address, class_="open"),
        cite_button(reference, "Copier") if whole else copy_button(quotation(entry.text, reference), "Copier"),
        link_button(address, "Copier le lien"),
        class_="acts",
    )


def _other_population(result: Result) -> Html | None:
    if not result.population_differs:
        return None
    written_for = f"référentiel {quoted(result.entry.scope)}" if result.entry.scope else "référentiel"
    return tag("p", tag("strong", f"{written_for}\u00a0: population différente"), class_="doubt")


def _elsewhere(result: Result, names: Mapping[str, str]) -> Iterator[Html]:
    """Where else it is said: the same in other documents, earlier editions, each a link to the passage."""
    agreeing = [(f"{names.get(at.document, at.document)}, éd. {at.edition}", at) for at in result.agrees]
    older = [(f"édition {at.edition}", at) for at in result.older]
    for said, mentions in (("Concordance\u00a0: dit aussi par", agreeing), ("Déjà dans", older)):
        if mentions:
            yield _mentions(said, mentions)


def _mentions(said: str, mentions: Sequence[tuple[str, Mention]]) -> Html:
    once = {(at.document, at.edition): (label, at) for label, at in reversed(mentions)}  # the first of each edition
    links = (
        tag("a", label, href=href(ReaderAddress(at.document, at.edition, None, at.passage)))
        for label, at in reversed(once.values())
    )
    return tag("p", said, " ", joined(links, " · "), class_="path also")
