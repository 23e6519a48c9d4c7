"""A websocket to a kernel that says what no page of ours would say, and keeps what it hears."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from served import Served
from tornado.httpclient import HTTPRequest
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, websocket_connect
from wire import V1, Format, Frame, Message, read

WITHIN = 120.0  # seconds
Result = TypeVar("Result")


@dataclass
class Network:
    """An event loop in a thread of its own; what stands in a test need not be a coroutine."""

    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def do(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(WITHIN)


@contextmanager
def network() -> Iterator[Network]:
    own = Network()
    thread = threading.Thread(target=own.loop.run_forever, daemon=True)
    thread.start()
    try:
        yield own
    finally:
        own.loop.call_soon_threadsafe(own.loop.stop)
        thread.join(WITHIN)
        own.loop.close()


class Line:
    """An open websocket to a kernel.

    Args:
        network: Where it runs.
        page: What is served.
        kernel: The kernel's id.
        cookies: Those that the page set which has this kernel.
        format: How it writes.
    """

    def __init__(
        self,
        network: Network,
        page: Served,
        kernel: str,
        cookies: str,
        format: Format = V1,  # noqa: A002
    ) -> None:
        self.network = network
        self.format = format
        self.heard: list[Message] = []
        self.open = True
        self._changed = threading.Condition()
        self._pongs = 0
        self._told = 0
        self._connection = network.do(self._connect(page, kernel, cookies))

    def say(self, said: Mapping[str, Any], channel: str = "shell") -> None:
        """Send a message in the line's own format."""
        self.throw(self.format.write(said, channel))

    def throw(self, frame: Frame) -> None:
        """Send a frame, whatever it holds; nothing where the line was cut."""
        self.network.do(self._throw(frame))

    def settle(self) -> None:
        """Wait until the server has taken in all that was said, or has cut the line."""
        before = self._pongs
        self.network.do(self._ping())
        self.wait(lambda: self._pongs > before or not self.open, "the server answers no ping")

    def hear(self, wanted: Callable[[Message], bool], since: int = 0) -> Message:
        """Wait for a message, one of those that came before or one that comes."""

        def found() -> Message | None:
            return next(filter(wanted, self.heard[since:]), None)

        self.wait(lambda: found() is not None, "what was waited for has not come")
        said = found()
        assert said
        return said

    def news(self) -> list[Message]:
        """What was heard since this was last asked."""
        told = self.heard[self._told :]
        self._told += len(told)
        return told

    def wait(self, condition: Callable[[], bool], otherwise: str) -> None:
        """Wait until something holds that depends on what is heard."""
        with self._changed:
            self._changed.wait_for(lambda: condition() or not self.open, WITHIN)
            assert condition(), otherwise

    def close(self) -> None:
        """Hang up, where the line is open."""

        async def hang_up() -> None:
            self._connection.close()

        self.network.do(hang_up())
        self.wait(lambda: not self.open, "the line stays open")

    async def _connect(self, page: Served, kernel: str, cookies: str) -> WebSocketClientConnection:
        origin = page.url.rstrip("/")
        address = f"{origin.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels"
        request = HTTPRequest(
            f"{address}?session_id={time.monotonic_ns()}",
            headers={"Origin": origin, "Cookie": cookies},
        )
        protocols = [self.format.protocol] if self.format.protocol else None
        connection = await websocket_connect(
            request, on_message_callback=self._hear, subprotocols=protocols
        )
        assert connection.protocol
        connection.protocol.set_nodelay(True)
        connection.on_pong = self._hear_pong  # type: ignore[method-assign, assignment]
        return connection

    async def _throw(self, frame: Frame) -> None:
        with suppress(WebSocketClosedError, StreamClosedError):
            await self._connection.write_message(frame, binary=isinstance(frame, bytes))

    async def _ping(self) -> None:
        with suppress(WebSocketClosedError, StreamClosedError):
            self._connection.ping(b"heard?")

    def _hear(self, frame: Frame | None) -> None:
        with self._changed:
            if frame is None:
                self.open = False
            else:
                self.heard.append(read(frame, self.format.protocol))
            self._changed.notify_all()

    def _hear_pong(self, _: bytes) -> None:
        with self._changed:
            self._pongs += 1
            self._changed.notify_all()
