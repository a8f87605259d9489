"""A screen drawn as the browser would ask for it, without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from screens.parts import vouched
from tests.conftest import Small

Open = Callable[..., "Screen"]
_LINK = re.compile(r'<a [^>]*?href="/[^"?]*\?([^"]*)"[^>]*>([^<]*)</a>')


class Screen:
    """What is on a screen once it is drawn."""

    def __init__(self, at: AppTest) -> None:
        self.at = at

    @property
    def html(self) -> str:
        """All that was drawn as HTML, without the style sheet and the logo."""
        return "\n".join(element.proto.body for element in self.at.get("html") if "<style>" not in element.proto.body)

    @property
    def text(self) -> str:
        return unescape(self.html)

    @property
    def links(self) -> dict[str, str]:
        """Labels of the links to other views, with the parameters they lead to."""
        in_text = {unescape(label): unescape(query) for query, label in _LINK.findall(self.html)}
        return in_text | {element.proto.label: element.proto.query_string for element in self.at.get("page_link")}


@pytest.fixture(scope="session", autouse=True)
def no_components() -> Iterator[None]:
    """We have none; each new AppTest looks for them in every package there is, which takes longer than any screen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("streamlit.components.v2.manifest_scanner.scan_component_manifests", list)
        yield


@pytest.fixture
def forgetful() -> Iterator[None]:
    """For a test that changes what the knowledge base answers: nothing kept is shown to it, nothing is kept of it."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def screen(root: Path, small: Small, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Draws a screen over the small knowledge base: its file («» for the first) and the parameters of its address."""
    return drawing(root, small.path, monkeypatch)


def drawing(root: Path, kb: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """What draws the screens over a knowledge base."""
    monkeypatch.setenv("SOURCIER_KB", str(kb))
    monkeypatch.chdir(root)
    monkeypatch.setattr(vouched, "begin", lambda: None)  # no process beside each test: tests of it ask for one
    monkeypatch.setattr(vouched, "standing", lambda document, edition, passage: None)
    monkeypatch.setattr(vouched, "known", lambda document, edition: None)

    def draw(file: str = "", **parameters: str) -> Screen:
        at = AppTest.from_file(str(root / "app.py"), default_timeout=30)
        if file:
            at.run()
            at.switch_page(file)
        for name, value in parameters.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception
        return Screen(at)

    return draw
