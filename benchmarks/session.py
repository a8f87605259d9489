"""One person's connection to a served app, without a browser: an address is asked for, all that comes back is read.

Speaks Streamlit's own websocket messages, as its browser script does; knows no guideline.
"""

from __future__ import annotations

import asyncio
import html
import re
import time
from dataclasses import dataclass
from types import TracebackType

from google.protobuf.text_format import MessageToString
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

LONGEST = 60.0  # seconds before a screen is given up


@dataclass(frozen=True, slots=True)
class Screen:
    """What one rerun showed: its words, the elements drawn, and the seconds from the message to the last element."""

    seconds: float
    code: str  # HTML, and the text form of what is none
    elements: tuple[Element, ...]

    @property
    def text(self) -> str:
        return html.unescape(re.sub(r"<[^>]*>", "", self.code))


class Session:
    """The server knows it by nothing but its connection."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._hashes: dict[str, str] = {}  # of the pages, by their paths
        self._page = ""

    async def go(self, page: str, query: str = "") -> Screen:
        """Open an address, as a link does. Raises TimeoutError where nothing comes."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        message.rerun_script.page_script_hash = self._hashes.get(page, "")
        self._page = page
        return await self._answered(message)

    async def _answered(self, message: BackMsg) -> Screen:
        start = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        elements: list[Element] = []
        async with asyncio.timeout(LONGEST):
            while True:
                told = ForwardMsg()
                told.ParseFromString(bytes(await self._socket.recv(decode=False)))
                kind = told.WhichOneof("type")
                if kind == "delta" and told.delta.WhichOneof("type") == "new_element":
                    elements.append(told.delta.new_element)
                elif kind == "navigation":
                    pages = told.navigation.app_pages
                    self._hashes = {"" if p.is_default else p.url_pathname: p.page_script_hash for p in pages}
                elif kind == "script_finished":
                    if told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                        break
                    elements.clear()  # another run of the script follows
        seconds = time.perf_counter() - start
        return Screen(seconds, " ".join(map(_code, elements)), tuple(elements))

    async def __aenter__(self) -> Session:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._socket.close()


async def open_session(address: str) -> Session:
    """A new session of the app at `address`."""
    socket = await connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=address,  # type: ignore[arg-type]
        max_size=None,
    )
    return Session(socket)


def _code(element: Element) -> str:
    return element.html.body if element.WhichOneof("type") == "html" else MessageToString(element, as_utf8=True)
