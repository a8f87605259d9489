"""For whom a document was written, and whom a question names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.search.analysis import shipped_lexicon
from kb.search.index import Index, open_index, write_index
from kb.search.plan import make_plan, populations_of
from kb.search.population import differs, names_special
from tests.kb.finding import small_corpus

LEXICON = shipped_lexicon()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("population") / "index"
    write_index(small_corpus(), folder)
    return open_index(folder)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        *(("métastases du cancer du sein", {"sein"}), ("cancer du rein", {"rein"}), ("fonction rénale", set())),
        *(("dénosumab rein", set()), ("CBNPC osseux", {"poumon"}), ("enfant avec mélanome", {"enfant", "melanome"})),
        ("femme enceinte", {"grossesse"}),
    ],
)
def test_a_question_names_tumours_and_patients_not_organs(index: Index, question: str, named: set[str]) -> None:
    assert make_plan(question, index).populations == named


@pytest.mark.parametrize(
    ("named", "scope", "other"),
    [
        *(({"sein"}, "cancers bronchiques", True), ({"poumon"}, "cancers bronchiques", False)),
        *(({"sein"}, None, False), (set(), "cancers bronchiques", False), ({"enfant"}, "cancers bronchiques", True)),
        *(({"enfant"}, "pédiatrie", False), ({"sein", "poumon"}, "cancers bronchiques", False)),
        ({"sein"}, "métastases osseuses de l’adulte", False),
    ],
)
def test_a_document_is_for_others_only_where_its_scope_says_so(named: set[str], scope: str | None, other: bool) -> None:
    assert differs(frozenset(named), scope, LEXICON) is other


def test_children_and_pregnancy_are_special() -> None:
    assert names_special(populations_of("nourrisson", LEXICON), LEXICON)
    assert not names_special(populations_of("cancer du sein", LEXICON), LEXICON)
