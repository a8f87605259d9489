"""Lecture: the text, the printed page, and the frame where the passage stands."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ingest.errors import NoPicture
from kb.knowledge import KnowledgeBase
from tests.conftest import HEIGHT, QUOTED, WIDTH, Small
from tests.screens.conftest import Open

READER = "screens/reader.py"


def passage_id(base: KnowledgeBase, label: str = "2024") -> str:
    return next(
        passage["id"]
        for passage in base.show_json("guide-os", label)["passages"]
        if "douleur osseuse" in passage["text"]
    )


def test_the_cited_passage_is_quoted_marked_and_framed_where_it_is_printed(
    screen: Open, small: Small, small_base: KnowledgeBase
) -> None:
    drawn = screen(READER, doc="guide-os", page="2", passage=passage_id(small_base))
    assert QUOTED in drawn.text
    assert "éd. 2024, §\u00a02, p.\u00a02" in drawn.html
    frame = re.search(r'class="frame" style="left:([\d.]+)%;top:([\d.]+)%;width:([\d.]+)%;height:([\d.]+)%', drawn.html)
    assert frame
    left, top, width, height = (float(part) / 100 for part in frame.groups())
    assert abs(left * WIDTH - small.box.x0) < 4
    assert abs((left + width) * WIDTH - small.box.x1) < 4
    assert top * HEIGHT <= small.box.y0 + 4
    assert (top + height) * HEIGHT >= small.box.y1 - 4
    assert height * HEIGHT < 2 * small.box.height


def test_without_a_passage_there_is_no_frame(screen: Open) -> None:
    drawn = screen(READER, doc="guide-os", page="2")
    assert 'class="sheet"' in drawn.html
    assert 'class="frame"' not in drawn.html


def test_a_passage_alone_leads_to_its_page(screen: Open, small_base: KnowledgeBase) -> None:
    assert "Page 2 sur 3" in screen(READER, doc="guide-os", passage=passage_id(small_base)).html


def test_an_address_of_a_page_given_to_the_first_screen_opens_the_reader(screen: Open) -> None:
    assert "Page 3 sur 3" in screen(doc="guide-os", page="3").html


def test_the_pages_follow_each_other(screen: Open) -> None:
    drawn = screen(READER, doc="guide-os", page="2")
    assert drawn.links["Précédente"] == "doc=guide-os&edition=2024&page=1"
    assert drawn.links["Suivante"] == "doc=guide-os&edition=2024&page=3"
    assert "Suivante" not in screen(READER, doc="guide-os", page="3").links


def test_the_outline_leads_to_the_sections(screen: Open) -> None:
    drawn = screen(READER, doc="guide-os", page="2")
    place, section = next(p for label, p in drawn.links.items() if "Diagnostic" in label).split("#")
    assert place.endswith("page=1")
    assert f'id="{section}"' in screen(READER, doc="guide-os", page="1").html
    assert re.search(r'aria-current="location"[^>]*>[^<]*Radiothérapie', drawn.html)


def test_a_superseded_edition_says_so_and_leads_to_the_latest(screen: Open) -> None:
    drawn = screen(READER, doc="guide-os", edition="2022", page="2")
    assert "édition remplacée" in drawn.html
    assert drawn.links["Lire la dernière édition"] == "doc=guide-os"


def test_a_text_without_pages_is_read_without_a_picture(screen: Open) -> None:
    drawn = screen(READER, doc="note")
    assert "nécrose de la mâchoire" in drawn.text
    assert "sans pages imprimées" in drawn.html


def test_what_was_read_cannot_become_markup(screen: Open) -> None:
    html = screen(READER, doc="guide-os", page="1").html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_what_the_address_names_and_is_not_there_is_said_with_a_way_out(screen: Open) -> None:
    for parameters, message, way_out in (
        ({}, "Quel référentiel", "Guide <b>des os</b> *étoilé*"),
        ({"doc": "inconnu"}, "Référentiel inconnu\u00a0: inconnu", "Voir les référentiels qu’il y a"),
        ({"doc": "guide-os", "edition": "1999"}, "Édition inconnue\u00a0: 1999", "Lire l’édition 2024"),
        ({"doc": "guide-os", "page": "99"}, "Page inconnue\u00a0: 99", "Lire depuis la première page"),
        ({"doc": "guide-os", "page": "0"}, "Page inconnue\u00a0: 0", "Lire depuis la première page"),
        ({"doc": "guide-os", "page": "deux"}, "Page inconnue\u00a0: deux", "Lire depuis la première page"),
        ({"doc": "guide-os", "page": "2", "passage": "p-0"}, "n’est pas dans cette édition", "Suivante"),
    ):
        drawn = screen(READER, **parameters)
        assert message in drawn.text
        assert way_out in drawn.links


@pytest.mark.usefixtures("forgetful")
def test_a_scanned_page_says_so(screen: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Page numérisée" not in screen(READER, doc="guide-os", page="2").html
    seen = KnowledgeBase.page
    monkeypatch.setattr(KnowledgeBase, "page", lambda self, *asked: replace(seen(self, *asked), ocr=True))
    assert "Page numérisée" in screen(READER, doc="guide-os", page="2").html


@pytest.mark.usefixtures("forgetful")
def test_a_page_that_cannot_be_painted_is_read_as_text_and_that_is_said(
    screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise NoPicture("page 2: no picture", "Its text can be read.")

    monkeypatch.setattr(KnowledgeBase, "page_image", broken)
    at = screen(READER, doc="guide-os", edition="2024", page="2")
    assert QUOTED in at.text
    assert "L’image de cette page n’a pas pu être produite" in at.text
