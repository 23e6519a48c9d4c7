"""A connection to a Jupyter kernel, as a browser has one.

The protocols: "WebSocket protocols for Jupyter kernels" in the documentation of Jupyter Server, and
"Messaging in Jupyter" in that of jupyter_client.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

PROTOCOL = "v1.kernel.websocket.jupyter.org"


class Line(Protocol):
    """An open websocket, with the protocol that the server chose."""

    @property
    def protocol(self) -> str | None:
        """The protocol that the server chose."""

    async def send(self, message: str | bytes) -> None:
        """Send a message."""

    async def receive(self) -> str | bytes:
        """Return the next message."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a kernel says: the type, the channel, the message that it answers, and the content."""

    type: str
    channel: str
    answers: str
    content: dict[str, Any]


class Kernel:
    """One websocket to one kernel.

    Args:
        line: The open websocket; its protocol decides how it is spoken.
        session: The id of this client's session.
    """

    def __init__(self, line: Line, session: str) -> None:
        self.line = line
        self.session = session
        self.binary = line.protocol == PROTOCOL

    async def send(
        self, type_: str, content: dict[str, Any], metadata: dict[str, Any] | None = None
    ) -> str:
        """Send a message on the shell channel, and return its id."""
        own = uuid.uuid4().hex
        header = {
            "msg_id": own,
            "msg_type": type_,
            "session": self.session,
            "username": "",
            "version": "5.3",
            "date": "2026-01-01T00:00:00Z",
        }
        if self.binary:
            await self.line.send(packed("shell", header, {}, metadata or {}, content))
        else:
            parts = {"parent_header": {}, "metadata": metadata or {}, "buffers": []}
            parts["channel"] = "shell"
            await self.line.send(json.dumps({"header": header, "content": content, **parts}))
        return own

    async def receive(self) -> Message:
        """Return the next message.

        Raises:
            LineClosedError: The connection is closed.
        """
        heard = await self.line.receive()
        if isinstance(heard, str):
            return _message_of_json(json.loads(heard))
        return unpacked(heard) if self.binary else _message_of_json(_framed(heard))


def packed(channel: str, *parts: dict[str, Any]) -> bytes:
    """Write a message: the number of offsets, the offsets, then what lies between them."""
    pieces = [channel.encode(), *(json.dumps(part).encode() for part in parts)]
    offsets = [8 * (len(pieces) + 2)]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    numbers = [len(offsets), *offsets]
    return b"".join([*(number.to_bytes(8, "little") for number in numbers), *pieces])


def unpacked(data: bytes) -> Message:
    """Read a message; its buffers are left out, for no part of the page sends any."""
    number = int.from_bytes(data[:8], "little")
    at = [int.from_bytes(data[8 * n : 8 * n + 8], "little") for n in range(1, number + 1)]
    channel, header, parent, _, content = (data[start:end] for start, end in pairwise(at[:6]))
    return _message(channel.decode(), json.loads(header), json.loads(parent), json.loads(content))


def _framed(data: bytes) -> dict[str, Any]:
    """Read the older form of a message with buffers: numbers of four bytes, the JSON first."""
    number = int.from_bytes(data[:4], "big")
    start = int.from_bytes(data[4:8], "big")
    end = int.from_bytes(data[8:12], "big") if number > 1 else len(data)
    message: dict[str, Any] = json.loads(data[start:end])
    return message


def _message_of_json(told: dict[str, Any]) -> Message:
    return _message(told["channel"], told["header"], told["parent_header"], told["content"])


def _message(
    channel: str, header: dict[str, Any], parent: dict[str, Any], content: dict[str, Any]
) -> Message:
    return Message(header["msg_type"], channel, parent.get("msg_id", ""), content)
