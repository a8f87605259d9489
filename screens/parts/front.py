"""The page a browser loads before any screen: made French, named, told where its server is, able to complete, and
held to its own scripts.

Streamlit's own says it is English and, on `/lecture`, asks for its server under `/lecture` first, which every browser
logs as an error. Changes that one page and nothing else; where it is not as expected, it is passed on as it is. Every
response carries the headers of `policy`; what it closes is not found.
"""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from screens.parts import completion, fonts, guide, hand
from screens.parts.html import tag
from screens.parts.policy import CLOSED, ELSEWHERE, HEADERS, policy

TITLE = "Sourcier"
_REPLACED = (
    ('<html lang="en">', '<html lang="fr">'),
    ("<title>Streamlit</title>", tag("title", TITLE).code),
    ("You need to enable JavaScript to run this app.", "Sourcier a besoin de JavaScript."),
    # Before the page's own script, which reads it once.
    ("<head>", '<head><script>window.__streamlit = { BACKEND_BASE_URL: location.origin + "/" };</script>'),
    (
        "</head>",
        f"<script>{completion.SCRIPT}</script><script>{hand.SCRIPT}</script><script>{guide.SCRIPT}</script></head>",
    ),
    ("</head>", f"{fonts.PRELOADED}<style>{hand.FIRST}</style></head>"),
)
_INTERNAL = ("/_stcore", "/static/", "/media/", "/component/", "/app/")


class Front:
    """ASGI middleware around the application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request; the body of the first page is held back until it is whole."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            await send(_guarded(message))

        if scope["path"].startswith(CLOSED):
            await PlainTextResponse("Not found", 404)(scope, receive, guarded)
            return
        if scope["path"].startswith(_INTERNAL):
            await self.app(scope, receive, guarded)
            return
        # Compressed, it could not be read; it is a few kilobytes.
        plain = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        held: list[Message] = []

        async def hold(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_html(message):
                held.append(message)
            elif not held:
                await guarded(message)
            else:
                held.append(message)
                if not message.get("more_body"):
                    for each in _rewritten(held):
                        await guarded(each)

        await self.app(plain, receive, hold)


def french(page: str) -> str:
    """The page with what Streamlit's says in its own name replaced."""
    for before, after in _REPLACED:
        page = page.replace(before, after, 1)
    return page


def _is_html(start: Message) -> bool:
    return any(name == b"content-type" and value.startswith(b"text/html") for name, value in start["headers"])


def _guarded(message: Message) -> Message:
    """The start of a response with the headers of `policy`; any other message as it is."""
    if message["type"] != "http.response.start":
        return message
    named = {name for name, _ in HEADERS}
    kept = [pair for pair in message["headers"] if pair[0].lower() not in named]
    if all(pair[0].lower() != b"content-security-policy" for pair in kept):
        kept.append((b"content-security-policy", ELSEWHERE))
    return {**message, "headers": [*kept, *HEADERS]}


def _rewritten(held: list[Message]) -> list[Message]:
    start, *parts = held
    body = b"".join(part.get("body", b"") for part in parts)
    if body:  # none for HEAD
        body = french(body.decode("utf-8")).encode("utf-8")
    changed = {b"content-length", b"etag", b"last-modified", b"content-security-policy"}
    headers = [pair for pair in start["headers"] if pair[0] not in changed]
    if body:
        headers.append((b"content-length", str(len(body)).encode("ascii")))
        headers.append((b"content-security-policy", policy(body.decode("utf-8"))))
    return [{**start, "headers": headers}, {"type": "http.response.body", "body": body}]
