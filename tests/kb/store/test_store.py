"""The store keeps a guideline whole, and is opened only when it is one of ours."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import DamagedBase, NewerBase, OlderBase
from ingest.model import Guideline, Passage, PassageKind
from kb.calculators import stored as stored_calculators
from kb.calculators.model import Calculator, Kind, Status
from kb.store.database import SCHEMA_VERSION, copy_edition, create, open_read_only, transaction
from kb.store.rows import LAYERS, recall, stow
from tests.kb.making import PLAIN, guideline

SCORE = Calculator("d/mirels", Kind.SCORE, "Score de Mirels", "d", "", Status.REFUSED, "unreadable")


def stored(path: Path, guide: Guideline) -> Path:
    with create(path) as connection, transaction(connection):
        _edition(connection, 1, guide)
        stow(connection, 1, guide)
        stored_calculators.stow(connection, 1, [SCORE])
    return path


def _edition(connection: sqlite3.Connection, number: int, guide: Guideline) -> None:
    connection.execute("INSERT OR IGNORE INTO documents (id, title) VALUES ('d', 'D')")
    connection.execute(
        "INSERT INTO editions (id, document, label, rank, position, file, sha256, media, title, page_count, fresh,"
        " seconds) VALUES (?, 'd', ?, 0, 0, 'd.pdf', ?, 'pdf', ?, 2, 1, 0)",
        (number, str(number), guide.sha256, guide.title),
    )


@pytest.fixture
def guide() -> Guideline:
    return guideline("d", ["Il est recommandé d'irradier.", "Une dose de 30 Gy."])


def test_a_guideline_comes_back_with_every_layer_and_place(tmp_path: Path, guide: Guideline) -> None:
    with closing(open_read_only(stored(tmp_path / "s", guide))) as connection:
        back = recall(connection, 1)
    assert back == guide
    for before, after in zip(guide.passages, back.passages, strict=True):
        assert after.text.page == before.text.page
        assert len(back.places(after.text)) == len(guide.places(before.text))
    assert [t.pages for t in back.tables] == [(1, 2)]
    assert [c.box for c in back.tables[0].cells] == [c.box for c in guide.tables[0].cells]
    assert back.tables[0].reasons == ("no rules",)
    assert back.furniture == guide.furniture
    assert [f.box for f in back.figures] == [f.box for f in guide.figures]


def test_every_layer_is_copied_into_another_store_under_its_number(tmp_path: Path, guide: Guideline) -> None:
    source = stored(tmp_path / "s?#%é", guide)
    with create(tmp_path / "t") as connection:
        for number in (1, 2):
            _edition(connection, number, guide)
            copy_edition(connection, number, source)
    with closing(open_read_only(tmp_path / "t")) as connection:
        assert recall(connection, 2) == guide
        for layer in LAYERS:
            counts = connection.execute(f"SELECT edition, count(*) FROM {layer} GROUP BY edition").fetchall()
            assert len(counts) == 2 and counts[0][1] == counts[1][1], layer


def test_a_plain_source_has_no_places(tmp_path: Path) -> None:
    empty = guideline("d", ["x"])
    guide = replace(
        empty, pages=(), sections=(), passages=(Passage("p", PassageKind.PARAGRAPH, None, PLAIN),), tables=(),
        figures=(), recommendations=(), references=(), citations=(), quantities=(), doses=(), furniture=(),
    )  # fmt: skip
    with closing(open_read_only(stored(tmp_path / "s", guide))) as connection:
        assert connection.execute("SELECT page, places, length(glyphs) FROM passages").fetchall() == [(1, "[]", 0)]
        assert recall(connection, 1) == guide


def test_layers_that_do_not_agree_are_not_stored(tmp_path: Path, guide: Guideline) -> None:
    twice = replace(guide, passages=(guide.passages[0], *guide.passages))
    with pytest.raises(sqlite3.IntegrityError):
        stored(tmp_path / "twice", twice)
    orphan = replace(guide, passages=(replace(guide.passages[0], section="nowhere"), *guide.passages[1:]))
    with pytest.raises(sqlite3.IntegrityError):
        stored(tmp_path / "orphan", orphan)


def test_a_store_opens_in_any_sqlite_tool(tmp_path: Path, guide: Guideline) -> None:
    with closing(sqlite3.connect(stored(tmp_path / "s", guide))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        found = connection.execute(
            "SELECT json_extract(places, '$[1].page'), json_extract(places, '$[1].printed_page') FROM passages"
            " WHERE text LIKE '%8 Gy%'"
        ).fetchall()
        assert found == [(2, "6")]


def test_a_store_of_a_later_version_is_refused_and_says_so(tmp_path: Path, guide: Guideline) -> None:
    path = stored(tmp_path / "s", guide)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(NewerBase, match="later version"):
        open_read_only(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 0")
    with pytest.raises(OlderBase, match="earlier version"):
        open_read_only(path)


@pytest.mark.parametrize("content", [b"", b"garbage" * 500, None])
def test_what_is_no_store_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "s"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DamagedBase):
        open_read_only(path)


def test_a_cut_store_is_refused(tmp_path: Path, guide: Guideline) -> None:
    path = stored(tmp_path / "s", guide)
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(DamagedBase):
        open_read_only(path)


def test_a_reader_cannot_write(tmp_path: Path, guide: Guideline) -> None:
    path = stored(tmp_path / "s", guide)
    with (
        closing(open_read_only(path)) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("DELETE FROM cells")


def test_one_connection_serves_other_threads(tmp_path: Path, guide: Guideline) -> None:
    found = []
    with closing(open_read_only(stored(tmp_path / "s", guide))) as connection:
        thread = threading.Thread(target=lambda: found.append(recall(connection, 1)))
        thread.start()
        thread.join()
    assert found == [guide]
