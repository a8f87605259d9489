"""The door of the comparison: which two editions it takes, what it refuses, what it writes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import CallError
from kb.build import Order, build
from kb.diff.contract import difference_json
from kb.diff.door import compare_named, language, meaning_named
from kb.diff.model import Meaning
from kb.diff.news import news_csv, news_markdown
from kb.diff.page import marked, page_html
from kb.knowledge import KnowledgeBase, open_kb
from tests.kb.diff.editions import difference, edition, written

ENGLISH = """# Guide

## 1 Indications

Radiotherapy is indicated for the pain of the patients with bone metastases. A dose of 8 Gy is given in one fraction to
the patients and the pain is relieved in two thirds of them. The treatment should be discussed in the meeting.
"""
FRENCH = """# Guide

## 1 Indications

La radiothérapie est indiquée pour la douleur des patients atteints de métastases osseuses. Une dose de 8 Gy est donnée
en une fraction, et la douleur est soulagée chez les deux tiers des patients. Le traitement est discuté en réunion.
"""


@pytest.fixture(scope="module")
def bilingual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    corpus, folder = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("kb") / "kb"
    (corpus / "guide-en.md").write_text(ENGLISH, encoding="utf-8")
    (corpus / "guide-fr.md").write_text(FRENCH, encoding="utf-8")
    manifest = '[[document]]\nid = "guide"\ntitle = "Guide"\n'
    for label in ("en", "fr"):
        manifest += f'[[document.edition]]\nlabel = "{label}"\nfile = "guide-{label}.md"\n'
    (corpus / "manifest.toml").write_text(manifest, encoding="utf-8")
    build(Order(corpus, folder, "whoosh", limits=None))
    base = open_kb(folder)
    yield base
    base.close()


def test_a_document_alone_is_its_latest_edition(small_base: KnowledgeBase) -> None:
    compared = compare_named(small_base, "guide-os@2022", "guide-os")
    assert compared.b.label == "2024"
    assert [change.meaning for change in compared.difference.changes] == [Meaning.DOSE]


def test_the_same_edition_twice_has_not_changed_and_says_so(small_base: KnowledgeBase) -> None:
    compared = compare_named(small_base, "guide-os@2024", "guide-os@2024")
    assert compared.difference.changes == ()
    assert "nothing can have changed" in compared.notes[0]


def test_the_later_edition_first_is_noted(small_base: KnowledgeBase) -> None:
    assert "newer" in compare_named(small_base, "guide-os@2024", "guide-os@2022").notes[0]


def test_two_documents_are_refused_by_name(small_base: KnowledgeBase) -> None:
    with pytest.raises(CallError, match="two documents, not two editions") as refused:
        compare_named(small_base, "guide-os", "note")
    assert "guide-os" in refused.value.advice


def test_two_languages_are_refused_as_such(bilingual: KnowledgeBase) -> None:
    with pytest.raises(CallError, match="is in English, «guide@fr» in French"):
        compare_named(bilingual, "guide@en", "guide@fr")


def test_an_unknown_edition_is_named_with_those_there_are(small_base: KnowledgeBase) -> None:
    with pytest.raises(CallError, match="no edition «1999»") as refused:
        compare_named(small_base, "guide-os@1999", "guide-os")
    assert "2024" in refused.value.advice


def test_a_language_that_is_not_clear_is_none() -> None:
    assert language(written("Trop court.")) is None


def test_meanings_are_named() -> None:
    assert meaning_named("Dose ") is Meaning.DOSE
    with pytest.raises(CallError, match="no meaning «couleur»"):
        meaning_named("couleur")


def test_the_json_adds_up_is_ordered_and_its_words_stand_in_its_sides() -> None:
    document = "mo-poumon"
    said = difference_json(difference(document), edition(f"{document}-2022"), edition(f"{document}-2024"))
    assert sum(said["summary"].values()) == len(said["changes"])
    ranks = [list(Meaning).index(Meaning(change["meaning"])) for change in said["changes"]]
    assert ranks == sorted(ranks)
    for change in said["changes"]:
        assert bool(change["a"]) == (change["type"] != "added") and bool(change["b"]) == (change["type"] != "removed")
        assert change["kind"] != "reference" or change["meaning"] == "citation"
        for side, words in (("a", "before"), ("b", "after")):
            if change[side]:
                assert all(word in change[side]["text"] for word in change[words])
                assert change[side]["places"][0]["page"] == change[side]["page"]


def test_the_page_stands_alone_and_is_safe(small_base: KnowledgeBase) -> None:
    page = page_html(compare_named(small_base, "guide-os@2022", "guide-os"), small_base)
    assert "<script" not in page and "Guide &lt;b&gt;des os" in page
    assert not re.search(r"(?:src|href)=\"(?!data:image/png;base64,)", page)
    assert page.count("data:image/png;base64,") == 2


def test_marks_escape_what_they_hold() -> None:
    assert marked("a < b", [(2, 3)], "ins") == "a <ins>&lt;</ins> b"


def test_the_news_tell_both_texts(small_base: KnowledgeBase) -> None:
    compared = compare_named(small_base, "guide-os@2022", "guide-os")
    assert "30 Gy en dix fractions" in news_markdown(compared) and "| dose | modification" in news_markdown(compared)
    rows = list(csv.reader(io.StringIO(news_csv(compared).lstrip("\ufeff")), delimiter=";"))
    assert rows[0][0] == "Sens" and "8 Gy en une fraction" in rows[1][4]
    for told in (news_markdown(compared), rows[-1][-1], page_html(compared, small_base)):
        assert "éd.\u00a02022" in told and "éd.\u00a02024" in told and "données" in told
        assert "n’est pas un dispositif médical" in told


def test_a_cell_of_the_news_is_no_formula(tmp_path: Path) -> None:
    from kb.diff.news import _inert

    assert _inert("=1+1") == "'=1+1"
