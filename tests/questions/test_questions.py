"""The question set on the corpus we ship: how good the search is, and that engines answer alike."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from kb.engines import ENGINES
from kb.search.entries import Entry
from kb.search.find import Answer, search
from kb.search.gather import entries
from kb.search.index import Index, open_index, write_index
from kb.store.database import open_read_only
from kb.store.folder import STORE, Folder, current
from tests.questions import Question, load, quality
from tests.sizes import some

QUESTIONS = load()


@pytest.fixture(scope="module")
def kept(corpus_kb: Path) -> list[Entry]:
    at = Folder(corpus_kb)
    with closing(open_read_only(at.build(current(at)) / STORE)) as store:
        return list(entries(store))


@pytest.fixture(scope="module")
def indexes(kept: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Index]:
    pytest.importorskip("tantivy", reason="the extra sourcier[tantivy] is not installed")
    folder = tmp_path_factory.mktemp("indexes")
    for engine in ENGINES:
        write_index(kept, folder / engine, engine)
    return {engine: open_index(folder / engine) for engine in ENGINES}


@pytest.fixture(scope="module")
def index(kept: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("index") / "whoosh"
    write_index(kept, folder)
    return open_index(folder)


def rank(question: Question, answer: Answer) -> int | None:
    found = (n for n, r in enumerate(answer.results, 1) if question.is_answered_by(r.entry.document, r.entry.text))
    return next(found, None)


def test_the_set_is_large_varied_and_halved() -> None:
    asked = [question for question in QUESTIONS if question.answerable]
    hows = Counter(question.how for question in QUESTIONS)
    assert len(asked) >= 150 and hows["out"] >= 40
    assert sum(hows[how] for how in ("bare", "misspelt", "short")) >= len(asked) / 3
    assert len({question.text for question in QUESTIONS}) == len(QUESTIONS)
    assert 0.4 < sum(question.reporting for question in QUESTIONS) / len(QUESTIONS) < 0.6


def test_every_question_has_an_answer_in_the_corpus(kept: list[Entry]) -> None:
    latest = [(entry.document, entry.text) for entry in kept if entry.latest]
    unanswerable = [
        question.text
        for question in QUESTIONS
        if question.answerable and not any(question.is_answered_by(*passage) for passage in latest)
    ]
    assert unanswerable == []


def test_the_reporting_half_is_answered_as_promised(index: Index) -> None:
    asked = [question for question in QUESTIONS if question.reporting]
    answers = ((question, search(question.text, index)) for question in asked)
    found = quality((question, rank(question, answer), answer.answer == "found") for question, answer in answers)
    assert found.hit_at_1 >= 0.85
    assert found.hit_at_3 >= 0.95
    assert found.mrr_at_10 >= 0.90
    assert found.abstained >= 0.95
    assert found.wrongly_abstained <= 0.02


@pytest.mark.long
def test_engines_give_the_same_answers(indexes: dict[str, Index]) -> None:
    first = ten = 0
    asked = some(QUESTIONS, 70)
    for question in asked:
        one, other = (
            [result.entry.key for result in search(question.text, index).results] for index in indexes.values()
        )
        first += one[:1] == other[:1]
        ten += one == other
    assert first / len(asked) >= 0.98
    assert ten / len(asked) >= 0.95
