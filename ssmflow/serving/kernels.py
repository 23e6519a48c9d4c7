"""Whose kernels these are, which Python runs in them, and how they start and end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import perf_counter
from typing import Any
from uuid import uuid4

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpec, KernelSpecManager
from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.services.kernels.kernelmanager import (
    AsyncMappingKernelManager,
    ServerKernelManager,
)
from tornado.web import RequestHandler
from traitlets import List, Unicode, default

from ssmflow.serving.forking.provisioner import FORKED
from ssmflow.serving.forking.provisioner import NAME as FORKING

SOCKETS = 20_000
"""Of ZeroMQ's; a kernel and its page take up to five, and ZeroMQ's own limit is 1,023."""


class OwnPython(KernelSpecManager):
    """Knows one kernel, the Python that serves: another may lack what the notebook imports."""

    kernel_dirs = List(Unicode(), [])

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """How a kind of kernel starts."""
        if kernel_name != FORKED:
            return super().get_kernel_spec(kernel_name)
        spec = super().get_kernel_spec(NATIVE_KERNEL_NAME)
        spec.metadata = {"kernel_provisioner": {"provisioner_name": FORKING}}
        return spec


class QuietKernel(ServerKernelManager):
    """Starts and ends one kernel, and tells no events of it.

    Nobody listens to them, and Jupyter reads their schema anew for every kernel: half of the time
    that a start takes in the server.
    """

    def emit(self, schema_id: str, data: object) -> None:
        """Tell nobody."""


class Kernels(AsyncMappingKernelManager):
    """Starts and ends kernels, each for one visitor."""

    @default("kernel_manager_class")
    def _quiet_kernel(self) -> str:
        return f"{__name__}.{QuietKernel.__name__}"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.context.max_sockets = SOCKETS
        self._starting: dict[str, asyncio.Task[None]] = {}
        self.when_started: Callable[[str, float], None] = lambda _name, _seconds: None
        self.when_died: Callable[[str], None] = lambda _kernel_id: None

    def begin(self, kernel_name: str, **how: Any) -> str:
        """Begin to start a kernel, and say which it will be.

        Args:
            kernel_name: The name of its kind.
            how: What its provisioner needs.
        """
        kernel_id = str(uuid4())
        task = asyncio.ensure_future(self._start(kernel_id, kernel_name, how))
        self._starting[kernel_id] = task
        task.add_done_callback(lambda _: self._starting.pop(kernel_id, None))
        return kernel_id

    async def _start(self, kernel_id: str, kernel_name: str, how: dict[str, Any]) -> None:
        began = perf_counter()
        try:
            await self.start_kernel(kernel_id=kernel_id, kernel_name=kernel_name, **how)
        except Exception as error:
            self.log.error("No kernel could be started: %s", error)
        else:
            self.when_started(kernel_name, perf_counter() - began)

    async def begun(self, kernel_id: str) -> bool:
        """Wait until a kernel that begins has started, or could not.

        Returns:
            Whether it is there.
        """
        if starting := self._starting.get(kernel_id):
            await asyncio.wait([starting])
        return kernel_id in self

    async def lives(self, kernel_id: str) -> bool:
        """Tell whether a kernel is there and its process runs.

        One that died just now is still there: Jupyter looks at each every few seconds.
        """
        kernel: Any = self.get_kernel(kernel_id) if kernel_id in self else None
        return kernel is not None and bool(await kernel.is_alive())

    async def end(self, kernel_id: str) -> None:
        """End a kernel at once: it holds nothing that is to be kept."""
        if await self.begun(kernel_id):
            await self.shutdown_kernel(kernel_id, now=True)

    async def end_all(self) -> None:
        """End all kernels; one that begins meanwhile would outlive its end."""
        while self._starting:
            await asyncio.wait(self._starting.values())
        await self.shutdown_all(now=True)

    def start_watching_activity(self, kernel_id: str) -> None:
        """Leave out a socket a kernel: who comes and goes is known from the pages themselves."""
        kernel: Any = self.get_kernel(kernel_id)
        kernel.execution_state = "idle"

    def initialize_culler(self) -> None:
        """No culling by Jupyter, which knows nothing of kernels that wait for their visitor."""
        self._initialized_culler = True

    def _handle_kernel_died(self, kernel_id: str) -> None:
        super()._handle_kernel_died(kernel_id)
        self.when_died(kernel_id)


class Visitors(IdentityProvider):
    """Nobody signs in: all visitors are one user, who gets no cookie and no page to log in."""

    def get_user(self, handler: RequestHandler) -> User:  # noqa: ARG002
        """The one user."""
        return User("visitor")

    def get_handlers(self) -> list[tuple[str, object]]:
        """No pages to log in or out."""
        return []
