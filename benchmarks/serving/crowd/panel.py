"""A visitor of the Panel app: Bokeh's websocket, three texts a message, the document patched."""

from __future__ import annotations

import html
import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

from benchmarks.serving.crowd.faults import VisitError, found
from benchmarks.serving.crowd.visitor import Line, Visitor

TOKEN = re.compile(r'"token":\s*"([^"]+)"')


class PanelVisitor(Visitor):
    """Keeps what the document shows: its buttons and its headings."""

    line: Line

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.buttons: dict[str, str] = {}
        self.heading = ""

    async def arrive(self) -> None:
        """Load the page, connect with its token, and ask for the document."""
        page = await self.text()
        token = found(TOKEN.search(page), "token in the page")[1]
        path = self.url.rstrip("/").split("/", 3)[-1]
        self.line = await self.connect(f"/{path}/ws", "bokeh", token)
        await self._hear("ACK")
        await self._send("PULL-DOC-REQ", {})
        self._take((await self._hear("PULL-DOC-REPLY"))["doc"]["roots"])
        found(self.heading or None, "step in the document")
        # Until a page says that it is ready, Panel keeps what it has to say.
        await self._event("document_ready", [])

    async def choose(self, label: str, heading: str) -> None:
        """Press a button; a patch brings the next step."""
        button = next((own for own, said in self.buttons.items() if said == label), None)
        model = {"id": found(button, f"button {label!r} in {self.buttons}")}
        await self._event("button_click", [["model", model]])
        while self.heading != heading:
            self._take((await self._hear("PATCH-DOC"))["events"])

    async def _event(self, name: str, values: list[Any]) -> None:
        event = {"type": "event", "name": name, "values": {"type": "map", "entries": values}}
        told = {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": event}
        await self._send("PATCH-DOC", {"events": [told]})

    def _take(self, patched: Any) -> None:
        """Read the new models; a patch with a heading brings the buttons of that step too."""
        models = list(_models(patched))
        headings = [
            html.unescape(re.sub("<[^>]*>", "", html.unescape(each["attributes"]["text"])))
            for each in models
            if "&lt;h2&gt;" in str(each["attributes"].get("text"))
        ]
        if headings:
            self.heading = headings[-1]
            self.buttons = {
                each["id"]: each["attributes"]["label"]
                for each in models
                if each["name"].endswith("Button")
            }

    async def _send(self, type_: str, content: dict[str, Any]) -> None:
        header = {"msgid": uuid.uuid4().hex, "msgtype": type_}
        for part in (header, {}, content):
            await self.line.send(json.dumps(part))

    async def _hear(self, type_: str) -> dict[str, Any]:
        """Return the content of the next message of a type."""
        while True:
            header = json.loads(await self.line.receive())
            await self.line.receive()
            content: dict[str, Any] = json.loads(await self.line.receive())
            for _ in range(2 * header.get("num_buffers", 0)):
                await self.line.receive()
            if header["msgtype"] == "ERROR":
                raise VisitError(str(content.get("text")))
            if header["msgtype"] == type_:
                return content


def _models(told: Any) -> Iterator[dict[str, Any]]:
    if isinstance(told, dict):
        if told.get("type") == "object" and "id" in told:
            yield {"attributes": {}, **told}
        told = list(told.values())
    if isinstance(told, list):
        for each in told:
            yield from _models(each)
