"""Bibliothèque: everything that is there, and everything that is not."""

from __future__ import annotations

import re
from html import unescape

import pytest

from screens.parts import vouched
from tests.screens.conftest import Open, Screen

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


def led_to(drawn: Screen, path: str) -> list[str]:
    """The parameters of the links to a screen, each once, in their order."""
    return list(dict.fromkeys(re.findall(rf'href="{path}\?([^"]*)"', unescape(drawn.html))))


def test_an_edition_opens_in_the_reader(screen: Open) -> None:
    shelves = screen(LIBRARY).html.split('class="shelf"')[1:]
    opened = [place for shelf in shelves for place in re.findall(r'href="/lecture\?([^"]*)"', unescape(shelf))]
    assert opened == ["doc=guide-os&edition=2024", "doc=guide-os&edition=2022", "doc=note&edition=2023"]


def test_a_document_with_several_editions_leads_to_their_comparison(screen: Open) -> None:
    assert led_to(screen(LIBRARY), "/comparer") == ["document=guide-os"]


def test_an_edition_leads_to_its_audit_and_to_the_lists_that_hold_something(screen: Open) -> None:
    drawn = screen(LIBRARY)
    assert len(led_to(drawn, "/audit")) == 3
    assert "document=guide-os&edition=2024" in led_to(drawn, "/audit")
    assert not led_to(drawn, "/tableaux")


def test_it_says_what_was_read_and_what_was_found_again_in_the_original(
    screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = screen(LIBRARY)
    assert "Couverture\u00a0: </span>Toutes les pages lues" in drawn.html
    assert "Vérification\u00a0: </span>en cours" in drawn.html
    assert "Vérification\u00a0: </span>source sans pages" in drawn.html
    monkeypatch.setattr(vouched, "known", lambda document, edition: (12, 0 if edition == "2024" else 2))
    html = screen(LIBRARY).html
    assert "✓ 12\u00a0passages relus dans l’original, à leur place" in html
    assert "12\u00a0passages retrouvés, 2 sans cadre car non retrouvés" in html
