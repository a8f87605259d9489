"""A point changed in a guideline's PDF changes its calculator, and no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.reader import read_guideline
from kb.calculators.all import all_calculators
from kb.calculators.model import Calculator, Finding

SOURCES = Path(__file__).resolve().parents[3] / "corpus" / "sources"


def compiled(text: str, folder: Path) -> dict[str, Calculator]:
    from corpus.typeset.render import render
    from corpus.typeset.source import read_source

    (folder / "references.toml").write_bytes((SOURCES / "references.toml").read_bytes())
    (folder / "guide.md").write_text(text, encoding="utf-8")
    guide = read_guideline(render(read_source(folder / "guide.md")), name="guide.pdf", document="guide", ocr=False)
    return {each.id: each for each in all_calculators(guide, "guide", "2024")}


def placeless(calculator: Calculator) -> Calculator:
    """Without what a changed line may move on the page."""
    items = tuple(
        replace(i, places=(), options=tuple(replace(o, box=None) for o in i.options)) for i in calculator.items
    )
    findings = tuple(Finding(f.rule, f.text, f.item) for f in calculator.findings)
    return replace(calculator, items=items, findings=findings)


def test_one_point(tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="typst is not installed")
    text = (SOURCES / "mo-poumon-2022.md").read_text(encoding="utf-8")
    assert text.count("| Non curable(s) | 4 |") == 1
    before = compiled(text, tmp_path)
    after = compiled(text.replace("| Non curable(s) | 4 |", "| Non curable(s) | 5 |"), tmp_path)
    assert before.keys() == after.keys()
    changed = [name for name in before if placeless(before[name]) != placeless(after[name])]
    assert changed == ["guide/tomita"]
    points = [[[o.points for o in item.options] for item in each["guide/tomita"].items] for each in (before, after)]
    assert points == [[[1, 2, 4], [0, 2, 4], [1, 2]], [[1, 2, 4], [0, 2, 5], [1, 2]]]
    assert before["guide/tomita"].range == (2, 10) and after["guide/tomita"].range == (2, 11)
    assert [f.rule for f in after["guide/tomita"].findings if f not in before["guide/tomita"].findings]
