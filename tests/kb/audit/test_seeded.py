"""Sixty defects put into two documents of the corpus: all are found, and hardly anything else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.audit.model import RULES, Finding
from tests.kb.audit.seeding import Defect, audited, defects

pytest.importorskip("typst", reason="the corpus is typeset with typst")
MOST_FALSE = 3
SOURCES = tuple(dict.fromkeys(defect.source for defect in defects()))


def told(finding: Finding) -> tuple[str, str]:
    """What a finding says of the untouched document: numbers may move when entries are added."""
    return finding.rule, re.sub(r"\d+", "#", finding.text)


@pytest.fixture(scope="module")
def results(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Defect], list[Finding]]:
    """Defects that were not found, and findings that are no defect."""
    sources = root / "corpus" / "sources"
    missed: list[Defect] = []
    false: list[Finding] = []
    for name in SOURCES:
        own = [defect for defect in defects() if defect.source == name]
        before = {told(finding) for finding in audited(sources, name, [], tmp_path_factory.mktemp("plain"))}
        found = audited(sources, name, own, tmp_path_factory.mktemp("seeded"))
        missed += [defect for defect in own if not any(defect.met(finding) for finding in found)]
        false += [f for f in found if not any(defect.met(f) for defect in own) and told(f) not in before]
    return missed, false


def test_there_are_sixty_of_every_kind() -> None:
    assert len(defects()) >= 60
    assert {defect.rule for defect in defects()} >= set(RULES) - {
        "band-unreachable", "band-order", "score-departure", "citation-ambiguous",
    }  # fmt: skip


def test_every_seeded_defect_is_found(results: tuple[list[Defect], list[Finding]]) -> None:
    assert [(defect.rule, defect.says) for defect in results[0]] == []


def test_hardly_anything_else_is_found(results: tuple[list[Defect], list[Finding]]) -> None:
    assert len(results[1]) <= MOST_FALSE, [(f.rule, f.detail) for f in results[1]]
