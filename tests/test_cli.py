"""The command line as the contract has it: exit status, one JSON document, two-line errors, never a traceback."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import cli
from kb import build as building
from tests.kb.making import corpus, first_order, read_double, run

SCHEMA = Path(__file__).resolve().parents[1].parent / "shared" / "contract.schema.json"


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The stand-in reads where the real reader would, in this process; no setting of this machine reaches a test."""
    build = building.build
    monkeypatch.setattr(
        building, "build", lambda order, tell: build(replace(order, limits=None), tell, read=read_double)
    )
    for name in [name for name in os.environ if name.startswith("SOURCIER_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    order = first_order(tmp_path)
    run(order)
    return order.kb


class Said:
    """What a call answered."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def refused(self, *words: str) -> None:
        """Exit 2, nothing on stdout, what and what to do on stderr."""
        assert self.status == 2 and self.out == ""
        assert 1 <= len(self.err.strip().splitlines()) <= 2, self.err
        assert "Traceback" not in self.err
        for word in words:
            assert word.casefold() in self.err.casefold()


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    def run(*arguments: object, stdin: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfd.readouterr()
        status = cli.main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Said(status, out, err)

    return run


def in_contract(name: str, value: object) -> None:
    if not SCHEMA.exists():
        pytest.skip("contract.schema.json is not at hand")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator({**schema, "$ref": f"#/$defs/{name}"}).validate(value)


# --- build --------------------------------------------------------------------------------------------------------


def test_build_reads_tells_and_then_finds_nothing_new(call: Any, tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c", a="Un texte sur la dose.")
    first = call("build", folder, "--kb", tmp_path / "kb")
    assert first.status == 0 and "parsed" in first.out and "published" in first.out and first.err == ""
    again = call("build", folder, "--kb", tmp_path / "kb", "--json")
    in_contract("build", again.json)
    assert again.status == 0 and again.json["documents"][0]["status"] == "unchanged" and not again.json["published"]
    assert call("build", folder, "--kb", tmp_path / "kb", "--force", "--json").json["published"]


def test_a_refused_file_is_named_with_its_reason_and_exit_is_1(call: Any, tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c", a="Un texte.", b="damaged")
    said = call("build", folder, "--kb", tmp_path / "kb")
    assert said.status == 1 and "b.pdf: refused: page 3: cut in the middle. Export it again." in said.out
    said = call("build", folder, "--kb", tmp_path / "kb", "--json")
    in_contract("build", said.json)
    refused = said.json["documents"][1]
    assert said.status == 1 and (refused["status"], refused["reason"]) == ("refused", "page 3: cut in the middle")


def test_where_nothing_could_be_read_it_is_said(call: Any, tmp_path: Path) -> None:
    said = call("build", corpus(tmp_path / "c", b="damaged"), "--kb", tmp_path / "kb")
    assert said.status == 1 and "no build was published" in said.out
    call("show", "--kb", tmp_path / "kb").refused("no knowledge base", "sourcier build")


def test_a_name_full_of_tricks_steers_no_terminal(call: Any, tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c", **{"\x1b[31m[red]a\nb": "damaged", "x": "Un texte."})
    said = call("build", folder, "--kb", tmp_path / "kb")
    assert "\x1b" not in said.out and "[red]a b.pdf" in said.out
    call("build", tmp_path / "no\nsuch\x1b").refused("no\\nsuch\\x1b")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "nowhere"], ["nowhere: no such folder"]),
        (["build", "corpus", "--engine", "lucene"], ["lucene", "whoosh", "tantivy"]),
        (["build", "corpus", "--jobs", "0"], ["--jobs"]),
        (["build"], ["corpus"]),
        (["search", ""], ["empty"]),
        (["search", " \t "], ["empty"]),
        (["search"], ["--batch"]),
        (["search", "x", "--batch", "-"], ["not both"]),
        (["search", "dose", "--limit", "0"], ["--limit"]),
        (["search", "dose", "--kind", "poem"], ["poem", "paragraph"]),
        (["search", "dose", "--document", "z"], ["«z»", "a, b"]),
        (["search", "--batch", "nowhere"], ["nowhere: No such file"]),
        (["show", "no-such-document"], ["no-such-document", "a, b"]),
        (["show", "b@1999"], ["1999", "2023-06"]),
        (["rollback", "99"], ["99", "0001-"]),
        (["rollback"], ["no usable build before"]),
        (["divine"], ["No such command 'divine'"]),
        (["frobnicate"], ["No such command"]),
        ([], ["command"]),
        (["--nonsense"], ["--nonsense"]),
    ],
)
def test_a_call_that_cannot_be_served_is_two_lines_and_exit_2(
    call: Any, kb: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: list[str]
) -> None:
    monkeypatch.setenv("SOURCIER_KB", str(kb))
    call(*arguments).refused(*words)
    if arguments:
        call(*arguments, "--json" if "frobnicate" not in arguments else "x").refused()


def test_a_spoilt_manifest_names_its_line(call: Any, tmp_path: Path) -> None:
    folder = corpus(tmp_path / "c", a="Un texte.")
    (folder / "manifest.toml").write_text('[[document]]\nidd = "a"\n', encoding="utf-8")
    call("build", folder, "--kb", tmp_path / "kb").refused("manifest.toml, line 2", "«idd»")


# --- which knowledge base -----------------------------------------------------------------------------------------


def test_the_knowledge_base_is_named_before_or_after_or_by_the_environment(
    call: Any, kb: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for arguments in (["--kb", kb, "show"], ["show", "--kb", kb], ["--kb", "nowhere", "show", "--kb", kb]):
        assert call(*arguments).status == 0
    call("show").refused(".sourcier: no knowledge base")
    monkeypatch.setenv("SOURCIER_KB", str(kb))
    assert call("show").status == 0
    call("show", "--kb", tmp_path / "elsewhere").refused("elsewhere")
    monkeypatch.delenv("SOURCIER_KB")
    kb.rename(".sourcier")
    assert call("show").status == 0


@pytest.mark.parametrize("command", [["show"], ["search", "dose"], ["builds"], ["rollback"]])
def test_every_command_says_so_where_there_is_no_knowledge_base(call: Any, command: list[str], tmp_path: Path) -> None:
    call(*command, "--kb", tmp_path / "nowhere").refused("no knowledge base", "sourcier build")
    assert not (tmp_path / "nowhere").exists()


def test_a_spoilt_knowledge_base_says_what_to_run(call: Any, kb: Path) -> None:
    next(kb.rglob("kb.sqlite")).write_bytes(b"cut")
    call("show", "--kb", kb).refused("kb.sqlite", "sourcier rollback")
    (kb / "current").write_text("garbage", encoding="utf-8")
    call("show", "--kb", kb).refused("current: not the name of a build", "sourcier rollback")


# --- show, search, builds -----------------------------------------------------------------------------------------


def test_show_prints_the_contract_and_an_outline(call: Any, kb: Path) -> None:
    in_contract("list", call("show", "--json", "--kb", kb).json)
    shown = call("show", "b", "--json", "--kb", kb)
    in_contract("show", shown.json)
    assert shown.status == 0 and shown.out.count("\n") == 1
    outline = call("show", "b@2023-06", "--kb", kb).out
    assert "  1.1 Doses et fractionnement  p. 1" in outline and "1 recommendations" in outline
    assert "@2023-06, 2 pages, b.pdf" in call("show", "--kb", kb).out


def test_search_quotes_or_says_none(call: Any, kb: Path) -> None:
    found = call("search", "score de Mirels", "--json", "--kb", kb)
    in_contract("search", found.json)
    assert found.status == 0 and found.json["query"] == "score de Mirels"
    assert call("search", "score", "de", "Mirels", "--json", "--kb", kb).json["query"] == "score de Mirels"
    text = call("search", "score de Mirels", "--kb", kb).out
    assert "Chirurgie (a@" in text and "§ 1 Traitement · p. 1" in text and "guide la chirurgie" in text
    for nothing in ("xyzzy plugh", "?!"):
        said = call("search", nothing, "--json", "--kb", kb)
        assert said.status == 0 and said.json["answer"] == "none"
        assert "Nothing in these guidelines" in call("search", nothing, "--kb", kb).out
    assert len(call("search", "dose coupée", "--limit", "1", "--json", "--kb", kb).json["results"]) == 1


def test_a_batch_answers_line_by_line(call: Any, kb: Path, tmp_path: Path) -> None:
    lines = "\ufeffscore de Mirels\r\nxyzzy\n".encode() + b"dose \xff\n"
    said = call("search", "--batch", "-", "--json", "--kb", kb, stdin=lines)
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert [a["query"] for a in answers] == ["score de Mirels", "xyzzy", "dose \ufffd"]
    assert said.status == 0 and answers[0]["answer"] == "found"
    (tmp_path / "queries").write_bytes(b"dose\n\nscore")
    said = call("search", "--batch", tmp_path / "queries", "--kb", kb)
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert said.status == 1 and [("error" in a) for a in answers] == [False, True, False]
    assert call("search", "--batch", "-", "--kb", kb).status == 0


def test_builds_are_listed_and_gone_back_to(call: Any, kb: Path, tmp_path: Path) -> None:
    corpus(tmp_path / "corpus", a="Autre texte.")
    assert call("build", tmp_path / "corpus", "--kb", kb).status == 0
    listed = call("builds", "--json", "--kb", kb).json["builds"]
    assert [build["current"] for build in listed] == [True, False] and listed[0]["documents"] == 2
    said = call("rollback", "--json", "--kb", kb)
    assert said.json == {"build": listed[1]["build"], "before": listed[0]["build"]}
    assert f"* {listed[1]['build']}" in call("builds", "--kb", kb).out
    assert "is the current build" in call("rollback", "2", "--kb", kb).out


def test_serve_starts_the_app_on_this_machine_only(call: Any, kb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(os, "execve", lambda path, command, environment: started.append((command, environment)))
    said = call("serve", "--port", "8612", "--kb", kb)
    command, environment = started[0]
    assert command[:4] == [sys.executable, "-m", "streamlit", "run"] and Path(command[4]).name == "app.py"
    assert {"--server.address=127.0.0.1", "--server.port=8612"} < set(command)
    assert environment["SOURCIER_KB"] == str(kb.resolve()) and "http://127.0.0.1:8612" in said.err


def test_serve_lets_other_machines_in_only_where_it_is_told_to(
    call: Any, kb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(os, "execve", lambda path, command, environment: started.append(command))
    call("serve", "--address", "0.0.0.0", "--port", "8612", "--kb", kb)
    assert "--server.address=0.0.0.0" in started[0]
    wrong = call("serve", "--address", "--server.port=1", "--kb", kb)
    assert wrong.status == 2 and "not an address" in wrong.err and len(started) == 1


def test_serve_opens_without_a_knowledge_base_to_offer_to_build_one(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[dict[str, str]] = []
    monkeypatch.setattr(os, "execve", lambda path, command, environment: started.append(environment))
    said = call("serve", "--port", "8612", "--kb", tmp_path / "nowhere")
    assert "no knowledge base yet" in said.err
    assert started[0]["SOURCIER_KB"] == str((tmp_path / "nowhere").resolve())


# --- the process itself -------------------------------------------------------------------------------------------


def process(root: Path, *arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, root / "cli.py", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, **options)


def test_output_is_utf8_whatever_the_locale(kb: Path, root: Path) -> None:
    for locale in ({"LANG": "C", "LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        done = process(root, "search", "chirurgie préventive", "--json", "--kb", kb, env={**os.environ, **locale})
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout.decode("utf-8"))
        assert "préventive" in found["query"] and "préventive" in found["results"][0]["text"]


def test_a_reader_that_goes_away_is_no_error(kb: Path, root: Path) -> None:
    command = f"'{sys.executable}' '{root / 'cli.py'}' show b --json --kb '{kb}' | true"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False)
    assert done.stderr == b"" and done.returncode in (0, 1)


def loaded(root: Path, *arguments: object) -> tuple[str, set[str]]:
    """What a command prints, and which slow libraries it loaded."""
    code = f"import sys, cli; cli.main({[str(a) for a in arguments]!r}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    *printed, modules = done.stdout.splitlines()
    slow = {"pymupdf", "spacy", "whoosh", "streamlit", "numpy", "rich.table"}
    return "\n".join(printed), slow & set(modules.split())


def test_showing_loads_no_slow_library(kb: Path, root: Path) -> None:
    assert loaded(root, "show", "b", "--kb", kb)[1] == set()


def test_a_build_with_nothing_new_loads_no_slow_library(kb: Path, root: Path, tmp_path: Path) -> None:
    said, slow = loaded(root, "build", tmp_path / "corpus", "--kb", kb)
    assert "nothing new" in said and slow == set()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyboardInterrupt(), "interrupted"),
        (OSError(28, "No space left on device", "/kb/x"), "/kb/x: No space left"),
        (PermissionError(13, "Permission denied", "/kb"), "/kb: Permission denied"),
        (ValueError("nobody thought of it"), "internal error (ValueError"),
        (MemoryError(), "internal error"),
    ],
)
def test_whatever_happens_is_said_in_two_lines(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, words: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(building, "build", fail)
    said = call("build", corpus(tmp_path / "c", a="x"), "--kb", tmp_path / "kb")
    assert said.status == (130 if isinstance(error, KeyboardInterrupt) else 2)
    assert words in said.err and len(said.err.splitlines()) == 2 and said.out == ""
