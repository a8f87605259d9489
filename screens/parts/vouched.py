"""Whether a passage was found again in its original, as a quiet mark; nothing is claimed before it is known.

The work is done by a process beside the app (`kb/verify/witness.py`); a screen only asks what is known by now.
"""

from __future__ import annotations

from contextlib import suppress

from ingest.errors import KnowledgeBaseError
from kb.knowledge import KnowledgeBase
from kb.verify.witness import Witness
from screens.parts.html import Html, tag
from screens.parts.kept import per_build
from screens.parts.knowledge import knowledge_base

_HOW = "Relu mot à mot dans l’original, à sa page et dans son cadre, par un second moteur de lecture"


def begin() -> None:
    """Have the current build looked at, once; where there is none, its screens say so."""
    with suppress(KnowledgeBaseError):
        _witness(knowledge_base())


def standing(document: str, edition: str, passage: str) -> bool | None:
    """True where the passage stands in its original as it is quoted, False where it does not, None where unknown."""
    return _witness(knowledge_base()).standing(document, edition, passage)


def known(document: str, edition: str) -> tuple[int, int] | None:
    """How many passages of an edition stand in its original, and how many do not; None until all are known."""
    return _witness(knowledge_base()).known(document, edition)


def mark(document: str, edition: str, passage: str) -> Html | None:
    """The mark of a passage that was verified, or the doubt about one that failed; nothing where it is not known."""
    stands = standing(document, edition, passage)
    if stands is None:
        return None
    if stands:
        return tag("span", "✓ vérifié", class_="chip verified", title=_HOW)
    return tag("span", "non retrouvé à sa place dans l’original", class_="chip doubtful")


@per_build(1)
def _witness(base: KnowledgeBase) -> Witness:
    return Witness(base.path, base.build_id)
