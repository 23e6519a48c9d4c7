"""A visitor of the Solara app: the messages of a Jupyter kernel, in JSON, over its websocket."""

from __future__ import annotations

import uuid

from benchmarks.serving.crowd.faults import VisitError, found
from benchmarks.serving.crowd.kernel import Kernel
from benchmarks.serving.crowd.widget_page import MODEL
from benchmarks.serving.crowd.widgets import WidgetVisitor

CONTROL = "solara.control"


class SolaraVisitor(WidgetVisitor):
    """Keeps the state of every widget."""

    async def arrive(self) -> None:
        """Load the page, connect to a kernel of its own naming, and let the app run there."""
        await self.text()
        session = uuid.uuid4().hex
        path = f"/jupyter/api/kernels/{uuid.uuid4()}/channels?session_id={session}"
        self.kernel = Kernel(await self.connect(path), session)
        control = uuid.uuid4().hex
        await self.kernel.send(
            "comm_open", {"comm_id": control, "target_name": CONTROL, "data": {}}
        )
        run = {"method": "run", "args": {"path": "/", "appName": None, "themes": {}, "dark": False}}
        await self.kernel.send("comm_msg", {"comm_id": control, "data": run})
        while (heard := await self.kernel.receive()).content.get("comm_id") != control:
            self.hear(heard)
        if heard.content.get("data", {}).get("method") != "finished":
            raise VisitError("the app did not run")
        found(self.heading or None, "step in the page")

    async def choose(self, label: str, heading: str) -> None:
        """Press a button; once the app has done with it, the next step is there."""
        button = next((own for own, said in self.choices.items() if said == label), None)
        asked = await self.send(found(button, f"button {label!r}"), {"event": "click", "data": {}})
        done = False
        while not done:
            heard = await self.kernel.receive()
            self.hear(heard)
            idle = heard.content.get("execution_state") == "idle"
            done = idle and heard.answers == asked
        if self.heading != heading:
            raise VisitError(f"the step says {self.heading!r}")

    @property
    def heading(self) -> str:
        """What the present step says."""
        for state in self.states.values():
            if state.get("tag") == "h2":
                return str(state.get("unsafe_innerHTML") or state.get("children"))
        return ""

    @property
    def choices(self) -> dict[str, str]:
        """The label of each choice, by the id of its button."""
        return {
            own: "".join(each for each in state["children"] if not each.startswith(MODEL))
            for own, state in self.states.items()
            if state.get("_model_name") == "BtnModel"
        }
