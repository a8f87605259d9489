"""The screens that list, drawn over the shelf, and the files that are taken away from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.requests import Request
from starlette.responses import Response

from screens.parts.downloads import ROUTES
from tests.screens.conftest import Open, drawing

Fetch = Callable[..., Response]


@pytest.fixture
def listed(root: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Draws a screen over the shelf: its file and the parameters of its address."""
    return drawing(root, shelf, monkeypatch)


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
