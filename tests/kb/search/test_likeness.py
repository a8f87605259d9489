"""Passages that say the same, across editions and across documents."""

from __future__ import annotations

from kb.search.analysis import analyse, shipped_lexicon
from kb.search.entries import Entry
from kb.search.likeness import Sameness, Statement, find_sameness
from tests.kb.finding import BONE, RAYS, entry

SAID = "La radiothérapie postopératoire commence entre 15 jours et 4 semaines après l’intervention."


def same(*entries: Entry) -> dict[int, Sameness]:
    lexicon = shipped_lexicon()
    statements = []
    for each in entries:
        tokens = analyse(each.text, lexicon)
        strict = frozenset(t.term for t in tokens if not t.surface or t.surface in lexicon.words.negations)
        statements.append(Statement(each, frozenset(t.term for t in tokens), strict))
    return find_sameness(statements)


def old(passage: str, text: str, **facts: object) -> Entry:
    return entry(BONE, passage, text, edition="2022", latest=False, **facts)


def test_a_revised_passage_stands_for_its_older_version() -> None:
    found = same(entry(BONE, "n", SAID), old("o", SAID.replace("4", "3")))
    assert found == {0: Sameness(older=(1,))}


def test_a_passage_of_the_same_edition_is_no_older_version() -> None:
    assert same(entry(BONE, "a", SAID), entry(BONE, "b", SAID)) == {}


def test_a_few_words_are_an_older_version_only_in_the_same_place() -> None:
    new, before = "30 Gy en 10 fractions", "30 Gy en 10 fractions"
    assert same(entry(BONE, "n", new, "Douleur"), old("o", before, section_path=("Douleur",)))
    assert not same(entry(BONE, "n", new, "Douleur"), old("o", before, section_path=("Fracture",)))


def test_two_documents_agree_when_they_say_the_same() -> None:
    found = same(entry(BONE, "a", SAID), entry(RAYS, "b", SAID.replace("La radiothérapie", "L’irradiation")))
    assert found == {0: Sameness(agrees=(1,)), 1: Sameness(agrees=(0,))}


def test_another_number_or_a_negation_is_no_agreement() -> None:
    assert not same(entry(BONE, "a", SAID), entry(RAYS, "b", SAID.replace("15", "21")))
    assert not same(entry(BONE, "a", SAID), entry(RAYS, "b", SAID.replace("commence", "ne commence pas")))


def test_bibliographies_do_not_agree() -> None:
    work = "Townsend PW, Smalley SR. Role of postoperative radiation therapy. Int J Radiat Oncol 1995;31:43-9."
    assert not same(entry(BONE, "a", work, kind="reference"), entry(RAYS, "b", work, kind="reference"))
