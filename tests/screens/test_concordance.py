"""Concordance: one question, a column for each guideline that speaks, every cell a click away from its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.build import Order, build
from tests.conftest import Small
from tests.screens.conftest import Open

CONCORDANCE = "screens/concordance.py"
NASTY = "<script>alert(1)</script>"
TEXTS = {
    "a": "En cas de compression médullaire, il est recommandé de délivrer 30 Gy en 10 fractions.",
    "b": f"En cas de compression médullaire, il est recommandé de délivrer 20 Gy en 5 fractions {NASTY}.",
    "c": "La cimentoplastie soulage la douleur.",
}


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, kb = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("kb") / "kb"
    for name, text in TEXTS.items():
        (folder / f"{name}.md").write_text(f"## 1 Soins\n\n{text}\n", encoding="utf-8")
    build(Order(folder, kb, "whoosh", limits=None))
    return kb


@pytest.fixture
def ask(screen: Open, three: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("SOURCIER_KB", str(three))
    return screen


def test_a_difference_of_dose_stands_first_with_both_cells_cited(ask: Open) -> None:
    html = ask(CONCORDANCE, q="compression médullaire").html
    first = html.split("<tr>")[2]
    assert "Dose recommandée" in first and "diffèrent" in first
    assert "30 Gy en 10 fractions" in first and "20 Gy en 5 fractions" in first
    assert first.count('href="/lecture?doc=') == 2


def test_a_guideline_that_says_nothing_is_named_and_has_no_column(ask: Open) -> None:
    html = ask(CONCORDANCE, q="compression médullaire").html
    assert "Silencieux" in html
    assert html.count('scope="col"') == 3


def test_the_address_chooses_guidelines_and_lines(ask: Open) -> None:
    assert ask(CONCORDANCE, q="compression médullaire", documents="a,c").html.count('scope="col"') == 2
    assert "Aucune ligne" in ask(CONCORDANCE, q="compression médullaire", ecart="alone").text


def test_a_question_on_which_nobody_speaks_says_what_can_be_asked(ask: Open) -> None:
    drawn = ask(CONCORDANCE, q="appendicite aiguë")
    assert "Aucun référentiel ne dit rien de comparable" in drawn.text
    assert "compression médullaire" in drawn.links


def test_without_a_question_those_that_compare_are_offered(ask: Open) -> None:
    assert "q=compression" in ask(CONCORDANCE).links["compression médullaire"]


def test_an_unknown_guideline_says_so(ask: Open) -> None:
    assert "Référentiel inconnu" in ask(CONCORDANCE, q="dose", documents="ailleurs").text


def test_text_of_a_document_or_of_the_address_stays_text(ask: Open) -> None:
    assert "<script>" not in ask(CONCORDANCE, q="compression médullaire").html
    assert "<script>" not in ask(CONCORDANCE, q=NASTY).html


def test_the_small_base_has_a_screen(screen: Open, small: Small) -> None:
    assert "Concordance des référentiels" in screen(CONCORDANCE).text
