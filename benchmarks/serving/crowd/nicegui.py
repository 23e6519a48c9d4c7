"""A visitor of the NiceGUI app: socket.io over a websocket, and elements that are updated."""

from __future__ import annotations

import ast
import json
import re
import uuid
from typing import Any
from urllib.parse import urlencode

from benchmarks.serving.crowd.faults import VisitError, found
from benchmarks.serving.crowd.visitor import Line, Visitor

ELEMENTS = re.compile(r"parseElements\(String\.raw`(.*?)`\)", re.DOTALL)
QUERY = re.compile(r"query: (\{.*?\}),\n")
# What Engine.IO and Socket.IO write before a payload; see their protocols, both version 4 and up.
PING, PONG, CONNECT, EVENT = "2", "3", "40", "42"
# As nicegui.js writes what would end a template string or an element.
ESCAPED = {"&lt;": "<", "&gt;": ">", "&#96;": "`", "&#36;": "$", "&amp;": "&"}


class NiceGuiVisitor(Visitor):
    """Keeps the elements of the page."""

    line: Line

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.client = ""
        self.elements: dict[str, dict[str, Any]] = {}

    async def arrive(self) -> None:
        """Load the page, and connect to it as its script does."""
        page = await self.text()
        written = found(ELEMENTS.search(page), "elements in the page")[1]
        for escape, character in ESCAPED.items():
            written = written.replace(escape, character)
        self.elements = json.loads(written)
        query = ast.literal_eval(found(QUERY.search(page), "query in the page")[1])
        self.client = query["client_id"]
        own = {"document_id": uuid.uuid4(), "tab_id": uuid.uuid4(), "old_tab_id": ""}
        told = {key: "true" if value is True else value for key, value in query.items()}
        how = {"EIO": 4, "transport": "websocket"}
        address = f"/_nicegui_ws/socket.io/?{urlencode({**told, **own, **how})}"
        self.line = await self.connect(address, replies={PING: PONG})
        await self._hear("0")
        await self.line.send(CONNECT)
        await self._hear(CONNECT)

    async def choose(self, label: str, heading: str) -> None:
        """Press a button; updates bring the next step."""
        for own, element in self.elements.items():
            if element.get("tag") == "q-btn" and element["props"].get("label") == label:
                await self._press(own, element)
                break
        else:
            raise VisitError(f"there is no button {label!r}")
        while not self._shows(heading):
            name, content = json.loads((await self._hear(EVENT))[2:])
            if name == "update":
                self._take(content)

    async def _press(self, own: str, element: dict[str, Any]) -> None:
        listener = next(each for each in element["events"] if each["type"] == "click")
        pressed = {
            "id": int(own),
            "client_id": self.client,
            "listener_id": listener["listener_id"],
            "args": ["{}"],
        }
        await self.line.send(EVENT + json.dumps(["event", pressed]))

    def _take(self, content: dict[str, Any]) -> None:
        for own, element in content.items():
            if element is None:
                self.elements.pop(own, None)
            elif own != "_id":
                self.elements[own] = element

    def _shows(self, heading: str) -> bool:
        said = (each.get("props", {}).get("innerHTML") for each in self.elements.values())
        return heading in said

    async def _hear(self, kind: str) -> str:
        """Return the next packet of a kind."""
        while not (heard := str(await self.line.receive())).startswith(kind):
            pass
        return heard
