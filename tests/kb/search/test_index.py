"""An index gives back what was written, and says so when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.engines import DamagedIndex
from kb.search.index import open_index, write_index
from tests.kb.finding import small_corpus


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_index(small_corpus(), tmp_path / "index")
    return tmp_path / "index"


def test_entries_come_back_as_they_were_given(folder: Path) -> None:
    index = open_index(folder)
    assert [index.entry(number) for number in range(index.size)] == small_corpus()


def test_what_was_learnt_from_the_documents_is_there_after_opening(folder: Path) -> None:
    index = open_index(folder)
    assert "sigle.eo" in index.lexicon.groups
    assert index.words["denosumab"].printed == "dénosumab"
    assert {"30gy/10f", "8gy/1f", "17gy"} <= set(index.amounts)


def test_the_same_entries_make_the_same_files(folder: Path, tmp_path: Path) -> None:
    write_index(small_corpus(), tmp_path / "again")
    for name in ("index.json", "entries.bin", "entries.idx"):
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()


@pytest.mark.parametrize("name", ["index.json", "entries.bin", "entries.idx", "engine"])
def test_a_missing_or_cut_file_is_a_damaged_index(folder: Path, name: str) -> None:
    target = folder / name
    if target.is_dir():
        for file in target.iterdir():
            file.write_bytes(file.read_bytes()[:10])
    else:
        target.write_bytes(target.read_bytes()[:-9])
    with pytest.raises(DamagedIndex):
        open_index(folder)


def test_another_format_is_not_read(folder: Path) -> None:
    meta = folder / "index.json"
    meta.write_text(meta.read_text(encoding="utf-8").replace('"format": ', '"format": 9'), encoding="utf-8")
    with pytest.raises(DamagedIndex, match="format"):
        open_index(folder)


def test_an_empty_corpus_has_an_index(tmp_path: Path) -> None:
    write_index([], tmp_path / "index")
    assert open_index(tmp_path / "index").size == 0
