"""Recueil: what was set aside, in its order, and the files it becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.citing.cited import Cited, Kind
from kb.knowledge import KnowledgeBase, open_kb
from screens.parts import tray
from screens.parts.edition import Edition, read_edition
from tests.screens.conftest import Open

TRAY, READER = "screens/tray.py", "screens/reader.py"


@pytest.fixture(scope="module")
def base(shelf: Path) -> KnowledgeBase:
    return open_kb(shelf)


@pytest.fixture(scope="module")
def mo(base: KnowledgeBase) -> Edition:
    return read_edition(base.show_json("mo"))


def test_an_empty_collection_says_how_it_is_filled(listed: Open) -> None:
    assert "Le recueil est vide" in listed(TRAY).text


def test_a_passage_set_aside_in_the_reader_stands_in_the_collection(listed: Open, mo: Edition) -> None:
    passage = next(p for p in mo.passages.values() if p["kind"] == "item" and p["page"] == 4)
    drawn = listed(READER, doc="mo", passage=passage["id"])
    next(button for button in drawn.at.button if button.label == "Ajouter au recueil").click().run()
    assert any(button.label == "Dans le recueil" and button.disabled for button in drawn.at.button)
    drawn.at.query_params.clear()
    drawn.at.switch_page(TRAY).run()
    assert passage["text"][:40] in drawn.text
    assert "données jusqu’au 31 décembre 2023" in drawn.text
    assert [each.proto.label for each in drawn.at.get("download_button")] == ["Word (DOCX)", "PDF"]
    next(button for button in drawn.at.button if button.label == "Retirer").click().run()
    assert "Le recueil est vide" in drawn.text


def test_a_row_keeps_the_heading_of_its_table(mo: Edition) -> None:
    table = next(iter(mo.tables.values()))
    head = table["header_rows"]
    item = tray.table_item(mo, table, [head + 1])
    assert item.rows == tuple(tuple(table["rows"][n]) for n in (*range(head), head + 1))
    assert item.address.endswith(f"row={head + 1}")


def test_a_superseded_edition_is_told(base: KnowledgeBase) -> None:
    old = read_edition(base.show_json("mo", "2022"))
    item = tray.passage_item(old, next(p for p in old.passages.values() if p["kind"] == "paragraph"))
    assert item.note == tray.SUPERSEDED
    assert item.cut_off == "date limite des données non indiquée"


def test_nothing_is_collected_twice_and_the_order_is_the_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tray.st, "session_state", {})
    a, b = (Cited(Kind.PASSAGE, name, name, name) for name in "ab")
    assert (tray.add(a), tray.add(b), tray.add(a)) == (True, True, False)
    tray.move(1, -1)
    tray.move(0, -1)
    assert tray.items() == (b, a)
    tray.remove(0)
    tray.remove(9)
    assert tray.items() == (a,)
