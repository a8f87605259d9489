"""Recherche: what it finds is quoted and marked; what it does not find it says."""

from __future__ import annotations

from tests.screens.conftest import Open


def test_the_first_screen_offers_questions_that_have_an_answer(screen: Open) -> None:
    first = screen()
    assert "Que disent les référentiels" in first.html
    questions = [link for link, parameters in first.links.items() if parameters.startswith("q=")]
    assert questions
    for question in questions:
        assert "Rien dans ces référentiels" not in screen(q=question).html


def test_a_result_quotes_the_passage_with_its_words_marked_and_its_source(screen: Open) -> None:
    found = screen(q="dose en cas de douleur osseuse")
    assert "<mark>8 Gy</mark>" in found.html
    assert "édition 2024" in found.html
    assert "2 Radiothérapie" in found.text
    assert "p.\u00a02" in found.html


def test_a_result_leads_to_its_page_and_passage(screen: Open) -> None:
    parameters = next(p for label, p in screen(q="irradiation douleur osseuse").links.items() if "page 2" in label)
    assert parameters.startswith("doc=guide-os&edition=2024&page=2&passage=")


def test_earlier_editions_answer_when_asked_for(screen: Open) -> None:
    assert "édition 2022" not in screen(q="irradiation douleur osseuse").html.replace("Déjà dans l’édition 2022", "")
    assert "édition remplacée" in screen(q="irradiation 30 Gy dix fractions", editions="toutes").html


def test_a_filter_restricts(screen: Open) -> None:
    assert "Rien dans ces référentiels" in screen(q="irradiation douleur osseuse", document="note").html
    assert "Rien dans ces référentiels" in screen(q="irradiation douleur osseuse", kind="table").html


def test_nothing_found_is_said(screen: Open) -> None:
    assert "Rien dans ces référentiels sur «\u00a0tarte aux pommes\u00a0»" in screen(q="tarte aux pommes").html


def test_an_unknown_document_is_named_with_those_there_are(screen: Open) -> None:
    drawn = screen(q="douleur", document="inconnu")
    assert "Référentiel inconnu\u00a0: inconnu" in drawn.html
    assert "Chercher sans filtre" in drawn.links


def test_an_unknown_kind_is_named_with_those_there_are(screen: Open) -> None:
    assert "Nature de passage inconnue" in screen(q="douleur", kind="poème").html


def test_punctuation_is_a_question_without_an_answer(screen: Open) -> None:
    assert "Rien dans ces référentiels" in screen(q="?!… ()").html


def test_what_was_read_cannot_become_markup(screen: Open) -> None:
    drawn = screen(q="texte piégé")
    assert "<script>" not in drawn.html
    assert "&lt;script&gt;" in drawn.html.replace("<mark>", "").replace("</mark>", "")
    assert "Guide &lt;b&gt;des os&lt;/b&gt; *étoilé*" in drawn.html


def test_a_question_typed_in_the_box_becomes_the_address(screen: Open) -> None:
    first = screen()
    first.at.text_input[0].input("irradiation  douleur").run()
    assert first.at.query_params["q"] == "irradiation douleur"
    assert "<mark>" in first.html


def test_a_filter_chosen_becomes_the_address(screen: Open) -> None:
    found = screen(q="irradiation douleur")
    found.at.selectbox(key="document").select("note").run()
    assert found.at.query_params["document"] == "note"
    assert found.at.query_params["q"] == "irradiation douleur"


def test_the_notice_stands_under_every_screen(screen: Open) -> None:
    for drawn in (screen(), screen("screens/reader.py"), screen("screens/library.py")):
        assert "n’est pas un dispositif médical" in drawn.html


def test_the_doses_of_the_guidelines_stand_first_each_with_its_page(screen: Open) -> None:
    found = screen(q="dose en cas de douleur osseuse")
    assert "Doses citées pour cette question" in found.html
    assert '<strong class="dose">8 Gy en une fraction</strong>' in found.html
    assert "Recommandée" in found.html
    label, parameters = next((label, p) for label, p in found.links.items() if "éd\\. 2024\\, p\\. 2" in label)
    assert parameters.startswith("doc=guide-os&edition=2024&page=2&passage=")
    assert r"Guide \<b\>des os\<\/b\> \*étoilé\*" in label
