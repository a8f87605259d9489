"""The one door: what it shows is the build it opened, what it cannot serve it says."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

import jsonschema
import pymupdf
import pytest

from ingest.errors import CallError, DamagedBase
from ingest.model import Guideline
from kb import contract
from kb.build import Order, build
from kb.knowledge import KnowledgeBase, open_kb
from kb.reading.pictures import MAX_PIXELS
from kb.store.folder import Folder
from tests.kb.making import corpus, first_order, guideline, read_double, run

SCHEMA = Path(__file__).resolve().parents[2].parent / "shared" / "contract.schema.json"


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    order = first_order(tmp_path_factory.mktemp("knowledge"))
    corpus(order.corpus, bad="damaged")
    run(order)
    return order.kb


@pytest.fixture
def base(kb: Path) -> Iterator[KnowledgeBase]:
    with closing(open_kb(kb)) as opened:
        yield opened


def in_contract(name: str, value: object) -> None:
    if not SCHEMA.exists():
        pytest.skip("contract.schema.json is not at hand")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator({**schema, "$ref": f"#/$defs/{name}"}).validate(json.loads(json.dumps(value)))


# --- what there is ------------------------------------------------------------------------------------------------


def test_documents_and_editions_are_listed(base: KnowledgeBase) -> None:
    assert [(d.id, d.title, d.editions[0].latest) for d in base.documents()] == [
        ("a", "Chirurgie", True), ("b", "Radiothérapie", True),
    ]  # fmt: skip
    assert base.named("b").label == base.named("b@2023-06").label == "2023-06"
    in_contract("list", base.list_json())


@pytest.mark.parametrize("name", ["c", "", "@", "a@1999", "b@", "B", "a@2023-06@", "../a"])
def test_what_is_not_there_is_said_with_what_is(base: KnowledgeBase, name: str) -> None:
    with pytest.raises(CallError) as caught:
        base.named(name)
    assert caught.value.advice.startswith("There is: ")


def test_an_edition_is_printed_as_the_contract_has_it(base: KnowledgeBase) -> None:
    shown = base.show_json("b")
    in_contract("show", shown)
    table = shown["tables"][0]
    assert table["rows"] == [["Critère", "Points"], ["Douleur", "3"], ["Siège", "2"]]
    assert table["pages"] == [1, 2] and table["cells"][0]["box"] == [72.0, 300.0, 172.0, 320.0]
    split = next(p for p in shown["passages"] if "8 Gy" in p["text"])
    assert [(place["page"], place["printed_page"]) for place in split["places"]] == [(1, "5"), (2, "6")]
    assert shown["citations"][0]["targets"] == ["1"] and shown["references"][0]["authors"] == ["Martin A", "Petit B"]


def test_what_is_printed_is_what_the_guideline_says(base: KnowledgeBase) -> None:
    shown, guide = base.show_json("b"), base.show("b").guideline
    assert [p["text"] for p in shown["passages"]] == [p.text.text for p in guide.passages]
    assert [[box for place in p["places"] for box in place["boxes"]] for p in shown["passages"]] == [
        [pytest.approx(list(box), abs=0.011) for place in guide.places(p.text) for box in place.boxes]
        for p in guide.passages
    ]


def test_a_page_holds_what_stands_on_it(base: KnowledgeBase) -> None:
    first, second = base.page("b", None, 1), base.page("b", None, 2)
    assert (first.label, first.width, second.label) == ("5", 595.0, "6")
    continued = "Une dose coupée en fin de page : 8 Gy."
    assert continued in [p["text"] for p in first.passages] and continued in [p["text"] for p in second.passages]
    assert [len(page.tables) for page in (first, second)] == [1, 1]
    assert [len(page.sections) for page in (first, second)] == [2, 0]
    for number in (0, 3, -1):
        with pytest.raises(CallError, match="pages 1 to 2"):
            base.page("b", None, number)


def test_characters_of_a_passage_find_their_boxes(base: KnowledgeBase) -> None:
    edition = base.edition("b")
    shown = next(p for p in base.show_json("b")["passages"] if "8 Gy" in p["text"])
    start = shown["text"].index("8 Gy")
    (place,) = base.places(edition, shown["id"], start, start + 4)
    assert place.page == 2 and place.boxes[0].width == pytest.approx(19.6)
    with pytest.raises(CallError, match="no passage"):
        base.places(edition, "nowhere", 0, 1)


def test_the_build_tells_what_became_of_each_file(base: KnowledgeBase) -> None:
    report = base.report()
    assert [(f.file, f.status) for f in report] == [("a.pdf", "parsed"), ("b.pdf", "parsed"), ("bad.pdf", "refused")]
    assert [asdict(d) for d in report[0].dropped] == [{"page": 2, "what": "une image", "why": "pas de texte"}]


def test_a_build_is_printed_as_the_contract_has_it(tmp_path: Path) -> None:
    order = first_order(tmp_path)
    corpus(order.corpus, bad="damaged")
    for _ in range(2):
        in_contract("build", contract.build(run(order)))
    nothing = Order(corpus(tmp_path / "d", bad="damaged"), tmp_path / "kb2", "whoosh")
    in_contract("build", contract.build(run(nothing)))


# --- answers ------------------------------------------------------------------------------------------------------


def test_an_answer_quotes_a_passage_and_its_place(base: KnowledgeBase) -> None:
    answer = base.answer_json(base.search("score de Mirels"))
    in_contract("search", answer)
    first = answer["results"][0]
    assert first["document"] == "a" and "Mirels" in first["text"]
    assert any(first["text"][start:end] == "Mirels" for start, end in first["highlights"])
    in_contract("search", base.answer_json(base.search("xyzzy plugh")))
    in_contract("search", base.answer_json(base.search("?!")))


def test_a_row_of_a_table_answers_with_its_own_place(base: KnowledgeBase) -> None:
    answer = base.answer_json(base.search("douleur points", document="b"))
    in_contract("search", answer)
    row = next(result for result in answer["results"] if result["row"] == 1)
    assert row["kind"] == "table" and row["page"] == row["places"][0]["page"] == 1
    assert len(row["places"][0]["boxes"]) == 2, "two cells, each on a line of its own"


def test_a_search_is_kept_to_a_document_and_a_kind(base: KnowledgeBase) -> None:
    found = base.search("dose coupée", document="b", kind="paragraph").results
    assert {(r.entry.document, r.kind) for r in found} == {("b", "paragraph")}
    for wrong in ({"document": "z"}, {"kind": "poem"}):
        with pytest.raises(CallError, match="«"):
            base.search("dose", **wrong)  # type: ignore[arg-type]
    with pytest.raises(CallError, match="empty"):
        base.search(" \t")


def test_what_is_typed_is_completed_from_the_documents(base: KnowledgeBase) -> None:
    assert "chirurgie" in [suggestion.text for suggestion in base.complete("chir")]
    assert base.complete("") == base.complete("zzz") == ()


def test_threads_ask_at_once_and_get_the_same(base: KnowledgeBase) -> None:
    found: list[tuple[str, ...]] = []

    def ask() -> None:
        for _ in range(5):
            texts = [result.entry.text for result in base.search("dose coupée").results]
            found.append((*texts, base.show("b").edition.title, json.dumps(base.show_json("a"))[:100]))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 40 and len(set(found)) == 1


# --- editions -----------------------------------------------------------------------------------------------------


def test_the_latest_edition_is_the_newest_and_a_refused_newer_one_is_told(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c", old="# T\nAncien.", new="# T\nNouveau.", next="damaged")
    editions = [("2024", "new"), ("2022", "old"), ("2025", "next")]
    text = '[[document]]\nid = "d"\n' + "".join(
        f'[[document.edition]]\nlabel = "{label}"\nfile = "{name}.pdf"\n' for label, name in editions
    )
    (folder / "manifest.toml").write_text(text, encoding="utf-8")
    report = run(Order(folder, tmp_path / "kb", "whoosh"))
    assert report.notes == ("next.pdf: refused, so «2024» answers as the latest of «d»",)
    with closing(open_kb(tmp_path / "kb")) as base:
        assert [e.label for e in base.document("d").editions] == ["2024", "2022"]
        assert base.show("d").guideline.passages[0].text.text == "Nouveau."
        assert {r.entry.edition for r in base.search("dose coupée").results} == {"2024"}


def test_editions_without_labels_are_told_apart(tmp_path: Path) -> None:
    dated = "# T\n{}\n|Version de mai 2021"
    folder = corpus(tmp_path / "c", a=dated.format("Un."), b=dated.format("Deux."), c="# T\nTrois.", d="# T\nTrois.")
    text = '[[document]]\nid = "d"\n' + "".join(f'[[document.edition]]\nfile = "{n}.pdf"\n' for n in "abcd")
    (folder / "manifest.toml").write_text(text, encoding="utf-8")
    report = run(Order(folder, tmp_path / "kb", "whoosh"))
    labels = [file.edition for file in report.files]
    assert len(set(labels)) == 4 and all(len(label) == 8 for label in labels if label)
    assert [file.reason for file in report.refused] == ["the same file as c.pdf"]


# --- pictures -----------------------------------------------------------------------------------------------------


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    """A knowledge base of one real PDF of one page, whose reading is made up."""
    folder = tmp_path / "c"
    folder.mkdir()
    with pymupdf.open() as document:
        document.new_page(width=200, height=100).insert_text((20, 50), "Une dose de 8 Gy")
        document.save(folder / "a.pdf")
    (folder / "b.txt").write_text("Une dose.", encoding="utf-8")

    def read(data: bytes, *, name: str, document: str, ocr: bool = False) -> Guideline:
        made = guideline(document, ["Une dose de 8 Gy"], pages=1)
        return made if name.endswith(".pdf") else replace(made, pages=())

    build(Order(folder, tmp_path / "kb", "whoosh", limits=None), read=read)
    return tmp_path / "kb"


def test_a_page_is_rendered_from_the_very_file_that_was_read(printed: Path) -> None:
    with closing(open_kb(printed)) as base:
        image = pymupdf.Pixmap(base.page_image("a", None, 1, 2.0))
        assert (image.width, image.height) == (400, 200)
        huge = pymupdf.Pixmap(base.page_image("a", None, 1, 1e9))
        assert huge.width * huge.height <= MAX_PIXELS
        with pytest.raises(CallError, match="no page 2"):
            base.page_image("a", None, 2)
        with pytest.raises(CallError, match="no printed pages"):
            base.page_image("b", None, 1)


def test_a_source_without_pages_has_one_page_of_text(printed: Path) -> None:
    with closing(open_kb(printed)) as base:
        view = base.page("b", None, 1)
        assert (view.width, view.label) == (0.0, None) and len(view.passages) == 5
        with pytest.raises(CallError, match="pages 1 to 1"):
            base.page("b", None, 2)


def test_a_page_of_another_file_is_never_shown(printed: Path) -> None:
    original = next(Folder(printed).sources.glob("*.pdf"))
    original.write_bytes(original.read_bytes() + b"\n")
    with closing(open_kb(printed)) as base, pytest.raises(DamagedBase, match="not the file that was read"):
        base.page_image("a", None, 1)
    original.unlink()
    with closing(open_kb(printed)) as base, pytest.raises(DamagedBase, match="No such file"):
        base.page_image("a", None, 1)


def test_the_reader_stand_in_is_like_the_reader() -> None:
    from inspect import signature

    reader = pytest.importorskip("ingest.reader")
    assert signature(reader.read_guideline).parameters.keys() == signature(read_double).parameters.keys()
