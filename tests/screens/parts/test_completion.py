"""Completion: the route answers what may be typed next, and nothing where there is nothing to offer."""

from __future__ import annotations

import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
import streamlit as st
from starlette.types import Message, Scope

from screens.parts.address import LONGEST_QUERY
from screens.parts.completion import MOST, PATH, ROUTE
from tests.conftest import Small


def asked(typed: str | None) -> list[str]:
    query = "" if typed is None else urlencode({"q": typed})
    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": PATH,
        "query_string": query.encode("ascii"),
        "headers": [],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    # In a thread of its own: a browser of another test may keep an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(ROUTE.handle(scope, receive, send))).result()
    start, *bodies = sent
    assert start["status"] == 200
    assert (b"cache-control", b"no-store") in start["headers"]
    offered: list[str] = json.loads(b"".join(body["body"] for body in bodies))
    return offered


@pytest.fixture
def kb(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_KB", str(small.path))
    st.cache_resource.clear()


@pytest.mark.usefixtures("kb")
def test_it_offers_words_and_titles_of_sections() -> None:
    assert "dénosumab" in asked("denos")
    assert any("Radiothérapie" in offered for offered in asked("radioth"))
    assert len(asked("re")) <= MOST


@pytest.mark.usefixtures("kb")
@pytest.mark.parametrize("typed", [None, "", "  ", "?!", "\x00<b>", "a" * (LONGEST_QUERY + 1)])
def test_it_offers_nothing_where_nothing_can_follow(typed: str | None) -> None:
    assert asked(typed) == []


def test_without_a_knowledge_base_it_offers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_KB", str(tmp_path / "nowhere"))
    assert asked("radio") == []


@pytest.mark.usefixtures("kb")
def test_what_was_typed_is_not_logged(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: object, typed: str, limit: int) -> None:
        raise RuntimeError(typed)

    monkeypatch.setattr("kb.knowledge.KnowledgeBase.complete", fail)
    with caplog.at_level(logging.INFO, "sourcier"):
        assert asked("secret") == []
    (noted,) = (vars(record) for record in caplog.records if record.name == "sourcier")
    assert noted["facts"]["error"] == "RuntimeError" and noted["exc_info"] is None
    assert "secret" not in str(noted)
