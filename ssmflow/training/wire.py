"""How kernels and the service speak: lines of JSON over a local socket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

SERVICE_VARIABLE = "SSMFLOW_TRAINING"
"""The environment variable that tells kernels where the service listens."""
LIMIT = 16_000_000  # bytes of one message


@dataclass(frozen=True, slots=True)
class Address:
    """Where the service listens, and the key without which it listens to nobody.

    Args:
        key: The key.
        path: A socket's path; empty where there are none, and a port serves.
        port: A port of this machine alone.
    """

    key: str
    path: str = ""
    port: int = 0

    def __str__(self) -> str:
        """Return it as it stands in the environment of a kernel."""
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, text: str) -> Address:
        """Return the address that stands in the environment."""
        return cls(**json.loads(text))

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a line.

        Raises:
            OSError: Nobody listens there.
        """
        if self.path:
            reader, writer = await asyncio.open_unix_connection(self.path, limit=LIMIT)
        else:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=LIMIT)
        writer.write(said({"key": self.key}))
        return reader, writer


def said(message: Mapping[str, Any]) -> bytes:
    """Return a message as it goes over the socket."""
    return json.dumps(message, separators=(",", ":")).encode() + b"\n"
