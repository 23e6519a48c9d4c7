from __future__ import annotations

import asyncio
import json
import stat
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from asking import PASSPHRASE, PATIENCE, events_in

from ssmflow.errors import RefusedError
from ssmflow.training.events import Event, event_data
from ssmflow.training.line import OwnLine, ServiceLine
from ssmflow.training.place import store_url
from ssmflow.training.service import Service
from ssmflow.training.service_socket import ServiceSocket
from ssmflow.training.wire import Address

ABOUT = {"title": "Maandag", "exercises": "cases", "flow": "parking", "version": "2", "pace": "own"}


class Lines:
    """Opens lines to one address, which are closed when the scene is over."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.opened: list[ServiceLine] = []

    def line(self, **other: str) -> ServiceLine:
        self.opened.append(ServiceLine(replace(self.address, **other)))  # type: ignore[arg-type]
        return self.opened[-1]

    async def close(self) -> None:
        for line in self.opened:
            await line.close()


def served(url: str, folder: Path, scene: Callable[[Lines], Awaitable[None]]) -> None:
    """Play a scene with a service at a socket."""

    async def whole() -> None:
        service = Service(url, passphrase=PASSPHRASE)
        await service.start()
        socket = ServiceSocket(service, folder)
        await socket.open()
        lines = Lines(Address.of(str(socket.address)))
        try:
            await scene(lines)
        finally:
            await lines.close()
            await socket.close()
            await service.close()

    asyncio.run(whole())


async def with_session(line: Any) -> tuple[str, dict[str, Any]]:
    sign_in = (await line.ask("sign_in", passphrase=PASSPHRASE))["sign_in"]
    return sign_in, (await line.ask("create", sign_in=sign_in, **ABOUT))["session"]


def test_a_trainer_hears_over_the_socket_what_a_participant_does(
    file_url: str, tmp_path: Path
) -> None:
    async def scene(lines: Lines) -> None:
        trainer, ann = lines.line(), lines.line()
        heard: list[dict[str, Any]] = []
        trainer.listen(heard.append)
        sign_in, session = await with_session(trainer)
        await trainer.ask("watch", sign_in=sign_in, session=session["id"], since="0")
        joined = await ann.ask("join", code=session["code"], nickname="Ann")
        event = event_data(Event("answered", session["id"], case="one"))
        await ann.ask("append", token=joined["token"], events=[event])
        async with asyncio.timeout(PATIENCE):
            while not events_in(heard, "answered"):
                await asyncio.sleep(0.01)

    served(file_url, tmp_path, scene)


def test_a_line_without_the_key_gets_no_answer(file_url: str, tmp_path: Path) -> None:
    async def scene(lines: Lines) -> None:
        for key in ("", "x", lines.address.key[:-1]):
            with pytest.raises(RefusedError, match="unavailable"):
                await lines.line(key=key).ask("look", code="CCCCCCC")

    served(file_url, tmp_path, scene)


def test_the_socket_is_not_for_other_accounts_of_the_machine(file_url: str, tmp_path: Path) -> None:
    async def scene(lines: Lines) -> None:
        assert stat.S_IMODE(Path(lines.address.path).stat().st_mode) & 0o077 == 0

    served(file_url, tmp_path, scene)


@pytest.mark.parametrize("line", [b"\n", b"[]\n", b"{\n", b"\xff\xfe\n", b'"do"\n', b"0\n"])
def test_what_is_no_request_ends_that_line_and_no_other(
    file_url: str, tmp_path: Path, line: bytes
) -> None:
    async def scene(lines: Lines) -> None:
        reader, writer = await lines.address.connect()
        writer.write(line)
        async with asyncio.timeout(PATIENCE):
            assert await reader.read() == b""
        writer.close()
        with pytest.raises(RefusedError, match="unknown_code"):
            await lines.line().ask("look", code="CCCCCCC")

    served(file_url, tmp_path, scene)


def test_answers_find_the_request_that_they_belong_to(file_url: str, tmp_path: Path) -> None:
    async def scene(lines: Lines) -> None:
        line = lines.line()
        _, session = await with_session(line)
        asked = [line.ask("look", code=session["code"]) for _ in range(20)]
        wrong = line.ask("look", code="CCCCCCC")
        *found, refused = await asyncio.gather(*asked, wrong, return_exceptions=True)
        assert [one["session"]["id"] for one in found] == [session["id"]] * 20  # type: ignore[index]
        assert isinstance(refused, RefusedError)

    served(file_url, tmp_path, scene)


def test_a_line_that_was_lost_says_so_and_is_opened_anew(file_url: str, tmp_path: Path) -> None:
    heard: list[dict[str, Any]] = []

    async def whole() -> None:
        service = Service(file_url, passphrase=PASSPHRASE)
        await service.start()
        first = ServiceSocket(service, tmp_path)
        await first.open()
        line = ServiceLine(first.address)
        line.listen(heard.append)
        await with_session(line)
        await first.close()
        async with asyncio.timeout(PATIENCE):
            while {"push": "lost"} not in heard:
                await asyncio.sleep(0.01)
        with pytest.raises(RefusedError, match="unavailable"):
            await line.ask("look", code="CCCCCCC")
        Path(first.address.path).unlink(missing_ok=True)
        await first.open()
        with pytest.raises(RefusedError, match="unknown_code"):
            await line.ask("look", code="CCCCCCC")
        await line.close()
        await first.close()
        await service.close()

    asyncio.run(whole())


def test_a_notebook_that_no_server_serves_has_a_service_of_its_own(tmp_path: Path) -> None:
    async def whole() -> None:
        line = OwnLine(store_url(tmp_path / "data"))
        with pytest.raises(RefusedError, match="no_passphrase"):
            await line.ask("sign_in", passphrase=PASSPHRASE)
        with pytest.raises(RefusedError, match="unknown_code"):
            await line.ask("look", code="CCCCCCC")
        await line.close()

    asyncio.run(whole())
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_the_address_is_told_in_the_environment_as_it_is() -> None:
    address = Address("key", "/run/ssmflow/training")
    assert Address.of(str(address)) == address
    assert json.loads(str(address))["key"] == "key"
