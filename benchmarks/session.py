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
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

LONGEST = 180.0  # seconds before a screen is given up: a cold one on a busy machine takes half a minute


@dataclass(frozen=True, slots=True, order=True)
class View:
    """An address of the app: a page and its query."""

    page: str
    query: str = ""

    def __str__(self) -> str:
        return f"{self.page}?{self.query}"


def view(page: str, /, **parameters: str) -> View:
    """The address of a page with these parameters."""
    return View(page, urlencode(parameters))


@dataclass(frozen=True, slots=True)
class Screen:
    """What one rerun showed, and the seconds from the message that asked for it to its last element."""

    seconds: float
    elements: tuple[Element, ...]

    @property
    def code(self) -> str:
        """The HTML that was drawn, and the links."""
        return "\n".join(filter(None, map(_code, self.elements)))

    @property
    def text(self) -> str:
        """The words of it."""
        return html.unescape(re.sub(r"<[^>]*>", "", self.code))

    def widget(self, kind: str, label: str) -> str | None:
        """The id of the widget («button», «text_input») of that label; None where there is none."""
        found = (getattr(each, kind) for each in self.elements if each.WhichOneof("type") == kind)
        return next((str(each.id) for each in found if each.label == label), None)


class Session:
    """The server knows it by nothing but its connection."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._hashes: dict[str, str] = {}  # of the pages, by their paths
        self._at = View("")

    async def go(self, at: View) -> Screen:
        """Open an address, as a link does. Raises TimeoutError where nothing comes."""
        self._at = at
        return await self._rerun()

    async def press(self, button: str) -> Screen:
        """Press the button of that id on the screen that is shown."""
        return await self._rerun(WidgetState(id=button, trigger_value=True))

    async def write(self, field: str, text: str) -> Screen:
        """Write into the text field of that id, and send it."""
        return await self._rerun(WidgetState(id=field, string_value=text))

    async def _rerun(self, *states: WidgetState) -> Screen:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_name = self._at.query, self._at.page
        asked.page_script_hash = self._hashes.get(self._at.page, "")
        asked.widget_states.widgets.extend(states)
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
                elif kind == "page_info_changed":
                    self._at = View(self._at.page, told.page_info_changed.query_string)
                elif kind == "script_finished":
                    if told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                        return Screen(time.perf_counter() - start, tuple(elements))
                    elements.clear()  # another run of the script follows

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


def _code(element: Element) -> str | None:
    kind = element.WhichOneof("type")
    if kind == "html":
        return element.html.body
    return f"{element.page_link.label} ?{element.page_link.query_string}" if kind == "page_link" else None
