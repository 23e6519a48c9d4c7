"""What must never happen on a page, noted while a test goes on."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Page


@dataclass
class Watch:
    """Notes every request to another host and every error of the pages of a context.

    A stopped script or style (content security policy) is an error on the console.

    Args:
        origin: Where the pages are served, as `http://127.0.0.1:8866/`.
    """

    origin: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> Watch:
        context.on("request", lambda request: self._asked(request.url))
        context.on("console", self._told)
        context.on("weberror", lambda raised: self.errors.append(str(raised.error)))
        context.on("page", self._opened)
        return self

    def expect_nothing(self) -> None:
        """Nothing has gone wrong since this was last asked."""
        foreign, errors = self.foreign, self.errors
        self.foreign, self.errors = [], []
        assert errors == [], errors
        assert foreign == [], foreign

    def _opened(self, page: Page) -> None:
        page.on("websocket", lambda socket: self._asked(socket.url.replace("ws", "http", 1)))

    def _asked(self, address: str) -> None:
        ours = (self.origin, f"blob:{self.origin}", "data:", "about:")
        if not address.startswith(ours):
            self.foreign.append(address)

    def _told(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)
