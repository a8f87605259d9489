"""Aide and Bibliothèque: what the program does and does not, how it is asked, and the editions in time."""

from __future__ import annotations

from urllib.parse import parse_qs

from tests.screens.conftest import Open


def test_it_says_what_it_is_not_how_it_is_asked_and_how_sources_are_verified(listed: Open) -> None:
    drawn = listed("screens/help.py")
    for said in (
        "pas un dispositif médical",
        "aucun modèle de langue",
        "sont vérifiées",
        "Clavier",
        "Éditions",
    ):
        assert said in drawn.text
    asked = " ".join(parse_qs(parameters).get("q", [""])[0] for parameters in drawn.links.values())
    for operator in ('"', " -", "titre:", "page:", "dose:>=30Gy"):
        assert operator in asked


def test_french_has_its_no_break_spaces(listed: Open) -> None:
    text = listed("screens/help.py").text
    assert " :" not in text.replace("\u00a0:", "")
    assert "« " not in text


def test_the_library_shows_the_editions_in_time(listed: Open) -> None:
    html = listed("screens/library.py").html
    assert "Éditions dans le temps" in html
    assert 'aria-label="Édition 2024, du 15 juin 2024, sans date de fin, données jusqu’au 31 décembre 2023"' in html
