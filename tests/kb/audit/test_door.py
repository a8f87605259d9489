"""`sourcier audit` through the terminal: JSON, SARIF, exit status, accepted findings, errors in two lines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cli
from kb.audit.model import RULES
from kb.build import Order, build
from tests.kb.audit.auditing import CITED, LIST

TEXT = "## 1 Soins\n\n" + CITED + "On attend le résultat (9).\n\nVoir le tableau 7.\n" + LIST
Run = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "guide.md").write_text(TEXT, encoding="utf-8")
    (folder / "net.md").write_text("# 1 Soins\n\n" + CITED + LIST, encoding="utf-8")
    at = tmp_path_factory.mktemp("kb") / "kb"
    build(Order(folder, at, "whoosh", limits=None))
    return at


@pytest.fixture
def run(kb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("SOURCIER_ACCEPTED", str(tmp_path / "accepte.toml"))

    def call(*arguments: str) -> tuple[int, str]:
        status = cli.main(["audit", *arguments, "--kb", str(kb)])
        return status, capsys.readouterr().out

    return call


def findings(out: str) -> list[dict[str, Any]]:
    return json.loads(out)["findings"]  # type: ignore[no-any-return]


def test_errors_are_exit_1_and_stand_first(run: Run) -> None:
    status, out = run("guide", "--json")
    assert status == 1
    assert [f["rule"] for f in findings(out) if f["severity"] == "error"] == [
        "citation-unresolved",
        "cross-reference-broken",
    ]
    assert findings(out)[0]["section"] == {"number": "1", "title": "Soins"}
    assert findings(out)[0]["document"] == "guide" and findings(out)[0]["page"] == 1


def test_an_edition_without_error_is_exit_0(run: Run) -> None:
    assert run("net", "--json")[0] == 0


def test_without_a_document_the_latest_edition_of_each_is_asked(run: Run) -> None:
    status, out = run("--json")
    assert status == 1
    assert {each.partition("@")[0] for each in json.loads(out)["editions"]} == {"guide", "net"}


def test_an_unknown_document_is_exit_2(run: Run) -> None:
    assert run("inconnu")[0] == 2
    assert run("guide@1999")[0] == 2


def test_people_read_the_rule_the_reason_and_the_text(run: Run) -> None:
    out = run("guide")[1]
    assert "citation-unresolved" in out and "aucune référence 9" in out and "On attend le résultat" in out


def test_an_accepted_finding_fails_no_check_and_is_listed_apart(run: Run) -> None:
    for finding in findings(run("guide", "--json")[1]):
        if finding["severity"] == "error":
            accepted = run("guide", "--accept", finding["id"], "--reason", "voulu", "--by", "Mme Lopez")
            assert accepted[0] == 0
    status, out = run("guide", "--json")
    assert status == 0
    assert [f["rule"] for f in json.loads(out)["accepted"]] == ["citation-unresolved", "cross-reference-broken"]
    assert json.loads(out)["accepted"][0]["accepted"]["by"] == "Mme Lopez"
    assert "accepted" in run("guide")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--accept", "0123456789ab", "--reason", "voulu", "--by", "Mme Lopez"),
        ("--accept", "0123456789ab"),
        ("--reason", "voulu"),
    ],
)
def test_an_acceptance_needs_a_finding_a_reason_and_a_name(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("guide", *arguments)[0] == 2


def test_sarif_has_the_structure_of_2_1_0(run: Run, tmp_path: Path) -> None:
    run("guide", "--sarif", str(tmp_path / "a.sarif"))
    log = json.loads((tmp_path / "a.sarif").read_text(encoding="utf-8"))
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-2.1.0.json")
    (found,) = log["runs"]
    driver = found["tool"]["driver"]
    assert driver["name"] == "Sourcier"
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] and rule["defaultConfiguration"]["level"] in (
            "error",
            "warning",
            "note",
        )
    assert found["results"]
    for result in found["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "guide.md"
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        assert len(result["partialFingerprints"]["sourcierFinding/v1"]) == 12
    bases = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uriBaseId"] for r in found["results"]}
    assert bases <= set(found["originalUriBaseIds"])


def test_sarif_keeps_accepted_findings_as_suppressed(run: Run, tmp_path: Path) -> None:
    first = findings(run("guide", "--json")[1])[0]
    run("guide", "--accept", first["id"], "--reason", "voulu", "--by", "Mme Lopez")
    run("guide", "--sarif", str(tmp_path / "a.sarif"))
    results = json.loads((tmp_path / "a.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    (kept,) = [result for result in results if "suppressions" in result]
    assert kept["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "voulu (Mme Lopez)"}]
