"""A concordance as a table: a line for each thing compared, a column for each guideline, every cell cited.

Draws what was compared; compares nothing. Whether lines agree stands in words, not in colours alone.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files

from kb.concordance.concord import Spoken, compared, latest
from kb.concordance.model import Aspect, Claim, Concordance, Line, Verdict
from kb.knowledge import KnowledgeBase
from kb.notice import cut_off
from kb.store.catalogue import Edition
from screens.parts.address import ReaderAddress
from screens.parts.cards import excerpt
from screens.parts.french import count, row_text
from screens.parts.html import Html, joined, tag
from screens.parts.kept import per_build
from screens.parts.links import href

VERDICTS = {
    Verdict.DIFFER: "diffèrent",
    Verdict.AGREE: "concordent",
    Verdict.ALONE: "un seul parle",
    Verdict.LISTED: "à lire côte à côte",
}
_CHIPS = {Verdict.DIFFER: "against", Verdict.AGREE: "strong", Verdict.ALONE: "", Verdict.LISTED: ""}
_ASPECTS = {Aspect.DOSE: "dose", Aspect.THRESHOLD: "seuil", Aspect.MODALITY: "force", Aspect.NUMBER: "chiffre"}
_QUOTE = 220  # characters of a quotation in a cell; the page is one click away
_PROPOSED = 8


def concordance_of(base: KnowledgeBase, question: str, documents: tuple[str, ...]) -> Concordance:
    """The concordance on the question, which is not kept. Raises CallError for an unknown document."""
    asked = [base.document(name) for name in documents] or base.documents()
    spoken = {edition.document: (edition, subject) for edition, subject in _spoken(base)}
    return compared(question, [spoken[document.id] for document in asked])


@per_build(1)
def proposed(base: KnowledgeBase) -> tuple[str, ...]:
    """Questions to begin with, on which guidelines of this knowledge base can be compared."""
    offered = tomllib.loads(files("screens.parts").joinpath("concordance.toml").read_text(encoding="utf-8"))[
        "questions"
    ]
    spoken = _spoken(base)
    wanted = (Verdict.DIFFER, Verdict.AGREE)
    speaking = [q for q in offered if any(line.verdict in wanted for line in compared(q, spoken).lines)]
    return tuple(speaking[:_PROPOSED])


@per_build(1)
def _spoken(base: KnowledgeBase) -> tuple[Spoken, ...]:
    return latest(base)


def summary(found: Concordance) -> str:
    """«2 lignes diffèrent · 3 concordent · un seul parle sur 4 lignes»."""
    counts = Counter(line.verdict for line in found.lines)
    parts = [
        count(counts[Verdict.DIFFER], "différence"),
        count(counts[Verdict.AGREE], "accord"),
        f"un seul référentiel parle sur {count(counts[Verdict.ALONE], 'ligne')}" if counts[Verdict.ALONE] else "",
    ]
    return " · ".join(part for part in parts if part)


def table(found: Concordance, lines: tuple[Line, ...], titles: Mapping[str, str]) -> Html:
    """The lines as a table; guidelines that say nothing on any of them have no column, and are named below."""
    silent = set(found.silent)
    columns = [n for n, edition in enumerate(found.editions) if edition not in silent]
    head = tag(
        "tr",
        tag("th", "Comparé", scope="col"),
        *(_head(found.editions[n], titles) for n in columns),
    )
    rows = [
        tag(
            "tr",
            tag("th", _label(line), scope="row"),
            *(_cell(line.cells[n], found.editions[n], titles) for n in columns),
        )
        for line in lines
    ]
    caption = tag("caption", f"Ce que dit chaque référentiel\u00a0: {found.question}")
    return tag("div", tag("table", caption, head, *rows), class_="scroll concordance", tabindex="0")


def silence(found: Concordance, titles: Mapping[str, str]) -> Html | None:
    """The guidelines in which nothing was found."""
    if not found.silent:
        return None
    names = "\u00a0; ".join(_title(edition, titles) for edition in found.silent)
    return tag("p", tag("strong", "Silencieux\u00a0: "), names, ".", class_="quiet")


def _title(edition: Edition, titles: Mapping[str, str]) -> str:
    return f"{titles.get(edition.document, edition.document)} ({edition.label})"


def _head(edition: Edition, titles: Mapping[str, str]) -> Html:
    until = tag("span", cut_off(edition.data_until), class_="path")
    return tag("th", _title(edition, titles), tag("br"), until, scope="col")


def _label(line: Line) -> Html:
    chip = tag("span", VERDICTS[line.verdict], class_=f"chip {_CHIPS[line.verdict]}".strip())
    aspect = tag("span", _ASPECTS[line.row.aspect], class_="chip")
    return tag("div", tag("p", line.row.label), tag("div", chip, aspect, class_="chips"))


def _cell(cell: tuple[Claim, ...], edition: Edition, titles: Mapping[str, str]) -> Html:
    whose = tag("p", _title(edition, titles), class_="whose")  # on a phone, instead of the heading
    return tag("td", whose, *(_said(cell, edition) if cell else [tag("span", "silencieux", class_="quiet")]))


def _said(cell: tuple[Claim, ...], edition: Edition) -> list[Html]:
    """The values of a cell, those of one sentence together, with the sentence once."""
    sentences: dict[tuple[str, int], list[Claim]] = {}
    for claim in cell:
        sentences.setdefault((claim.text, claim.page), []).append(claim)
    shown = []
    for (text, page), claims in sentences.items():
        address = ReaderAddress(edition.document, edition.label, page, claims[0].passage)
        marks = tuple(sorted(mark for claim in claims for mark in claim.marks))
        values = tag("p", tag("strong", ", ".join(dict.fromkeys(claim.value for claim in claims))))
        link = tag("a", f"p.\u00a0{page}", href=href(address))
        quote = tag(
            "blockquote", excerpt(row_text(text.rstrip(" |\n")), marks, _QUOTE), " ", link, class_="quote small"
        )
        shown.append(joined([values, quote]))
    return shown
