"""What lies over the text of a page in the reader: words looked for, recommendations and doses on request, citations.

Draws nothing; where each thing stands comes from the knowledge base.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kb.citing.cited import quotation
from kb.knowledge import KnowledgeBase
from screens.parts.address import ReaderAddress
from screens.parts.cited_works import CitedWorks
from screens.parts.edition import Edition, Json
from screens.parts.finding import words
from screens.parts.hand import copy_button
from screens.parts.html import Html, tag
from screens.parts.layers import Layer
from screens.parts.links import href
from screens.parts.text import Over


def page_layers(
    base: KnowledgeBase, edition: Edition, address: ReaderAddress, passages: Sequence[Json], cited: CitedWorks
) -> Over:
    """What lies over the passages of a page, as the address asks."""
    layers: dict[str, list[Layer]] = defaultdict(list)
    wanted = words(address.find)
    for passage in passages if wanted else ():
        layers[passage["id"]] += [Layer(*span) for span in wanted.spans(passage["text"]) or ()]
    if "recommandations" in address.marks:
        for passage in passages:
            for each in edition.recommendations.get(passage["id"], ()):
                layers[passage["id"]] += _recommended(passage, each)
    if "doses" in address.marks:
        here = {passage["id"] for passage in passages}
        guideline = base.show(edition.facts["document"], edition.facts["edition"]).guideline
        for dose in guideline.doses:
            if dose.passage in here:
                layers[dose.passage].append(Layer(dose.start, dose.end, "dose"))

    def tools(passage: Json) -> Html | None:
        return _tools(edition, passage)

    return Over(layers, cited.links, tools)


def _recommended(passage: Json, recommendation: Json) -> list[Layer]:
    """Where the recommendation stands in its passage, which holds its text as it is."""
    text: str = recommendation["text"]
    start = passage["text"].find(text)
    return [Layer(start, start + len(text), "reco")] if start >= 0 else []


def _tools(edition: Edition, passage: Json) -> Html:
    facts = edition.facts
    here = href(ReaderAddress(facts["document"], facts["edition"], passage["page"], passage["id"]))
    copied = quotation(passage["text"], edition.reference(passage))
    return tag(
        "span",
        tag("a", "Citer", href=here, title="Encadrer ce passage, le copier ou l’ajouter au recueil"),
        copy_button(copied, "Copier"),
        class_="tools",
    )
