"""What the server does, noted: each request, each browser's connection, each time a screen is drawn.

Notes the route and never the rest of an address, which holds what was asked. Every request and connection has an
identifier; a screen is noted with its connection's.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import streamlit as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ingest.errors import KnowledgeBaseError, SourcierError
from kb.events import defect, note
from screens.parts import completion, downloads
from screens.parts.knowledge import knowledge_base

_HEADER = b"x-sourcier-connection"  # told to a screen as if the browser had sent it
_LONG = 4  # bytes at random: to tell apart, not to guess
_SERVER = ("/_stcore/health", "/_stcore/stream", "/_stcore", "/static", "/media", "/component")
_ROUTES = (completion.PATH, *(route.path for route in downloads.ROUTES), *_SERVER)
_QUIET = frozenset(["/_stcore/health", "/static"])  # noted only where they fail: there are dozens a page
_FAILED = 400  # HTTP status from which on a request failed


class Watch:
    """ASGI middleware, outside of all others."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, and note how it went."""
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connection(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        name, start, status = secrets.token_hex(_LONG), time.monotonic(), 500

        async def heard(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], (b"x-request-id", name.encode("ascii"))]}
            await send(message)

        try:
            await self.app(scope, receive, heard)
        finally:
            where = route(scope["path"])
            if status >= _FAILED or where not in _QUIET:
                note("request", request=name, method=scope["method"], route=where, status=status, ms=_since(start))

    async def _connection(self, scope: Scope, receive: Receive, send: Send) -> None:
        name, start = secrets.token_hex(_LONG), time.monotonic()
        headers = [pair for pair in scope["headers"] if pair[0] != _HEADER]
        note("connected", connection=name)
        try:
            await self.app({**scope, "headers": [*headers, (_HEADER, name.encode("ascii"))]}, receive, send)
        finally:
            note("disconnected", connection=name, ms=_since(start))


def route(path: str) -> str:
    """Which of the server's routes answers `path`; «page» for a screen's, whose name may be anything typed."""
    return next((known for known in _ROUTES if path == known or path.startswith(f"{known}/")), "page")


@contextmanager
def drawing(screen: str) -> Iterator[None]:
    """Note how the drawing of `screen` ended, how long it took, and of which build it was."""
    start, name, outcome = time.monotonic(), secrets.token_hex(_LONG), "left"  # for another screen, or by its browser
    facts = {"connection": st.context.headers.get(_HEADER.decode("ascii")), "rerun": name, "screen": screen}
    try:
        yield
        outcome = "drawn"
    except SourcierError as error:
        outcome = type(error).__name__
        raise
    except Exception:
        outcome = "failed"
        defect("accident", **facts)
        raise
    finally:
        build = None
        with suppress(KnowledgeBaseError):
            build = knowledge_base().build_id
        level = logging.INFO if outcome in {"drawn", "left"} else logging.WARNING
        note("screen", level, **facts, outcome=outcome, build=build, ms=_since(start))


def _since(start: float) -> float:
    """Milliseconds."""
    return round(1000 * (time.monotonic() - start), 1)
