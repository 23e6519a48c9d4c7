"""A visitor to a page of ours, as the front end is one: knows the widgets, and presses them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from attacker import Line, Network
from served import Served
from wire import V1, Format, Message, message

CONFIGURATION = re.compile(
    r'<script id="(?:page-config|jupyter-config-data)"[^>]*>(.*?)</script>', re.DOTALL
)
CONTROL = "jupyter.widget.control"
COUNTED = {"moves", "revision"}
"""What tells how often a visitor has moved, and so is another after a walk to and fro."""


def kernel_of(html: str) -> str:
    """The id of the kernel that a page was given."""
    found = CONFIGURATION.search(html)
    assert found, "the page names no kernel"
    kernel: str = json.loads(found[1])["kernelId"]
    return kernel


@dataclass
class Visitor:
    """Somebody at a page, with a kernel of their own.

    Args:
        network: Where the line runs.
        page: What is served.
        path: The path of the page.
        format: How the line writes; the line's protocol goes by it.
    """

    network: Network
    page: Served
    path: str = "/"
    format: Format = V1
    models: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        answer = self.page.ask(self.path)
        self.kernel, self.cookies = kernel_of(answer.text), answer.cookies
        self.connect()
        opens = {"comm_id": "control", "target_name": CONTROL, "data": {}}
        self.line.say(message("comm_open", opens))
        self.look()

    def connect(self) -> None:
        """Open a line to the kernel, the first or another in its place."""
        former = getattr(self, "line", None)
        if former:
            former.close()
        self.line: Line = Line(self.network, self.page, self.kernel, self.cookies, self.format)
        self._read = 0

    def look(self) -> None:
        """Ask the kernel for all widgets that it has."""
        since = len(self.line.heard)
        self.send("control", {"method": "request_states"})
        self.line.hear(lambda said: states_of(said) is not None, since)

    def send(self, model: str, data: Any) -> None:
        """Send a widget anything."""
        self.line.say(message("comm_msg", {"comm_id": model, "data": data}))

    def act(self, part: str, **act: Any) -> None:
        """Ask a part for an act, as its script does."""
        self.send(self.part(part), {"method": "custom", "content": act})

    def press(self, button: str) -> None:
        """Press a button, wherever it is."""
        self.send(button, {"method": "custom", "content": {"event": "click"}})

    def update(self, model: str, **state: Any) -> None:
        """Set traits of a widget, as a browser can."""
        self.send(model, {"method": "update", "state": state, "buffer_paths": []})

    def learn(self) -> dict[str, dict[str, Any]]:
        """The widgets with their states, as far as the kernel has told."""
        for said in self.line.heard[self._read :]:
            self._read += 1
            learn(self.models, said)
        return self.models

    def part(self, name: str) -> str:
        """The model of the part whose data has this key."""
        found = [each for each, state in self.learn().items() if name in state.get("data", {})]
        assert found, f"no part says {name}"
        return found[0]

    def data(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.learn()[self.part(name)]["data"]
        return found

    @property
    def heading(self) -> str:
        return str(self.data("heading")["heading"])

    def buttons(self, place: str) -> list[str]:
        """The buttons of a box, by the box's class."""
        boxes = self.learn().values()
        (box,) = (box for box in boxes if place in box.get("_dom_classes", ()))
        return [child.removeprefix("IPY_MODEL_") for child in box["children"]]

    def choose(self, number: int = 0) -> None:
        """Press a choice, and wait for the step to which it leads."""
        self._press_and_wait(self.buttons("ssmflow-choices")[number])

    def go_back(self) -> None:
        """Press the button that leads back, and wait for the step before."""
        self._press_and_wait(self.buttons("ssmflow-ways")[0])

    def walk_to_and_fro(self) -> None:
        """From the first step to another, and back."""
        self.choose()
        self.line.wait(lambda: self.buttons("ssmflow-ways") != [], "there is no way back")
        self.go_back()
        self.line.wait(lambda: self.buttons("ssmflow-ways") == [], "the way back stays")

    def _press_and_wait(self, button: str) -> None:
        heading, choices = self.heading, self.buttons("ssmflow-choices")
        self.press(button)
        self.line.wait(lambda: self.heading != heading, "a click was not answered")
        told = "a step came without its buttons"
        self.line.wait(lambda: self.buttons("ssmflow-choices") != choices, told)

    def shown(self) -> dict[str, dict[str, Any]]:
        """All that the kernel holds for this visitor, counters and fresh buttons aside."""
        self.look()
        return {
            model: uncounted(state)
            for model, state in self.learn().items()
            if state["_model_name"] not in ("ButtonModel", "ButtonStyleModel", "LayoutModel")
            and "ssmflow-choices" not in state.get("_dom_classes", ())
        }


def uncounted(state: dict[str, Any]) -> dict[str, Any]:
    data = state.get("data", {})
    kept = {key: value for key, value in data.items() if key not in COUNTED}
    return {**state, "data": kept}


def states_of(said: Message) -> dict[str, Any] | None:
    """The states of all widgets, where a message tells them."""
    data = said["content"].get("data", {}) if said["msg_type"] == "comm_msg" else {}
    found: dict[str, Any] | None = data.get("states")
    return found


def learn(models: dict[str, dict[str, Any]], said: Message) -> None:
    """Keep what a message tells of a widget."""
    content, kind = said["content"], said["msg_type"]
    states = states_of(said)
    if states is not None:
        models.clear()
        models.update({model: dict(each["state"]) for model, each in states.items()})
    elif kind == "comm_open" and "state" in content.get("data", {}):
        models[content["comm_id"]] = dict(content["data"]["state"])
    elif kind == "comm_msg" and content["data"].get("method") == "update":
        models.setdefault(content["comm_id"], {}).update(content["data"]["state"])
    elif kind == "comm_close":
        models.pop(content["comm_id"], None)
