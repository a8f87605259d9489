"""`sourcier export` on a guideline of the corpus: files that are read back and agree with `calc` and `show`."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import cli
from kb.build import Order, build
from kb.export.fhir import WEIGHT
from kb.knowledge import open_kb

ROOT = Path(__file__).resolve().parents[3]
MANIFEST = """[[document]]
id = "mo"
title = "Métastases"
edition = [{ label = "2022", file = "mo-poumon-2022.pdf" }]
"""


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    (folder / "corpus").mkdir()
    shutil.copy(ROOT / "corpus" / "mo-poumon-2022.pdf", folder / "corpus")
    (folder / "corpus" / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    build(Order(folder / "corpus", folder / "kb", "whoosh", limits=None))
    return folder / "kb"


@pytest.fixture
def call(kb: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: object, status: int = 0) -> str:
        assert cli.main(["export", *map(str, arguments), "--kb", str(kb)]) == status
        out: str = capsys.readouterr().out
        return out

    return run


def weights(made: dict[str, Any]) -> list[list[tuple[str, str, float]]]:
    """Each question's answers: linkId, code, weight."""
    return [
        [
            (item["linkId"], o["valueCoding"]["code"], extension["valueDecimal"])
            for o in item["answerOption"]
            for extension in o["valueCoding"]["extension"]
            if extension["url"] == WEIGHT
        ]
        for item in made["item"]
        if item["type"] == "coding"
    ]


def test_questionnaires_agree_with_calc_over_all_combinations(kb: Path, call: Any, tmp_path: Path) -> None:
    call("fhir", "mo", "--out", tmp_path / "fhir")
    base, reckoned = open_kb(kb), 0
    for path in sorted((tmp_path / "fhir").iterdir()):
        made = json.loads(path.read_text(encoding="utf-8"))
        form = _form(base, f"mo/{made['url'].rpartition(':')[2]}")
        for chosen in product(*weights(made)):
            total = sum(weight for _, _, weight in chosen)
            assert _run(form, {link: code for link, code, _ in chosen}) == total
            reckoned += 1
    base.close()
    assert reckoned > 1000


def _form(base: Any, name: str) -> Any:
    from kb.calculators.run import prepare

    return prepare(base.calculator(name))


def _run(form: Any, answers: dict[str, str]) -> float | None:
    from kb.calculators.run import run

    return run(form, answers).total


def test_stdout_has_one_bundle(call: Any) -> None:
    made = json.loads(call("fhir", "mo@2022"))
    assert [entry["resource"]["resourceType"] for entry in made["entry"]] == ["Questionnaire"] * 5


def test_every_table_is_a_file_with_the_rows_that_show_prints(kb: Path, call: Any, tmp_path: Path) -> None:
    call("csv", "mo", "--out", tmp_path / "tables")
    base = open_kb(kb)
    shown = base.show_json("mo")["tables"]
    base.close()
    files = sorted((tmp_path / "tables").glob("*.csv"))
    read = [list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))) for file in files]
    assert read == [table["rows"] for table in shown]
    call("csv", "mo", "--out", tmp_path / "tables.zip")
    with zipfile.ZipFile(tmp_path / "tables.zip") as made:
        assert sorted(made.namelist()) == sorted(path.name for path in (tmp_path / "tables").iterdir())
    call("csv", "mo", "--out", tmp_path / "tables.csv")
    assert (tmp_path / "tables.csv").read_text(encoding="utf-8").splitlines() == call("csv", "mo").splitlines()


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl"])
def test_references_go_to_a_file_as_to_stdout(call: Any, tmp_path: Path, form: str) -> None:
    call(form, "mo", "--out", tmp_path / "deep" / "refs")
    assert (tmp_path / "deep" / "refs").read_text(encoding="utf-8") == call(form, "mo") != ""


@pytest.mark.parametrize("wrong", [["odt"], ["bibtex", "unknown"], ["bibtex", "mo@1999"]])
def test_what_cannot_be_served_is_exit_2(call: Any, wrong: list[str]) -> None:
    assert call(*wrong, status=2) == ""


def test_a_folder_is_not_written_over_a_file(call: Any, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    call("fhir", "mo", "--out", tmp_path / "taken", status=2)
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"
