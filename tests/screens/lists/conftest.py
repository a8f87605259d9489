"""The demonstration guidelines that have tables and bibliographies, for the screens that list them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from streamlit.testing.v1 import AppTest

from kb.build import Order, build
from screens.parts import vouched
from screens.parts.downloads import ROUTES
from tests.screens.conftest import Open, Screen

Fetch = Callable[..., Response]
FILES = ("mo-poumon-2022.pdf", "mo-poumon-2024.pdf", "radiotherapie-os-2024.pdf", "fiche-antiresorptifs-2023.pdf")
MANIFEST = """
[[document]]
id = "mo"
title = "Métastases osseuses"
[[document.edition]]
label = "2022"
file = "mo-poumon-2022.pdf"
[[document.edition]]
label = "2024"
date = 2024-06-15
data_until = 2023-12-31
file = "mo-poumon-2024.pdf"

[[document]]
id = "radio"
title = "Radiothérapie"
[[document.edition]]
label = "2024"
file = "radiotherapie-os-2024.pdf"

[[document]]
id = "fiche"
title = "Fiche"
[[document.edition]]
label = "2023"
file = "fiche-antiresorptifs-2023.pdf"
"""


def make_shelf(root: Path, corpus: Path, kb: Path) -> None:
    """A knowledge base of two editions of a guideline, another one, and a leaflet that cites some of the same works."""
    for name in FILES:
        shutil.copy(root / "corpus" / name, corpus)
    (corpus / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    build(Order(corpus, kb, "whoosh"))


@pytest.fixture(scope="session")
def shelf(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of such a knowledge base."""
    kb = tmp_path_factory.mktemp("shelf-kb") / "kb"
    make_shelf(root, tmp_path_factory.mktemp("shelf"), kb)
    return kb


@pytest.fixture
def listed(root: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Draws a screen over the shelf: its file and the parameters of its address."""
    monkeypatch.setenv("SOURCIER_KB", str(shelf))
    monkeypatch.chdir(root)
    monkeypatch.setattr(vouched, "begin", lambda: None)
    monkeypatch.setattr(vouched, "standing", lambda document, edition, passage: None)
    st.cache_resource.clear()

    def draw(file: str, **parameters: str) -> Screen:
        at = AppTest.from_file(str(root / "app.py"), default_timeout=30)
        at.run()
        at.switch_page(file)
        for name, value in parameters.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception
        return Screen(at)

    return draw


@pytest.fixture
def fetch(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> Fetch:
    """What a route of the application answers: its path and the parameters of its address."""
    monkeypatch.setenv("SOURCIER_KB", str(shelf))
    routes = {route.path: route.endpoint for route in ROUTES}

    def get(path: str, **parameters: str) -> Response:
        query = urlencode(parameters).encode("ascii")
        scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": []}
        answer = routes[path](Request(scope))
        assert isinstance(answer, Response)
        return answer

    return get
