"""Every rendering read once for all tests of this folder."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ingest.model import Guideline
from ingest.reader import read_guideline
from tests.golden.renderings import renderings
from tests.golden.scoring import Share, score


@dataclass(frozen=True, slots=True)
class Scored:
    """A rendering as it was read, beside what it should have given."""

    name: str
    pdf: bytes
    reading: Guideline
    score: dict[str, Share]


@pytest.fixture(scope="session")
def scored() -> tuple[Scored, ...]:
    out = []
    for rendering in renderings():
        pdf = rendering.make()
        reading = read_guideline(pdf, name=f"{rendering.name}.pdf", document=rendering.name)
        out.append(Scored(rendering.name, pdf, reading, score(reading, rendering.expected())))
    return tuple(out)
