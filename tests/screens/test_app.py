"""Around the screens: a knowledge base that cannot be used, a new one under a running application."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kb.build import Order, build
from tests.conftest import Small
from tests.screens.conftest import Open, Screen


def drawn(root: Path, **parameters: str) -> Screen:
    at = AppTest.from_file(str(root / "app.py"), default_timeout=30)
    for name, value in parameters.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return Screen(at)


def test_without_a_knowledge_base_it_says_what_to_run(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCIER_KB", str(tmp_path / "nowhere"))
    for parameters in ({}, {"q": "douleur"}, {"doc": "guide-os"}):
        html = drawn(root, **parameters).html
        assert "Il n’y a pas encore de base de connaissances" in html
        assert "sourcier build corpus" in html
        assert "Traceback" not in html


def test_a_damaged_knowledge_base_says_what_to_run(
    root: Path, small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(small.path, tmp_path / "kb")
    for store in tmp_path.glob("kb/builds/*/kb.sqlite"):
        store.chmod(0o644)
        store.write_bytes(b"not a store")
    monkeypatch.setenv("SOURCIER_KB", str(tmp_path / "kb"))
    html = drawn(root, q="douleur").html
    assert "La base de connaissances ne peut pas être utilisée" in html
    assert "sourcier rollback" in html


def test_what_nobody_foresaw_is_told_in_french_and_logged(
    screen: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("kb.knowledge.KnowledgeBase.search", fail)
    with caplog.at_level(logging.ERROR, "sourcier"):
        html = screen(q="douleur").html
    assert "Cet écran n’a pas pu être affiché" in html
    assert "unforeseen" not in html
    assert "unforeseen" in caplog.text


def test_a_new_build_is_seen_at_the_next_rerun(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, kb = tmp_path / "corpus", tmp_path / "kb"
    corpus.mkdir()
    (corpus / "note.txt").write_text("Le dénosumab est injecté chaque mois.\n", encoding="utf-8")
    build(Order(corpus, kb, "whoosh"))
    monkeypatch.setenv("SOURCIER_KB", str(kb))
    screen = drawn(root, q="dénosumab")
    assert "chaque mois" in screen.text
    (corpus / "note.txt").write_text("Le dénosumab est injecté chaque semaine.\n", encoding="utf-8")
    build(Order(corpus, kb, "whoosh"))
    screen.at.run()
    assert "chaque semaine" in screen.text
