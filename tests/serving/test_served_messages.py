"""What a browser may send to a kernel: messages, but not of any size."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TypeVar

from served import Answer, Served
from tornado.httpclient import HTTPRequest
from tornado.websocket import (
    WebSocketClientConnection,
    WebSocketClosedError,
    websocket_connect,
)
from visitor import kernel_of

LIMIT = 2_000_000  # bytes
Result = TypeVar("Result")


def visit_to(page: Served) -> Answer:
    """A visit, which has a kernel of its own."""
    return page.ask("/")


def done(work: Coroutine[None, None, Result]) -> Result:
    """Do it in a thread of its own: the loop of the browser tests runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@dataclass(frozen=True)
class Line:
    connection: WebSocketClientConnection
    heard: asyncio.Queue[str | bytes | None]

    async def answers(self, size: int) -> bool:
        """Whether the kernel answers a message of that many bytes before the line is cut."""
        # The line may be cut before all of it is on its way.
        with suppress(WebSocketClosedError):
            await self.connection.write_message(question(size))
        while (message := await asyncio.wait_for(self.heard.get(), 20)) is not None:
            if json.loads(message)["msg_type"] == "kernel_info_reply":
                return True
        return False


@asynccontextmanager
async def line(page: Served, visit: Answer) -> AsyncIterator[Line]:
    address = page.url.replace("http", "ws", 1)
    heard: asyncio.Queue[str | bytes | None] = asyncio.Queue()
    ended = asyncio.Event()

    def hear(message: str | bytes | None) -> None:
        heard.put_nowait(message)
        if message is None:
            ended.set()

    connection = await websocket_connect(
        HTTPRequest(
            f"{address}api/kernels/{kernel_of(visit.text)}/channels?session_id=trial",
            headers={"Cookie": visit.cookies},
        ),
        on_message_callback=hear,
    )
    yield Line(connection, heard)
    connection.close()
    await asyncio.wait_for(ended.wait(), 20)


def question(size: int) -> str:
    """Ask a kernel who it is, in a message of that many bytes."""
    header = {"msg_id": "asked", "msg_type": "kernel_info_request", "session": "trial"}
    header |= {"username": "", "version": "5.3", "date": "2026-01-01T00:00:00Z"}
    told = {"header": header, "parent_header": {}, "metadata": {}, "content": {"padding": ""}}
    message = json.dumps(told | {"channel": "shell", "buffers": []})
    return message.replace('"padding": "', '"padding": "' + "x" * (size - len(message)))


def test_a_message_as_large_as_is_allowed_is_answered(page_of_steps: Served) -> None:
    visit = visit_to(page_of_steps)

    async def ask() -> bool:
        async with line(page_of_steps, visit) as own:
            return await own.answers(LIMIT)

    assert done(ask())


def test_a_larger_message_closes_its_own_connection_and_no_other(page_of_steps: Served) -> None:
    large, small = (visit_to(page_of_steps) for _ in range(2))

    async def ask() -> list[bool]:
        async with line(page_of_steps, small) as neighbour:
            async with line(page_of_steps, large) as own:
                closed = not await own.answers(LIMIT + 1)
            neighbour_well = await neighbour.answers(1000)
        async with line(page_of_steps, large) as again:
            return [closed, neighbour_well, await again.answers(1000)]

    assert done(ask()) == [True, True, True]
