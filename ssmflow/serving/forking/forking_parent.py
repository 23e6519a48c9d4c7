"""The process that kernels are forked from, as the server sees it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ssmflow.errors import ForkingError
from ssmflow.serving.forking.forked_process import ForkedProcess
from ssmflow.serving.forking.messages import hear, pair, say
from ssmflow.serving.forking.reads import Stamp, stamp

FORKED_WITHIN = 20.0  # seconds


class ForkingParent:
    """A process that has run a notebook, and forks a kernel whenever it is asked.

    Args:
        notebook: The notebook.
        folder: The folder that the notebook runs in.
        environment: All the environment of the process, and so of its kernels.
    """

    def __init__(self, notebook: Path, folder: Path, environment: Mapping[str, str]) -> None:
        self._loop = asyncio.get_running_loop()
        self._line, theirs = pair()
        self._line.setblocking(False)
        self._folder = TemporaryDirectory(prefix="ssmflow-")
        self._ran_into = Path(self._folder.name) / "ran.json"
        module = "ssmflow.serving.forking.parent_process"
        numbers = [str(theirs.fileno()), str(os.getpid())]
        arguments = [*numbers, str(notebook), str(self._ran_into)]
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603  # our own module
                [sys.executable, "-P", "-m", module, *arguments],
                cwd=folder,
                env=dict(environment),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=2,  # what the server prints is its own
            )
        self._ready: asyncio.Future[None] = self._loop.create_future()
        self._awaited: dict[str, asyncio.Future[int]] = {}
        self.died: asyncio.Future[None] = self._loop.create_future()
        self.outputs: list[list[dict[str, Any]]] = []
        self.widgets: dict[str, Any] = {}
        self._reads: dict[str, Stamp] = {}
        self._loop.add_reader(self._line, self._listen)

    async def ready(self) -> None:
        """Wait until its notebook has run.

        Raises:
            ForkingError: The notebook failed, or the process died.
        """
        await self._ready

    async def fork(self, kernel: str, connection_file: str) -> ForkedProcess:
        """Fork a kernel, and wait until it can be reached.

        Args:
            kernel: Its id.
            connection_file: Where the addresses of its sockets and its key stand.

        Raises:
            ForkingError: The process is dead, or the kernel did not come up.
        """
        awaited = self._awaited[kernel] = self._loop.create_future()
        try:
            say(self._line, kernel=kernel, connection_file=connection_file)
            return ForkedProcess(await asyncio.wait_for(awaited, FORKED_WITHIN))
        except (OSError, TimeoutError) as error:
            raise ForkingError(f"a kernel could not be forked: {error}") from error
        finally:
            self._awaited.pop(kernel, None)

    def stamps(self) -> tuple[Stamp, ...]:
        """What changes when a file changes that the notebook has read."""
        return tuple(map(stamp, self._reads))

    @property
    def stamps_when_read(self) -> tuple[Stamp, ...]:
        """The same, of when the notebook read them."""
        return tuple(self._reads.values())

    def close(self) -> None:
        """End the process. The kernels that it forked live on."""
        self._die()
        self._line.close()
        self.process.kill()
        self.process.wait()
        self._folder.cleanup()

    def _listen(self) -> None:
        message = hear(self._line)
        if message is None:
            self._die()
        elif message["event"] == "ready":
            self._learn()
            self._ready.set_result(None)
        elif message["event"] == "failed":
            self._learn()
            self._ready.set_exception(ForkingError("the notebook failed"))
        elif awaited := self._awaited.pop(message["kernel"], None):
            awaited.set_result(message["pid"])
        else:
            ForkedProcess(message["pid"]).kill()  # nobody waits for it any more

    def _learn(self) -> None:
        ran = json.loads(self._ran_into.read_text(encoding="utf-8"))
        self.outputs, self.widgets = ran.get("outputs", []), ran.get("widgets", {})
        reads = ran.get("reads", {})
        self._reads = {file: tuple(found) if found else None for file, found in reads.items()}

    def _die(self) -> None:
        self._loop.remove_reader(self._line)
        error = ForkingError("the process to fork from died")
        if not self._ready.done():
            self._ready.set_exception(error)
        for awaited in self._awaited.values():
            awaited.set_exception(error)
        self._awaited.clear()
        if not self.died.done():
            self.died.set_result(None)
