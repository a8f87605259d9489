"""The server's own socket, told to send small messages at once.

Streamlit makes it without naming TCP, and asyncio then leaves Nagle's algorithm on (Streamlit 1.67, Python 3.11): all
that a screen says after its first message waits until the browser has acknowledged that one, 40 ms on Linux and up to
200 ms on Windows. Connections take the option over from the socket that accepts them.
"""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

_DESCRIPTORS = Path("/dev/fd")  # on Linux and macOS; without it, things are as they were


@asynccontextmanager
async def at_once(app: object) -> AsyncIterator[None]:
    """Around the life of the server `app`, whose socket is bound by now."""
    send_at_once()
    yield


def send_at_once() -> None:
    """No connection that this process accepts from now on waits for an acknowledgement before it sends more."""
    for descriptor in _DESCRIPTORS.iterdir() if _DESCRIPTORS.is_dir() else ():
        # most are no sockets, others no TCP; and the one that lists the folder is closed by now
        with suppress(OSError), socket.fromfd(int(descriptor.name), socket.AF_INET, socket.SOCK_STREAM) as each:
            if each.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
