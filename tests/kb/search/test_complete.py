"""Completion while typing offers only what the documents have."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.search.complete import complete
from kb.search.index import Index, open_index, write_index
from tests.kb.finding import small_corpus


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("complete") / "index"
    write_index(small_corpus(), folder)
    return open_index(folder)


def texts(index: Index, typed: str) -> list[str]:
    return [suggestion.text for suggestion in complete(typed, index)]


def test_the_last_word_is_completed_as_it_is_printed(index: Index) -> None:
    assert "dénosumab" in texts(index, "deno")
    assert "dose moelle" in texts(index, "dose moe")


def test_section_titles_are_offered_whole(index: Index) -> None:
    found = complete("mirel", index)
    assert [s.text for s in found if s.kind == "title"] == ["Score de Mirels"]


@pytest.mark.parametrize("typed", ["", "d", "8", "zzz", "(((", "\x00"])
def test_nothing_is_offered_for_nothing(index: Index, typed: str) -> None:
    assert complete(typed, index) == ()


def test_no_more_than_asked_is_offered(index: Index) -> None:
    assert len(complete("co", index, limit=3)) <= 3
