"""A visitor of the Streamlit app: a websocket with protocol buffers; a click runs the script."""

from __future__ import annotations

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.serving.crowd.faults import VisitError, found
from benchmarks.serving.crowd.visitor import Line, Visitor


class StreamlitVisitor(Visitor):
    """Keeps what the last run of the script showed."""

    line: Line

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.heading = ""
        self.buttons: dict[str, str] = {}
        self.script = ""

    async def arrive(self) -> None:
        """Load the page, ask what its script asks, and run the app."""
        await self.text()
        await self.text("_stcore/health")
        await self.text("_stcore/host-config")
        self.line = await self.connect("/_stcore/stream", "streamlit", "PLACEHOLDER_AUTH_TOKEN")
        run = BackMsg()
        run.rerun_script.query_string = ""
        await self._run(run)
        found(self.heading or None, "step in the page")

    async def choose(self, label: str, heading: str) -> None:
        """Press a button, and wait until the script has run to its end."""
        button = next((own for own, said in self.buttons.items() if said == label), None)
        run = BackMsg()
        run.rerun_script.page_script_hash = self.script
        state = run.rerun_script.widget_states.widgets.add()
        state.id = found(button, f"button {label!r}")
        state.trigger_value = True
        await self._run(run)
        if self.heading != heading:
            raise VisitError(f"the step says {self.heading!r}")

    async def _run(self, run: BackMsg) -> None:
        self.heading = ""
        self.buttons = {}
        await self.line.send(run.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await self.line.receive())
            match message.WhichOneof("type"):
                case "new_session":
                    self.script = message.new_session.page_script_hash
                case "delta":
                    self._take(message)
                case "script_finished":
                    return

    def _take(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        match element.WhichOneof("type"):
            case "heading":
                self.heading = element.heading.body
            case "button":
                self.buttons[element.button.id] = element.button.label
