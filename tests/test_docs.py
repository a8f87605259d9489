"""What the documents tell a reader to type exists; what they link to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

import cli

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.name)
def document(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def text(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def test_make_targets_exist(text: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE)) <= targets


def test_commands_and_their_options_exist(text: str) -> None:
    commands = typer.main.get_command(cli.app).commands  # type: ignore[attr-defined]
    for name, rest in re.findall(r"(?:`|^)sourcier ([a-z]+)([^\n`]*)", text, re.MULTILINE):
        assert name in commands
        options = {option for parameter in commands[name].params for option in parameter.opts}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= options


def test_links_lead_somewhere(text: str, document: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert link.startswith("https://") or (document.parent / link).exists(), link


def test_the_readme_says_what_sourcier_is_not() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "not a medical device" in readme
    assert "n’est pas un dispositif médical" in readme
