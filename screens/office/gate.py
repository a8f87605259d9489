"""What of the server only an editor may use: sending files to it. And where the sign-in leads back to.

Streamlit takes files from every session, into memory; here the cookie is asked first. Knows Streamlit's cookie, no
other state of it.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from kb.administration.access import CALLBACK, Claims, Closed, NotAllowed, editor, read_access
from kb.settings import settings

BACK = "/administration"  # where the sign-in began
FAILED = "connexion"  # in the address, where it came to nothing
_UPLOADS = "/_stcore/upload_file/"
_SIGNING = ("/auth/", CALLBACK)

Headers = list[tuple[bytes, bytes]]


class Gate:
    """ASGI middleware around the application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it."""
        if scope["type"] == "http" and scope["path"].startswith(_UPLOADS) and not _may_upload(scope):
            await PlainTextResponse("Réservé aux rédacteurs.", 403)(scope, receive, send)
            return

        async def signing(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message["headers"]
                headers = _led_back(headers) if scope["path"] == CALLBACK else headers
                message = {**message, "headers": _over_https(headers)}
            await send(message)

        await self.app(scope, receive, signing if scope.get("path", "").startswith(_SIGNING) else send)


def _may_upload(scope: Scope) -> bool:
    if scope["method"] == "OPTIONS":
        return True
    try:
        editor(read_access(settings(os.environ).secrets), _claims(Request(scope).cookies), datetime.now(UTC))
    except NotAllowed:
        return False
    return True


def _claims(cookies: dict[str, str]) -> Claims:
    """What Streamlit's own cookie holds; nothing where it is absent, old, or not signed by this server."""

    def signed(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1")) if value else None

    try:
        held = json.loads(get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}


def _led_back(headers: Headers) -> Headers:
    """The end of a sign-in, back to the screen it began on."""
    signed_in = any(name == b"set-cookie" and _is_signed_in(value) for name, value in headers)
    place = BACK if signed_in else f"{BACK}?{FAILED}=refusee"
    return [(name, place.encode("ascii") if name == b"location" else value) for name, value in headers]


def _over_https(headers: Headers) -> Headers:
    """Cookies that are sent over https alone, where the application is reached so: Streamlit leaves that out."""
    access = read_access(settings(os.environ).secrets)
    if isinstance(access, Closed) or not str(access.auth["redirect_uri"]).startswith("https://"):
        return headers
    return [(name, value + b"; Secure" if name == b"set-cookie" else value) for name, value in headers]


def _is_signed_in(cookie: bytes) -> bool:
    """Whether the header sets who is signed in, and does not delete it."""
    name, _, value = cookie.partition(b"=")
    return name == USER_COOKIE_NAME.encode() and value[:1] not in (b"", b";", b'"')
