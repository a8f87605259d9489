"""Around the screens: a knowledge base that cannot be used, a new one under a running application."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kb.build import Order, Step, build
from kb.build_beside import BuildBeside, State
from kb.store.folder import Folder, current
from screens.parts import first_run
from tests.conftest import Small
from tests.screens.conftest import Open, Screen


def drawn(root: Path, **parameters: str) -> Screen:
    at = AppTest.from_file(str(root / "app.py"), default_timeout=30)
    for name, value in parameters.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return Screen(at)


def test_without_a_knowledge_base_it_offers_to_build_one_of_ones_own_guidelines(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCIER_KB", str(tmp_path / "nowhere"))
    for parameters in ({}, {"q": "douleur"}, {"doc": "guide-os"}):
        screen = drawn(root, **parameters)
        assert "Il n’y a pas encore de base de connaissances" in screen.text
        assert f"sourcier build mes-referentiels --kb {tmp_path}" in screen.text
        assert "Traceback" not in screen.html
        assert not screen.at.button  # who asks is not known to sit at this machine


def test_on_this_machine_a_button_builds_the_demonstration_and_says_how_far_it_is(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Path] = []

    def start(self: BuildBeside, corpus: Path) -> None:
        started.append(corpus)
        self._state = State(Step("read", "un <b>.pdf", 2, 7))

    monkeypatch.setenv("SOURCIER_KB", str(tmp_path / "nowhere"))
    monkeypatch.setattr(first_run, "here", lambda address, url: True)
    monkeypatch.setattr(BuildBeside, "start", start)
    screen = drawn(root)
    assert [button.label for button in screen.at.button] == ["Construire la base de démonstration"]
    screen.at.button[0].click().run()
    assert started == [root / "corpus"]
    assert "Lecture de un &lt;b&gt;.pdf (3 sur 7)" in screen.html
    assert not screen.at.button


@pytest.mark.parametrize(
    ("address", "url", "at_home"),
    [
        ("127.0.0.1", "http://127.0.0.1:8501/", True),
        ("127.0.0.1", "http://localhost:8501/aide", True),
        ("0.0.0.0", "http://127.0.0.1:8501/", False),
        (None, "http://localhost:8501/", False),
        ("127.0.0.1", "https://sourcier.example/", False),  # behind a proxy of this machine
        ("127.0.0.1", None, False),
    ],
)
def test_only_who_sits_at_the_machine_is_offered_to_build(address: str | None, url: str | None, at_home: bool) -> None:
    assert first_run.here(address, url) is at_home


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


def test_a_knowledge_base_of_an_earlier_version_says_how_it_is_upgraded(
    root: Path, small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = Folder(Path(shutil.copytree(small.path, tmp_path / "kb")))
    with closing(sqlite3.connect(at.build(current(at)) / "kb.sqlite")) as store:
        store.execute("PRAGMA user_version = 1")
    monkeypatch.setenv("SOURCIER_KB", str(at.root))
    html = drawn(root, q="douleur").html
    assert "vient d’une version plus ancienne de Sourcier" in html
    assert "sourcier build corpus" in html


@pytest.mark.usefixtures("forgetful")
def test_what_nobody_foresaw_is_told_in_french_and_logged(
    screen: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("kb.knowledge.KnowledgeBase.search", fail)
    with caplog.at_level(logging.ERROR, "sourcier"):
        html = screen(q="douleur").html
    assert "Cet écran n’a pas pu être affiché" in html
    (noted,) = (vars(record)["facts"] for record in caplog.records if record.msg == "accident")
    assert noted["error"] == "RuntimeError" and noted["screen"] == "recherche"
    assert "unforeseen" not in html + caplog.text  # an error's words may quote what was typed


def test_a_new_build_is_seen_at_the_next_rerun(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, kb = tmp_path / "corpus", tmp_path / "kb"
    corpus.mkdir()
    (corpus / "note.txt").write_text("Le dénosumab est injecté chaque mois.\n", encoding="utf-8")
    build(Order(corpus, kb, "whoosh", limits=None))
    monkeypatch.setenv("SOURCIER_KB", str(kb))
    screen = drawn(root, q="dénosumab")
    assert "chaque mois" in screen.text
    (corpus / "note.txt").write_text("Le dénosumab est injecté chaque semaine.\n", encoding="utf-8")
    build(Order(corpus, kb, "whoosh", limits=None))
    screen.at.run()
    assert "chaque semaine" in screen.text


def test_a_drawn_screen_is_noted_without_what_was_asked(screen: Open, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "sourcier"):
        assert "Martin" in str(screen(q="douleur osseuse de Mme Martin").at.query_params)
    (noted,) = (vars(record) for record in caplog.records if record.name == "sourcier")
    assert noted["facts"]["screen"] == "recherche" and noted["facts"]["outcome"] == "drawn" and noted["facts"]["build"]
    assert "Martin" not in str(noted)
