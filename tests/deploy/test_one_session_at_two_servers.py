"""One training session, whose trainer is at one server and whose participants are at another."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from statistics import median
from time import monotonic
from typing import Any, TypeVar

import psycopg
import pytest
from postgresql_server import PostgresqlServer
from served import Served
from several import PASSPHRASE, Servers, on_one_database
from watching import until

from ssmflow.training.events import Event, event_data
from ssmflow.training.wire import SERVICE_VARIABLE, Address, said

PRACTISED = {"exercises": "any", "flow": "any", "version": "1", "pace": "own", "title": "Proef"}
SOON = 1.0  # seconds in which a board is to show what happened
NICKNAMES = ("Anna", "Bert", "Cleo")
CONNECTIONS = 2
"""What docs/deployment.md says that a server takes at the database."""

Result = TypeVar("Result")


@pytest.fixture(scope="module")
def address(database_server: PostgresqlServer) -> str:
    """Where the servers that stay keep their sessions."""
    return database_server.new_database()


@pytest.fixture(scope="module")
def servers(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Two servers that stay."""
    with on_one_database(tmp_path_factory.mktemp("several"), address) as running:
        yield running


class Line:
    """A line to the service of a server, as the kernels of its pages have one.

    Args:
        reader: What is heard.
        writer: What is said.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.events: list[dict[str, Any]] = []

    async def ask(self, do: str, **values: Any) -> dict[str, Any]:
        """Ask something, and wait for the answer."""
        self._writer.write(said({"id": 1, "do": do, **values}))
        while "id" not in (told := await self._hear()):
            pass
        answer: dict[str, Any] = told["answer"]
        return answer

    async def sees(self, kind: str, number: int = 0) -> dict[str, Any]:
        """The event of a kind, the first or a later one."""
        while len(found := [event for event in self.events if event["kind"] == kind]) <= number:
            await self._hear()
        return found[number]

    async def _hear(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(await self._reader.readline())
        self.events += told.get("answer", told).get("events", [])
        return told


@asynccontextmanager
async def line_to(server: Served) -> AsyncIterator[Line]:
    parent = server.forking_parent()
    assert parent
    reader, writer = await Address.of(parent.environ()[SERVICE_VARIABLE]).connect()
    with closing(writer):
        yield Line(reader, writer)


def run(does: Coroutine[Any, Any, Result]) -> Result:
    # In a thread of its own: the loop of the browser tests runs in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, does).result(60)


async def signed_in(trainer: Line) -> str:
    """A trainer signs in: the token by which they stay so."""
    return str((await trainer.ask("sign_in", passphrase=PASSPHRASE))["sign_in"])


async def joined(participant: Line, code: str, nickname: str = "Anna") -> str:
    """Somebody joins: the token by which they come back."""
    return str((await participant.ask("join", code=code, nickname=nickname))["token"])


async def began(participant: Line, token: str, session: str) -> str:
    """They begin a case: the key of what is kept of it."""
    event = event_data(Event("began", session, case="een"))
    (kept,) = (await participant.ask("append", token=token, events=[event]))["kept"]
    return str(kept)


def test_a_trainer_at_one_server_sees_within_a_second_what_happens_at_the_other(
    servers: Servers,
) -> None:
    took: list[float] = []

    async def told(trainer: Line, kind: str, number: int) -> dict[str, Any]:
        since = monotonic()
        event = await trainer.sees(kind, number)
        took.append(monotonic() - since)
        return event

    async def session() -> None:
        async with line_to(servers.each[0]) as trainer:
            sign_in = await signed_in(trainer)
            made = (await trainer.ask("create", sign_in=sign_in, **PRACTISED))["session"]
            await trainer.ask("watch", sign_in=sign_in, session=made["id"], since="0")
            for number, nickname in enumerate(NICKNAMES):
                async with line_to(servers.each[1]) as person:
                    token = await joined(person, made["code"], nickname)
                    data = (await told(trainer, "joined", number))["data"]
                    assert data["nickname"] == nickname
                    key = await began(person, token, made["id"])
                    assert (await told(trainer, "began", number))["key"] == key

    run(session())
    # Of several the usual one: any one may meet a moment in which the machine is away.
    assert median(took) < SOON


def test_when_a_server_dies_its_trainer_and_participants_go_on_at_the_other(
    sharing: Servers,
) -> None:
    first, second = sharing.each

    async def before() -> tuple[str, str, str, str]:
        async with line_to(first) as trainer, line_to(first) as anna:
            sign_in = await signed_in(trainer)
            made = (await trainer.ask("create", sign_in=sign_in, **PRACTISED))["session"]
            token = await joined(anna, made["code"])
            return sign_in, made["id"], token, await began(anna, token, made["id"])

    async def after(sign_in: str, session: str, token: str, key: str) -> None:
        async with line_to(second) as trainer, line_to(second) as anna:
            back = await anna.ask("resume", token=token)
            assert [event["key"] for event in back["events"] if event["case"]] == [key]
            await trainer.ask("watch", sign_in=sign_in, session=session, since="0")
            assert (await trainer.sees("began"))["key"] == key

    kept = run(before())
    first.process.kill()
    first.process.wait()
    run(after(*kept))


def test_a_server_takes_as_many_connections_as_its_guide_says(
    servers: Servers, address: str
) -> None:
    async def sign_in_at(server: Served) -> str:
        async with line_to(server) as trainer:
            return await signed_in(trainer)

    async def sign_in_at_all() -> None:
        await asyncio.gather(*map(sign_in_at, servers.each * 3))

    run(sign_in_at_all())
    count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"
    # Outside a transaction, in which it would tell the same each time.
    with psycopg.connect(address, autocommit=True) as connection:

        def taken() -> list[tuple[int]]:
            return connection.execute(count, [connection.info.backend_pid]).fetchall()

        # PostgreSQL itself connects now and then, and closes a connection when it gets to it.
        expected = [(CONNECTIONS * len(servers.each),)]
        until(lambda: taken() == expected, "a server takes another number of connections")
