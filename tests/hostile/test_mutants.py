"""PDFs damaged at random are borne, and so is every one that once was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.reader import read_guideline
from kb.store.codec import encode
from tests.hostile.mutants import broken, mutant, seeds
from tests.sizes import LONG

MUTANTS = 2000 if LONG else 50
BROKEN = sorted((Path(__file__).parent / "broken").glob("*.pdf"))


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_what_once_broke_the_reader_is_borne(path: Path) -> None:
    try:
        found = read_guideline(path.read_bytes(), name=path.name, document="casse")
    except SourceError as error:
        told = [error.why]
    else:
        told = [each.why for each in found.dropped]
        assert all(encode(passage.text) for passage in found.passages), "a place that cannot be kept"
    assert all(why.encode("utf-8") for why in told)


@pytest.mark.long
def test_mutants_are_borne(tmp_path: Path) -> None:
    found = list(broken(tmp_path, MUTANTS, seed=1))
    assert found == [], "make them again with tests.hostile.mutants.mutant(seeds(), seed, number)"


def test_a_mutant_can_be_made_again() -> None:
    originals = seeds()
    assert mutant(originals, 1, 7) == mutant(originals, 1, 7) != mutant(originals, 1, 8)
