"""Bibliothèque: everything that is there, and everything that is not."""

from __future__ import annotations

from tests.screens.conftest import Open

LIBRARY = "screens/library.py"


def test_every_edition_is_listed_with_what_was_read_of_it(screen: Open) -> None:
    drawn = screen(LIBRARY)
    assert "2\u00a0référentiels · 3\u00a0éditions" in drawn.html
    assert "Édition 2024" in drawn.html
    assert "1er juin 2024" in drawn.html
    assert "données jusqu’au 31 décembre 2023" in drawn.html
    assert "remplacée" in drawn.html
    assert "3\u00a0pages · 3\u00a0sections" in drawn.html


def test_a_refused_file_is_named_with_the_reason_and_what_to_do(screen: Open) -> None:
    drawn = screen(LIBRARY)
    assert "faux.pdf" in drawn.html
    assert "ce n’est pas un PDF" in drawn.html
    assert "Exportez le document en PDF." in drawn.html


def test_an_edition_opens_in_the_reader(screen: Open) -> None:
    leads = [element.proto.query_string for element in screen(LIBRARY).at.get("page_link")]
    opened = [lead for lead in leads if lead.startswith("doc=")]
    assert opened == ["doc=guide-os&edition=2024", "doc=guide-os&edition=2022", "doc=note&edition=2023"]


def test_a_document_with_several_editions_leads_to_their_comparison(screen: Open) -> None:
    leads = [element.proto.query_string for element in screen(LIBRARY).at.get("page_link")]
    assert [lead for lead in leads if lead.startswith("document=")] == ["document=guide-os"]
