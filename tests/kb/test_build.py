"""A build is published whole or not at all; what did not change is not read again; one bad file spoils no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import AbsentBase
from kb.build import Order, Step, build
from kb.knowledge import open_kb
from kb.report import Status
from kb.store.folder import Folder, current
from tests.kb.making import DOSE, MIRELS, corpus, first_order, leftovers, read_double, run, served


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return first_order(tmp_path)


def test_a_corpus_is_read_stored_indexed_and_published(order: Order) -> None:
    steps: list[Step] = []
    report = run(order, steps.append)
    assert report.published and report.build == current(Folder(order.kb))
    assert [(f.document, f.edition, f.status, f.pages, f.tables) for f in report.files[1:]] == [
        ("b", "2023-06", Status.PARSED, 2, 1)
    ]
    assert report.files[0].edition == report_sha(order, "a.pdf")[:8], "no date in it: its digest names it"
    assert [step.kind for step in steps] == ["look", "read", "read", "store", "index", "sync", "name", "point", "prune"]
    assert [step.file for step in steps if step.kind == "read"] == ["a.pdf", "b.pdf"]
    assert served(order.kb) == {MIRELS.splitlines()[1], DOSE.splitlines()[1]}
    assert leftovers(order.kb) == []


def report_sha(order: Order, name: str) -> str:
    import hashlib

    return hashlib.sha256((order.corpus / name).read_bytes()).hexdigest()


def test_an_unchanged_corpus_makes_no_build_and_reads_nothing(order: Order) -> None:
    first = run(order)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("read again")

    again = build(order, read=never)  # type: ignore[arg-type]
    assert again.build == first.build and not again.published
    assert {file.status for file in again.files} == {Status.UNCHANGED}
    assert [f.sections for f in again.files] == [f.sections for f in first.files]


def test_only_what_changed_is_read_again(order: Order) -> None:
    run(order)
    (order.corpus / "a.pdf").write_text("# Chirurgie\nAutre score.", encoding="utf-8")
    report = run(order)
    assert [file.status for file in report.files] == [Status.PARSED, Status.UNCHANGED]
    assert "Autre score." in served(order.kb)


@pytest.mark.parametrize("change", ["manifest", "engine", "force", "removed", "index", "pointer", "store"])
def test_whatever_would_come_out_otherwise_makes_a_new_build(order: Order, change: str) -> None:
    first = run(order).build
    assert first
    folder = Folder(order.kb)
    again = order
    if change == "manifest":
        lines = [
            f'[[document]]\nid = "{name}"\ntitle = "T"\n[[document.edition]]\nfile = "{name}.pdf"' for name in "ab"
        ]
        (order.corpus / "manifest.toml").write_text("\n".join(lines), encoding="utf-8")
    elif change == "engine":
        pytest.importorskip("tantivy")
        again = Order(order.corpus, order.kb, "tantivy")
    elif change == "force":
        again = Order(order.corpus, order.kb, "whoosh", force=True)
    elif change == "removed":
        (order.corpus / "a.pdf").unlink()
    elif change == "index":
        next((folder.build(first) / "index").rglob("entries.bin")).write_bytes(b"")
    elif change == "pointer":
        folder.pointer.write_text("garbage", encoding="utf-8")
    else:
        (folder.build(first) / "kb.sqlite").write_bytes(b"cut")
    report = run(again)
    assert report.published and report.build != first
    assert served(order.kb) >= {DOSE.splitlines()[1]}
    assert not run(order if change != "engine" else again).published


def test_a_bad_file_is_refused_with_page_and_reason_and_the_rest_is_published(order: Order) -> None:
    corpus(order.corpus, c="damaged", d="", e="defect")
    report = run(order)
    assert report.published
    assert [(f.file, f.reason) for f in report.refused][:2] == [
        ("c.pdf", "page 3: cut in the middle"), ("d.pdf", "the file is empty"),
    ]  # fmt: skip
    assert report.refused[2].refusal and report.refused[2].refusal.kind == "defect"
    assert "nobody thought of that" in (report.refused[2].reason or "")
    assert len(served(order.kb)) == 2
    again = run(order)
    assert not again.published and [f.file for f in again.refused] == ["c.pdf", "d.pdf", "e.pdf"]


def test_where_nothing_can_be_read_the_old_build_stays(order: Order) -> None:
    first = run(order).build
    for path in order.corpus.iterdir():
        path.write_text("damaged", encoding="utf-8")
    report = run(order)
    assert (report.build, report.published, len(report.refused)) == (first, False, 2)
    assert "no build was published" in report.notes[-1]
    assert len(served(order.kb)) == 2


def test_where_nothing_could_ever_be_read_there_is_no_knowledge_base(tmp_path: Path) -> None:
    order = Order(corpus(tmp_path / "c", a="damaged"), tmp_path / "kb", "whoosh")
    assert run(order).build is None
    with pytest.raises(AbsentBase):
        open_kb(order.kb)


def test_a_file_too_large_is_refused_unread(order: Order) -> None:
    corpus(order.corpus, big=MIRELS * 100)
    small = Order(order.corpus, order.kb, "whoosh", max_file_bytes=2000)
    assert [(f.file, f.refusal and f.refusal.kind) for f in run(small).refused] == [("big.pdf", "too_large")]


def test_a_file_that_cannot_be_opened_is_refused(order: Order) -> None:
    (order.corpus / "a.pdf").unlink()
    (order.corpus / "a.pdf").mkdir()  # rights do not stop a superuser, so a folder stands in for a closed file
    (order.corpus / "c.pdf").symlink_to("/proc/self/mem")
    report = run(order)
    assert [f.file for f in report.refused] == ["c.pdf"]


def test_an_original_that_was_lost_is_brought_back_without_a_new_build(order: Order) -> None:
    run(order)
    original = next(Folder(order.kb).sources.iterdir())
    original.unlink()
    assert not run(order).published
    assert original.exists()


def test_a_damaged_cache_is_read_again(order: Order) -> None:
    run(order)
    for path in Folder(order.kb).parsed.rglob("guideline.sqlite"):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    report = run(Order(corpus(order.corpus, c=MIRELS), order.kb, "whoosh"))
    assert {file.status for file in report.files} == {Status.PARSED}


def test_several_processes_read_the_same_as_one(order: Order) -> None:
    corpus(order.corpus, c="damaged")
    with_jobs = Order(order.corpus, order.kb.with_name("jobs"), "whoosh", jobs=2)
    one, two = run(order), build(with_jobs, read=read_double)
    assert [(f.document, f.edition, f.status, f.reason) for f in one.files] == [
        (f.document, f.edition, f.status, f.reason) for f in two.files
    ]
    assert served(order.kb) == served(with_jobs.kb)


def test_a_file_that_kills_its_process_is_refused_and_the_others_are_read(order: Order) -> None:
    corpus(order.corpus, a0="crash")
    report = build(Order(order.corpus, order.kb, "whoosh", jobs=2), read=read_double)
    assert [(f.file, f.status) for f in report.files] == [
        ("a.pdf", Status.PARSED), ("a0.pdf", Status.REFUSED), ("b.pdf", Status.PARSED),
    ]  # fmt: skip
