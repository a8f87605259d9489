"""A folder becomes a list of files to read; a manifest's slips are told with their line; nothing outside is read."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import CallError
from kb.corpus import Source, name_documents, read_corpus, slug

MANIFEST = """\
[[document]]
id = "radiotherapie-mo"
title = "Radiothérapie"
scope = "cancers bronchiques"
[[document.edition]]
label = "2022"
date = 2022-03-01
file = "a.pdf"
[[document.edition]]
date = 2024-03-01
data_until = 2023-12-31
file = "sub/b.pdf"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "corpus"
    (made / "sub").mkdir(parents=True)
    for name in ("a.pdf", "sub/b.pdf"):
        (made / name).write_bytes(b"%PDF-")
    return made


def sources(folder: Path) -> dict[str, Source]:
    return {source.file: source for source in read_corpus(folder).sources}


def test_without_a_manifest_every_guideline_is_read_and_nothing_else(folder: Path) -> None:
    for name in ("Z.PDF", "notes.md", "texte.txt", "image.png", ".hidden.pdf", "~$lock.pdf", ".git/x.pdf"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    assert list(sources(folder)) == ["Z.PDF", "a.pdf", "notes.md", "sub/b.pdf", "texte.txt"]
    assert sources(folder)["Z.PDF"].media == "pdf"
    assert sources(folder)["notes.md"].media == "md"


def test_the_knowledge_base_inside_the_folder_is_not_read(folder: Path) -> None:
    (folder / "kb" / "sources").mkdir(parents=True)
    (folder / "kb" / "sources" / "0.pdf").touch()
    found = read_corpus(folder, outside=[folder / "kb" / "sources"])
    assert [source.file for source in found.sources] == ["a.pdf", "sub/b.pdf"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Métastases osseuses – édition 2024", "metastases-osseuses-edition-2024"),
        ("L'œil & l'os_v2", "l-oeil-l-os-v2"),
        ("a" * 300, f"{'a' * 71}-{'98d36b80'}"),
        ("骨转移", "document-"),
    ],
)
def test_a_slug_is_short_unaccented_and_never_empty(name: str, expected: str) -> None:
    made = slug(name)
    assert made.startswith(expected[:20]) and 0 < len(made) <= 80 and made.isascii()


def test_files_of_one_name_are_told_apart_by_their_path() -> None:
    files = ["x.pdf", "x.txt", "sub/x.pdf", "A b.pdf", "a-b.pdf", "y.pdf"]
    ids = name_documents(files)
    assert ids["y.pdf"] == "y"
    assert ids["sub/x.pdf"] == "sub-x"
    assert (ids["x.pdf"], ids["x.txt"]) == ("x-pdf", "x-txt")
    assert len(set(ids.values())) == len(files)
    assert name_documents(files[::-1]) == ids


@given(st.lists(st.text(st.sampled_from("aA-é /."), min_size=1).map(lambda s: s.strip("/ .") + "z.pdf"), unique=True))
def test_ids_are_unique_and_do_not_depend_on_the_order(files: list[str]) -> None:
    ids = name_documents(files)
    assert len(set(ids.values())) == len(files)
    assert name_documents(sorted(files)) == ids


def test_a_manifest_says_what_is_read_and_the_rest_is_named(folder: Path) -> None:
    (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "extra.pdf").touch()
    corpus = read_corpus(folder)
    assert [(s.document, s.label, s.date, s.file) for s in corpus.sources] == [
        ("radiotherapie-mo", "2022", "2022-03-01", "a.pdf"),
        ("radiotherapie-mo", None, "2024-03-01", "sub/b.pdf"),
    ]
    assert corpus.sources[1].data_until == "2023-12-31"
    assert corpus.sources[1].scope == "cancers bronchiques"
    assert corpus.notes == ("not in the manifest, left aside: extra.pdf",)


