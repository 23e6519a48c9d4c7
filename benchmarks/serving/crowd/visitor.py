"""What every visitor does, whatever the server: arrive, choose, leave."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod

from aiohttp import (
    ClientSession,
    ClientTimeout,
    ClientWebSocketResponse,
    CookieJar,
    TCPConnector,
    WSMsgType,
)

from benchmarks.serving.crowd.faults import LineClosedError, VisitError

PATIENCE = 180.0  # seconds, for one request
LARGEST = 64_000_000  # bytes, of one message


class Line:
    """A websocket that is listened to all the time, as a browser does: pings are answered.

    Args:
        socket: The open websocket.
        replies: Texts that are answered at once, each with its reply.
    """

    def __init__(self, socket: ClientWebSocketResponse, replies: dict[str, str]) -> None:
        self.socket = socket
        self.replies = replies
        self.heard: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self.listening = asyncio.create_task(self._listen())

    @property
    def protocol(self) -> str | None:
        """The protocol that the server chose."""
        chosen: str | None = self.socket.protocol
        return chosen

    async def _listen(self) -> None:
        try:
            async for message in self.socket:
                if message.data in self.replies:
                    await self.socket.send_str(self.replies[message.data])
                elif message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                    self.heard.put_nowait(message.data)
        finally:
            self.heard.put_nowait(None)

    async def send(self, message: str | bytes) -> None:
        """Send a message.

        Raises:
            VisitError: The connection is closed.
        """
        try:
            if isinstance(message, str):
                await self.socket.send_str(message)
            else:
                await self.socket.send_bytes(message)
        except ConnectionError:
            raise self._closed() from None

    async def receive(self) -> str | bytes:
        """Return the next message.

        Raises:
            VisitError: The connection is closed.
        """
        message = await self.heard.get()
        if message is None:
            self.heard.put_nowait(None)
            raise self._closed()
        return message

    async def close(self) -> None:
        """Close the connection."""
        await self.socket.close()
        self.listening.cancel()

    def _closed(self) -> LineClosedError:
        return LineClosedError(f"the connection was closed ({self.socket.close_code})")


class Visitor(ABC):
    """One person with connections and cookies of their own.

    A browser asks for compression and offers it for websockets; so does a visitor.

    Args:
        url: The address of the page.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.lines: list[Line] = []
        self.http = ClientSession(
            connector=TCPConnector(limit=0),
            cookie_jar=CookieJar(unsafe=True),  # cookies of 127.0.0.1 too
            timeout=ClientTimeout(total=PATIENCE),
        )

    @abstractmethod
    async def arrive(self) -> None:
        """Load the page, and have its first step.

        Raises:
            VisitError: The page is not what it should be.
        """

    @abstractmethod
    async def choose(self, label: str, heading: str) -> None:
        """Press the button with this label, and wait until a step with this heading is there.

        Raises:
            VisitError: There is no such button, or the server ends the connection.
        """

    async def leave(self) -> None:
        """Close the connections."""
        for line in self.lines:
            await line.close()
        await self.http.close()

    async def text(self, path: str = "", **headers: str) -> str:
        """Return what the server answers at an address."""
        async with self.http.get(self.address(path), headers=headers) as answer:
            text: str = await answer.text()
            if answer.status != 200:
                raise VisitError(f"{answer.status} at {path or '/'}")
            return text

    async def connect(
        self, path: str, *protocols: str, replies: dict[str, str] | None = None
    ) -> Line:
        """Open a websocket."""
        socket = await self.http.ws_connect(
            self.address(path).replace("http", "ws", 1),
            protocols=protocols,
            origin=self.origin,
            max_msg_size=LARGEST,
            compress=15,
        )
        self.lines.append(Line(socket, replies or {}))
        return self.lines[-1]

    @property
    def origin(self) -> str:
        """The scheme, host and port of the server."""
        return "/".join(self.url.split("/", 3)[:3])

    def address(self, path: str) -> str:
        """Return a full address: of an absolute path on the server, else below the page."""
        return self.origin + path if path.startswith("/") else f"{self.url.rstrip('/')}/{path}"
