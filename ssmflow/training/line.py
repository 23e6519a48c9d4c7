"""The line from a page's kernel to the service of training."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol

from ssmflow.errors import RefusedError
from ssmflow.training.wire import SERVICE_VARIABLE, Address, said

if TYPE_CHECKING:
    from ssmflow.training.seat import Seat
    from ssmflow.training.service import Service

Heard = Callable[[dict[str, Any]], None]
PATIENCE = 15.0  # seconds that an answer may take


class Line(Protocol):
    """Carries requests to the service, and back what is new."""

    async def ask(self, do: str, **values: Any) -> dict[str, Any]:
        """Ask the service something.

        Args:
            do: What is asked; `ssmflow.training.requests` lists it all.
            values: What goes with it, as plain data.

        Raises:
            RefusedError: It is not allowed, or not now; ``unavailable`` where the service or its
                store can't be reached.
        """
        ...

    def listen(self, heard: Heard) -> None:
        """Be told what is new.

        Args:
            heard: Hears each message as plain data; ``{"push": "lost"}`` where the line was lost,
                after which whoever wants to hear more has to ask again.
        """
        ...


class ServiceLine:
    """A line to the service of a server. It is opened when something is first asked.

    Args:
        address: Where the service listens.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._heard: Heard = lambda _: None
        self._numbers = count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._writer: asyncio.StreamWriter | None = None
        self._opening = asyncio.Lock()
        self._reading: asyncio.Task[None] | None = None

    def listen(self, heard: Heard) -> None:
        """Be told what is new."""
        self._heard = heard

    async def ask(self, do: str, **values: Any) -> dict[str, Any]:
        """Ask the service something."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        try:
            writer = await self._open()
            writer.write(said({"id": number, "do": do, **values}))
            await writer.drain()
            told = await asyncio.wait_for(answer, PATIENCE)
        except (OSError, TimeoutError):
            raise RefusedError("unavailable", 1) from None
        finally:
            self._answers.pop(number, None)
        if "refused" in told:
            raise RefusedError(told["refused"], told.get("wait", 0))
        answered: dict[str, Any] = told["answer"]
        return answered

    async def _open(self) -> asyncio.StreamWriter:
        async with self._opening:
            if self._writer is None:
                reader, self._writer = await self._address.connect()
                self._reading = asyncio.get_running_loop().create_task(self._read(reader))
        return self._writer

    async def _read(self, reader: asyncio.StreamReader) -> None:
        with suppress(OSError, ValueError):
            while line := await reader.readline():
                self._take(json.loads(line))
        self._hang_up()
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(ConnectionResetError("the line was lost"))
        self._heard({"push": "lost"})

    async def close(self) -> None:
        """Hang up."""
        if self._reading:
            self._reading.cancel()
        self._hang_up()

    def _hang_up(self) -> None:
        if self._writer:
            self._writer.close()
        self._writer = None

    def _take(self, message: dict[str, Any]) -> None:
        if "push" in message:
            self._heard(message)
            return
        answer = self._answers.get(message.get("id", 0))
        if answer and not answer.done():
            answer.set_result(message)


class OwnLine:
    """A line to a service in this process, for a notebook that no server serves.

    Args:
        url: The address of the store.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._heard: Heard = lambda _: None
        self._seat: Seat | None = None
        self._service: Service | None = None

    def listen(self, heard: Heard) -> None:
        """Be told what is new."""
        self._heard = heard

    async def ask(self, do: str, **values: Any) -> dict[str, Any]:
        """Ask the service something."""
        if self._seat is None:
            # The libraries of the store take a while to load, and few notebooks need them.
            from ssmflow.training.seat import Seat
            from ssmflow.training.service import Service

            self._service = Service(self._url)
            self._seat = Seat(self._service, self._tell)
            await self._service.start()
        return await self._seat.ask({"do": do, **values})

    async def close(self) -> None:
        """End the service."""
        if self._service:
            await self._service.close()

    def _tell(self, message: dict[str, Any]) -> None:
        self._heard(message)


def line_here() -> Line:
    """Return the line to the server's service, where there is one; else to one of our own."""
    told = os.environ.get(SERVICE_VARIABLE)
    if told:
        return ServiceLine(Address.of(told))
    from ssmflow.training.place import data_folder, store_url

    return OwnLine(store_url(data_folder()))
