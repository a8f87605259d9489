"""Whatever a file does to the process that reads it, that file is refused with the reason and the others are read."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kb.build import Order, build
from kb.reading.limits import GIBIBYTE, Limits
from kb.report import FileReport, Status
from kb.settings import settings
from tests.kb.making import DOSE, MIRELS, corpus, leftovers, served
from tests.kb.misbehaving import misbehave
from tests.sizes import some

SHORT = Limits(memory=GIBIBYTE // 4, seconds=1.0, seconds_a_page=0.1)
PATIENT = replace(SHORT, seconds=60.0)  # for what ends by itself, however busy the machine


def refused(folder: Path, what: str, jobs: int = 1, limits: Limits = SHORT) -> FileReport:
    """The bad file's report, once the two good ones beside it were seen to be served."""
    order = Order(corpus(folder / "c", a=MIRELS, b=what, c=DOSE), folder / "kb", "whoosh", jobs=jobs, limits=limits)
    report = build(order, read=misbehave)
    assert [file.status for file in report.files] == [Status.PARSED, Status.REFUSED, Status.PARSED]
    assert served(order.kb) == {MIRELS.splitlines()[1], DOSE.splitlines()[1]}
    assert leftovers(order.kb) == []
    return report.files[1]


@pytest.mark.parametrize(
    ("what", "kind", "why"),
    [
        ("crash", "defect", "SIGSEGV"),
        ("abort", "defect", "SIGABRT"),
        ("exit", "defect", "status 3"),
        ("hang", "too_large", "more than 1 seconds"),
        ("spin", "too_large", "more than 1 seconds"),
        ("eat", "too_large", "more memory"),
    ],
)
def test_what_takes_a_reader_down_refuses_one_file(tmp_path: Path, what: str, kind: str, why: str) -> None:
    file = refused(tmp_path, what, limits=SHORT if what in {"hang", "spin"} else PATIENT)
    assert file.refusal and file.refusal.kind == kind
    assert why in file.refusal.why and file.refusal.advice


def test_several_at_once_are_told_apart(tmp_path: Path) -> None:
    assert "SIGSEGV" in (refused(tmp_path, "crash", jobs=3).reason or "")


LIES = (
    '{"parsed": true, "sha256": "../../../etc/passwd", "seconds": 1}',
    '{"parsed": true, "sha256": null, "seconds": 1}',
    '{"refused": {"kind": "x"}, "sha256": null, "seconds": 1}',
    '{"refused": [], "parsed": {}}',
    '{"pages": 1}',
    "nonsense",
    "[]",
)


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
@pytest.mark.parametrize("words", some(LIES, 3))
def test_a_reader_that_was_taken_over_cannot_talk_the_build_into_anything(tmp_path: Path, words: str) -> None:
    file = refused(tmp_path, f"lie {words}")
    assert file.refusal and file.refusal.kind == "defect"


def test_what_a_library_prints_is_no_answer(tmp_path: Path) -> None:
    order = Order(corpus(tmp_path / "c", a="print\n" + MIRELS, b=DOSE), tmp_path / "kb", "whoosh", limits=SHORT)
    assert not build(order, read=misbehave).refused


def test_what_a_late_reader_started_ends_with_it(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    refused(tmp_path, f"fork {told}")
    assert gone(int(told.read_text()))


def test_a_file_that_took_too_long_is_tried_again(tmp_path: Path) -> None:
    refused(tmp_path, "spin")
    order = Order(tmp_path / "c", tmp_path / "kb", "whoosh", limits=SHORT)
    again = build(order, read=misbehave).files[1]
    assert again.seconds >= 1.0 or again.refusal, "time and memory may suffice next time: the refusal is not kept"


def test_a_file_of_too_many_pages_is_refused_unread(tmp_path: Path) -> None:
    order = Order(corpus(tmp_path / "c"), tmp_path / "kb", "whoosh", limits=replace(SHORT, pages=2, seconds=30.0))
    pages(order.corpus / "long.pdf", 3)
    (order.corpus / "short.txt").write_text("Le score de Mirels.", encoding="utf-8")
    file = build(order).files[0]
    assert file.reason == "3 pages, more than 2" and file.refusal and "SOURCIER_MAX_PAGES" in file.refusal.advice


def test_each_page_adds_to_the_time() -> None:
    assert Limits().time(100, ocr=False) == 60 + 50
    assert Limits().time(100, ocr=True) > 1000, "Tesseract takes 5 to 10 s a page"


def test_settings_bound_a_file() -> None:
    names = {"SOURCIER_MAX_MEMORY_BYTES": "1000", "SOURCIER_MAX_SECONDS": "2.5", "SOURCIER_MAX_PAGES": "7"}
    assert settings(names).limits == Limits(1000, 2.5, 0.5, 7)
    for wrong in ("0", "-1", "nan", "inf", "x"):
        with pytest.raises(Exception, match="SOURCIER_MAX_SECONDS"):
            settings({"SOURCIER_MAX_SECONDS": wrong})


KILLED = """
import sys
from pathlib import Path
from kb.build import Order, build
from tests.kb.misbehaving import misbehave
build(Order(Path(sys.argv[1]), Path(sys.argv[2]), "whoosh"), read=misbehave)
"""


def test_when_the_build_is_killed_nobody_goes_on_reading(tmp_path: Path, root: Path) -> None:
    told = tmp_path / "pid"
    folder = corpus(tmp_path / "c", a=f"fork {told}", b=DOSE)
    building = subprocess.Popen([sys.executable, "-c", KILLED, folder, tmp_path / "kb"], cwd=root)
    try:
        until(lambda: told.exists() and told.read_text() != "")
    finally:
        building.kill()
        building.wait()
    until(lambda: gone(int(told.read_text())))


def pages(path: Path, count: int) -> None:
    """A PDF of so many pages with a line each."""
    import pymupdf

    with pymupdf.open() as document:
        for n in range(count):
            document.new_page().insert_text((72, 90), f"Page {n} du guide.")
        document.save(path)


def until(holds, seconds: float = 20.0) -> None:  # type: ignore[no-untyped-def]
    """Wait for it."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def gone(process: int) -> bool:
    """Whether it has ended, mourned by its parent or not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        pass
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False