def test_a_file_that_is_listed_but_absent_is_refused_by_name(folder: Path) -> None:
    (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "a.pdf").unlink()
    refusal = sources(folder)["a.pdf"].refusal
    assert refusal and refusal.kind == "missing"
    assert sources(folder)["sub/b.pdf"].refusal is None


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('id = "radiotherapie-mo"', 'id = "Radio thérapie"', 2, "cannot be an id"),
        ('id = "radiotherapie-mo"', 'id = "../x"', 2, "cannot be an id"),
        ('id = "radiotherapie-mo"', "id = 3", 2, "no text"),
        ('id = "radiotherapie-mo"\n', "", 1, "missing"),
        ("title =", "titel =", 3, "unknown key «titel»"),
        ('label = "2022"', "label = 2022", 6, "no text"),
        ('label = "2022"', 'label = "a/b"', 6, "cannot be a label"),
        ("date = 2024-03-01", 'date = "mars 2024"', 10, "no date"),
        ("date = 2024-03-01", 'label = "2022"', 10, "two editions"),
        ("date = 2024-03-01", "date = 2024-13-01", 10, "not valid TOML"),
        ('file = "sub/b.pdf"', 'file = "../b.pdf"', 12, "outside the folder"),
        ('file = "sub/b.pdf"', 'file = "/etc/passwd"', 12, "outside the folder"),
        ('file = "sub/b.pdf"', 'file = "a.pdf"', 12, "two editions"),
        ('file = "sub/b.pdf"', "pages = 3", 12, "unknown key «pages»"),
        ('file = "sub/b.pdf"', "", 9, "missing"),
        ("[[document]]", "version = 1\n[[document]]", 1, "unknown key «version»"),
    ],
)
def test_a_slip_in_the_manifest_is_named_with_its_line(folder: Path, old: str, new: str, line: int, what: str) -> None:
    (folder / "manifest.toml").write_text(MANIFEST.replace(old, new), encoding="utf-8")
    with pytest.raises(CallError) as caught:
        read_corpus(folder)
    assert what in caught.value.message
    assert f"line {line}" in caught.value.message
    assert "manifest.toml" in caught.value.message
    assert caught.value.advice


def test_an_id_given_twice_is_named(folder: Path) -> None:
    (folder / "manifest.toml").write_text(MANIFEST + MANIFEST, encoding="utf-8")
    with pytest.raises(CallError, match="line 14: the id «radiotherapie-mo» stands twice"):
        read_corpus(folder)


@pytest.mark.parametrize("text", ["", "document = 3", "[[document]]\nid = 'x'", "\xff\xfe"])
def test_a_manifest_that_lists_nothing_is_refused(folder: Path, text: str) -> None:
    (folder / "manifest.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(CallError, match=r"manifest\.toml"):
        read_corpus(folder)


def test_links_out_of_the_folder_are_refused_and_those_inside_are_read(folder: Path) -> None:
    secret = folder.parent / "secret.pdf"
    secret.touch()
    (folder / "out.pdf").symlink_to(secret)
    (folder / "in.pdf").symlink_to(folder / "a.pdf")
    (folder / "gone.pdf").symlink_to(folder / "nowhere.pdf")
    (folder / "loop.pdf").symlink_to(folder / "loop.pdf")
    (folder / "elsewhere").symlink_to(folder.parent)
    corpus = read_corpus(folder)
    kinds = {source.file: source.refusal and source.refusal.kind for source in corpus.sources}
    assert kinds == {
        "a.pdf": None, "in.pdf": None, "sub/b.pdf": None,
        "out.pdf": "outside", "gone.pdf": "missing", "loop.pdf": "unreadable",
    }  # fmt: skip
    assert corpus.notes == ("elsewhere: a link to a folder, not followed",)


def test_a_manifest_cannot_reach_out_through_a_linked_folder(folder: Path) -> None:
    (folder.parent / "secret.pdf").touch()
    (folder / "elsewhere").symlink_to(folder.parent)
    text = MANIFEST.replace("sub/b.pdf", "elsewhere/secret.pdf")
    (folder / "manifest.toml").write_text(text, encoding="utf-8")
    refusal = sources(folder)["elsewhere/secret.pdf"].refusal
    assert refusal and refusal.kind == "outside"


def test_a_pipe_with_a_guidelines_name_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.pdf")
    refusal = sources(folder)["pipe.pdf"].refusal
    assert refusal and refusal.why == "not a regular file"


def test_a_name_is_found_in_either_unicode_form(folder: Path) -> None:
    (folder / "a.pdf").rename(folder / unicodedata.normalize("NFD", "référentiel.pdf"))
    text = MANIFEST.replace('"a.pdf"', f'"{unicodedata.normalize("NFC", "référentiel.pdf")}"')
    (folder / "manifest.toml").write_text(text, encoding="utf-8")
    assert read_corpus(folder).sources[0].refusal is None
    assert read_corpus(folder).notes == ()


def test_names_of_any_bytes_are_shown_as_text(folder: Path) -> None:
    for name in (b"a\xff.pdf", b"a\xfe.pdf", b"line\nbreak.pdf", b"quote'\".pdf"):
        with open(os.path.join(os.fsencode(folder), name), "wb"):  # noqa: PTH118, PTH123 - bytes are no Path
            pass
    found = read_corpus(folder).sources
    assert len({source.file for source in found}) == len({source.document for source in found}) == 6
    "".join(source.file for source in found).encode("utf-8")


@pytest.mark.parametrize(
    ("make", "what"), [("nothing", "no such folder"), ("file", "a file, not"), ("empty", "no PDF")]
)
def test_a_folder_that_cannot_be_one_is_refused(tmp_path: Path, make: str, what: str) -> None:
    path = tmp_path / "corpus"
    if make == "file":
        path.touch()
    elif make == "empty":
        path.mkdir()
    with pytest.raises(CallError, match=what):
        read_corpus(path)
