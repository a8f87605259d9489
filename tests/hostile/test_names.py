"""File names of any kind harm nothing: each file is read and named as it is, and nothing is made elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from contextlib import closing
from pathlib import Path

from kb.build import Order, build
from kb.knowledge import open_kb

TEXT = "Le score de Mirels guide la chirurgie préventive."
NAMES = [
    "un espace.txt",
    "deux  espaces .txt",
    "guillemet\".txt",
    "apostrophe'.txt",
    "ligne\nneuve.txt",
    "retour\rchariot.txt",
    "tabulation\t.txt",
    "cloche\a\x1b[31m.txt",
    "a..%2f..%2fmot.txt",
    "a\\..\\..\\mot.txt",
    "$(touch mark).txt",
    "`touch mark`.txt",
    ";touch mark;.txt",
    "-rf.txt",
    "--json.txt",
    "<script>alert(1)<script>.txt",
    "*.txt",
    "[a].txt",
    "{a}.txt",
    "%s%n.txt",
    "é.txt",
    unicodedata.normalize("NFD", "é.txt"),
    "مرحبا.txt",
    "\u202etxt.txt",
    "\ufeffmarque.txt",
    "😀.txt",
    "CON.txt",
    "x" * 251 + ".txt",
    "manifest.toml.txt",
    "DROP TABLE passages;--.txt",
    "' OR 1=1.txt",
    "kb.sqlite.txt",
]  # fmt: skip
BYTES = [b"latin\xe9.txt", b"\xff\xfe.txt"]


def test_files_of_any_name_are_read_and_named(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    (folder / ".." / "c" / "sous dossier\n").mkdir(parents=True)
    names = [os.fsencode(name) for name in NAMES] + [b"sous dossier\n/a.txt"]
    for name in BYTES:
        try:
            (folder / os.fsdecode(name)).write_text("", encoding="utf-8")
        except OSError:  # a file system that takes no such name
            continue
        names.append(name)
    for n, name in enumerate(names):
        (folder / os.fsdecode(name)).write_text(f"{TEXT} Fichier {n}.", encoding="utf-8")
    report = build(Order(folder, tmp_path / "kb", "whoosh"))
    assert not report.refused
    assert len(report.files) == len(names) == len({file.document for file in report.files})
    for file in report.files:
        file.file.encode("utf-8")  # valid text, whatever bytes the disk holds
        assert file.document.replace("-", "").isalnum() and len(file.document) <= 100
    with closing(open_kb(tmp_path / "kb")) as base:
        texts = {base.show(document.id).guideline.passages[0].text.text for document in base.documents()}
    assert len(texts) == len(names)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c", "kb"], "nothing was made beside them"


def test_the_command_line_prints_any_name_on_one_line(tmp_path: Path, root: Path) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "a\nb\x1b[31m.pdf").write_bytes(b"nothing")
    (tmp_path / "c" / "d.txt").write_text(TEXT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "cli", "build", tmp_path / "c", "--kb", tmp_path / "kb", "--json"],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert json.loads(done.stdout)["documents"][0]["status"] == "refused"
    shown = subprocess.run(
        [sys.executable, "-m", "cli", "build", tmp_path / "c", "--kb", tmp_path / "kb"],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "\x1b[31m" not in shown.stdout + shown.stderr, "a file name does not command the terminal"


def test_a_manifest_cannot_lead_out_of_the_corpus(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("Un secret.", encoding="utf-8")
    (folder / "d.txt").write_text(TEXT, encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "inside.txt").symlink_to("d.txt")
    (folder / "folder").symlink_to(tmp_path)
    report = build(Order(folder, tmp_path / "kb", "whoosh", limits=None))
    assert [(file.file, file.refusal.kind) for file in report.refused if file.refusal] == [("link.txt", "outside")]
    assert any("folder" in note for note in report.notes)
    with closing(open_kb(tmp_path / "kb")) as base:
        assert base.search("secret").answer == "none"
