"""A page of widgets, as its kernel tells of it."""

from __future__ import annotations

import html
import re
import uuid
from typing import Any

from benchmarks.serving.crowd.faults import VisitError, found
from benchmarks.serving.crowd.kernel import Kernel, Message

CONFIG = re.compile(
    r'<script[^>]*\bid="(?:jupyter-config-data|page-config)"[^>]*>(.*?)</script>', re.DOTALL
)
CONTROL = "jupyter.widget.control"
CONTROL_VERSION = "1.0.0"
TAG = re.compile(r"<[^>]*>")
MODEL = "IPY_MODEL_"


class WidgetPage:
    """Keeps the state of every widget, and reads the page from it."""

    kernel: Kernel

    def __init__(self) -> None:
        self.config: dict[str, Any] = {}
        self.states: dict[str, dict[str, Any]] = {}
        self.choices_pressed: list[str] = []

    @property
    def kernel_id(self) -> str:
        """The kernel of this visitor's page."""
        return str(self.config["kernelId"])

    @property
    def base(self) -> str:
        """The path below which everything is served."""
        return str(self.config.get("baseUrl", "/"))

    async def ask(self) -> None:
        """Ask the kernel for the state of all widgets."""
        control = uuid.uuid4().hex
        opened = {"comm_id": control, "target_name": CONTROL, "data": {}}
        await self.kernel.send("comm_open", opened, {"version": CONTROL_VERSION})
        asked = {"comm_id": control, "data": {"method": "request_states"}}
        await self.kernel.send("comm_msg", asked)
        while True:
            heard = await self.kernel.receive()
            if heard.content.get("comm_id") != control:
                continue
            if heard.type == "comm_close":
                raise VisitError("the kernel tells nothing of its widgets")
            self.take_all(heard.content["data"]["states"])
            return

    async def choose(self, label: str, heading: str) -> None:
        """Press a choice; the answer is there once the step and its buttons are others."""
        await self.press(label)
        while self.heading != heading or not self.renewed:
            self.hear(await self.kernel.receive())

    async def press(self, label: str) -> None:
        """Press a choice of the present step, and do not wait."""
        buttons = self.choices
        button = next((each for each, said in buttons.items() if said == label), None)
        self.choices_pressed = list(buttons)
        content = {"event": "click"}
        await self.send(found(button, f"button {label!r} in {list(buttons.values())}"), content)

    async def send(self, widget: str, content: dict[str, Any]) -> str:
        """Send a widget a message of its own, and return the message's id."""
        data = {"method": "custom", "content": content}
        return await self.kernel.send("comm_msg", {"comm_id": widget, "data": data})

    def hear(self, message: Message) -> None:
        """Keep what a message changes."""
        if message.type == "status" and message.content.get("execution_state") == "dead":
            raise VisitError("the kernel is dead")
        own = message.content.get("comm_id", "")
        data = message.content.get("data", {})
        if message.type == "comm_open":
            self.states[own] = data.get("state", {})
        elif message.type == "comm_msg" and data.get("method") == "update":
            self.states.setdefault(own, {}).update(data["state"])
        elif message.type == "comm_close":
            self.states.pop(own, None)

    @property
    def renewed(self) -> bool:
        """Whether the buttons are others than those of which one was pressed."""
        return not set(self._children("ssmflow-choices")) & set(self.choices_pressed)

    @property
    def heading(self) -> str:
        """What the present step says, as text."""
        return as_text(str(self.part("overline").get("heading", "")))

    @property
    def choices(self) -> dict[str, str]:
        """The label of each choice, by the id of its button."""
        return self.labels("ssmflow-choices")

    def labels(self, style: str) -> dict[str, str]:
        """The label of each button, by its id, in the box with this style."""
        buttons = [each for each in self._children(style) if each in self.states]
        return {each: str(self.states[each]["description"]) for each in buttons}

    def part(self, key: str) -> dict[str, Any]:
        """What the part of the page is told whose data have this key."""
        for state in self.states.values():
            data = state.get("data")
            if isinstance(data, dict) and key in data:
                return data
        return {}

    def widget_with(self, key: str) -> str:
        """The id of the part of the page whose data have this key."""
        for own, state in self.states.items():
            if key in (state.get("data") or {}):
                return own
        raise VisitError(f"no part of the page has {key!r}")

    def _children(self, style: str) -> list[str]:
        for state in self.states.values():
            if style in state.get("_dom_classes", ()):
                return [child.removeprefix(MODEL) for child in state.get("children", ())]
        return []

    def take_all(self, models: dict[str, Any]) -> None:
        """Take the state of all widgets."""
        self.states = {own: dict(model["state"]) for own, model in models.items()}


def as_text(written: str) -> str:
    """Return HTML as the text that it shows."""
    return " ".join(html.unescape(TAG.sub("", written)).split())
