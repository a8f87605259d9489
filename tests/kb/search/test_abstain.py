"""No answer rather than one to another question: words that the documents have for something else are no evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.search.entries import Entry
from kb.search.find import search
from kb.search.index import Index, open_index, write_index
from tests.kb.finding import BONE, RADIO, RAYS, entry, small_corpus

OTHERWISE = [
    entry(BONE, "stop", "À l’arrêt du dénosumab, un relais est à discuter."),
    entry(BONE, "group", "Le groupe de travail s’est réuni deux fois."),
    entry(RADIO, "price", "Le vissage stabilise, au prix d’une incision."),
    entry(RAYS, "fine", "Le scanner dosimétrique est fait en coupes fines."),
    entry(RAYS, "cord", "La moelle reçoit moins que la vertèbre osseuse qui l’entoure."),
    entry(BONE, "reason", "La raison en est mal connue."),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return made([*small_corpus(), *OTHERWISE], tmp_path_factory.mktemp("abstain"))


def made(entries: list[Entry], folder: Path) -> Index:
    write_index(entries, folder / "index")
    return open_index(folder / "index")


@pytest.mark.parametrize(
    "question",
    [
        *("durée de l'arrêt de travail", "prélèvement de moelle osseuse"),  # fixed expressions
        *("prix du Xgeva", "score de Fine", "score de Ranson"),  # another name for a drug; a name that is none here
    ],
)
def test_words_that_mean_something_else_are_no_evidence(index: Index, question: str) -> None:
    assert search(question, index).answer == "none"


def test_a_fixed_expression_is_found_where_it_stands(tmp_path: Path) -> None:
    index = made([*small_corpus(), entry(BONE, "sick", "Un arrêt de travail est souvent prescrit.")], tmp_path)
    assert [result.entry.passage for result in search("arrêt de travail", index).results] == ["sick"]
    assert search("arrêt maladie", index).results


@pytest.mark.parametrize("question", ["relais sous dénosumab", "pendant combien de temps 8 Gy soulage", "meme relais"])
def test_words_that_only_bind_a_question_ask_for_nothing(index: Index, question: str) -> None:
    assert search(question, index).answer == "found"
