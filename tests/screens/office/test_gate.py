"""The gate before the application: which requests it refuses, and what it makes of the end of a sign-in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from screens.office.gate import Gate
from tests.kb.administration.conftest import SECRETS

COOKIE, UPLOAD = "_streamlit_user", "/_stcore/upload_file/session/file"
Ask = Callable[..., httpx.Response]


def answer(request: Request) -> Response:
    """As Streamlit answers: a sign-in ends in a cookie and at «/»."""
    if request.url.path != "/oauth2callback":
        return PlainTextResponse("behind the gate")
    response = RedirectResponse("/")
    if "code" in request.query_params:
        response.set_cookie(COOKIE, "InNpZ25lZCI", httponly=True)
    else:
        response.delete_cookie(COOKIE)
    return response


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks the application behind the gate, where the administration is configured."""
    (tmp_path / "secrets.toml").write_text(SECRETS.replace("http://localhost:8501", "https://sourcier.example"))
    monkeypatch.setenv("SOURCIER_SECRETS", str(tmp_path / "secrets.toml"))
    routes = [Route("/{path:path}", answer, methods=["GET", "PUT", "DELETE", "POST"])]
    transport = httpx.ASGITransport(Gate(Starlette(routes=routes)))

    async def asked(path: str, method: str, **cookies: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="https://sourcier.example", cookies=cookies) as http:
            return await http.request(method, path)

    return lambda path, method="GET", **cookies: asyncio.run(asked(path, method, **cookies))


def test_a_sign_in_leads_back_and_its_cookie_goes_over_https_alone(ask: Ask) -> None:
    done = ask("/oauth2callback?code=1")
    assert done.headers["location"] == "/administration"
    assert done.headers["set-cookie"].endswith("; Secure")


def test_a_sign_in_that_came_to_nothing_says_so(ask: Ask) -> None:
    assert ask("/oauth2callback").headers["location"] == "/administration?connexion=refusee"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
def test_nobody_sends_files_unless_signed_in(ask: Ask, method: str) -> None:
    assert ask(UPLOAD, method).status_code == 403
    assert ask(UPLOAD, method, **{COOKIE: "e30"}).status_code == 403


def test_everything_else_is_passed_on(ask: Ask) -> None:
    assert ask("/administration").text == "behind the gate"


def test_where_it_is_off_nobody_sends_files(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCIER_SECRETS", "absent.toml")
    assert ask(UPLOAD, "PUT").status_code == 403
