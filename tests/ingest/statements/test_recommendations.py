"""Which statements recommend, and how they are kept."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identity import stable_id
from ingest.language import French
from ingest.model import Passage, PassageKind, Recommendation, Section, Strength, plain
from ingest.statements.recommendations import find_recommendations, is_recommendation_heading

FRENCH = French()
TITLES = (Section("s", "2", plain("Traitement"), 1, None), Section("b", None, plain("Recommandations"), 1, None))


def passage(text: str, kind: PassageKind = PassageKind.PARAGRAPH, section: str | None = "s", id_: str = "p") -> Passage:
    return Passage(id_, kind, section, plain(text), 1 if kind is PassageKind.ITEM else 0)


def find(*passages: Passage, sections: Sequence[Section] = TITLES) -> list[Recommendation]:
    return list(find_recommendations(FRENCH, passages, sections))


@pytest.mark.parametrize(
    "title",
    [
        "Recommandations", "RECOMMANDATIONS :", "3.2 Recommandations", "Recommandation 4", "Take home messages",
        "Take-home message", "Points clés", "Les points clés à retenir", "Messages clés", "Ce qu’il faut retenir",
        "À retenir", "L’essentiel", "Synthèse des recommandations", "Recommandations de bonne pratique",
        "IV. Points forts",
    ],
)  # fmt: skip
def test_a_box(title: str) -> None:
    assert is_recommendation_heading(title)


@pytest.mark.parametrize(
    "title",
    [
        "Recommandations pour la prise en charge des métastases osseuses", "Résultats", "Messages", "", "2.1",
        "Recommandations et réglementation", "Comparaison avec les recommandations", "Points de ponction",
    ],
)  # fmt: skip
def test_no_box(title: str) -> None:
    assert not is_recommendation_heading(title)


def test_an_item_of_a_box_is_one_recommendation_whatever_it_says() -> None:
    text = "La cimentoplastie est efficace. Elle est sûre."
    (r,) = find(passage(text, PassageKind.RECOMMENDATION, "b"))
    assert (r.text.text, r.strength, r.section) == (text, Strength.UNSTATED, "b")


def test_an_item_of_a_box_has_the_strength_of_its_words() -> None:
    (r,) = find(passage("Cette lésion est rare. Une IRM est recommandée (grade A).", PassageKind.RECOMMENDATION, "b"))
    assert (r.strength, r.grade) == (Strength.STRONG, "grade A")


def test_paragraphs_of_a_box_without_items_are_recommendations() -> None:
    lead = passage("Le groupe retient :", section="b")
    assert [r.text.text for r in find(lead, passage("La chirurgie soulage la douleur osseuse.", section="b"))] == [
        "La chirurgie soulage la douleur osseuse."
    ]


def test_under_a_numbered_recommendation_the_first_paragraph_alone_is_one() -> None:
    title = (Section("one", None, plain("Recommandation 3."), 1, None),)
    stated = passage("La surveillance est clinique et radiologique.", section="one", id_="a")
    argued = passage("Cet avis repose sur quatre essais concordants.", section="one", id_="b")
    assert [r.passage for r in find(stated, argued, sections=title)] == ["a"]


def test_a_sentence_in_prose_stays_in_its_paragraph() -> None:
    text = "Le rachis est atteint. Une IRM est recommandée. Le délai varie."
    (r,) = find(passage(text, id_="q"))
    assert (r.passage, r.text.text, r.strength) == ("q", "Une IRM est recommandée.", Strength.STRONG)


def test_a_grade_printed_behind_the_sentence_belongs_to_it() -> None:
    (r,) = find(passage("Une IRM est recommandée. (Grade B). Le délai varie."))
    assert (r.text.text, r.grade) == ("Une IRM est recommandée. (Grade B).", "Grade B")


def test_a_grade_printed_in_the_next_paragraph_belongs_to_the_statement() -> None:
    (r,) = find(passage("Une IRM est recommandée."), passage("Accord d’experts"))
    assert r.grade == "Accord d’experts"


def test_a_lead_in_is_one_recommendation_and_its_items_need_words_of_their_own() -> None:
    lead, own = "Il est recommandé de réaliser :", "un dosage du calcium, qui doit être répété"
    found = find(
        passage(lead),
        passage("une évaluation dentaire", PassageKind.ITEM),
        passage(own, PassageKind.ITEM),
    )
    assert [r.text.text for r in found] == [lead, own]


@pytest.mark.parametrize("kind", [PassageKind.TABLE, PassageKind.CAPTION, PassageKind.REFERENCE])
def test_tables_captions_and_references_recommend_nothing(kind: PassageKind) -> None:
    assert find(passage("Une IRM est recommandée.", kind)) == []


def test_the_id_is_of_the_headings_and_the_words() -> None:
    twice = find(passage("Une IRM est recommandée."), passage("Une IRM  est recommandée."))
    expected = stable_id("r", "Traitement", "Une IRM est recommandée.")
    assert [r.id for r in twice] == [expected, f"{expected}-2"]
    assert find(passage("Une IRM est recommandée.", section=None))[0].id != expected


PARTS = ["Une IRM est recommandée. ", "Le taux varie. ", "(Grade B). ", "Doit-on traiter ? ", "Éviter "]


@given(st.lists(st.sampled_from(PARTS)))
def test_every_recommendation_quotes_its_passage(parts: list[str]) -> None:
    text = "".join(parts).strip()
    for r in find(passage(text)):
        assert r.text.text in text and r.text.text == r.text.text.strip()


def test_an_item_that_names_an_act_is_an_order_unless_something_leads_in_to_it() -> None:
    item = passage("1) Contrôler la calcémie.", PassageKind.ITEM)
    assert [r.strength for r in find(item)] == [Strength.UNSTATED]
    assert find(passage("Les objectifs sont :"), item) == []
    assert find(passage("Contrôler la calcémie.")) == []
