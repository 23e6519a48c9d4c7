"""Somebody who takes part in a session by the page, with a real service behind it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from asking import PATIENCE, Asker, Scene, play
from practice_room import training

from ssmflow.training.line import Line, ServiceLine
from ssmflow.training.seat import Seat
from ssmflow.training.service import Service
from ssmflow.training.service_socket import ServiceSocket
from ssmflow.views.training.attendance import Attendance
from ssmflow.views.training.practice import Practice
from ssmflow.views.training.session_view import SessionView


class SeatLine:
    """A line to a service in this process, which can be cut."""

    def __init__(self, service: Service) -> None:
        self._heard: Callable[[dict[str, Any]], None] = lambda _: None
        self._service = service
        self._seat = self._sit_down()

    async def ask(self, do: str, **values: Any) -> dict[str, Any]:
        return await self._seat.ask({"do": do, **values})

    def listen(self, heard: Callable[[dict[str, Any]], None]) -> None:
        self._heard = heard

    def lose(self) -> None:
        """Lose the line, as when the server is started anew."""
        self._seat.leave()
        self._seat = self._sit_down()
        self._heard({"push": "lost"})

    def _sit_down(self) -> Seat:
        return Seat(self._service, lambda message: self._heard(message))


class Participant:
    """Somebody at the page of practice, by a line that can be cut, or by another one."""

    def __init__(self, service: Service, line: Line | None = None) -> None:
        self.line = SeatLine(service)
        self.page = Practice(training(), lambda: line or self.line)
        self.view = SessionView(self.page)

    @property
    def session(self) -> Attendance:
        assert self.page.attendance
        return self.page.attendance

    @property
    def heading(self) -> str:
        return str(self.view.data.get("heading"))

    async def until(self, holds: Callable[[Practice], bool]) -> None:
        """Wait until something holds of the page."""
        async with asyncio.timeout(PATIENCE):
            while not holds(self.page):
                await asyncio.sleep(0.01)

    async def at(self, screen: str) -> None:
        """Wait until a screen is shown."""
        try:
            await self.until(lambda page: page.screen == screen)
        except TimeoutError:
            raise AssertionError(f"no {screen}, but {self.page.screen}") from None

    async def recorded(self) -> None:
        """Wait until all that was done is kept."""
        await self.until(
            lambda _: bool(self.session.recorder and not self.session.recorder.unrecorded)
        )

    def says(self, act: str, **values: str) -> None:
        """Send what the browser would."""
        self.view._receive(None, {"act": act, **values}, [])

    async def join(self, code: str, nickname: str = "Uil") -> Participant:
        self.page.arrive(f"~join={code}")
        self.says("join", code=self.session.code, nickname=nickname)
        await self.until(lambda page: page.attending is not None)
        return self


@asynccontextmanager
async def reached_at(
    service: Service, folder: Path
) -> AsyncIterator[tuple[ServiceSocket, ServiceLine]]:
    """The service at a socket, and a line to it, as a server's kernels have one."""
    socket = ServiceSocket(service, folder)
    await socket.open()
    line = ServiceLine(socket.address)
    try:
        yield socket, line
    finally:
        await line.close()
        await socket.close()


def in_session(
    url: str, pace: str, scene: Callable[[Scene, Asker, Participant], Awaitable[None]]
) -> None:
    """Play a scene with a trainer who has made a session, and one participant who has joined."""

    async def whole(of: Scene) -> None:
        trainer = await of.trainer(pace)
        await scene(of, trainer, await Participant(of.service).join(trainer.session["code"]))

    play(url, whole)


def kinds(events: list[dict[str, Any]], of: Mapping[str, Any] | None = None) -> list[str]:
    """Return what happened, in order."""
    fits = (of or {}).items()
    return [each["kind"] for each in events if all(each[key] == value for key, value in fits)]


async def told(trainer: Asker) -> list[dict[str, object]]:
    """All events of the session, as the store has them."""
    answer = await trainer.lead("watch", session=trainer.session["id"], since="0")
    return list(answer["events"])
