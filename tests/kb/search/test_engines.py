"""The contract every engine keeps: the same terms in, the same candidates out."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import CallError
from kb.engines import ENGINES, DamagedIndex, Engine, Postings, get_engine, slow_hint

BAGS = [["a", "b", "=x", "@k:v", "∈10", "30gy/10f"], ["a"] * 3, ["b", "c"], ["é"]]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == "tantivy":
        pytest.importorskip("tantivy", reason="the extra sourcier[tantivy] is not installed")
    return get_engine(request.param)


@pytest.fixture
def postings(engine: Engine, tmp_path: Path) -> Postings:
    engine.write(BAGS, tmp_path / "engine")
    return engine.open(tmp_path / "engine")


def numbers(found: list[tuple[int, float]]) -> list[int]:
    return [number for number, _ in found]


def test_statistics_count_bags_and_not_occurrences(postings: Postings) -> None:
    assert postings.size == 4
    assert [postings.frequency(term) for term in ("a", "b", "30gy/10f", "é", "absent")] == [2, 2, 1, 1, 0]


def test_any_term_proposes_and_more_of_it_comes_first(postings: Postings) -> None:
    assert numbers(postings.candidates({"a": 1.0, "b": 0.5}, 10)) == [1, 0, 2]
    assert numbers(postings.candidates({"a": 1.0, "b": 0.5}, 1)) == [1]
    assert postings.candidates({"absent": 1.0}, 10) == []


def test_scores_are_the_same_bm25_for_every_engine(postings: Postings) -> None:
    assert [score for _, score in postings.candidates({"a": 1.0}, 10)] == pytest.approx([1.089231, 0.491911], abs=1e-5)


def test_required_groups_and_excluded_terms_restrict(postings: Postings) -> None:
    assert numbers(postings.candidates({"a": 1.0}, 10, [["b", "absent"]])) == [0]
    assert numbers(postings.candidates({"a": 1.0}, 10, [["b"], ["c"]])) == []
    assert numbers(postings.candidates({"a": 1.0}, 10, [["absent"]])) == []
    assert numbers(postings.candidates({"a": 1.0}, 10, (), ["=x"])) == [1]


def test_without_terms_the_groups_alone_choose(postings: Postings) -> None:
    assert numbers(postings.candidates({}, 10, [["b"]])) == [0, 2]
    assert numbers(postings.candidates({}, 10, [["b"]], ["c"])) == [0]


def test_an_opened_index_survives_the_removal_of_its_files(engine: Engine, tmp_path: Path) -> None:
    engine.write(BAGS, tmp_path / "engine")
    postings = engine.open(tmp_path / "engine")
    (tmp_path / "engine").rename(tmp_path / "older")
    engine.write([["z"]], tmp_path / "engine")
    assert numbers(postings.candidates({"a": 1.0}, 10)) == [1, 0]
    assert engine.open(tmp_path / "engine").frequency("a") == 0


def test_an_empty_index_answers_nothing(engine: Engine, tmp_path: Path) -> None:
    engine.write([], tmp_path / "engine")
    assert engine.open(tmp_path / "engine").candidates({"a": 1.0}, 10) == []


def test_a_missing_or_damaged_index_is_told_apart_from_an_empty_one(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(DamagedIndex):
        engine.open(tmp_path / "absent")
    engine.write(BAGS, tmp_path / "engine")
    for file in (tmp_path / "engine").iterdir():
        file.write_bytes(b"\x00damaged")
    with pytest.raises(DamagedIndex):
        engine.open(tmp_path / "engine")


def test_an_engine_that_is_not_offered_is_a_call_error_that_lists_those_that_are() -> None:
    with pytest.raises(CallError, match="whoosh"):
        get_engine("elastic")


def test_a_build_beyond_what_whoosh_is_made_for_is_told_of_tantivy() -> None:
    assert slow_hint("whoosh", get_engine("whoosh").comfortable) is None
    assert "--engine tantivy" in str(slow_hint("whoosh", 1_000_000))
