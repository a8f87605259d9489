"""Recherche: what it finds is quoted and marked; what it does not find it says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest

from kb.calculators.formulas import FORMULAS
from kb.calculators.model import Band, Calculator, Item, Kind, Role, Status
from kb.knowledge import KnowledgeBase
from kb.search.answers import CalculatorCard, Card, LookupCard
from kb.search.find import Answer, Mention
from kb.search.query import parse_query
from screens.parts.syntax import operators
from tests.screens.conftest import Open


def test_the_first_screen_offers_questions_that_have_an_answer(screen: Open) -> None:
    first = screen()
    assert "Que disent les référentiels" in first.html
    operands = {example for example, _ in operators("guide-os")}
    asked = [parse_qs(parameters).get("q", [""])[0] for parameters in first.links.values()]
    questions = [question for question in asked if question and question not in operands]
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
    assert "édition 2022</span>" not in screen(q="irradiation douleur osseuse").html
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


def test_the_operators_are_told_each_with_an_example_that_is_a_link(screen: Open) -> None:
    for drawn in (screen(), screen(q="douleur")):
        assert [expander.label for expander in drawn.at.expander] == ["Syntaxe de recherche"]
        asked = " ".join(parse_qs(parameters).get("q", [""])[0] for parameters in drawn.links.values())
        for operator in ('"', " -", "titre:", "document:", "page:", "dose:>=30Gy", "fractions:10"):
            assert operator in asked


def test_every_example_of_an_operator_is_read_as_one() -> None:
    for example, _ in operators("guide-os"):
        query = parse_query(example)
        restricted = (query.phrases, query.without, query.titles, query.documents, query.pages)
        assert any((*restricted, query.doses, query.fractions)), example


def test_a_misspelt_question_is_corrected_and_can_be_asked_as_typed(screen: Open) -> None:
    drawn = screen(q="iradiation douleur osseuse")
    assert "Résultats pour <strong>irradiation douleur osseuse</strong>" in drawn.html
    exact = next(parameters for label, parameters in drawn.links.items() if label.startswith("Chercher plutôt"))
    assert parse_qs(exact) == {"q": ["iradiation douleur osseuse"], "mots": ["exacts"]}


def test_a_question_about_other_patients_says_for_whom_the_guideline_was_written(screen: Open) -> None:
    drawn = screen(q="irradiation douleur osseuse chez l’enfant")
    assert "référentiel «\u00a0cancers bronchiques\u00a0»\u00a0: population différente" in drawn.html
    assert "Doses citées" not in drawn.html
    assert "population différente" not in screen(q="irradiation douleur osseuse").html


def test_an_older_edition_is_a_click_away(screen: Open) -> None:
    drawn = screen(q="contrôle clinique prévu à six semaines")
    assert "Déjà dans" in drawn.html
    assert drawn.links["édition 2022"].startswith("doc=guide-os&edition=2022&passage=")
    assert drawn.html.count("Un contrôle clinique") + drawn.html.count("Un <mark>") == 1


@pytest.mark.usefixtures("forgetful")
def test_agreement_is_shown_with_the_other_passage(screen: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    found = KnowledgeBase.search

    def agreeing(self: KnowledgeBase, query: str, **options: Any) -> Answer:
        answer = found(self, query, **options)
        mention = Mention("note", "2023", "p-1")
        return replace(answer, results=(replace(answer.results[0], agrees=(mention, mention)),))

    monkeypatch.setattr(KnowledgeBase, "search", agreeing)
    drawn = screen(q="irradiation douleur osseuse")
    assert "Concordance\u00a0: dit aussi par" in drawn.html
    assert drawn.links["Note sans pages, éd. 2023"] == "doc=note&edition=2023&passage=p-1"


@pytest.mark.usefixtures("forgetful")
def test_an_item_stands_below_what_it_hangs_from(screen: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    found = KnowledgeBase.search

    def hanging(self: KnowledgeBase, query: str, **options: Any) -> Answer:
        answer = found(self, query, **options)
        first = answer.results[0]
        return replace(answer, results=(replace(first, entry=replace(first.entry, lead="On <distingue>\u00a0:")),))

    monkeypatch.setattr(KnowledgeBase, "search", hanging)
    html = screen(q="irradiation douleur osseuse").html
    assert html.index("On &lt;distingue&gt;\u00a0:") < html.index("<blockquote")


@pytest.mark.usefixtures("forgetful")
def with_cards(monkeypatch: pytest.MonkeyPatch, *cards: Card, calculator: Calculator | None = None) -> None:
    """Searches answer with `cards`, and `calculator` is what they name."""
    found = KnowledgeBase.search
    monkeypatch.setattr(
        KnowledgeBase,
        "search",
        lambda self, query, **options: replace(found(self, query, **options), cards=cards),
    )
    if calculator:
        monkeypatch.setattr(KnowledgeBase, "calculator", lambda self, name: calculator)


def test_a_score_the_question_names_stands_first_and_leads_to_its_page(
    screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    score = Calculator("guide-os/essai", Kind.SCORE, "Score <d’essai>", "guide-os", "2024", Status.READY, page=2)
    with_cards(monkeypatch, CalculatorCard(score.id, score.name, "guide-os"), calculator=score)
    drawn = screen(q="irradiation douleur osseuse")
    assert drawn.html.index("<h2>Score &lt;d’essai&gt;</h2>") < drawn.html.index("<article")
    assert "doc=guide-os&edition=2024&page=2" in drawn.links.values()


def test_a_checklist_shows_its_criteria_by_their_role(screen: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    items = (
        Item("a", "une lésion <isolée>", (), Role.INDICATION),
        Item("b", "une instabilité", (), Role.CONTRAINDICATION),
        Item("c", "une survie courte", (), Role.CONTRAINDICATION),
    )
    listed = Calculator(
        "guide-os/liste", Kind.CHECKLIST, "Liste", "guide-os", "2024", Status.READY, items=items, page=2
    )
    with_cards(monkeypatch, CalculatorCard(listed.id, listed.name, "guide-os"), calculator=listed)
    drawn = screen(q="irradiation douleur osseuse")
    assert "Indications\u00a0: </span>une lésion &lt;isolée&gt;" in drawn.html
    assert "Contre-indications\u00a0: </span>une instabilité ; une survie courte" in drawn.html
    assert "relatives" not in drawn.html


def test_a_score_that_was_read_in_part_says_why(screen: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    score = Calculator("guide-os/essai", Kind.SCORE, "Score", "guide-os", "2024", Status.INCOMPLETE, "Sans verdict.")
    with_cards(monkeypatch, CalculatorCard(score.id, score.name, "guide-os"), calculator=score)
    assert "Calculateur incomplet\u00a0: " in screen(q="irradiation douleur osseuse").html


def test_a_total_that_is_asked_about_brings_its_printed_verdict_unless_points_are_missing(
    screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    bands = (Band(None, 7, "radiothérapie", (), 2, ()), Band(8, None, "avis <chirurgical>", ("en urgence",), 2, ()))
    score = Calculator(
        "guide-os/essai", Kind.SCORE, "Score", "guide-os", "2024", Status.READY, page=2, bands=bands, range=(4, 12)
    )
    with_cards(monkeypatch, CalculatorCard(score.id, score.name, "guide-os", total=8), calculator=score)
    assert "avis &lt;chirurgical&gt; ; en urgence" in screen(q="irradiation douleur osseuse").html
    with_cards(monkeypatch, CalculatorCard(score.id, score.name, "guide-os", total=13), calculator=score)
    assert (
        "radiothérapie</strong>" not in (html := screen(q="irradiation douleur osseuse").html) and "urgence" not in html
    )
    missing = replace(score, absent_points=2)
    with_cards(monkeypatch, CalculatorCard(score.id, score.name, "guide-os", total=8), calculator=missing)
    assert "urgence" not in screen(q="irradiation douleur osseuse").html


def test_a_formula_shows_its_published_source(screen: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    with_cards(monkeypatch, CalculatorCard(FORMULAS[0].id, FORMULAS[0].name))
    drawn = screen(q="irradiation douleur osseuse")
    assert FORMULAS[0].name in drawn.text
    assert "Source\u00a0: " in drawn.html


def test_a_row_that_answers_shows_its_values_and_leads_to_its_page(
    screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Calculator("guide-os/doses", Kind.LOOKUP, "Doses", "guide-os", "2024", Status.READY, page=2)
    values = (
        {"key": "dose", "label": "Dose", "value": 8.0, "unit": "Gy", "page": 3, "box": None},
        {"key": "rythme", "label": "Rythme", "value": "une séance", "unit": None, "page": 3, "box": None},
        {"key": "but", "label": "But", "value": None, "unit": None, "page": None, "box": None},
        {"key": "limite", "label": "Limite", "value": "aucune", "unit": None, "page": 5, "box": None},
    )
    with_cards(monkeypatch, LookupCard(table.id, values), calculator=table)
    drawn = screen(q="irradiation douleur osseuse")
    for label, value in (("Dose", "8\u00a0Gy"), ("Rythme", "une séance"), ("But", "non précisé")):
        assert f"{label}\u00a0: </span><strong>{value}</strong>" in drawn.html
    assert "doc=guide-os&edition=2024&page=3" in drawn.links.values()
    assert "doc=guide-os&edition=2024&page=5" in drawn.links.values()
