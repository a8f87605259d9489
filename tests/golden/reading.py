"""The renderings, each read once for all tests; half of them where the run is a short one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ingest.model import Guideline
from ingest.reader import read_guideline
from tests.golden.renderings import renderings
from tests.golden.scoring import Share, score
from tests.sizes import some


@dataclass(frozen=True, slots=True)
class Scored:
    """A rendering as it was read, beside what it should have given."""

    name: str
    pdf: bytes
    reading: Guideline
    score: dict[str, Share]


@cache
def scored(name: str) -> Scored:
    """The rendering of that name."""
    rendering = next(one for one in renderings() if one.name == name)
    pdf = rendering.make()
    reading = read_guideline(pdf, name=f"{name}.pdf", document=name)
    return Scored(name, pdf, reading, score(reading, rendering.expected()))


def names() -> tuple[str, ...]:
    return tuple(rendering.name for rendering in renderings())


def all_scored() -> tuple[Scored, ...]:
    """All of them in the long run, else every other."""
    return tuple(scored(name) for name in some(names(), 18))
