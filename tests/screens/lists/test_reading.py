"""Lecture of a whole guideline: citations, words looked for, marks on request, superseded editions, citing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.knowledge import KnowledgeBase, open_kb
from tests.screens.conftest import Open

READER = "screens/reader.py"


@pytest.fixture(scope="module")
def base(shelf: Path) -> KnowledgeBase:
    return open_kb(shelf)


def test_a_mention_leads_to_its_entry_and_back(listed: Open) -> None:
    html = listed(READER, doc="mo", page="4").html
    target, mention = re.findall(r'<a href="#(travail-\d+)" id="(renvoi-\d+)"', html)[0]
    entry = html[html.index(f'id="{target}"') :].split("</p>")[0]
    back = re.search(r'href="#(renvoi-\d+)"', entry)
    assert back and f'id="{back[1]}"' in html
    assert mention.startswith("renvoi-")
    assert "Travaux cités sur cette page" in html
    assert re.search(r'href="/lecture\?doc=mo&amp;edition=2024&amp;page=\d+&amp;passage=p-', entry)


def test_an_entry_that_is_opened_says_where_it_is_cited(listed: Open, base: KnowledgeBase) -> None:
    entry = next(p for p in base.show_json("fiche")["passages"] if p["kind"] == "reference")
    html = listed(READER, doc="fiche", passage=entry["id"]).html
    assert re.search(r'Citée\u00a0: <a href="/lecture\?doc=fiche', html)


def test_words_looked_for_are_listed_with_their_pages_and_marked(listed: Open) -> None:
    drawn = listed(READER, doc="mo", page="4", trouver="RADIOTHERAPIE antalgiques")
    assert "avec «\u00a0RADIOTHERAPIE antalgiques\u00a0»" in drawn.text
    assert "<mark>radiothérapie</mark>" in drawn.html
    assert drawn.links["Suivante"].endswith("trouver=RADIOTHERAPIE+antalgiques")
    assert "Aucun passage avec" in listed(READER, doc="mo", trouver="zygomatique").text


def test_doses_and_recommendations_are_marked_on_request_alone(listed: Open, base: KnowledgeBase) -> None:
    dose = base.show("mo").guideline.doses[0]
    page = str(dose.text.places({})[0].page)
    assert 'class="dose' not in listed(READER, doc="mo", page=page).html
    assert 'class="dose' in listed(READER, doc="mo", page=page, marques="doses").html
    recommendation = base.show_json("mo")["recommendations"][0]
    drawn = listed(READER, doc="mo", page=str(recommendation["page"]), marques="recommandations,autre")
    assert 'class="reco' in drawn.html


def test_a_superseded_page_leads_to_the_same_place_of_the_newest(listed: Open) -> None:
    drawn = listed(READER, doc="mo", edition="2022", page="5")
    assert "Édition 2022 remplacée par l’édition 2024." in drawn.text
    there = next(query for label, query in drawn.links.items() if label.startswith("Voir cette"))
    assert there.startswith("doc=mo&edition=2024&page=")
    assert "remplacée" not in listed(READER, doc="mo", page="5").text


def test_a_passage_is_cited_with_its_reference_and_a_link_to_its_frame(listed: Open, base: KnowledgeBase) -> None:
    passage = next(p for p in base.show_json("mo")["passages"] if p["kind"] == "item" and p["page"] == 4)
    drawn = listed(READER, doc="mo", passage=passage["id"])
    cited = r'data-copy="«\u00a0[^"]*\u00a0» \(Métastases osseuses, éd. 2024, (§\u00a0[\d.]+, )?p.\u00a04'
    assert re.search(cited, drawn.html)
    assert f"passage={passage['id']}" in re.findall(r'data-link="([^"]*)"', drawn.html)[0]


def test_the_page_has_a_sharper_picture_at_hand(listed: Open) -> None:
    assert 'data-sharp="/page?doc=mo&amp;edition=2024&amp;page=3' in listed(READER, doc="mo", page="3").html


def test_a_passage_that_a_page_break_parts_leads_to_each_of_its_pages(listed: Open, base: KnowledgeBase) -> None:
    passages = base.show_json("mo")["passages"]
    parted = next(p for p in passages if len({place["page"] for place in p["places"]}) > 1)
    html = listed(READER, doc="mo", passage=parted["id"]).html
    for place in parted["places"]:
        assert f"page={place['page']}&amp;passage={parted['id']}" in html
    whole = next(p for p in passages if len(p["places"]) == 1)
    assert "Imprimé sur plusieurs pages" not in listed(READER, doc="mo", passage=whole["id"]).html
