"""The knowledge base as the screens hold it: opened once a build, its heavy answers kept within a bound.

Whatever is kept is keyed by build or by content, so a new build is seen at the next rerun; only what nobody changes is
shared between sessions.
"""

from __future__ import annotations

import os
import tomllib
from importlib.resources import files
from pathlib import Path

import streamlit as st

from ingest.errors import DamagedBase, NoPicture
from ingest.geometry import Box
from kb.entries import Entry
from kb.folder import Folder, current
from kb.knowledge import KnowledgeBase, open_kb
from kb.settings import Settings, settings
from screens.parts.edition import Edition, read_edition
from screens.parts.picture import ZOOM, Picture, cropped, shrink

_EXAMPLES = 6  # questions offered: one row of chips on a desk, three on a phone


def knowledge_base() -> KnowledgeBase:
    """The current build. Raises KnowledgeBaseError where there is none that can be used."""
    chosen = settings(os.environ)
    return _opened(chosen.kb, current(Folder(chosen.kb)), chosen)


def titles(base: KnowledgeBase) -> dict[str, str]:
    """Document ids with their titles, in the order of the titles."""
    return dict(sorted(((document.id, document.title) for document in base.documents()), key=lambda pair: pair[1]))


def edition_of(base: KnowledgeBase, document: str, label: str) -> Edition:
    """An edition as the reader needs it. Raises CallError where there is none."""
    return _edition(base.path, base.build_id, document, label, base)


def picture_of(base: KnowledgeBase, document: str, label: str, page: int) -> Picture:
    """The printed page.

    Raises CallError where there is none, DamagedBase where the original is not what was read, NoPicture where it cannot
    be painted.
    """
    return _picture(base.edition(document, label).sha256, page, document, label, base)


def picture_at(base: KnowledgeBase, document: str, label: str, page: int, zoom: float) -> Picture:
    """The printed page at `zoom` pixels a point. Raises as `picture_of` does."""
    return _sharp(base.edition(document, label).sha256, page, zoom, document, label, base)


def figure_of(base: KnowledgeBase, entry: Entry) -> Picture | None:
    """The figure that a caption describes, cut out of its page; None for every other passage.

    None too where it cannot be shown: the quotation stands without it, and the reader says why.
    """
    if entry.image is None:
        return None
    sha256 = base.edition(entry.document, entry.edition).sha256
    try:
        return _figure(sha256, entry.image.page, entry.image.box, entry.document, entry.edition, base)
    except (DamagedBase, NoPicture):
        return None


def examples(base: KnowledgeBase) -> tuple[str, ...]:
    """Questions to begin with that this knowledge base answers."""
    return _examples(base.path, base.build_id, base)


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(kb: Path, build: str, _settings: Settings) -> KnowledgeBase:
    # A build that gives way is not closed: another session may be asking it. It closes itself when it is forgotten.
    return open_kb(kb, _settings)


@st.cache_resource(max_entries=8, show_spinner=False)
def _edition(kb: Path, build: str, document: str, label: str, _base: KnowledgeBase) -> Edition:
    return read_edition(_base.show_json(document, label))


@st.cache_resource(max_entries=256, show_spinner=False)  # at most some 40 MB
def _picture(sha256: str, page: int, _document: str, _label: str, _base: KnowledgeBase) -> Picture:
    return shrink(_base.page_image(_document, _label, page, ZOOM))


@st.cache_resource(max_entries=32, show_spinner=False)  # at most some 15 MB
def _sharp(sha256: str, page: int, zoom: float, _document: str, _label: str, _base: KnowledgeBase) -> Picture:
    return shrink(_base.page_image(_document, _label, page, zoom))


@st.cache_resource(max_entries=64, show_spinner=False)
def _figure(
    sha256: str, page: int, box: tuple[float, float, float, float], _document: str, _label: str, _base: KnowledgeBase
) -> Picture:
    return cropped(_base.page_image(_document, _label, page, ZOOM), Box(*box))


@st.cache_resource(max_entries=2, show_spinner=False)
def _examples(kb: Path, build: str, _base: KnowledgeBase) -> tuple[str, ...]:
    offered = tomllib.loads(files("screens.parts").joinpath("examples.toml").read_text(encoding="utf-8"))["questions"]
    answered = [question for question in offered if _base.search(question, limit=1).results]
    return tuple(answered[:_EXAMPLES])
