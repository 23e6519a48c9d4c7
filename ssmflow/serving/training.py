"""Training sessions of a server: one service for all kernels, at a socket of its own."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from ssmflow.training.place import data_folder, store_url
from ssmflow.training.service import IDLE, KEEP, Service
from ssmflow.training.service_socket import ServiceSocket
from ssmflow.training.store.address import shown, store_address
from ssmflow.training.wire import SERVICE_VARIABLE

LOG = logging.getLogger("ssmflow.training")


@dataclass(frozen=True, slots=True)
class Sessions:
    """How training sessions are kept.

    Args:
        database: The address of the store; a file of SQLite in `folder` when None.
        folder: The folder of that file; the user's own folder for such things when None.
        keep: How long a session is kept.
        idle: How long a trainer may do nothing before they are signed out.
        passphrase: What trainers sign in with from now on; what it was before when None.
    """

    database: str | None = field(default=None, repr=False)
    folder: Path | None = None
    keep: timedelta = KEEP
    idle: timedelta = IDLE
    passphrase: str | None = field(default=None, repr=False)

    def url(self) -> str:
        """Return the address of the store.

        Raises:
            OSError: The folder can't be made.
        """
        return self.database or store_url(self.folder or data_folder())


class Training:
    """The service of one server.

    Args:
        sessions: How sessions are kept.
        folder: A folder that only the operator can enter, for the socket.
    """

    def __init__(self, sessions: Sessions, folder: Path) -> None:
        self._sessions = sessions
        self._folder = folder
        self._service: Service | None = None
        self._socket: ServiceSocket | None = None
        self.told = ""

    async def open(self) -> Mapping[str, str]:
        """Begin to serve; a store that can't be reached is asked again by itself.

        Returns:
            What kernels need in their environment; nothing where there is nowhere to keep anything.
        """
        try:
            url = self._sessions.url()
        except OSError as error:
            self.told = f"Training sessions can't be kept: {error.filename}: {error.strerror}"
            return {}
        service = self._service = Service(
            url,
            keep=self._sessions.keep,
            idle=self._sessions.idle,
            passphrase=self._sessions.passphrase,
        )
        away = await service.start()
        self.told = f"Training sessions are kept in {shown(store_address(url))}"
        if away:
            self.told = f"{self.told}, which can't be reached now: {away.reason}"
        self._socket = ServiceSocket(service, self._folder)
        await self._socket.open()
        return {SERVICE_VARIABLE: str(self._socket.address)}

    async def close(self) -> None:
        """Serve no longer; what is still to be written is written."""
        if self._socket:
            await self._socket.close()
        if self._service:
            await self._service.close()
