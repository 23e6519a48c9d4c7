"""A notebook whose kernel tells of itself, and a visitor who asks it."""

from __future__ import annotations

import json
from typing import Any

from attacker import Line, Network
from served import Served
from visitor import kernel_of, states_of
from wire import message

TELLER = """
import gc, json, os, random
import ipywidgets

remembered = []
told = ipywidgets.Label("{}")
ask = ipywidgets.Button(description="Vertel")


def tell(_):
    remembered.append(random.random())
    told.value = json.dumps({
        "pid": os.getpid(),
        "parent": os.getppid(),
        "remembered": remembered,
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "group": os.getpgid(0),
        "collects": gc.isenabled(),
        "standard_input": os.readlink("/proc/self/fd/0"),
    })


ask.on_click(tell)
ipywidgets.VBox([ask, told])
"""


class Asker:
    """A visitor who has a kernel tell of itself.

    Args:
        network: Where the line runs.
        page: What is served.
    """

    def __init__(self, network: Network, page: Served) -> None:
        answer = page.ask("/")
        self.kernel, self.cookies = kernel_of(answer.text), answer.cookies
        self.line = Line(network, page, self.kernel, self.cookies)
        self.line.say(
            message("comm_open", {"comm_id": "c", "target_name": "jupyter.widget.control"})
        )
        asked = message("comm_msg", {"comm_id": "c", "data": {"method": "request_states"}})
        self.line.say(asked)
        heard = self.line.hear(lambda said: states_of(said) is not None)
        # Behind its answer a kernel says that it has done.
        self.line.hear(lambda said: _ends(said, asked["header"]["msg_id"]))
        states = states_of(heard) or {}
        (self._button,) = (
            model
            for model, state in states.items()
            if state["state"].get("description") == "Vertel"
        )

    def ask(self) -> dict[str, Any]:
        """Press the button, and hear what the kernel tells."""
        since = len(self.line.heard)
        data = {"method": "custom", "content": {"event": "click"}}
        self.line.say(message("comm_msg", {"comm_id": self._button, "data": data}))
        said = self.line.hear(lambda said: "value" in _state(said), since)
        told: dict[str, Any] = json.loads(_state(said)["value"])
        return told


def _ends(said: dict[str, Any], asked: str) -> bool:
    idle = said["content"].get("execution_state") == "idle"
    return bool(idle and said["parent_header"].get("msg_id") == asked)


def _state(said: dict[str, Any]) -> dict[str, Any]:
    content = said["content"].get("data", {}) if said["msg_type"] == "comm_msg" else {}
    state: dict[str, Any] = content.get("state", {})
    return state
