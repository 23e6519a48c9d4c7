"""The service of training at its socket, without pages: python -m benchmarks.training.alone URL."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.serving.environments import ROOT
from benchmarks.serving.processes import ProcessTree
from ssmflow.training.service import Service
from ssmflow.training.service_socket import ServiceSocket
from ssmflow.training.wire import Address

PASSPHRASE = "vier gewone woorden"  # noqa: S105 - of a service that lives as long as a series


@dataclass(frozen=True)
class Alone:
    """A service that runs in a process of its own: where it listens, and its process."""

    address: Address
    tree: ProcessTree


@contextmanager
def alone(url: str) -> Iterator[Alone]:
    """Start a service on a store, and stop it afterwards.

    Raises:
        RuntimeError: It does not start; what it said stands on the terminal.
    """
    process = subprocess.Popen(  # noqa: S603  # our own module
        [sys.executable, "-m", __name__, url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with process:
        try:
            said = process.stdout.readline() if process.stdout else ""
            if not said:
                raise RuntimeError("the service did not start")
            yield Alone(Address.of(said), ProcessTree(process.pid))
        finally:
            process.terminate()


async def _serve(url: str, folder: Path) -> None:
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    service = Service(url, passphrase=PASSPHRASE)
    away = await service.start()
    if away:
        sys.exit(away.reason)
    socket = ServiceSocket(service, folder)
    await socket.open()
    print(socket.address, flush=True)
    await over.wait()
    await socket.close()
    await service.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="ssmflow-") as made:
        asyncio.run(_serve(sys.argv[1], Path(made)))
