"""The knowledge base as the screens hold it: opened once a build, one build for the whole of a rerun.

Whatever is kept is kept by the build or keyed by content, so a new build is seen at the next rerun; only what nobody
changes is shared between sessions.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Hashable
from contextlib import suppress
from contextvars import ContextVar
from importlib.resources import files
from pathlib import Path

import streamlit as st

from ingest.errors import DamagedBase, KnowledgeBaseError, NoPicture
from ingest.geometry import Box
from kb.knowledge import KnowledgeBase, open_kb
from kb.lru import Recent
from kb.search.entries import Entry
from kb.settings import Settings, settings
from kb.store.folder import Folder, current
from screens.parts.edition import Edition, read_edition
from screens.parts.kept import per_build
from screens.parts.picture import ZOOM, Picture, cropped, shrink

# Editions kept ready, some 70 KB a page: 50 MB of guidelines of 15 pages. The lists read the latest of every document.
EDITIONS_KEPT = 48
PICTURES_BYTES = 64 * 1024 * 1024  # of pictures kept ready, whatever the build: some 500 pages, fewer with photographs
_EXAMPLES = 6  # questions offered: one row of chips on a desk, three on a phone
_READ: ContextVar[KnowledgeBase | None] = ContextVar("read by this rerun", default=None)


def begin() -> None:
    """Have this rerun read one build to its end, the current one: a screen never shows parts of two."""
    _READ.set(None)  # what an earlier rerun read in this thread
    with suppress(KnowledgeBaseError):  # the screen itself says what is wrong
        _READ.set(knowledge_base())


def knowledge_base() -> KnowledgeBase:
    """The build that this rerun reads; outside of one, the current build.

    Raises KnowledgeBaseError where there is none that can be used.
    """
    read = _READ.get()
    if read is not None:
        return read
    chosen = settings(os.environ)
    return _opened(chosen.kb, current(Folder(chosen.kb)), chosen)


def titles(base: KnowledgeBase) -> dict[str, str]:
    """Document ids with their titles, in the order of the titles."""
    return dict(sorted(((document.id, document.title) for document in base.documents()), key=lambda pair: pair[1]))


@per_build(EDITIONS_KEPT)
def edition_of(base: KnowledgeBase, document: str, label: str) -> Edition:
    """An edition as the reader needs it. Raises CallError where there is none."""
    return read_edition(base.show_json(document, label))


def picture_of(base: KnowledgeBase, document: str, label: str, page: int) -> Picture:
    """The printed page.

    Raises CallError where there is none, DamagedBase where the original is not what was read, NoPicture where it cannot
    be painted.
    """
    return picture_at(base, document, label, page, ZOOM)


def picture_at(base: KnowledgeBase, document: str, label: str, page: int, zoom: float) -> Picture:
    """The printed page at `zoom` pixels a point. Raises as `picture_of` does."""
    key = base.edition(document, label).sha256, page, zoom
    return kept_picture(key, lambda: shrink(base.page_image(document, label, page, zoom)))


def figure_of(base: KnowledgeBase, entry: Entry) -> Picture | None:
    """The figure that a caption describes, cut out of its page; None for every other passage.

    None too where it cannot be shown: the quotation stands without it, and the reader says why.
    """
    image = entry.image
    if image is None:
        return None
    try:
        return piece_of(base, entry.document, entry.edition, image.page, Box(*image.box))
    except (DamagedBase, NoPicture):
        return None


def piece_of(base: KnowledgeBase, document: str, label: str, page: int, box: Box) -> Picture:
    """What stands in `box` (points) of the printed page. Raises as `picture_of` does."""
    key = base.edition(document, label).sha256, page, box
    return kept_picture(key, lambda: cropped(base.page_image(document, label, page, ZOOM), box))


def kept_picture(key: Hashable, make: Callable[[], Picture]) -> Picture:
    """The picture that `key` says all about, its original's digest before all; made where it is not kept."""
    return _pictures().get(key, make)


@per_build(1)
def examples(base: KnowledgeBase) -> tuple[str, ...]:
    """Questions to begin with that this knowledge base answers."""
    offered = tomllib.loads(files("screens.parts").joinpath("examples.toml").read_text(encoding="utf-8"))["questions"]
    answered = [question for question in offered if base.search(question, limit=1).results]
    return tuple(answered[:_EXAMPLES])


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(kb: Path, build: str, _settings: Settings) -> KnowledgeBase:
    # A build that gives way is not closed: another session may be asking it. It closes itself when it is forgotten.
    return open_kb(kb, _settings)


@st.cache_resource(show_spinner=False)
def _pictures() -> Recent[Hashable, Picture]:
    return Recent(PICTURES_BYTES, lambda picture: len(picture.data))
