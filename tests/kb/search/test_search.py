"""What a question gets: the right passage first, or an honest «none»."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.engines import ENGINES
from kb.search.analysis import analyse
from kb.search.find import Answer, Result, search
from kb.search.index import Index, open_index, write_index
from kb.search.plan import make_plan
from tests.kb.finding import BONE, RADIO, RAYS, small_corpus


@pytest.fixture(scope="module", params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Index:
    if request.param == "tantivy":
        pytest.importorskip("tantivy", reason="the extra sourcier[tantivy] is not installed")
    folder: Path = tmp_path_factory.mktemp(request.param) / "index"
    write_index(small_corpus(), folder, request.param)
    return open_index(folder)


def first(answer: Answer) -> Result:
    assert answer.results, answer
    return answer.results[0]


def passages(answer: Answer) -> list[str]:
    return [result.entry.passage for result in answer.results]


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        *(("dénosumab rein", "b2"), ("denosumab insuffisance rénale", "b2"), ("xgeva adaptation", "b2")),
        *(("clairance zolédronate", "b3"), ("mirels 10", "b5"), ("score de mirels égal à 8", "b6")),
        *(("sins 9", "b7"), ("frankel d", "b8"), ("T12 L1", "b9"), ("réirradiation", "r1"), ("re irradiation", "r1")),
        *(("SBRT compression médullaire", "r2"), ("oligométastases dose", "r3"), ("8gy", "r4"), ("8/1", "r4")),
        *(("limite moelle 17 Gy", "r6"), ("pain flare", "r8"), ("pacemaker radiofréquence", "i3")),
        *(("température RFA", "i2"), ("vertebroplasti", "i6"), ("30/10 compression médullaire", "t1")),
    ],
)
def test_the_right_passage_is_first(index: Index, question: str, passage: str) -> None:
    assert first(search(question, index)).entry.passage == passage


def test_the_literal_word_beats_another_word_for_it(index: Index) -> None:
    assert passages(search("vertébroplastie", index))[0] == "i6"
    assert passages(search("cimentoplastie", index))[0] == "i1"


def test_an_acronym_that_a_document_explains_finds_its_meaning(index: Index) -> None:
    assert {"b10", "b11"} <= set(passages(search("évènements osseux", index)))


def test_a_table_row_answers_by_itself_as_the_table_it_belongs_to(index: Index) -> None:
    row = first(search("dose compression médullaire inopérable", index))
    assert (row.kind, row.entry.passage, row.entry.row) == ("table", "t1", 1)
    assert row.entry.text.startswith("Compression médullaire inopérable")


@pytest.mark.parametrize(
    "question",
    [
        *("traitement de la migraine", "dose d'amoxicilline enfant", "horaires de la cafétéria", "score CHA2DS2-VASc"),
        *("prise en charge de l'asthme aigu grave", "insuline", "mot de passe oublié", "que faire ?", "de la"),
    ],
)
def test_what_the_documents_do_not_speak_of_gets_no_answer(index: Index, question: str) -> None:
    answer = search(question, index)
    assert (answer.answer, answer.results, answer.cards) == ("none", (), ())
    assert answer.nearest


def test_no_answer_comes_with_the_nearest_sections(index: Index) -> None:
    assert search("score de Glasgow", index).nearest[0].startswith("Score")


def test_a_misspelt_word_is_mended_and_said_so(index: Index) -> None:
    answer = search("radiofréquance température", index)
    assert answer.corrected == "radiofréquence température"
    assert first(answer).entry.passage == "i2"


def test_the_words_can_be_searched_as_typed(index: Index) -> None:
    assert search("vertebroplasti", index, correct=False).corrected is None


def test_an_older_version_stands_behind_the_latest_and_alone_it_is_only_asked_for(index: Index) -> None:
    result = first(search("pain flare", index))
    assert [(m.edition, m.passage) for m in result.older] == [("2022", "o8")]
    assert search("vémurafénib", index).answer == "none"
    assert passages(search("vémurafénib", index, all_editions=True)) == ["o9"]
    assert "o8" not in passages(search("pain flare", index, all_editions=True))


def test_the_same_statement_in_two_documents_is_one_result_that_says_so(index: Index) -> None:
    answer = search("délai radiothérapie postopératoire", index)
    found = [p for p in passages(answer) if p in ("b12", "r7")]
    assert len(found) == 1
    assert [m.document for m in first(answer).agrees] == [RAYS if found == ["b12"] else BONE]


def test_a_bibliography_answers_only_who_asks_for_it(index: Index) -> None:
    assert passages(search("Townsend 1994", index)) == ["i5"]
    assert passages(search("radiothérapie postopératoire", index))[0] != "i5"


# --- operators and filters ---


def test_documents_and_kinds_restrict(index: Index) -> None:
    assert {r.entry.document for r in search("dose", index, documents=(RAYS,)).results} == {RAYS}
    assert {r.kind for r in search("dose compression médullaire", index, kinds=("table",)).results} == {"table"}
    assert passages(search("30 Gy", index, kinds=("recommendation",))) == ["r5"]


def test_quoted_words_stand_side_by_side(index: Index) -> None:
    assert passages(search('"pas recommandée"', index)) == ["r2"]
    assert search('"recommandée compression"', index).answer == "none"


def test_a_word_can_be_excluded(index: Index) -> None:
    assert "i1" in passages(search("ciment", index))
    assert "i1" not in passages(search("ciment -fuite", index))


def test_titles_pages_and_documents_can_be_named(index: Index) -> None:
    assert set(passages(search("titre:mirels", index))) == {"b4", "b5", "b6"}
    assert passages(search("vertèbre page:3", index)) == ["i6"]
    assert {r.entry.document for r in search("document:interventionnel radiofréquence", index).results} == {RADIO}
    assert search("document:inconnu radiofréquence", index).answer == "none"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        *(("dose:>=30Gy fractions:10", {"r5", "t1"}), ("dose:35", {"r3"}), ("dose:<10 soulage", {"r4"})),
        *(("fractions:1", {"r4"}), ("dose:>100", set())),
    ],
)
def test_doses_and_fractions_are_compared(index: Index, question: str, found: set[str]) -> None:
    assert set(passages(search(question, index))) == found


# --- for whom a document was written ---


def test_another_primary_tumour_is_marked_as_such(index: Index) -> None:
    answer = search("cancer du sein métastases osseuses", index)
    assert {r.entry.document: r.population_differs for r in answer.results}[BONE]
    assert not any(r.population_differs for r in answer.results if r.entry.document == RADIO)
    assert not any(r.population_differs for r in search("métastases osseuses cancer du poumon", index).results)


def test_an_organ_is_no_tumour(index: Index) -> None:
    assert not first(search("dénosumab rein", index)).population_differs


# --- highlights ---


def test_highlights_are_exact_characters_of_the_text(index: Index) -> None:
    result = first(search("denosumab", index))
    assert [result.entry.text[a:b] for a, b in result.highlights] == ["dénosumab"]


def test_a_dose_is_marked_with_its_unit(index: Index) -> None:
    result = first(search("8gy seance", index))
    assert "8 Gy" in [result.entry.text[a:b] for a, b in result.highlights]


@given(st.lists(st.sampled_from(["dose", "moelle", "stéréotaxie", "8 Gy", "RT", "quand"]), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_highlights_lie_in_the_text_and_cover_terms_of_the_question(index: Index, words: list[str]) -> None:
    question = " ".join(words)
    wanted = make_plan(question, index).terms()
    for result in search(question, index).results:
        end = 0
        for start, stop in result.highlights:
            assert end <= start < stop <= len(result.entry.text)
            inside = [t for t in analyse(result.entry.text, index.lexicon) if start <= t.start and t.end <= stop]
            assert any(term in wanted for token in inside for term in token.terms)
            end = stop


# --- bad input ---

HOSTILE = [
    *("?" * 500, "…—«»", "\x00\x01\x02\x1b[31m", "'; DROP TABLE passages; --", "<script>alert(1)</script>"),
    *(
        "(((((" * 200,
        '"' * 301,
        "*" * 1_000_000,
        "a* OR b*" * 1000,
        "-" * 5000,
        "\u202edose\u202c moelle",
        "גרורות בעצם",
    ),
    *("dose " * 2000, "x" * 10_000, "1 " * 5000, "titre: document: page:", "\ud800", "𝟖 𝐆𝐲", "é" * 3000, "l'" * 3000),
]


@pytest.mark.parametrize("question", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_gets_an_answer_in_time(index: Index, question: str) -> None:
    started = perf_counter()
    answer = search(question, index)
    assert perf_counter() - started < 0.2
    assert (answer.answer == "none") == (not answer.results)


@pytest.mark.parametrize("question", ["", "   ", "?!", "…", "\u200b", '""'])
def test_a_question_of_punctuation_gets_none(index: Index, question: str) -> None:
    assert search(question, index).answer == "none"


@given(st.text(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_no_text_is_an_error(index: Index, question: str) -> None:
    assert search(question, index).query == question


def test_the_number_of_results_is_limited(index: Index) -> None:
    assert len(search("dose", index, limit=2).results) == 2
    assert search("dose", index, limit=0).answer == "found"


def test_an_empty_index_answers_none(tmp_path: Path) -> None:
    write_index([], tmp_path / "index")
    assert search("dose moelle", open_index(tmp_path / "index")).answer == "none"
