"""A visitor of a notebook that is served: by us, or by Voilà."""

from __future__ import annotations

import html
import json
import uuid

from benchmarks.serving.crowd.faults import found
from benchmarks.serving.crowd.kernel import PROTOCOL, Kernel
from benchmarks.serving.crowd.visitor import Visitor
from benchmarks.serving.crowd.widget_page import CONFIG, WidgetPage


class WidgetVisitor(WidgetPage, Visitor):
    """Loads the page over HTTP, and speaks to its kernel over a websocket."""

    def __init__(self, url: str) -> None:
        Visitor.__init__(self, url)
        WidgetPage.__init__(self)

    async def arrive(self) -> None:
        """Load the page, connect to its kernel, and learn what its widgets show."""
        page = CONFIG.search(await self.text())
        self.config = json.loads(html.unescape(found(page, "configuration in the page")[1]))
        await self.connect_to_kernel()
        await self.learn()
        found(self.heading or None, "step in the page")

    async def connect_to_kernel(self) -> None:
        """Open a websocket to the kernel, anew where there was one."""
        session = uuid.uuid4().hex
        path = f"{self.base}api/kernels/{self.kernel_id}/channels?session_id={session}"
        self.kernel = Kernel(await self.connect(path, PROTOCOL), session)

    async def learn(self) -> None:
        """Take the state of all widgets from where the page says it is, else ask the kernel."""
        address = self.config.get("state")
        if isinstance(address, str):
            told = json.loads(await self.text(address))
            self.take_all(told.get("state", told))
        else:
            await self.ask()
