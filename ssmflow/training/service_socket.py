"""The service at a socket of the operator's alone, for the kernels of one server."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import secrets
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ssmflow.errors import RefusedError
from ssmflow.training.seat import Seat
from ssmflow.training.service import Service
from ssmflow.training.wire import LIMIT, Address, said

LOG = logging.getLogger("ssmflow.training")

AT_ONCE = 8
"""Requests of one kernel that are answered side by side."""
UNHEARD = 20_000_000
"""Bytes that may wait for a kernel which does not read; one that lets more wait is cut off."""


class ServiceSocket:
    """Lets kernels ask the service.

    Args:
        service: The service.
        folder: A folder that only the operator can enter, where the socket stands.
    """

    def __init__(self, service: Service, folder: Path) -> None:
        key = secrets.token_urlsafe(24)
        self._service = service
        self._lines: set[asyncio.StreamWriter] = set()
        if sys.platform == "win32":
            self.address = Address(key)
        else:
            self.address = Address(key, str(folder / "training"))

    async def open(self) -> None:
        """Begin to listen."""
        if self.address.path:
            self._server = await asyncio.start_unix_server(
                self._serve, self.address.path, limit=LIMIT, backlog=500
            )
            Path(self.address.path).chmod(0o600)
            return
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=LIMIT)
        port = self._server.sockets[0].getsockname()[1]
        self.address = Address(self.address.key, port=port)

    async def close(self) -> None:
        """Listen no longer."""
        self._server.close()
        for writer in list(self._lines):
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._lines.add(writer)
        seat = Seat(self._service, lambda message: _tell(writer, message))
        try:
            if await self._has_key(reader):
                await self._answer_all(seat, reader, writer)
        except (OSError, ValueError):
            pass  # it is gone, or says what is no message
        finally:
            seat.leave()
            self._lines.discard(writer)
            with suppress(OSError):
                writer.close()

    async def _has_key(self, reader: asyncio.StreamReader) -> bool:
        first = json.loads(await reader.readline() or b"{}")
        key = first.get("key") if isinstance(first, dict) else None
        return isinstance(key, str) and hmac.compare_digest(
            key.encode("utf-8", "replace"), self.address.key.encode()
        )

    async def _answer_all(
        self, seat: Seat, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        turns = asyncio.Semaphore(AT_ONCE)
        answering: set[asyncio.Task[None]] = set()
        while line := await reader.readline():
            request = json.loads(line)
            if not isinstance(request, dict):
                return
            await turns.acquire()
            task = asyncio.create_task(_answer(seat, request, writer))
            answering.add(task)
            task.add_done_callback(answering.discard)
            task.add_done_callback(lambda _: turns.release())


async def _answer(seat: Seat, request: Mapping[str, Any], writer: asyncio.StreamWriter) -> None:
    number = request.get("id")
    try:
        told: dict[str, Any] = {"id": number, "answer": await seat.ask(request)}
    except RefusedError as refused:
        told = {"id": number, "refused": refused.code, "wait": refused.wait}
    _tell(writer, told)


def _tell(writer: asyncio.StreamWriter, message: Mapping[str, Any]) -> None:
    if writer.is_closing():
        return
    if writer.transport.get_write_buffer_size() > UNHEARD:
        LOG.warning("A kernel that does not listen was cut off")
        writer.transport.abort()
        return
    writer.write(said(message))
