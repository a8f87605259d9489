"""Bibliographie: each work as printed, where it is cited, its twins, and its notice in three formats."""

from __future__ import annotations

import json
import re

import rispy

from tests.screens.conftest import Open
from tests.screens.lists.conftest import Fetch

WORKS = "screens/bibliography.py"


def test_each_work_leads_to_its_entry_and_to_where_it_is_cited(listed: Open) -> None:
    drawn = listed(WORKS, doc="fiche")
    assert "12\u00a0références" in drawn.text
    assert "Imprimée p.\u00a02" in drawn.text
    assert "Citée\u00a0: <a" in drawn.html
    assert "/lecture?doc=fiche&edition=2023&page=1&passage=" in drawn.text
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/?term=' in drawn.html


def test_words_are_marked_and_narrow_the_list(listed: Open) -> None:
    drawn = listed(WORKS, q="benhamou", doc="fiche")
    assert "1\u00a0référence" in drawn.text
    assert "<mark>Benhamou</mark>" in drawn.html
    assert "Aucune référence avec" in listed(WORKS, q="zygomatique").text


def test_a_work_that_two_documents_cite_names_the_other(listed: Open) -> None:
    drawn = listed(WORKS, seuls="oui")
    assert "Radiothérapie, éd. 2024, [" in drawn.text
    assert "Fiche, éd. 2023, [" in drawn.text
    assert drawn.html.count("<article") == drawn.html.count("Même travail")


def test_a_long_list_goes_on_at_an_address(listed: Open) -> None:
    drawn = listed(WORKS, doc="mo", edition="2024")
    assert drawn.html.count("<article") == 50
    assert any("n=100" in query for query in drawn.links.values())


def test_the_files_hold_what_the_screen_shows(fetch: Fetch) -> None:
    asked = {"doc": "fiche", "q": "benhamou"}
    assert len(rispy.loads(fetch("/telecharger/references.ris", **asked).body.decode())) == 1
    works = json.loads(fetch("/telecharger/references.json", **asked).body.decode())
    assert len(works) == 1 and "référence 1," in works[0]["note"]
    answer = fetch("/telecharger/references.bib", doc="mo")
    assert f"\n{answer.body.decode()}".count("\n@") == 60
    assert "sourcier-references-mo.bib" in answer.headers["content-disposition"]


def test_the_list_is_put_in_order_with_each_works_edition(listed: Open) -> None:
    by_author = listed(WORKS, tri="auteur").html
    assert by_author.index("Agarawal") < by_author.index("Benhamou")
    assert by_author.count("Métastases osseuses, éd.\u00a02024") > 1
    recent = re.findall(r"\b(?:19|20)\d\d\b", re.sub(r"<[^>]+>", " ", listed(WORKS, doc="fiche", tri="recents").html))
    assert "2018" in recent[:3]
