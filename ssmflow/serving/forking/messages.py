"""What the server and a forking parent say to each other, one packet a message."""

from __future__ import annotations

import json
import socket
from typing import Any

PACKET = 1 << 16  # bytes; the largest message is a request with an environment


def pair() -> tuple[socket.socket, socket.socket]:
    """Two ends of a line that keeps messages apart, also when several processes speak at once."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def say(line: socket.socket, **message: object) -> None:
    """Send a message.

    Args:
        line: An end of the line.
        message: What JSON can carry.

    Raises:
        OSError: Nobody is at the other end, or the message is too long for one packet.
    """
    line.send(json.dumps(message).encode())


def hear(line: socket.socket) -> dict[str, Any] | None:
    """The next message; None when nobody is at the other end any more.

    Raises:
        BlockingIOError: The line does not wait, and there is no message.
    """
    try:
        packet = line.recv(PACKET)
    except ConnectionError:
        return None
    if not packet:
        return None
    message: dict[str, Any] = json.loads(packet)
    return message
