"""PDFs made to do harm are each read or refused by name within their limits, and the guideline beside them is read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kb.build import Order, build
from kb.reading.limits import GIBIBYTE, Limits
from kb.report import FileReport, Status
from tests.hostile.crafted import CRAFTED, TEXT, page, stream

LIMITS = Limits(memory=GIBIBYTE // 2, seconds=2.0)
MUST_END = {"flate_bomb", "billion_forms"}  # neither time nor memory would ever do
HARMLESS = {"endless_xref", "form_draws_itself", "length_in_a_circle", "huge_image"}  # their text is as readable as any


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, FileReport]:
    """What became of each file."""
    folder, kb = tmp_path_factory.mktemp("crafted"), tmp_path_factory.mktemp("kb")
    for name, make in CRAFTED.items():
        (folder / f"{name}.pdf").write_bytes(make())
    (folder / "guide.pdf").write_bytes(page(stream(TEXT)))
    began = time.monotonic()
    report = build(Order(folder, kb, "whoosh", jobs=2, limits=LIMITS))
    assert time.monotonic() - began < len(CRAFTED) * (LIMITS.seconds + 1) + 10
    return {Path(file.file).stem: file for file in report.files}


def test_the_guideline_beside_them_is_read(reports: dict[str, FileReport]) -> None:
    assert reports["guide"].status is Status.PARSED


@pytest.mark.parametrize("name", CRAFTED)
def test_each_is_read_or_refused_with_a_reason(reports: dict[str, FileReport], name: str) -> None:
    file = reports[name]
    if file.refusal:
        assert file.refusal.kind in {"damaged", "empty", "too_large", "no_text_layer"}, file.reason
        assert file.refusal.why and file.refusal.advice
    assert (file.refusal is not None) >= (name in MUST_END)
    assert (file.refusal is None) >= (name in HARMLESS), file.reason


def test_a_page_that_cannot_be_found_does_not_refuse_the_others(tmp_path: Path) -> None:
    made = page(stream(TEXT)).replace(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R 2 0 R] /Count 2")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "a.pdf").write_bytes(made)
    (file,) = build(Order(tmp_path / "c", tmp_path / "kb", "whoosh", limits=LIMITS)).files
    assert file.status is Status.PARSED or (file.refusal and file.refusal.kind == "damaged"), file.reason
