"""The whole server, which may be killed, and started again at the same address."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from benchmarks.serving.environments import ROOT
from benchmarks.serving.processes import ProcessTree
from benchmarks.training.alone import PASSPHRASE
from benchmarks.training.places import Place

HOST = "127.0.0.1"
PROGRAM = (sys.executable, "-m", "ssmflow", "serve")


class Server:
    """`ssmflow serve` on one store, at one port.

    Args:
        options: Where sessions are kept, as `ssmflow serve` takes it.
        folder: A folder for its log, and for the file with the passphrase.
    """

    def __init__(self, options: Sequence[str], folder: Path) -> None:
        with socket.create_server((HOST, 0)) as taken:
            self.port: int = taken.getsockname()[1]
        self.url = f"http://{HOST}:{self.port}/"
        self.log = folder / "log"
        secret = folder / "passphrase"
        secret.write_text(PASSPHRASE)
        self._command = [
            *PROGRAM,
            *("--port", str(self.port), "--no-browser", "--passphrase-file", str(secret)),
            *options,
        ]
        self._process: subprocess.Popen[str] | None = None
        self._log: IO[str] | None = None

    def start(self) -> None:
        """Start it, and wait until it serves.

        Raises:
            RuntimeError: It ends instead.
        """
        self._log = self.log.open("a")
        self._process = subprocess.Popen(  # noqa: S603  # our own command
            self._command, cwd=ROOT, stdout=subprocess.PIPE, stderr=self._log, text=True
        )
        said = self._process.stdout.readline() if self._process.stdout else ""
        if self.url not in said:
            raise RuntimeError(f"the server did not start: {said}{self.log.read_text()}")

    @property
    def tree(self) -> ProcessTree:
        """Its processes."""
        if self._process is None:
            raise RuntimeError("the server does not run")
        return ProcessTree(self._process.pid)

    def kill(self) -> None:
        """Kill it, as `kill -9` does; what it has started is left to itself."""
        self._stop(signal.SIGKILL)

    def kill_kernels(self) -> int:
        """Kill every kernel that somebody has, and return how many those were."""
        kernels = [each for each in self.tree if "ssmflow-kernel" in _name(each.pid)]
        for kernel in kernels:
            kernel.kill()
        return len(kernels)

    def end(self) -> None:
        """Stop it, where it runs."""
        if self._process:
            self._stop(signal.SIGTERM)

    def _stop(self, number: signal.Signals) -> None:
        if self._process:
            self._process.send_signal(number)
            self._process.wait(30)
            if self._process.stdout:
                self._process.stdout.close()
            self._process = None
        if self._log:
            self._log.close()


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text()
    except OSError:
        return ""


@contextmanager
def serving(*options: str) -> Iterator[Server]:
    """A server that runs; sessions are kept in a folder of its own where no option says else."""
    with tempfile.TemporaryDirectory(prefix="ssmflow-bench-") as made:
        folder = Path(made)
        server = Server(options or ("--data", str(folder / "kept")), folder)
        server.start()
        try:
            yield server
        finally:
            server.end()


def options_of(place: Place) -> tuple[str, str]:
    """Return how `ssmflow serve` is told where sessions are kept."""
    if place.url.startswith("sqlite"):
        return "--data", str(place.folder)
    return "--database", place.url


def wait_until(holds: Callable[[], object], within: float, otherwise: str) -> None:
    """Wait until a question is answered with yes.

    Args:
        holds: The question.
        within: Seconds.
        otherwise: What is wrong where it never is.

    Raises:
        RuntimeError: It never is.
    """
    end = time.monotonic() + within
    while not holds():
        if time.monotonic() > end:
            raise RuntimeError(otherwise)
        time.sleep(0.05)
