"""Calculators from a build: found by name, listed by edition, answered from the terminal, shown as cards."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import cli
from ingest.errors import CallError
from kb.build import Order, build
from kb.calculators.cards import other_names
from kb.knowledge import KnowledgeBase, open_kb
from kb.search.answers import CalculatorCard

SCHEMA = Path(__file__).resolve().parents[3].parent / "shared" / "contract.schema.json"
GUIDE = """# Guide des os longs

## 1. Score de Zorro

Le score de Zorro estime le risque de fracture.

| Points | Siège | Douleur |
|---|---|---|
| 1 | bras | légère |
| 2 | jambe | forte |

- score de 2 : surveillance
- score de 3 à 4 : chirurgie

Ce score ne remplace pas la discussion en RCP.

## 2. Traitement

Une irradiation de 8 Gy en une fraction est recommandée devant une douleur.
"""
MANIFEST = """
[[document]]
id = "os"
[[document.edition]]
label = "2024"
date = 2024-01-01
file = "os-2024.md"
[[document.edition]]
label = "2022"
date = 2022-01-01
file = "os-2022.md"

[[document]]
id = "rachis"
[[document.edition]]
label = "2023"
file = "rachis.md"
"""


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus, kb = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("kb") / "kb"
    (corpus / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    (corpus / "os-2024.md").write_text(GUIDE, encoding="utf-8")
    (corpus / "os-2022.md").write_text(
        GUIDE.replace("| 2 | jambe | forte |", "| 3 | jambe | forte |"), encoding="utf-8"
    )
    rachis = GUIDE.replace("Zorro", "Diego").replace("os longs", "rachis")
    (corpus / "rachis.md").write_text(rachis, encoding="utf-8")
    build(Order(corpus, kb, "whoosh", limits=None))
    return kb


@pytest.fixture
def base(kb: Path) -> Iterator[KnowledgeBase]:
    with closing(open_kb(kb)) as opened:
        yield opened


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], kb: Path) -> Any:
    def run(*arguments: str) -> tuple[int, str, str]:
        capfd.readouterr()
        status = cli.main([*arguments, "--kb", str(kb)])
        out, err = capfd.readouterr()
        return status, out, err

    return run


def in_contract(name: str, value: object) -> None:
    if not SCHEMA.exists():
        pytest.skip("contract.schema.json is not at hand")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator({**schema, "$ref": f"#/$defs/{name}"}).validate(value)


def scores(base: KnowledgeBase, every: bool = False) -> list[tuple[str, str | None]]:
    return [(c.id, c.edition) for c in base.calculators(every) if c.kind == "score"]


def test_the_latest_editions_are_listed_and_all_where_asked(base: KnowledgeBase) -> None:
    assert scores(base) == [("os/zorro", "2024"), ("rachis/diego", "2023")]
    assert scores(base, every=True) == [("os/zorro", "2024"), ("os@2022/zorro", "2022"), ("rachis/diego", "2023")]
    assert len({c.id for c in base.calculators(True)}) == len(base.calculators(True))


@pytest.mark.parametrize(
    ("name", "edition"),
    [("zorro", "2024"), ("os/zorro", "2024"), ("os@2024/zorro", "2024"), ("os@2022/zorro", "2022"), ("diego", "2023")],
)
def test_a_calculator_is_found_by_its_names(base: KnowledgeBase, name: str, edition: str) -> None:
    assert base.calculator(name).edition == edition
    assert base.calculator(base.calculator(name).id) == base.calculator(name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("zoro", ["no calculator «zoro»", "os/zorro"]),
        ("os/diego", ["no calculator «os@2024/diego»", "os/zorro"]),
        ("dos/zorro", ["no document «dos»", "os"]),
        ("os@1999/zorro", ["1999", "2022"]),
        ("", ["no calculator"]),
    ],
)
def test_an_unknown_one_names_those_there_are(base: KnowledgeBase, name: str, words: list[str]) -> None:
    with pytest.raises(CallError) as caught:
        base.calculator(name)
    assert all(word in f"{caught.value.message} {caught.value.advice}" for word in words)


def test_what_was_stored_answers_with_its_own_edition(base: KnowledgeBase) -> None:
    old, new = (base.calculate(name, {"siege": "jambe", "douleur": "forte"}) for name in ("os@2022/zorro", "zorro"))
    assert (old.total, new.total) == (6, 4)
    assert {step.edition for step in old.trace} == {"2022"} and {step.edition for step in new.trace} == {"2024"}
    assert new.band is not None and new.band.label == "chirurgie"
    assert [quote.text for quote in new.quotes] == ["Ce score ne remplace pas la discussion en RCP."]


@pytest.mark.parametrize(
    ("question", "found"), [("score de zorro", "os/zorro"), ("diego", "rachis/diego"), ("zorro 3", "os/zorro")]
)
def test_a_score_that_is_named_comes_as_a_card(base: KnowledgeBase, question: str, found: str) -> None:
    (card,) = base.search(question).cards
    assert isinstance(card, CalculatorCard) and card.id == found
    assert base.answer_json(base.search(question))["cards"][0]["type"] == "calculator"


def test_a_question_that_names_none_gets_none(base: KnowledgeBase) -> None:
    assert not [c for c in base.search("score de fracture douleur").cards if isinstance(c, CalculatorCard)]


def test_other_names_are_in_the_name() -> None:
    assert other_names("Spinal Instability Neoplastic Score (SINS)") == ("Spinal Instability Neoplastic Score", "SINS")
    assert other_names("Score d’instabilité SINS") == ("SINS",)
    assert other_names("Score de Zorro") == ()


# --- the terminal -------------------------------------------------------------------------------------------------


def test_the_list_in_json_and_for_people(call: Any) -> None:
    status, out, _ = call("calc", "--list", "--all-editions", "--json")
    listed = json.loads(out)
    in_contract("calculators", listed)
    assert status == 0 and [c["id"] for c in listed if c["kind"] == "score"] == [
        "os/zorro",
        "os@2022/zorro",
        "rachis/diego",
    ]
    (zorro,) = [c for c in listed if c["id"] == "os/zorro"]
    assert zorro["range"] == [2, 4] and zorro["stated_range"] is None and zorro["name"] == "Score de Zorro"
    assert [o["points"] for item in zorro["items"] for o in item["options"]] == [1, 2, 1, 2]
    assert [(b["from"], b["to"], b["label"]) for b in zorro["bands"]] == [(2, 2, "surveillance"), (3, 4, "chirurgie")]
    assert "os/zorro" in call("calc", "--list")[1] and "Score de Zorro" in call("calc")[1]


def test_an_answer_in_json_and_for_people(call: Any) -> None:
    status, out, _ = call("calc", "zorro", "--set", "siege=Jambe", "--set", "Douleur=forte", "--json")
    result = json.loads(out)
    in_contract("calc", result)
    assert status == 0 and result["total"] == 4 and result["band"]["label"] == "chirurgie" and result["complete"]
    shown = call("calc", "zorro", "--set", "siege=Jambe", "--set", "Douleur=forte")[1]
    assert "total: 4" in shown and "chirurgie" in shown and "RCP" in shown
    form = call("calc", "zorro")[1]
    assert "[jambe]" in form and "siege" in form


def test_half_an_answer_is_exit_0_and_no_verdict(call: Any) -> None:
    status, out, _ = call("calc", "zorro", "--set", "siege=jambe", "--json")
    result = json.loads(out)
    assert (status, result["complete"], result["band"], result["total"]) == (0, False, None, None)
    assert result["missing"] == ["douleur"] and result["possible"] == [3, 4]
    assert json.loads(call("calc", "zorro", "--json")[1])["possible"] == [2, 4]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["zoro"], ["zoro", "os/zorro"]),
        (["zorro", "--set", "siege=main"], ["siege", "main", "bras"]),
        (["zorro", "--set", "age=3"], ["age", "siege, douleur"]),
        (["zorro", "--set", "siege"], ["ITEM=OPTION"]),
        (["zorro", "--set", "siege=bras", "--set", "siege=jambe"], ["siege"]),
        (["zorro", "--list"], ["--list"]),
        (["--set", "siege=bras"], ["--list"]),
        (["zorro", "--set", "siege=bras", "--batch", "-"], ["not both"]),
        (["zorro", "--batch", "nowhere.jsonl"], ["nowhere.jsonl"]),
        (["os@1999/zorro"], ["1999"]),
    ],
)
def test_what_cannot_be_served_is_exit_2_in_two_lines(call: Any, arguments: list[str], words: list[str]) -> None:
    status, out, err = call("calc", *arguments)
    assert status == 2 and out == "" and 1 <= len(err.strip().splitlines()) <= 2
    assert all(word.casefold() in err.casefold() for word in words)


def test_a_batch_answers_line_by_line(call: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lines = [
        '{"set": {"siege": "bras", "douleur": "forte"}}',
        '{"set": {"siege": "bras"}}',
        '{"set": {"siege": "x"}}',
        "?",
    ]
    file = tmp_path / "answers.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    status, out, _ = call("calc", "zorro", "--batch", str(file), "--json")
    first, second, third, fourth = map(json.loads, out.splitlines())
    assert status == 1 and first["total"] == 3 and not second["complete"]
    assert "siege" in third["error"] and "bras" in third["error"] and list(fourth) == ["error"]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines[0].encode()), encoding="utf-8"))
    status, out, _ = call("calc", "zorro", "--batch", "-")
    assert status == 0 and json.loads(out)["total"] == 3
