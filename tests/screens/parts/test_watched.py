"""Requests and connections are noted by their route and never by what an address holds."""

from __future__ import annotations

import asyncio
import logging

import pytest
from starlette.types import Message, Receive, Scope, Send

from ingest.errors import CallError
from screens.parts.watched import Watch, drawing, route

SECRET = "Mme-Martin"


def facts(log: pytest.LogCaptureFixture) -> list[tuple[str, dict[str, object]]]:
    return [(record.msg, vars(record)["facts"]) for record in log.records if record.name == "sourcier"]


@pytest.fixture(autouse=True)
def everything(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "sourcier")


async def answers(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that says which headers it was given."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b""})
    else:
        await send({"type": "websocket.close", "headers": scope["headers"]})


def served(scope: Scope) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {}

    asyncio.run(Watch(answers)(scope, receive, send))
    return sent


def test_a_request_is_noted_with_an_identifier_that_its_answer_bears(caplog: pytest.LogCaptureFixture) -> None:
    start, _ = served({"type": "http", "method": "GET", "path": f"/{SECRET}", "query_string": SECRET.encode()})
    ((event, told),) = facts(caplog)
    assert (event, told["route"], told["status"], told["method"]) == ("request", "page", 404, "GET")
    assert (b"x-request-id", str(told["request"]).encode()) in start["headers"]
    assert SECRET not in str(told)


def test_a_connection_is_told_to_its_screens_and_nobody_can_choose_its_name(caplog: pytest.LogCaptureFixture) -> None:
    (sent,) = served({"type": "websocket", "path": "/_stcore/stream", "headers": [(b"x-sourcier-connection", b"me")]})
    (opened, told), (closed, _) = facts(caplog)
    assert (opened, closed) == ("connected", "disconnected")
    assert sent["headers"] == [(b"x-sourcier-connection", str(told["connection"]).encode())]


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/", "page"), ("/lecture", "page"), (f"/{SECRET}", "page"), ("/completion", "/completion"),
        ("/completions", "page"), (f"/media/{SECRET}.png", "/media"), ("/_stcore/health", "/_stcore/health"),
        (f"/_stcore/upload_file/{SECRET}", "/_stcore"), ("/telecharger/tableaux.csv", "/telecharger/tableaux.csv"),
    ],
)  # fmt: skip
def test_a_route_says_nothing_of_what_was_typed(path: str, named: str) -> None:
    assert route(path) == named


def test_a_screen_is_noted_with_how_it_ended(caplog: pytest.LogCaptureFixture) -> None:
    with drawing("lecture"):
        pass
    for error in (CallError("no document", ""), ValueError(SECRET)):
        with pytest.raises(type(error)), drawing("lecture"):
            raise error
    told = [(event, each.get("outcome")) for event, each in facts(caplog)]
    assert told == [("screen", "drawn"), ("screen", "CallError"), ("accident", None), ("screen", "failed")]
    assert SECRET not in str(facts(caplog))
