"""A training session at a really served app: its trainer, and those who take part."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from attacker import Network
from room_people import PASSPHRASE, Participant, Trainer
from scene import UNCALM
from served import Served, started
from wire import Message

from ssmflow.training.wire import SERVICE_VARIABLE, said
from ssmflow.training.wire import Address as ServiceAddress

SERVE = ["-m", "ssmflow", "serve", "--port", "0", "--no-browser", "--ahead", "2"]


class ServiceCaller:
    """A line to the service of a served app. It waits as long as an answer takes.

    Args:
        network: Where it runs.
        app: What is served.
    """

    def __init__(self, network: Network, app: Served) -> None:
        parent = app.forking_parent()
        assert parent
        self.line = self
        self.network = network
        self.heard: list[dict[str, Any]] = []
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        network.do(self._open(ServiceAddress.of(parent.environ()[SERVICE_VARIABLE])))

    async def ask(self, do: str, **values: Any) -> dict[str, Any]:
        """Ask something, and return what is told: an answer, or why it is refused."""
        number = len(self._answers)
        told: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._answers[number] = told
        self._writer.write(said({"id": number, "do": do, **values}))
        return await told

    async def why(self, do: str, **values: Any) -> str:
        """Why something is refused; empty where it is not."""
        return str((await self.ask(do, **values)).get("refused", ""))

    def asks(self, do: str, **values: Any) -> dict[str, Any]:
        """Ask something that is answered."""
        told = self.network.do(self.ask(do, **values))
        answer: dict[str, Any] = told["answer"]
        return answer

    def refused(self, do: str, **values: Any) -> str:
        """Ask something, and return why it is refused; empty where it is not."""
        return self.network.do(self.why(do, **values))

    def close(self) -> None:
        """Hang up."""
        self.network.do(self._close())

    async def _open(self, address: ServiceAddress) -> None:
        self._reader, self._writer = await address.connect()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        while line := await self._reader.readline():
            told = json.loads(line)
            if "id" in told:
                self._answers[told["id"]].set_result(told)
            else:
                self.heard.append(told)

    async def _close(self) -> None:
        self._reading.cancel()
        self._writer.close()


Somebody = TypeVar("Somebody", Trainer, Participant, ServiceCaller)


class TrainingRoom:
    """A served app that keeps sessions, and a session in it.

    Args:
        network: Where the lines run.
        app: What is served.
        folder: Where it keeps sessions.
        log: What it writes for the operator.
    """

    def __init__(self, network: Network, app: Served, folder: Path, log: Path) -> None:
        self.network, self.app, self.folder, self.log = network, app, folder, log
        self._leaving = ExitStack()
        self.trainer = self.new_trainer()
        self.trainer.sign_in()
        self.trainer.create()

    def new_trainer(self) -> Trainer:
        """Somebody who comes to the trainer's page."""
        return self._leaves(Trainer(self.network, self.app, "/trainer"))

    def anyone(self) -> Participant:
        """Somebody who comes to the page of practice."""
        return self._leaves(Participant(self.network, self.app, "/training"))

    def participant(self, nickname: str, code: str = "") -> Participant:
        """Somebody who takes part in the session, or in another."""
        one = self.anyone()
        one.join(code or self.trainer.code, nickname)
        return one

    def service(self) -> ServiceCaller:
        """A line to the service itself, as a kernel has one, and no page."""
        return self._leaves(ServiceCaller(self.network, self.app))

    def leave(self) -> None:
        """Close the lines of all."""
        self._leaving.close()

    @contextmanager
    def attacked(self) -> Iterator[None]:
        """While it is attacked: after that the trainer goes on, and nothing went wrong."""
        logged = len(self.log.read_text())
        with ExitStack() as everybody:
            ours, self._leaving = self._leaving, everybody
            yield
            self._leaving = ours
        self.trainer.is_answered()
        said = self.log.read_text()[logged:]
        assert not UNCALM.search(said), said[-3_000:]

    def _leaves(self, one: Somebody) -> Somebody:
        self._leaving.callback(lambda: one.line.close())
        return one

    @property
    def file(self) -> Path:
        return self.folder / "training.sqlite"

    def events(self, **about: str) -> list[tuple[Any, ...]]:
        """What is kept, of the values that are given."""
        asked = " AND ".join(f"{name} = ?" for name in about) or "1"
        query = f"SELECT * FROM events WHERE {asked} ORDER BY seq"  # noqa: S608  # names of ours
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
            return connection.execute(query, list(about.values())).fetchall()

    def bytes_kept(self) -> bytes:
        """All bytes of the database, with those that still wait to be written into its file."""
        return b"".join(each.read_bytes() for each in self.folder.glob("training.sqlite*"))


@contextmanager
def served_room(
    network: Network, folder: Path, *options: str, passphrase: str = PASSPHRASE
) -> Iterator[TrainingRoom]:
    """Serve the shipped app, and open a session in it."""
    with serving(folder, *options, passphrase=passphrase) as app:
        room = TrainingRoom(network, app, folder / "data", folder / "log")
        try:
            yield room
        finally:
            room.leave()


@contextmanager
def serving(folder: Path, *options: str, passphrase: str = PASSPHRASE) -> Iterator[Served]:
    """Serve the shipped app with a store in a folder."""
    secret = folder / "passphrase"
    secret.write_text(passphrase)
    secret.chmod(0o600)
    keeps = ["--data", str(folder / "data"), "--passphrase-file", str(secret)]
    command = [sys.executable, *SERVE, *keeps, *options]
    with started(command, folder=folder, log=folder / "log") as app:
        yield app


def holds(messages: list[Message], text: str) -> bool:
    """Whether a text stands anywhere in what came to a browser."""
    return text in json.dumps(messages, ensure_ascii=False)
