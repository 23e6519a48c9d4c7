"""Ports for what is started anew at the same place."""

from __future__ import annotations

import secrets
import socket
from contextlib import suppress

# Linux gives no connection one of these by itself, so none is taken between two starts.
PORTS = range(20_000, 32_768)


def free_port() -> int:
    """A port where nothing listens, of those that the system gives to no connection meanwhile."""
    while True:
        port = secrets.choice(PORTS)
        with suppress(OSError), socket.create_server(("", port)):
            return port
