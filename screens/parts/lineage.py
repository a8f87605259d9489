"""What the edition changed in a recommendation, as quiet tags: «nouveau 2024», «dose modifiée 2024».

Worked out once a build for each document with several editions; says nothing of the first edition there is.
"""

from __future__ import annotations

from collections.abc import Mapping

from kb.diff.lineage import Lineage, lineages, tags_by_passage
from kb.knowledge import KnowledgeBase
from screens.parts.html import Html, tag
from screens.parts.kept import per_build
from screens.parts.knowledge import knowledge_base

NO_TAGS: Mapping[str, tuple[str, ...]] = {}


def tags_of(document: str, edition: str) -> Mapping[str, tuple[str, ...]]:
    """The tags of an edition's recommendations by passage; empty where there is no earlier edition."""
    return _tags(knowledge_base(), document, edition)


def chips(document: str, edition: str, passage: str) -> list[Html]:
    """The tags of the recommendations that a passage holds."""
    return drawn(tags_of(document, edition).get(passage, ()))


def drawn(tags: tuple[str, ...]) -> list[Html]:
    """Each tag as a chip."""
    return [tag("span", each, class_="chip changed", title="Par rapport à l’édition précédente") for each in tags]


@per_build(8)
def lineages_of(base: KnowledgeBase, document: str, edition: str) -> tuple[Lineage, ...]:
    """The recommendations of an edition through all editions up to it, then those withdrawn on the way."""
    labels = [each.label for each in base.document(document).editions]
    until = reversed(labels[labels.index(edition) :]) if edition in labels else []
    return lineages([(label, base.show(document, label).guideline) for label in until])


@per_build(32)
def _tags(base: KnowledgeBase, document: str, edition: str) -> Mapping[str, tuple[str, ...]]:
    labels = [each.label for each in base.document(document).editions]  # newest first
    if edition not in labels or labels[-1] == edition:
        return NO_TAGS
    before = labels[labels.index(edition) + 1]
    pair = [(label, base.show(document, label).guideline) for label in (before, edition)]
    return tags_by_passage(lineages(pair), edition)
