"""HTTP and a websocket to a server, with what our own server stands on."""

from __future__ import annotations

import asyncio

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, websocket_connect

from benchmarks.serving.crowd.faults import LineClosedError, VisitError
from benchmarks.serving.crowd.kernel import PROTOCOL

PATIENCE = 120.0  # seconds, for one request
LARGEST = 64_000_000  # bytes, of one message
AT_ONCE = 1000  # requests


class Wire:
    """A websocket that is listened to all the time, as a browser does.

    Args:
        connection: The open websocket.
        heard: What has come in; None at its end.
    """

    def __init__(
        self, connection: WebSocketClientConnection, heard: asyncio.Queue[str | bytes | None]
    ) -> None:
        self._connection = connection
        self._heard = heard

    @property
    def protocol(self) -> str | None:
        """The protocol that the server chose."""
        return self._connection.selected_subprotocol

    async def send(self, message: str | bytes) -> None:
        """Send a message.

        Raises:
            LineClosedError: The connection is closed.
        """
        try:
            await self._connection.write_message(message, binary=isinstance(message, bytes))
        except WebSocketClosedError:
            raise LineClosedError("the connection was closed") from None

    async def receive(self) -> str | bytes:
        """Return the next message.

        Raises:
            LineClosedError: The connection is closed.
        """
        message = await self._heard.get()
        if message is None:
            self._heard.put_nowait(None)
            raise LineClosedError("the connection was closed")
        return message

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


async def text_at(url: str) -> str:
    """Return what a server answers at an address.

    Raises:
        VisitError: It answers that there is nothing.
        OSError: It is not there, or not now.
    """
    return (await page_at(url))[0]


async def page_at(url: str) -> tuple[str, str]:
    """Return what a server answers at an address, and the cookies that it sets.

    Raises:
        VisitError: It answers that there is nothing.
        OSError: It is not there, or not now.
    """
    client = AsyncHTTPClient(max_clients=AT_ONCE, max_body_size=LARGEST)
    request = HTTPRequest(url, connect_timeout=PATIENCE, request_timeout=PATIENCE)
    try:
        answer = await client.fetch(request)
    except HTTPClientError as error:
        raise _refused(error, url) from None
    told = answer.headers.get_list("Set-Cookie")
    return answer.body.decode(), "; ".join(cookie.partition(";")[0] for cookie in told)


async def wire_to(url: str, cookies: str) -> Wire:
    """Open a websocket to a kernel; an address begins with the ``http`` of its page.

    Args:
        url: The address.
        cookies: Those that the page set: the kernel is for its browser alone.

    Raises:
        VisitError: The server refuses.
        OSError: It is not there, or not now.
    """
    heard: asyncio.Queue[str | bytes | None] = asyncio.Queue()
    origin = "/".join(url.split("/", 3)[:3])
    headers = {"Origin": origin, "Cookie": cookies}
    request = HTTPRequest(url.replace("http", "ws", 1), headers=headers, connect_timeout=PATIENCE)
    try:
        connection = await websocket_connect(
            request,
            on_message_callback=heard.put_nowait,
            compression_options={},
            subprotocols=[PROTOCOL],
            max_message_size=LARGEST,
        )
    except HTTPClientError as error:
        raise _refused(error, url) from None
    return Wire(connection, heard)


def _refused(error: HTTPClientError, url: str) -> Exception:
    """Return what an answer means: a kernel may have died by now, a server may serve soon."""
    told = f"{error.code} at {url}"
    return ConnectionError(told) if error.code == 404 or error.code >= 500 else VisitError(told)
