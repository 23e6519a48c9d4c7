"""A page of ours, as its kernel tells of it, over HTTP and a websocket."""

from __future__ import annotations

import html
import json
import uuid
from time import perf_counter

from benchmarks.serving.crowd.faults import LineClosedError, VisitError, found
from benchmarks.serving.crowd.kernel import Kernel, Message
from benchmarks.serving.crowd.widget_page import CONFIG, WidgetPage
from benchmarks.training.crowd.wire import Wire, page_at, text_at, wire_to


class KernelPage(WidgetPage):
    """A page of ours with a kernel of its own, without what a browser draws.

    Args:
        url: The address of the page.
    """

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.wire: Wire | None = None

    async def open(self, fragment: str) -> None:
        """Load the page, connect to its kernel, and show what an address leads to.

        Args:
            fragment: What stands behind the `#`.
        """
        text, cookies = await page_at(self.url)
        page = CONFIG.search(text)
        self.config = json.loads(html.unescape(found(page, "configuration in the page")[1]))
        session = uuid.uuid4().hex
        origin = "/".join(self.url.split("/", 3)[:3])
        path = f"{self.base}api/kernels/{self.kernel_id}/channels?session_id={session}"
        self.wire = await wire_to(origin + path, cookies)
        self.kernel = Kernel(self.wire, session)
        address = self.config.get("state")
        if isinstance(address, str):
            told = json.loads(await text_at(origin + address))
            self.take_all(told.get("state", told))
        else:
            await self.ask()
        await self.do("revision", {"act": "arrive", "fragment": f"#{fragment}"})

    def close(self) -> None:
        """Go away."""
        if self.wire:
            self.wire.close()

    async def do(self, key: str, content: dict[str, str], wanted: object = None) -> float:
        """Send a part of the page what its script would send, and wait until that is done.

        Args:
            key: What the data of that part have, and those of no other.
            content: What is sent.
            wanted: What should be seen then.

        Returns:
            The seconds until that was seen, or, where nothing is wanted, until it was done.
        """
        return await self.press(self.widget_with(key), content, wanted)

    async def press(  # type: ignore[override]  # a button is one widget among others here
        self, widget: str, content: dict[str, str], wanted: object = None
    ) -> float:
        """Send a widget something, and wait until that is done; see `do`.

        Raises:
            VisitError: Something else is seen then.
        """
        start = perf_counter()
        asked = await self.send(widget, dict(content))
        seen_at = 0.0
        while True:
            heard = await self.kernel.receive()
            self.hear(heard)
            if wanted and not seen_at and heard.type.startswith("comm") and self.seen() == wanted:
                seen_at = perf_counter()
            if heard.answers == asked and heard.content.get("execution_state") == "idle":
                break
        if wanted and self.seen() != wanted:
            raise VisitError(f"after {content} there is {self.seen()}, not {wanted}")
        return (seen_at or perf_counter()) - start

    def hear(self, message: Message) -> None:
        """Keep what a message changes.

        Raises:
            LineClosedError: It says that the kernel is dead.
        """
        if message.type == "status" and message.content.get("execution_state") == "dead":
            raise LineClosedError("the kernel is dead")
        super().hear(message)

    def seen(self) -> object:
        """Return what is seen, in a shape that a page of each kind decides."""
        return None
