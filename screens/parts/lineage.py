"""What the edition changed in a recommendation, as quiet tags: «nouveau 2024», «dose modifiée 2024».

Worked out once a build for each document with several editions; says nothing of the first edition there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from kb.diff.lineage import Lineage, lineages, tags_by_passage
from kb.knowledge import KnowledgeBase
from screens.parts.html import Html, tag
from screens.parts.knowledge import knowledge_base

NO_TAGS: Mapping[str, tuple[str, ...]] = {}


def tags_of(document: str, edition: str) -> Mapping[str, tuple[str, ...]]:
    """The tags of an edition's recommendations by passage; empty where there is no earlier edition."""
    base = knowledge_base()
    return _tags(base.path, base.build_id, document, edition, base)


def chips(document: str, edition: str, passage: str) -> list[Html]:
    """The tags of the recommendations that a passage holds."""
    return drawn(tags_of(document, edition).get(passage, ()))


def drawn(tags: tuple[str, ...]) -> list[Html]:
    """Each tag as a chip."""
    return [tag("span", each, class_="chip changed", title="Par rapport à l’édition précédente") for each in tags]


def lineages_of(base: KnowledgeBase, document: str, edition: str) -> tuple[Lineage, ...]:
    """The recommendations of an edition through all editions up to it, then those withdrawn on the way."""
    return _lineages(base.path, base.build_id, document, edition, base)


@st.cache_resource(max_entries=32, show_spinner=False)
def _tags(kb: Path, build: str, document: str, edition: str, _base: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    labels = [each.label for each in _base.document(document).editions]  # newest first
    if edition not in labels or labels[-1] == edition:
        return NO_TAGS
    before = labels[labels.index(edition) + 1]
    pair = [(label, _base.show(document, label).guideline) for label in (before, edition)]
    return tags_by_passage(lineages(pair), edition)


@st.cache_resource(max_entries=8, show_spinner="Suivi des recommandations…")
def _lineages(kb: Path, build: str, document: str, edition: str, _base: KnowledgeBase) -> tuple[Lineage, ...]:
    labels = [each.label for each in _base.document(document).editions]
    until = reversed(labels[labels.index(edition) :]) if edition in labels else []
    return lineages([(label, _base.show(document, label).guideline) for label in until])
