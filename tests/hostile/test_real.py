"""Real broken, encrypted, rotated and form files are each read or refused by name within their limits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.build import Order, build
from kb.reading.limits import Limits
from kb.report import FileReport

LIMITS = Limits(seconds=20.0)


@pytest.fixture(scope="module")
def reports(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, FileReport]:
    """What became of each file; skips where the files are not at hand."""
    folder = root.parent / "shared" / "real" / "hostile"
    if not folder.is_dir():
        pytest.skip("the real hostile files are not here (../shared/real/hostile)")
    report = build(Order(folder, tmp_path_factory.mktemp("kb"), "whoosh", limits=LIMITS))
    assert {file.file for file in report.files} == {each["file"] for each in listed(folder)}
    return {file.file: file for file in report.files}


def listed(folder: Path) -> list[dict[str, object]]:
    """The facts that are known of each file."""
    found: list[dict[str, object]] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return found


def test_none_takes_its_reader_down_or_runs_into_a_limit(reports: dict[str, FileReport]) -> None:
    kinds = {file.refusal.kind for file in reports.values() if file.refusal}
    assert kinds <= {"damaged", "empty", "encrypted", "no_text_layer"}
    assert all(file.seconds < LIMITS.seconds for file in reports.values())


def test_what_asks_for_a_password_is_refused_as_such(reports: dict[str, FileReport], root: Path) -> None:
    locked = {each["file"] for each in listed(root.parent / "shared" / "real" / "hostile") if each.get("needs_pass")}
    assert locked == {name for name, file in reports.items() if file.refusal and file.refusal.kind == "encrypted"}


def test_every_refusal_says_why_and_what_to_do(reports: dict[str, FileReport]) -> None:
    refused = [file for file in reports.values() if file.refusal]
    assert refused and all(file.reason and file.refusal and file.refusal.advice for file in refused)


def test_forms_are_read(reports: dict[str, FileReport]) -> None:
    assert all(file.refusal is None for name, file in reports.items() if name.startswith("forms/"))
