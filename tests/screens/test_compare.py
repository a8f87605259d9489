"""Comparer: what changed between two editions, with both places of print, under an address that can be shared."""

from __future__ import annotations

from tests.screens.conftest import Open

COMPARE = "screens/compare.py"


def test_it_begins_with_the_last_two_editions_and_says_in_a_line_what_changed(screen: Open) -> None:
    drawn = screen(COMPARE)
    assert "1 changement : dose (1)." in drawn.text
    assert [box.value for box in drawn.at.selectbox][:3] == ["guide-os", "2022", "2024"]


def test_a_change_has_its_words_marked_and_both_pages_framed(screen: Open) -> None:
    html = screen(COMPARE, document="guide-os", de="2022", a="2024").html
    assert "<del>30</del>" in html and "<ins>8</ins>" in html
    assert html.count("data:image/png;base64,") == 2
    assert "Édition 2022, page 2 imprimée" in html


def test_each_side_leads_to_its_page(screen: Open) -> None:
    text = screen(COMPARE).text
    assert "/lecture?doc=guide-os&edition=2022&page=2" in text
    assert "/lecture?doc=guide-os&edition=2024&page=2" in text


def test_the_chart_has_a_text_that_says_the_same(screen: Open) -> None:
    assert "Changements par sens : dose 1." in str(screen(COMPARE).at.get("vega_lite_chart")[0].proto)


def test_the_address_narrows_by_meaning_and_section(screen: Open) -> None:
    assert "<del>" in screen(COMPARE, document="guide-os", sens="dose").html
    assert "Aucun changement" in screen(COMPARE, document="guide-os", sens="citation").text
    assert "<del>" in screen(COMPARE, document="guide-os", section="2 Radiothérapie").html
    assert "Aucun changement" in screen(COMPARE, document="guide-os", section="9 Ailleurs").text


def test_what_cannot_be_compared_is_said(screen: Open) -> None:
    assert "n’a qu’une édition" in screen(COMPARE, document="note").text
    assert "Référentiel inconnu" in screen(COMPARE, document="rien").text
    assert "Édition inconnue" in screen(COMPARE, document="guide-os", de="1999").text
    assert "Deux fois la même édition" in screen(COMPARE, document="guide-os", de="2024", a="2024").text


def test_the_later_edition_first_is_warned_of(screen: Open) -> None:
    assert "La première édition est la plus récente" in screen(COMPARE, document="guide-os", de="2024", a="2022").text


def test_a_number_of_changes_that_is_none_is_ignored(screen: Open) -> None:
    assert "<del>" in screen(COMPARE, document="guide-os", montrer="-5").html


def test_scores_and_recommendations_are_followed_below(screen: Open) -> None:
    assert "Suivi des recommandations" in str([e.label for e in screen(COMPARE).at.expander])


def test_a_changed_recommendation_is_tagged_on_cards_and_in_the_reader(screen: Open) -> None:
    assert "dose modifiée 2024" in screen(q="irradiation 8 Gy douleur osseuse").html
    assert "dose modifiée 2024" in screen("screens/reader.py", doc="guide-os", page="2").html
    assert "modifiée" not in screen("screens/reader.py", doc="guide-os", edition="2022", page="2").html
