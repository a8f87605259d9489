"""What takes long is worked out once a build; a rerun reads one build to its end, whatever is published meanwhile."""

from __future__ import annotations

import shutil
from contextlib import closing
from contextvars import copy_context
from pathlib import Path

import pytest
import streamlit as st

from kb.knowledge import KnowledgeBase, open_kb
from kb.store.folder import Folder, locked, point, published
from screens.parts import knowledge
from screens.parts.kept import per_build
from tests.conftest import Small


def test_an_answer_is_worked_out_once_for_each_knowledge_base(small: Small) -> None:
    asked: list[str] = []

    @per_build(2)
    def answer(base: KnowledgeBase, word: str) -> str:
        asked.append(word)
        return word.upper()

    with closing(open_kb(small.path)) as one, closing(open_kb(small.path)) as other:
        assert [answer(one, "a"), answer(one, "a"), answer(other, "a")] == ["A", "A", "A"]
    assert asked == ["a", "a"]


def test_a_rerun_reads_one_build_to_its_end(small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kb = Folder(Path(shutil.copytree(small.path, tmp_path / "kb")))
    before = published(kb)[-1]
    after = f"{int(before[:4]) + 1:04}{before[4:]}"
    shutil.copytree(kb.build(before), kb.build(after))
    monkeypatch.setenv("SOURCIER_KB", str(kb.root))
    st.cache_resource.clear()

    def rerun() -> None:
        knowledge.begin()
        with locked(kb):
            point(kb, after)
        assert knowledge.knowledge_base().build_id == before
        knowledge.begin()
        assert knowledge.knowledge_base().build_id == after

    copy_context().run(rerun)
